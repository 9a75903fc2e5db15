"""All files of a build: what is known is found again, the rest is shared out among processes."""

from __future__ import annotations

import gc
import hashlib
import signal
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path

from deckgen.cache import Folder, digest_code, make_room
from deckgen.composing.portable import pack, unpack
from deckgen.composing.recollection import Recollection
from deckgen.composing.stretch import Composed, Task, compose_stretch, name_shelved
from deckgen.config import Config, notes_for, reading_for
from deckgen.diagnostics import Diagnostic
from deckgen.dialects import Standing, compare, cut
from deckgen.markdown import read_source
from deckgen.media import Shelf
from deckgen.model import Composition, MediaRef, SourceFile

_WORTH = 200_000
"""Characters for which it pays to start other processes."""
_SPARE = 64_000_000
"""Bytes of results that are kept beside those in use: of other branches, of other options."""
_PROJECTS = 32
"""Projects whose results are kept."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What may be used: a folder to keep results in, and how many processes."""

    cache: Path | None = None
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one file gave.

    ``remote`` are the references to the web that its cards show, ``standing`` the questions of the
    lock that still stand in it and give no card.
    """

    source: SourceFile | None
    compositions: tuple[Composition, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    remote: tuple[MediaRef, ...] = ()
    standing: tuple[Standing, ...] = ()


def compose_files(
    locations: Sequence[Path],
    root: Path,
    config: Config,
    shelf: Shelf,
    workshop: Workshop | None = None,
    progress: Progress | None = None,
    recollection: Recollection | None = None,
) -> list[Result]:
    """Take files through all stages up to their notes; the results are in their order.

    They are read plainly, but where the ``recollection`` knows better.
    They are the same with any ``workshop``.  ``shelf.files`` learns which media files were read.
    """
    read = [read_source(location, root) for location in locations]
    tasks: list[list[Task]] = [
        list(_tasks(source, root, config, recollection)) if source else [] for source, _ in read
    ]
    work = _Work(workshop or Workshop(), shelf, root)
    made = work.do([task for some in tasks for task in some], progress)
    results = []
    for (source, found), some in zip(read, tasks, strict=True):
        results.append(_join(source, found, [next(made) for _ in some]))
    return results


def compose_again(
    results: Sequence[Result],
    paths: Collection[str],
    root: Path,
    config: Config,
    shelf: Shelf,
    workshop: Workshop,
    recollection: Recollection,
) -> list[Result]:
    """The results, those of some paths composed once more."""
    sources = [one.source for one in results if one.source and one.source.path in paths]
    locations = [source.location for source in sources]
    anew = compose_files(locations, root, config, shelf, workshop, recollection=recollection)
    known = {one.source.path: one for one in anew if one.source}
    return [known.get(one.source.path, one) if one.source else one for one in results]


def _tasks(
    source: SourceFile, root: Path, config: Config, recollection: Recollection | None = None
) -> Iterator[Task]:
    reading, notes = reading_for(config, source.path), notes_for(config, source.path)
    stretches = cut(source.text, reading)
    for one in stretches:
        yield Task(
            path=source.path,
            location=source.location,
            root=root,
            text=one.text,
            first=one.first,
            lent=one.lent,
            whole=len(stretches) == 1,
            reading=reading,
            notes=notes,
            media=config.media,
            link_base=config.deck.source_url,
            language=config.deck.language,
            memory=recollection.recall(source.path, one) if recollection else None,
        )


def _join(
    source: SourceFile | None, found: tuple[Diagnostic, ...], made: Sequence[Composed]
) -> Result:
    """The file's result from those of its stretches."""
    compositions = tuple(one for some in made for one in some.compositions)
    beside = compare([one.question for one in compositions]) if len(made) > 1 else ()
    return Result(
        source=source,
        compositions=compositions,
        diagnostics=(*found, *(one for some in made for one in some.diagnostics), *beside),
        remote=tuple(ref for some in made for ref in some.remote),
        standing=tuple(one for some in made for one in some.standing),
    )


