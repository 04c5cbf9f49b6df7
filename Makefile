# agencymap: every command a contributor needs. `make help` lists them.
#
# The first run makes .venv and installs pinned, hashed packages into it; later runs install
# nothing and need no network. Without make, README.md gives the same steps as three commands.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := 0.13.9

# A stamp is newer than what it was installed from, or the installation is run again.
RUN := $(VENV)/installed-run
DEV := $(VENV)/installed-dev

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_PROGRESS_BAR := off
export PIP_REQUIRE_VIRTUALENV := 1

install = $(BIN)/python -m pip install -qq

.DEFAULT_GOAL := build
.DELETE_ON_ERROR:
.PHONY: help build test lint format check check-change lock schema bench clean distclean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

build: $(RUN)  ## build the registry into output/ (the default)
	@$(BIN)/agencymap build

test: $(DEV)  ## run the tests; ARGS="-k overlap" passes arguments to pytest
	@$(BIN)/python -m pytest $(ARGS)

lint: $(DEV)  ## style, types and the import contract
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check . || { echo "Run: make format" >&2; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(DEV)  ## let ruff format the code
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

check: lint  ## everything CI checks: lint, then the tests
	@$(BIN)/python -m pytest $(ARGS)

BASE ?= main

check-change: $(RUN)  ## what a change of the registry is checked for; BASE=main is what it is compared with
	@status=0; \
	$(BIN)/agencymap validate registry || status=1; \
	$(BIN)/agencymap fmt --check registry || { status=1; echo "Run: $(BIN)/agencymap fmt registry" >&2; }; \
	$(BIN)/agencymap diff "$(BASE)" --pages || status=1; \
	exit $$status

schema: $(RUN)  ## write the schemas, the data dictionary and COVERAGE.md again
	@$(BIN)/agencymap schema --write registry/schemas --dictionary registry/README.md \
	  --coverage registry

bench: $(DEV)  ## measure against the budgets
	@$(BIN)/python benchmarks/run.py $(ARGS)

clean:  ## remove what builds and tools made; keeps .venv
	@find output -mindepth 1 ! -path output/.gitkeep -delete
	@rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . \( -name .venv -o -name .git \) -prune -o -name __pycache__ -prune -exec rm -rf {} +

distclean: clean  ## clean, and remove .venv
	@rm -rf $(VENV)

# --- The environment -------------------------------------------------------------------------------

$(VENV)/pyvenv.cfg:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "agencymap needs Python 3.11 or newer, and there is no '$(PYTHON)' here." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "agencymap needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Could not make $(VENV). On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(RUN): requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing what agencymap needs (requirements.txt)."
	@$(install) --require-hashes -r requirements.txt
	@$(install) --no-build-isolation --no-deps --editable .
	@touch $@

# requirements-dev.txt holds all of requirements.txt, so this satisfies both stamps.
$(DEV): requirements-dev.txt requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing what agencymap and its tests need (requirements-dev.txt)."
	@$(install) --require-hashes -r requirements-dev.txt
	@$(install) --no-build-isolation --no-deps --editable .
	@touch $(RUN) $@

# --- Pinned requirements -----------------------------------------------------------------------------

# `make lock` keeps the versions that still fit; `make lock UPGRADE=1` takes the newest. The index
# is never passed on the command line, so no address of one reaches the files.
LOCK := $(VENV)/lock
compile = $(LOCK)/bin/uv pip compile --quiet --universal --generate-hashes --no-header --fork-strategy fewest \
  --no-emit-index-url $(if $(UPGRADE),--upgrade)

$(LOCK)/bin/uv: | $(VENV)/pyvenv.cfg
	@$(PYTHON) -m venv $(LOCK)
	@$(LOCK)/bin/python -m pip install -qq uv==$(UV)

lock: $(LOCK)/bin/uv  ## pin requirements again; UPGRADE=1 takes the newest versions
	@$(compile) pyproject.toml --group dev --output-file requirements-dev.txt
	@$(compile) pyproject.toml --group build --constraints requirements-dev.txt \
	  --output-file requirements.txt
	@for file in requirements.txt requirements-dev.txt; do \
	  { echo "# Pinned and hashed for every platform from pyproject.toml; write it again with: make lock"; \
	    cat $$file; } > $$file.new && mv $$file.new $$file; done
	@echo "Wrote requirements.txt and requirements-dev.txt."
