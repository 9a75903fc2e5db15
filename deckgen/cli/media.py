"""``deckgen media``: the pictures, sounds and films of the cards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deckgen.cli.console import Console
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.options import with_console

if TYPE_CHECKING:
    from deckgen.cli.project import Project
    from deckgen.model import Span
    from deckgen.pipeline import Compilation


@click.command("media")
@click.argument("action", type=click.Choice(["list", "refresh", "prune"]), default="list")
@click.argument("addresses", nargs=-1, metavar="[ADDRESS]...")
@click.option("--cache", is_flag=True, help="With `prune`: empty the cache of all projects, too.")
@click.option(
    "--format",
    "format",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="How `list` prints; `jsonl` is for programs.",
)
@with_console
def command(
    console: Console, action: str, addresses: tuple[str, ...], cache: bool, format: str
) -> Exit:
    """List, refresh or prune the pictures of the deck.

    `list` (the default) shows every file in the package, and what is on the web.  `refresh` fetches
    pictures anew, all or those at ADDRESS, and takes over in `deckgen.lock` what has changed;
    `prune` takes pictures out of the lock that no card shows any more.
    """
    from deckgen.cli.compiling import compile_for
    from deckgen.cli.project import open_project

    if (addresses and action != "refresh") or (cache and action != "prune"):
        raise click.UsageError("ADDRESS belongs to `refresh`, `--cache` to `prune`")
    project = open_project((), console)
    if action == "prune":
        return _prune(project, console, cache=cache)
    compilation = compile_for(project, console)
    if action == "refresh":
        return _refresh(project, compilation, addresses, console)
    rows = sorted(_rows(compilation), key=lambda row: (row["name"], row["address"]))
    if format == "jsonl":
        console.result("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    elif rows:
        console.result(_table(rows))
    else:
        console.say("no card shows a picture")
    return Exit.OK


def _rows(compilation: Compilation) -> Iterator[dict[str, Any]]:
    """A row for each file of the package, and for each address that cards show."""
    from deckgen.media import web_address

    plan, shelf = compilation.plan, compilation.shelf
    remote: dict[str, Span] = {}
    for ref in compilation.remote:
        remote.setdefault(web_address(ref.target), ref.span)
    at = {look.file.name: one for one in remote if (look := shelf.look(one)).file}
    for file in plan.media if plan else ():
        row = {"name": file.name, "size": file.size, "sha256": file.sha256}
        address = at.get(file.name, "")
        yield {**row, "state": "remote" if address else "local", "address": address}
    packed = {file.name for file in plan.media} if plan else set()
    for address in remote:
        look = shelf.look(address)
        if look.file is None or look.file.name not in packed:
            yield {
                "name": "",
                "size": 0,
                "sha256": "",
                "state": str(look.state),
                "address": address,
            }


def _table(rows: Iterable[dict[str, Any]]) -> str:
    lines = []
    for row in rows:
        size = f"{row['size'] / 1000:,.0f} kB" if row["size"] else ""
        lines.append((row["state"], size, row["name"] or "-", row["address"]))
    widths = [max(len(line[i]) for line in lines) for i in range(3)]
    return "".join(
        f"{state:<{widths[0]}}  {size:>{widths[1]}}  {name:<{widths[2]}}  {address}".rstrip() + "\n"
        for state, size, name, address in lines
    )


def _refresh(
    project: Project, compilation: Compilation, addresses: tuple[str, ...], console: Console
) -> Exit:
    """Fetch anew; write what has changed into the lock."""
    from deckgen.media import web_address

    shown = list(dict.fromkeys(web_address(ref.target) for ref in compilation.remote))
    wanted = [web_address(address) for address in addresses] or shown
    if strange := [address for address in wanted if address not in shown]:
        raise Stop(f"no card shows `{strange[0]}`", "`deckgen media` lists the addresses")
    before = compilation.shelf
    online = replace(before, access=replace(before.access, online=True))
    after = online.fetch(wanted, lambda done, total: console.progress("pictures", done, total))
    unpinned = replace(after, pins={k: v for k, v in after.pins.items() if k not in after.fetched})
    fresh = replace(unpinned, looks={})
    records = {**before.pins, **fresh.record(one for one in wanted if one in after.fetched)}
    for address in wanted:
        console.result(f"{_news(address, before.pins, records, after.failed)}  {address}\n")
    _write_pins(project, records)
    return Exit.FINDINGS if any(one in after.failed for one in wanted) else Exit.OK


def _news(address: str, before: Any, after: Any, failed: Any) -> str:
    if address in failed:
        return f"failed ({failed[address].reason})"
    if address not in before:
        return "new"
    same = before[address].get("sha256") == after.get(address, {}).get("sha256")
    return "unchanged" if same else "changed"


def _prune(project: Project, console: Console, *, cache: bool) -> Exit:
    """Take out of the lock what no card shows; with ``cache``, empty the cache."""
    from deckgen.cli.compiling import compile_for, find_cache
    from deckgen.media import web_address

    compilation = compile_for(project, console)
    shown = {web_address(ref.target) for ref in compilation.remote}
    pins = compilation.shelf.pins
    kept = {address: record for address, record in pins.items() if address in shown}
    for address in sorted(pins.keys() - kept.keys()):
        console.result(f"removed  {address}\n")
    _write_pins(project, kept)
    folder = find_cache()
    if cache and folder and folder.is_dir():
        console.result(f"emptied  {folder}\n")
        _empty(folder)
    return Exit.OK


def _empty(folder: Path) -> None:
    import shutil

    for name in ("objects", "places"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _write_pins(project: Project, records: Any) -> None:
    """Replace the pictures' records in the lock, and nothing else of it."""
    from deckgen.identity import read_lock, write_lock
    from deckgen.package import stage
    from deckgen.pipeline import LOCK

    location = project.root / LOCK
    text = location.read_text(encoding="utf-8") if location.exists() else ""
    lock, _ = read_lock(text, LOCK)
    if lock is None:
        raise Stop(f"`{LOCK}` cannot be read", "`deckgen check` says why")
    if dict(lock.media) != dict(records):
        with stage(location, write_lock(replace(lock, media=records)).encode()) as staged:
            staged.commit()
