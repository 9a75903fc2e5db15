"""``python -m deckgen``."""

from deckgen.cli import main

if __name__ == "__main__":  # other processes import this module, too, to find what they are to do
    main()
