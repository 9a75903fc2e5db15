"""Releases of a deck: what is new for learners, whether it is safe, and the files to publish."""

from deckgen.release.bundle import Bundle, stage_bundle
from deckgen.release.changes_text import preview_changes
from deckgen.release.gate import judge_import
from deckgen.release.preparing import Release, ReleaseRequest, prepare
from deckgen.release.version import Version, parse_version

__all__ = [
    "Bundle",
    "Release",
    "ReleaseRequest",
    "Version",
    "judge_import",
    "parse_version",
    "prepare",
    "preview_changes",
    "stage_bundle",
]
