# make run: install what running needs, then open the playground.
# make test: add the development tools, then run lint, types and all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed

# uv installs several times faster than pip and needs no ensurepip, but nothing else depends on it.
ifeq ($(shell command -v uv 2>/dev/null),)
    CREATE := $(PYTHON) -m venv $(VENV)
    INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable
else
    CREATE := uv venv --quiet --allow-existing --python $(PYTHON) $(VENV)
    INSTALL := uv pip install --quiet --python $(BIN)/python --editable
endif

PARALLEL := --numprocesses logical --maxprocesses 8 --dist worksteal

.PHONY: run setup test lint types unit coverage bench clean help

help:
	@echo "make run       install what running needs and open the playground"
	@echo "make test      install the development tools too, and run lint, types and all tests"
	@echo "make coverage  run all tests and list the lines that none of them runs; takes two to three times as long"
	@echo "make setup     install the development tools and run nothing"
	@echo "make bench     print the figures in docs/benchmarks.md"
	@echo "make clean     remove everything that make created"

$(RUNTIME): pyproject.toml
	@echo "==> Checking for Python 3.11 or newer"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Rolecall needs Python 3.11 or newer. Name one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "==> Creating the virtual environment in $(VENV)"
	@$(CREATE)
	@echo "==> Installing Rolecall (once; half a minute with pip, seconds with uv)"
	@$(INSTALL) .
	@$(BIN)/python -m compileall -q bot
	@touch $@

$(DEVELOPMENT): $(RUNTIME)
	@echo "==> Installing the development tools (once; half a minute with pip, seconds with uv)"
	@$(INSTALL) '.[dev]'
	@touch $@

run: $(RUNTIME)
	@echo "==> Opening the playground; stop it with Ctrl+C"
	@$(BIN)/rolecall playground $(ARGS)

setup: $(DEVELOPMENT)

lint: $(DEVELOPMENT)
	@echo "==> Lint"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(DEVELOPMENT)
	@echo "==> Types"
	@$(BIN)/mypy

unit: $(DEVELOPMENT)
	@echo "==> Knowledge"
	@$(BIN)/rolecall check
	@echo "==> Tests"
	@$(BIN)/python -m pytest $(PARALLEL)

coverage: $(DEVELOPMENT)
	@echo "==> Tests with branch coverage"
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m pytest $(PARALLEL) --cov --cov-report=term

test: lint types unit

bench: $(DEVELOPMENT)
	@echo "==> Benchmarks"
	@$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
