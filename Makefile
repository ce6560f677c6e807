.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
UV_VERSION := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
SOURCES := services shared deploy tests
export PYTHONPATH := $(CURDIR)
# Where this is set, each of many processes would compile every source anew at its start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help env setup setup-dev up test check format features lock bench client revision words clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | awk 'BEGIN {FS = ":.*?## "} {printf "  make %-10s %s\n", $$1, $$2}'

up: setup ## Run all of Porchlight in one process, with a demo workspace, until Ctrl-C
	@exec $(BIN)/python -m services up

setup: $(VENV)/.ready ## Make the environment that running needs

setup-dev: $(VENV)/.ready-dev ## Make the environment that tests and checks need

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Porchlight needs Python 3.11 or newer; name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.ready: requirements.lock | $(BIN)/uv
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

env: ## Write the secrets that docker compose needs to .env (kept if it exists)
	@test -e .env || { umask 077; for name in POSTGRES_PASSWORD RABBITMQ_PASSWORD SERVICE_TOKEN_SECRET STAFF_TOKEN_SECRET CUSTOMER_TOKEN_SECRET STRIPE_WEBHOOK_SECRET STRIPE_KEYS_SECRET; do printf '%s=%s\n' $$name "$$($(PYTHON) -c 'import secrets; print(secrets.token_hex(32))')"; done > .env; echo PORCHLIGHT_PUBLIC_URL=http://127.0.0.1:8000 >> .env; sh deploy/seal-key.sh >> .env; }
	@printf 'The secrets are in .env; keep a copy: links that were sent stop working without them.\n'

test: setup-dev ## Check the code and run every test that can run here
	@sh tests/support/prepare.sh
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m tests.support.suite

check: setup-dev ## Lint, types and import rules
	@$(BIN)/ruff format --check --quiet $(SOURCES) || { echo "run: make format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet $(SOURCES)
	@$(BIN)/mypy --no-error-summary services shared deploy
	@$(BIN)/lint-imports --no-logo

format: setup-dev ## Put the code in its usual shape
	@$(BIN)/ruff check --quiet --fix-only $(SOURCES)
	@$(BIN)/ruff format --quiet $(SOURCES)

features: setup-dev ## Print each requirement with the tests that show it
	@$(BIN)/python -m tests.support.features

bench: setup-dev ## Measure, side by side in one run (needs PostgreSQL and RabbitMQ)
	@$(BIN)/python -m tests.bench

client: setup-dev ## Make the typed Python client of the JSON API, in build/client
	@$(BIN)/python -m deploy.client build/client

revision: setup-dev ## Write a migration: make revision SERVICE=quotes MESSAGE="Add tips"
	@$(BIN)/python -m tests.support.revision "$(SERVICE)" "$(MESSAGE)"

words: setup-dev ## Bring the languages' catalogues up to date, and name what is not translated yet
	@$(BIN)/python -m tests.support.words

lock: | $(BIN)/uv ## Resolve the dependencies anew
	@$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --python-version 3.11 pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock

clean: ## Remove the environment (not your data)
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
