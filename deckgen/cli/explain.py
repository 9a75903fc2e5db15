"""``deckgen explain``: how a file was read and why, or what a code means."""

from __future__ import annotations

import difflib
import re
import sys
import textwrap
from dataclasses import asdict
from pathlib import Path

import click

from deckgen.cli.console import Console, wants_color
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.options import with_console

_CODE = re.compile(r"DG\d{0,3}", re.IGNORECASE)


@click.command("explain")
@click.argument("subject", metavar="[FILE|CODE]", required=False, default="")
@click.option(
    "--format",
    "format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the outline of FILE is printed; `json` is for programs.",
)
@with_console
def command(console: Console, subject: str, format: str) -> Exit:
    """Explain how a file was read, or what a finding means.

    For a FILE, an outline: what each part was taken for, why, what else it could have been, and
    how to overrule that.  CODE is a code such as DG305 or a range such as DG3; without either all
    codes are listed.
    """
    if not subject or _CODE.fullmatch(subject):
        return _explain_code(console, subject.upper(), format)
    path = Path(subject)
    if path.is_file():
        return _explain_file(console, path, format)
    raise click.UsageError(_refuse(subject, path))


def _refuse(subject: str, path: Path) -> str:
    """What is said of an argument that is neither a file nor a code."""
    from deckgen.diagnostics import CODES

    if path.is_dir():
        return f"`{subject}` is a folder; name one of its files"
    names = {name.lower(): code for code in CODES for name in (code, CODES[code].name)}
    near = difflib.get_close_matches(subject.lower(), names, n=5, cutoff=0.5)
    near.sort(key=lambda name: name[:3] != subject.lower()[:3])
    hint = f"; the nearest is `{names[near[0]]}`, {CODES[names[near[0]]].name}" if near else ""
    if "/" in subject or path.suffix:
        return f"there is no file `{subject}`"
    return f"`{subject}` is neither a file nor a code{hint}; `deckgen explain` lists all codes"


def _explain_code(console: Console, code: str, format: str) -> Exit:
    from deckgen.diagnostics import CODES, Rule

    if format != "text":
        raise click.UsageError("`--format` is for files")
    chosen = [rule for name, rule in CODES.items() if name.startswith(code)]
    if not chosen:
        near = min(CODES, key=lambda known: (abs(int(known[2:]) - int(code[2:])), known))
        raise click.UsageError(
            f"there is no code `{code}`; the nearest is `{near}`, {CODES[near].name};"
            " `deckgen explain` lists them all"
        )

    def full(rule: Rule) -> str:
        parts = [rule.summary, f"Why it matters: {rule.why}", f"What to do: {rule.remedy}"]
        title = f"{rule.code} {rule.name} ({rule.severity.value})"
        return "\n\n".join([title, *(textwrap.fill(part, 78) for part in parts)]) + "\n"

    if code in CODES:
        console.result(full(chosen[0]))
    else:
        rows = [f"{rule.code}  {rule.severity.value:<7}  {rule.summary}\n" for rule in chosen]
        console.result("".join(rows))
    return Exit.OK


def _explain_file(console: Console, path: Path, format: str) -> Exit:
    from deckgen.cli.compiling import make_request
    from deckgen.cli.outline import make_rows
    from deckgen.cli.outline_show import Outline, render_json, render_text
    from deckgen.cli.project import exit_code, open_project, show_findings
    from deckgen.config import judge, reading_for
    from deckgen.dialects import ReadingSettings, Stretch, read
    from deckgen.dialects.settings import overrule
    from deckgen.markdown import parse, read_source
    from deckgen.pipeline import compile_project

    project = open_project((path,), console)
    source, found = read_source(path.absolute(), project.root)
    if source is None:
        show_findings(found, console, lambda _: None)
        raise Stop(f"`{path}` cannot be read", "see above", Exit.FINDINGS)
    document, of_parsing = parse(source)
    given = ReadingSettings(**asdict(reading_for(project.config, source.path)))
    compilation = compile_project(make_request(project, console))
    memory = compilation.recollection.recall(source.path, Stretch(source.text))
    reading = read(document, given, memory)
    verdict = judge(
        (*found, *of_parsing, *reading.diagnostics), (source,), project.config, complete=False
    )
    outline = Outline(
        path=source.path,
        lines=source.text.count("\n") + (not source.text.endswith("\n")),
        settings=overrule(given, document.front_matter, document.blocks),
        rows=make_rows(document, reading),
        diagnostics=tuple(verdict.diagnostics),
    )
    if format == "json":
        console.result(render_json(outline))
    else:
        console.result(render_text(outline, color=wants_color(console.color, sys.stdout)))
    return exit_code(verdict.diagnostics)
