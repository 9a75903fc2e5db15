"""A web server for the tests that ask one."""

from __future__ import annotations

from tests.media.serving import site

__all__ = ["site"]
