"""Markdown's rules, one syntax a file; those that are not here are markdown-it-py's own."""
