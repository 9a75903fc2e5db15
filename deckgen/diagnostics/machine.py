"""How findings look to programs: JSON, and SARIF 2.1.0 for code-scanning services."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from deckgen.diagnostics.codes import CODES
from deckgen.diagnostics.record import Diagnostic, Severity
from deckgen.model import Span

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render_json(diagnostics: Iterable[Diagnostic], suppressed: int = 0) -> str:
    """One object: ``diagnostics`` in order, and ``summary`` with the counts."""
    found = list(diagnostics)
    summary = {f"{one.value}s": sum(f.severity is one for f in found) for one in Severity}
    data = {
        "diagnostics": [_plain(one) for one in found],
        "summary": {**summary, "suppressed": suppressed},
    }
    return json.dumps(data, indent=2, ensure_ascii=True) + "\n"


def _plain(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": CODES[one.code].name,
        "severity": one.severity.value,
        "message": one.message,
        "help": one.help,
        **_plain_span(one.span),
        "labels": [{"text": label.text, **_plain_span(label.span)} for label in one.labels],
    }


def _plain_span(span: Span) -> dict[str, Any]:
    return {
        "path": span.path,
        "line": span.line,
        "col": span.col,
        "end_line": span.end_line,
        "end_col": span.end_col,
    }


def render_sarif(diagnostics: Iterable[Diagnostic], version: str) -> str:
    """A SARIF log with one run; ``version`` is deckgen's."""
    found = list(diagnostics)
    codes = sorted({one.code for one in found})
    driver = {"name": "deckgen", "version": version, "rules": [_sarif_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "the root of the project"}}},
        "results": [_sarif_result(one, codes.index(one.code)) for one in found],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=True) + "\n"


def _sarif_rule(code: str) -> dict[str, Any]:
    rule = CODES[code]
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.why}"},
        "help": {"text": rule.remedy},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _sarif_result(one: Diagnostic, index: int) -> dict[str, Any]:
    text = one.message + (f" (help: {one.help})" if one.help else "")
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": one.severity.value,
        "message": {"text": text},
        "locations": [_sarif_location(one.span)],
    }
    if one.labels:
        result["relatedLocations"] = [
            {"id": i, "message": {"text": label.text or "see also"}, **_sarif_location(label.span)}
            for i, label in enumerate(one.labels)
        ]
    return result


def _sarif_location(span: Span) -> dict[str, Any]:
    end_line = max(span.line, span.end_line)
    end = span.end_col if end_line > span.line else max(span.col, span.end_col)
    region = {
        "startLine": span.line,
        "startColumn": span.col,
        "endLine": end_line,
        "endColumn": max(1, end),
    }
    uri = quote(span.path, safe="/", errors="surrogateescape")
    artifact = {"uri": uri, "uriBaseId": "ROOT"}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
