# make run: set up and open the playground.  make test: set up, then lint, types and all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: run test lint types unit bench clean help

help:
	@echo "make run    set everything up and open the playground"
	@echo "make test   set everything up and run lint, types and all tests"
	@echo "make bench  print the figures in docs/benchmarks.md"
	@echo "make clean  remove what make made"

$(STAMP): pyproject.toml
	@echo "==> Checking for Python 3.11 or newer"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Rolecall needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "==> Creating the virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@echo "==> Installing Rolecall and its development tools (a minute the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python -m compileall -q bot
	@touch $(STAMP)

run: $(STAMP)
	@echo "==> Opening the playground; stop it with Ctrl+C"
	@$(BIN)/rolecall playground $(ARGS)

lint: $(STAMP)
	@echo "==> Lint"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(STAMP)
	@echo "==> Types"
	@$(BIN)/mypy

unit: $(STAMP)
	@echo "==> Knowledge"
	@$(BIN)/rolecall check
	@echo "==> Tests with branch coverage"
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m pytest --cov --cov-report=term

test: lint types unit

bench: $(STAMP)
	@echo "==> Benchmarks"
	@$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
