"""``deckgen explain``: what a code means."""

from __future__ import annotations

import textwrap

import click

from deckgen.cli.console import Console
from deckgen.cli.exits import Exit
from deckgen.cli.options import with_console


@click.command("explain")
@click.argument("code", required=False, default="")
@with_console
def command(console: Console, code: str) -> Exit:
    """Explain a diagnostic code.

    CODE is a code such as DG305 or a range such as DG3; without it all codes are listed.
    """
    from deckgen.diagnostics import CODES, Rule

    chosen = [rule for name, rule in CODES.items() if name.startswith(code.upper())]
    if not chosen:
        raise click.UsageError(f"there is no code `{code}`; `deckgen explain` lists them all")

    def full(rule: Rule) -> str:
        parts = [rule.summary, f"Why it matters: {rule.why}", f"What to do: {rule.remedy}"]
        title = f"{rule.code} {rule.name} ({rule.severity.value})"
        return "\n\n".join([title, *(textwrap.fill(part, 78) for part in parts)]) + "\n"

    if code.upper() in CODES:
        console.result(full(chosen[0]))
    else:
        rows = [f"{rule.code}  {rule.severity.value:<7}  {rule.summary}\n" for rule in chosen]
        console.result("".join(rows))
    return Exit.OK
