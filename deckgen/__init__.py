"""deckgen: Q&A Markdown in, an Anki deck out that can be regenerated after every edit."""

__version__ = "0.1.0"
