"""Time and size of packages: written, read back, compared, and imported into the real Anki.

usage: python benchmarks/package.py [NOTES...]        (default: 10000 50000)

Three in four notes are basic, one is a cloze note with two cards; ten decks; 900 characters a note.
Prints CPU seconds, the best of three, and the peak memory of the whole run.  "genanki alone" is its
own writer on the same notes, without times, positions, comparison or compression.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import genanki

from deckgen.anki import verify
from deckgen.model import NoteKind, Plan
from deckgen.package import check_plan, differences, read_package, stage_package, write_package
from deckgen.package.archive import CanonicalZip
from deckgen.package.collection import collection
from tests.package.plans import make_media, make_note, make_plan, many_notes


def best(action: Callable[[], object], times: int = 3) -> float:
    """The least CPU time of some runs."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        action()
        taken.append(time.process_time() - start)
    return min(taken)


def show(name: str, seconds: float, remark: str = "") -> None:
    """Print a line of the table."""
    print(f"  {name:<34} {seconds:7.3f} s  {remark}")


def genanki_alone(plan: Plan, path: Path) -> None:
    """What genanki does without deckgen."""
    models = {
        one.kind: genanki.Model(
            one.id,
            one.name,
            fields=[{"name": field.name} for field in one.fields],
            templates=[
                {"name": "Card", "qfmt": one.template.front, "afmt": one.template.back},
            ],
            css=one.css,
            model_type=int(one.kind is NoteKind.CLOZE),
        )
        for one in plan.note_types
    }
    decks = {deck.name: genanki.Deck(deck.id, deck.name) for deck in plan.decks}
    for note in plan.notes:
        made = genanki.Note(
            model=models[note.kind], fields=list(note.fields), guid=note.guid, due=note.due
        )
        decks[note.deck].add_note(made)
    genanki.Package(list(decks.values())).write_to_file(path, timestamp=1.6e9)


def measure(count: int, folder: Path) -> None:
    """Measure one size."""
    plan, path = many_notes(count), folder / "x.apkg"
    print(f"{count:,} notes")
    show("genanki alone", best(lambda: genanki_alone(plan, folder / "g.apkg")))
    database = collection(plan)
    show("collection", best(lambda: collection(plan)), f"{len(database) / 1e6:.1f} MB")

    def compress() -> None:
        with (folder / "z.zip").open("wb") as file, CanonicalZip(file) as archive:
            archive.add("collection.anki2", database, compress=True)

    show("compression", best(compress))
    seconds = best(lambda: write_package(plan, path))
    show("write_package: both", seconds, f"{path.stat().st_size / 1e6:.2f} MB")
    contents, _ = read_package(path)
    if contents is None:
        raise SystemExit("the package cannot be read")
    show("check_plan", best(lambda: check_plan(plan)))
    show("read_package", best(lambda: read_package(path)))
    show("differences", best(lambda: differences(plan, contents)))

    def stage(name: str) -> None:
        staged, _ = stage_package(plan, folder / name, name)
        if staged is None:
            raise SystemExit("the package cannot be staged")
        staged.discard()

    show("stage_package, new", best(lambda: stage("new.apkg")))
    show("stage_package, unchanged", best(lambda: stage("x.apkg")))
    if count <= 10_000:
        show("verify (two imports, every card)", best(lambda: verify([path]), 1))


def measure_pictures(count: int, folder: Path) -> None:
    """Measure a package of pictures."""
    media = [make_media(folder, f"p-{i:05}.png", bytes([i % 256]) * 20_000) for i in range(count)]
    notes = [
        make_note(f"g{i}", f'<img src="{one.name}">', position=i + 1) for i, one in enumerate(media)
    ]
    plan = make_plan(notes, media=media)
    print(f"{count:,} pictures of 20 kB")
    show("write_package", best(lambda: write_package(plan, folder / "p.apkg")))
    show("read_package", best(lambda: read_package(folder / "p.apkg")))


def main() -> None:
    """Measure the sizes that are asked for."""
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 50_000]
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            measure(size, Path(name))
        measure_pictures(1000, Path(name))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB (with the plans themselves)")


if __name__ == "__main__":
    main()
