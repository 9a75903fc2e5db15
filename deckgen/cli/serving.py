"""Serve a preview until somebody ends it."""

from __future__ import annotations

import errno
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from deckgen.cli.exits import Stop
from deckgen.cli.options import Function

if TYPE_CHECKING:
    from deckgen.preview import PreviewServer, Site


def serve_options(function: Function) -> Function:
    """Add ``--serve`` and ``--port``; ``asks_to_serve`` tells what they mean."""
    port = click.option(
        "--port",
        type=click.IntRange(0, 65535),
        metavar="PORT",
        help="The port to serve at, with `--serve` implied; by default any that is free.",
    )
    serve = click.option(
        "--serve", is_flag=True, help="Serve the preview to this machine's browsers until Ctrl-C."
    )
    return serve(port(function))


def start_server(site: Site | None, port: int | None) -> PreviewServer:
    """Serve a site; without one take the port and wait for it.

    Raises:
        Stop: the port is not to be had.
    """
    from deckgen.preview import PreviewServer

    try:
        return PreviewServer(site, port or 0)
    except OSError as error:
        reasons = {errno.EADDRINUSE: "is taken", errno.EACCES: "is for the system alone"}
        reason = reasons.get(error.errno or 0, f"cannot be used: {error.strerror}")
        help = "choose another one, or leave `--port` out for any that is free"
        raise Stop(f"port {port} {reason}", help) from None


@contextmanager
def until_ended() -> Iterator[None]:
    """Run what lasts until Ctrl-C (or a polite request of the system) and call that its end."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
