"""Fetching many pictures at once, in bounded time, without waiting twice for the same trouble."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from deckgen.media.download import Connections, DownloadError, Limits, download
from deckgen.media.hosts import raw_address
from deckgen.media.terms import Failure, Terms

_AT_ONCE = 8
_ONE_SECONDS = 60.0
"""The longest that one try for one picture may take."""
_MOST_TRIES = 3
_FIRST_PAUSE = 0.5
_LONGEST_WAIT = 30.0
_MOST_FAILURES = 4
"""Failures of a host in a row, after which nothing more is asked of it."""
_ENOUGH_HOSTS = 3
"""Hosts that cannot be reached, while none could, that mean: there is no network."""
_LOOK = 0.25


@dataclass(slots=True)
class _Host:
    """What is known of a host.  ``given_up`` says why nothing more is asked of it."""

    given_up: Failure | None = None
    failures: int = 0
    not_before: float = 0.0
    reached: bool = False


@dataclass(slots=True)
class _Run:
    """A run of downloads; only the threads' queue is shared with them."""

    terms: Terms
    connections: Connections = field(default_factory=Connections)
    names: dict[str, str] = field(default_factory=dict)
    hosts: dict[str, _Host] = field(default_factory=dict)
    done: queue.SimpleQueue[tuple[str, int, bytes | DownloadError]] = field(
        default_factory=queue.SimpleQueue
    )
    waiting: list[tuple[float, str]] = field(default_factory=list)
    tries: dict[str, int] = field(default_factory=dict)
    running: dict[str, float] = field(default_factory=dict)
    """The time at which each running download is overdue."""

    def host(self, address: str) -> _Host:
        if address not in self.names:
            self.names[address] = _host_name(raw_address(address))
        return self.hosts.setdefault(self.names[address], _Host())

    def start(self, now: float) -> None:
        """Start what may start now, as many as fit."""
        rest = []
        for ready, address in self.waiting:
            later = max(ready, self.host(address).not_before) > now
            if later or len(self.running) >= _AT_ONCE:
                rest.append((ready, address))
                continue
            self.tries[address] = self.tries.get(address, 0) + 1
            self.running[address] = now + _ONE_SECONDS
            # A thread of its own, which nobody waits for: some calls cannot be interrupted.
            arguments = (address, self.tries[address])
            threading.Thread(target=self.work, args=arguments, daemon=True).start()
        self.waiting = rest

    def work(self, address: str, number: int) -> None:
        """Download in a thread; whatever happens is put into the queue."""
        terms = self.terms
        limits = Limits(
            most_bytes=terms.most_bytes,
            deadline=terms.clock() + _ONE_SECONDS,
            clock=terms.clock,
            allowed=terms.allowed,
        )
        result: bytes | DownloadError
        try:
            result = download(address, limits, self.connections)
        except DownloadError as error:
            result = error
        except Exception as error:  # noqa: BLE001  (a broken server must not stop the others)
            result = DownloadError(f"the answer makes no sense ({type(error).__name__})")
        self.done.put((address, number, result))

    def fail(self, address: str, error: DownloadError, now: float) -> Failure | None:
        """Take note of a failure; return it if there is no further try."""
        host = self.host(address)
        if error.host:
            host.given_up = Failure(str(error), error.passing)
        elif error.wait > _LONGEST_WAIT:
            reason = f"{error}; it asks to wait {error.wait:.0f} seconds"
            host.given_up = Failure(reason, passing=True)
        elif error.passing:
            host.failures += 1
            if host.failures >= _MOST_FAILURES:
                host.given_up = Failure(str(error), passing=True)
        else:
            host.failures, host.reached = 0, True
        if not error.passing or error.host or host.given_up:
            return Failure(str(error), error.passing)
        if self.tries[address] >= _MOST_TRIES:
            return Failure(str(error), passing=True)
        pause = max(error.wait, _FIRST_PAUSE * 2 ** (self.tries[address] - 1))
        if error.wait:
            host.not_before = max(host.not_before, now + error.wait)
        self.waiting.append((now + pause, address))
        return None

    def without_network(self) -> bool:
        """Tell whether there seems to be no network at all."""
        unreachable = sum(bool(host.given_up) for host in self.hosts.values())
        return unreachable >= _ENOUGH_HOSTS and not any(
            host.reached for host in self.hosts.values()
        )

    def give_up(self) -> dict[str, Failure]:
        """Take out of the queue what has become hopeless."""
        offline = Failure("there is no network", passing=True) if self.without_network() else None
        hopeless: dict[str, Failure] = {}
        for _, address in self.waiting:
            if why := self.host(address).given_up or offline:
                hopeless[address] = why
        self.waiting = [one for one in self.waiting if one[1] not in hopeless]
        return hopeless


def fetch(
    addresses: Sequence[str],
    terms: Terms,
    keep: Callable[[str, bytes], None],
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Failure]:
    """Download addresses concurrently; hand each content to ``keep``, return what failed and why.

    It ends after ``terms.seconds`` at the latest, whatever servers do.
    """
    run = _Run(terms, waiting=[(0.0, address) for address in dict.fromkeys(addresses)])
    failed: dict[str, Failure] = {}
    total = len(run.waiting)
    end = terms.clock() + terms.seconds
    try:
        while (run.waiting or run.running) and terms.clock() < end:
            failed |= run.give_up()
            run.start(terms.clock())
            if progress:
                progress(total - len(run.waiting) - len(run.running), total)
            failed |= _wait(run, keep)
    finally:
        run.connections.close()
    late = Failure("there was no time left", passing=True)
    return failed | dict.fromkeys([*(one for _, one in run.waiting), *run.running], late)


def _wait(run: _Run, keep: Callable[[str, bytes], None]) -> dict[str, Failure]:
    """Wait for a download to end, a moment at most, and deal with what has ended."""
    failed: dict[str, Failure] = {}
    ended: list[tuple[str, bytes | DownloadError]] = []
    try:
        address, number, result = run.done.get(timeout=_LOOK)
        if address in run.running and run.tries[address] == number:
            ended.append((address, result))
    except queue.Empty:
        pass
    now = run.terms.clock()
    for address in [address for address, until in run.running.items() if until <= now]:
        run.tries[address] = _MOST_TRIES  # it has had its time
        ended.append((address, DownloadError("it takes too long", passing=True)))
    for address, result in ended:
        run.running.pop(address, None)
        if isinstance(result, bytes):
            host = run.host(address)
            host.failures, host.reached = 0, True
            keep(address, result)
        elif failure := run.fail(address, result, now):
            failed[address] = failure
    return failed


def _host_name(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return address