@dataclass(slots=True)
class _Work:
    workshop: Workshop
    shelf: Shelf
    root: Path
    hashes: dict[str, str] = field(default_factory=dict)
    """SHA-256 of media files as they are now."""

    def do(self, tasks: Sequence[Task], progress: Progress | None) -> Iterator[Composed]:
        """Compose all tasks; the results are in their order."""
        folder = self._folder()
        names = [_name(task) for task in tasks] if folder else [""] * len(tasks)
        made: list[Composed | None] = [None] * len(tasks)
        if folder:
            made = [self._find(folder, *one) for one in zip(names, tasks, strict=True)]
        left = [at for at, one in enumerate(made) if one is None]
        packed = self._share([tasks[at] for at in left], folder)
        for at in left:
            content = next(packed, None)
            one = self._unpack(content, tasks[at])
            if one is None:
                one = compose_stretch(tasks[at], self.shelf, folder)
                content = pack(one, tasks[at].first) if folder else None
            if folder and content is not None and "" not in one.files.values():
                folder.write(names[at], content)
            made[at] = one
            if progress:
                progress(at, len(tasks))
        if folder and left:
            folder.keep(names, size=_SPARE)
        for composed in made:
            if composed is not None:
                self.shelf.files.update((Path(p), sha256) for p, sha256 in composed.files.items())
                yield composed

    def _folder(self) -> Folder | None:
        if self.workshop.cache is None:
            return None
        name = hashlib.sha256(str(self.root.absolute()).encode("utf-8", "surrogateescape"))
        path = self.workshop.cache / name.hexdigest()[:32]
        if not path.exists():
            make_room(self.workshop.cache, _PROJECTS - 1)
        return Folder(path)

    def _find(self, folder: Folder, name: str, task: Task) -> Composed | None:
        """The result of an earlier run, if the media files that it read are still the same."""
        made = self._unpack(folder.read(name), task)
        if made and all(self._hash(path) == sha256 for path, sha256 in made.files.items()):
            return made
        return None

    def _unpack(self, content: bytes | None, task: Task) -> Composed | None:
        """A result made elsewhere, if the shelf had there what it has here."""
        made = unpack(content, task.path, task.first) if content is not None else None
        if made and all(name_shelved(self.shelf, at) == name for at, name in made.web.items()):
            return made
        return None

    def _hash(self, path: str) -> str:
        if path not in self.hashes:
            try:
                self.hashes[path] = hashlib.sha256(Path(path).read_bytes()).hexdigest()
            except (OSError, ValueError):
                self.hashes[path] = "none"
        return self.hashes[path]

    def _share(self, tasks: Sequence[Task], folder: Folder | None) -> Iterator[bytes | None]:
        """Let other processes compose, where that pays; ``None`` is left to this process."""
        jobs = min(self.workshop.jobs, len(tasks))
        if jobs < 2 or sum(len(task.text) for task in tasks) < _WORTH:
            return
        lent = replace(self.shelf.access, clock=None)  # a clock stays where it is
        work = partial(
            _compose,
            shelf=replace(self.shelf, access=lent, held={}, looks={}, files={}),
            folder=folder,
        )
        try:
            with ProcessPoolExecutor(jobs, initializer=_start) as pool:
                yield from pool.map(work, tasks)
        except (OSError, RuntimeError):  # no processes here, or one was killed: do the rest here
            return


def _start() -> None:
    """Prepare a process: the one that started it ends it, and its memory stays small."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.enable()
    gc.freeze()


def _compose(task: Task, shelf: Shelf, folder: Folder | None) -> bytes | None:
    """In a process of its own: compose with what its maker has on the shelf, but in memory."""
    return pack(compose_stretch(task, shelf, folder), task.first)


@lru_cache(maxsize=256)
def _say(*settings: object) -> str:
    return repr(settings)


def _name(task: Task) -> str:
    """The hash of all that a result depends on, but the media files."""
    places = (task.path, str(task.location), str(task.root), task.link_base, task.language)
    settings = _say(task.reading, task.notes, task.media)
    kind = repr((task.lent, task.whole, task.memory))
    parts = (digest_code(), repr(places), settings, kind, task.text)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
