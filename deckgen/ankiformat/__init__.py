"""The formats of Anki that deckgen reads back: card templates."""
