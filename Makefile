# The doors of the house. `make help` lists them. Only Debian's python3, python3-venv, git and make are needed.

VENV := .venv
PYTHON := $(VENV)/bin/python
AMENDS := $(VENV)/bin/amends
# Where `make run` keeps its database, keys and files; `make run AMENDS_DATA=/somewhere` chooses another place.
AMENDS_DATA ?= $(CURDIR)/.amends
# How many processes share the tests.
workers ?= 3
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install setup run test check fix bench docs openapi screenshots lock clean

help: ## List what make can do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{ printf "make %-12s %s\n", $$1, $$2 }'

setup: $(VENV)/dev.stamp ## Install everything for work on Amends into .venv

install: $(VENV)/run.stamp ## Install what the desk needs to run into .venv

# Many images say that Python shall keep no compiled modules; each part would then compile all of them at each start.
compiled = @$(PYTHON) -m compileall -q src

run: $(VENV)/run.stamp ## Start a desk with the practice network and sample brands (make run networks=x,facebook for more)
	$(compiled)
	@AMENDS_DATA="$(AMENDS_DATA)" exec $(AMENDS) demo $(if $(networks),--networks $(networks))

test: $(VENV)/dev.stamp ## Run every test (make test only=tests/rooms for a part, workers=4 for more processes)
	@scripts/system-packages
	@scripts/peers $(VENV)/peers
	$(compiled) tests
	$(PYTHON) -m pytest -q -n $(workers) --dist loadfile --no-loadscope-reorder --durations=30 $(only)

check: $(VENV)/dev.stamp ## Check format, lint, types, layers, migrations and deployment settings
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(PYTHON) -m mypy
	$(VENV)/bin/djlint --quiet --check --lint src/amends
	$(VENV)/bin/lint-imports
	$(AMENDS) --data $(VENV)/check manage makemigrations --check --dry-run
	AMENDS_PUBLIC_URL=https://care.example.com $(AMENDS) --data $(VENV)/check manage check --deploy --fail-level WARNING

fix: $(VENV)/dev.stamp ## Let the formatters repair what they can
	$(VENV)/bin/ruff check --fix --exit-zero .
	$(VENV)/bin/ruff format .
	-$(VENV)/bin/djlint --quiet --reformat src/amends

bench: $(VENV)/dev.stamp ## Measure (make bench only=intake for one, long=1 for the long form)
	$(compiled)
	$(PYTHON) -m benchmarks $(only) $(if $(long),--long)

docs: $(VENV)/dev.stamp ## Write the generated parts of the documentation
	$(AMENDS) --data $(VENV)/check channels matrix > docs/channels/matrix.md
	$(PYTHON) -m scripts.layers
	$(PYTHON) -m scripts.rules

screenshots: $(VENV)/dev.stamp ## Take the pictures of the documentation anew (needs Chromium)
	$(PYTHON) -m scripts.screenshots

openapi: $(VENV)/dev.stamp ## Write tests/api/openapi.json anew, after a change of the API that is meant
	REFRESH_OPENAPI=1 $(PYTHON) -m pytest -q tests/api/test_openapi.py

lock: $(VENV)/dev.stamp ## Pin the newest allowed versions of all dependencies
	@scripts/lock

clean: ## Remove what was installed and made here, but not the data of make run
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(PYTHON):
	@scripts/environment $(VENV)

$(VENV)/run.stamp: requirements/build.txt requirements/run.txt pyproject.toml | $(PYTHON)
	@scripts/install $(VENV) run
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@scripts/install $(VENV) dev
	@touch $@
