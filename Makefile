# Two commands: `make run` starts the house, `make test` checks it. `make help` lists the rest.
# Needs make and Python >= 3.11 with its venv module; pip's own configuration of the machine is used as it is.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/.done
# a module is compiled when it is first used: most of what is installed never is
PIP := $(BIN)/python -m pip install --no-compile --quiet --disable-pip-version-check --require-hashes
CODE := contracts shared services tests bench deploy
TESTS := $(wildcard $(addprefix tests/,architecture unit contract integration features))
# side by side, each process with real components of its own; tests/side_by_side.py says what stays
# together. In the order of the folders: the many short features come last and fill both to the end
WORKERS ?= 2
# what is watched or killed gets the machine to itself
ALONE := $(wildcard $(addprefix tests/,components browser faults))

.DEFAULT_GOAL := help
.PHONY: help setup run topology test sure static parts features fix goldens bench matrix record lock

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1	/' | expand -t 12

setup: $(DONE)/runtime $(DONE)/assets ## everything the application needs: .venv, locked packages, browser assets

run: setup ## start all services in one process on http://127.0.0.1:8000
	$(BIN)/python -m services all

topology: parts ## start three services for real: PostgreSQL, three brokers, six web processes, a proxy
	$(BIN)/python -m tests.components.topology

test: parts sure ## get the real components (as root on Debian), then run every check and every test
	@$(BIN)/python -m tests.contract.matrix | tail -n 2

sure: static ## format, lint, types, imports, then every test with what is installed
	$(BIN)/python -m pytest $(TESTS) -ra --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m pytest $(ALONE) -ra

static: setup $(DONE)/dev
	$(BIN)/ruff format --check $(wildcard $(CODE))
	$(BIN)/ruff check $(wildcard $(CODE))
	$(BIN)/mypy
	$(BIN)/lint-imports

parts: setup $(DONE)/dev
	@deploy/install-parts

features: setup $(DONE)/dev ## the rules in German: one scenario per edge
	$(BIN)/python -m pytest tests/features -v --gherkin-terminal-reporter

fix: setup $(DONE)/dev ## format and mend what can be mended mechanically
	$(BIN)/ruff format $(wildcard $(CODE))
	$(BIN)/ruff check --fix $(wildcard $(CODE))

goldens: setup $(DONE)/dev ## write the promises anew: event schemas, AsyncAPI, OpenAPI, matrix; then look at the difference
	$(BIN)/python -m tests.contract.golden
	$(BIN)/python -m tests.contract.openapi_golden
	$(BIN)/python -m tests.contract.generator_golden

bench: parts ## measure; every figure is a ratio to a floor of the same run
	$(BIN)/python -m bench

matrix: setup $(DONE)/dev ## every rule of the register: where it stands, who decides it, what proves it
	$(BIN)/python -m tests.contract.matrix

record: setup $(DONE)/dev ## the last run of all scenarios goes along with a release; after make features, then commit it
	$(BIN)/python -m tests.contract.record

lock: ## write the locked requirements anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml -o requirements/base.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra dev -c requirements/base.txt pyproject.toml -o requirements/dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements/npm.in -o requirements/npm.txt

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo 'needs Python >= 3.11 with venv (Debian: apt-get install python3-venv)' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# the repository itself is on the path by a .pth file: an editable installation without a build
$(DONE)/runtime: requirements/base.txt | $(BIN)/python
	$(PIP) -r requirements/base.txt
	@$(BIN)/python -c 'import pathlib, site; pathlib.Path(site.getsitepackages()[0], "foerdernachweis.pth").write_text("$(CURDIR)\n")'
	@mkdir -p $(@D) && touch $@

$(DONE)/dev: requirements/dev.txt $(DONE)/runtime
	$(PIP) -r requirements/dev.txt
	@mkdir -p $(@D) && touch $@

$(DONE)/assets: package-lock.json requirements/npm.txt deploy/fetch-assets | $(BIN)/python
	@deploy/fetch-assets
	@mkdir -p $(@D) && touch $@
