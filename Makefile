# Everything runs in its own virtual environment, .venv, with the versions of constraints.txt.
# Needed beforehand: Python 3.11 or newer (with its venv module) and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --no-build-isolation --constraint constraints.txt
PYTEST_ARGS ?= -n 2

.DEFAULT_GOAL := help
.PHONY: help deck test lint format types docs verify constraints clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

deck: $(VENV)/deckgen.stamp ## build the deck from source/ into build/
	$(BIN)/deckgen build

test: $(VENV)/tools.stamp ## run all tests
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/tools.stamp ## ruff: lint and format check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/tools.stamp ## ruff: put right what can be put right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/tools.stamp ## mypy --strict
	$(BIN)/mypy

docs: $(VENV)/deckgen.stamp ## write the generated pages (docs/diagnostics, docs/cli.md)
	$(BIN)/python docs/generate.py

verify: $(VENV)/tools.stamp deck ## import the built deck into a fresh, real Anki collection
	$(BIN)/deckgen verify build/*.apkg

constraints: ## take the newest versions of everything and pin them in constraints.txt
	$(PYTHON) -m venv --clear .venv-constraints
	.venv-constraints/bin/python -m pip install --quiet --upgrade pip
	.venv-constraints/bin/python -m pip install --quiet --upgrade hatchling editables
	.venv-constraints/bin/python -m pip install --quiet --no-build-isolation --editable '.[anki]' --group dev
	{ sed -n '/^#/p' constraints.txt; .venv-constraints/bin/python -m pip freeze --all --exclude-editable \
		| grep -iv '^setuptools=='; } > constraints.new
	mv constraints.new constraints.txt
	rm -rf .venv-constraints

clean: ## remove everything that was made, except the lock
	rm -rf $(VENV) .venv-constraints .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find build -mindepth 1 ! -name .gitignore -delete

# The stamps make a second run instant; a change of pyproject.toml or constraints.txt starts afresh,
# so that nothing older lingers.

$(VENV)/deckgen.stamp: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "deckgen needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || \
		{ echo "Python has no venv module; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PIP) install --quiet --constraint constraints.txt pip hatchling editables
	$(INSTALL) --editable .
	@touch $@

$(VENV)/tools.stamp: $(VENV)/deckgen.stamp
	$(INSTALL) --editable '.[anki]' --group dev
	@touch $@
