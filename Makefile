# `make demo` sets everything up and does the main job on the shipped samples; `make test` runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test setup setup-dev lint bench clean

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit("khabar needs Python 3.11 or later, this is %d.%d; try: make PYTHON=python3.12" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/.installed: requirements.lock pyproject.toml $(BIN)/uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.installed

setup-dev: $(VENV)/.installed-dev

demo: setup
	@mkdir -p demo
	@rm -f demo/story.ledger demo/story.ledger-wal demo/story.ledger-shm
	$(BIN)/khabar read samples --ledger demo/story.ledger
	$(BIN)/khabar timeline --ledger demo/story.ledger
	$(BIN)/khabar brief --ledger demo/story.ledger --lang ar --to demo/brief-ar.html
	$(BIN)/khabar brief --ledger demo/story.ledger --lang en --to demo/brief-en.html
	@echo
	@echo "The story of the samples is in demo/brief-ar.html and demo/brief-en.html: open one in a browser."
	@echo "Next, with articles of your own:"
	@echo "  $(BIN)/khabar read FOLDER --ledger my.ledger           text, HTML or JSON Lines; again, and only what is new is added"
	@echo "  $(BIN)/khabar search WORDS --ledger my.ledger          in any spelling"
	@echo "  $(BIN)/khabar show ID --ledger my.ledger               an article with its layers, or a happening with its accounts"
	@echo "  $(BIN)/khabar brief --ledger my.ledger --to brief.html the story to read and to print"

test: setup-dev
	$(BIN)/python -m pytest

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup-dev
	$(BIN)/python bench/annotate.py

clean:
	rm -rf $(VENV) demo
