# Everything a newcomer or a maintainer types; `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
VALIDATOR := tests/word_validator/node_modules/.package-lock.json
CHECKED := src tests scripts benchmarks

.PHONY: help setup system word-validator demo test check format format-check lint types imports golden docs examples embedding classing watching lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

setup: $(READY) ## Make .venv with the locked dependencies and compile them

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
	  || { echo "Engross needs Python 3.11, 3.12 or 3.13; set PYTHON=/path/to/it."; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib src >/dev/null || true
	@touch $@

system: ## Install the system packages that the tests need (Debian, as root), or name them
	@missing=""; \
	[ "$$(uname)" != Linux ] || command -v strace >/dev/null || missing="strace"; \
	command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
	  || missing="$$missing postgresql"; \
	command -v soffice >/dev/null || missing="$$missing libreoffice-writer"; \
	ls /usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf >/dev/null 2>&1 \
	  || [ "$$(uname)" != Linux ] || missing="$$missing fonts-crosextra-carlito"; \
	PATH="$$PATH:/usr/sbin" command -v dovecot >/dev/null || missing="$$missing dovecot-imapd"; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing; \
	  else echo "The tests need these system packages; please install them: $$missing"; exit 1; fi; \
	fi

word-validator: $(VALIDATOR) ## Install Microsoft's validator of Word files, which tests compare with (needs npm)

$(VALIDATOR): tests/word_validator/package.json tests/word_validator/package-lock.json | system
	npm ci --prefix tests/word_validator --no-audit --no-fund --loglevel=error
	@touch $@

demo: $(READY) ## Make a held client report from examples/
	@$(BIN)/engross run client_report --client wrackline --matter accounts-2026 \
	  --period 2026-Q3 --as-at 2026-10-14 --by priya.sandhu@penhallowreeve.example \
	  notes=examples/client_report/wrackline-call.vtt notes=examples/client_report/call-notes.md \
	  billing=examples/client_report/billing.xlsx
	@echo
	@echo "Open the review copy in Word. To type the commands above: source $(VENV)/bin/activate"

test: $(READY) system word-validator ## Set everything up and run all tests
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist loadfile

check: format-check lint types imports test ## Everything that must be green before a commit

format: $(READY) ## Format the code
	$(BIN)/ruff format $(CHECKED)
	$(BIN)/ruff check --fix --select I $(CHECKED)

format-check: $(READY) ## Say whether the code is formatted
	$(BIN)/ruff format --check $(CHECKED)

lint: $(READY) ## ruff, all rules
	$(BIN)/ruff check $(CHECKED)

types: $(READY) ## mypy, strict
	$(BIN)/mypy

imports: $(READY) ## import-linter: which room may open which door
	$(BIN)/lint-imports

golden: $(READY) ## Rewrite the golden documents; read the diff
	ENGROSS_REWRITE_GOLDEN=1 $(BIN)/python -m pytest tests/golden

docs: $(READY) ## Rewrite the generated pages of docs/
	$(BIN)/python scripts/make_docs.py

examples: $(READY) ## Rewrite the example workbooks and the Word templates
	$(BIN)/python scripts/make_examples.py
	$(BIN)/python scripts/make_estimate_example.py
	$(BIN)/python scripts/make_accounts_example.py
	$(BIN)/python scripts/make_templates.py
	$(BIN)/python scripts/approve_templates.py

embedding: $(READY) ## Make the built-in embedding again: WEIGHTS=model.safetensors
	@[ -n "$(WEIGHTS)" ] || { echo "Say where the published weights are: make embedding WEIGHTS=model.safetensors"; exit 1; }
	$(BIN)/python scripts/make_embedding.py "$(WEIGHTS)"

classing: $(READY) ## Learn again how sentences of a call sound, from intake/examples.toml
	OPENBLAS_NUM_THREADS=1 $(BIN)/python scripts/make_classing.py

watching: $(READY) ## Learn again what mails for people are like, from triage/escalation_examples.toml
	OPENBLAS_NUM_THREADS=1 $(BIN)/python scripts/make_watching.py

lock: $(READY) ## Resolve the dependencies again into requirements.lock (needs uv)
	uv pip compile pyproject.toml --group dev --generate-hashes --universal --no-emit-index-url \
	  --no-header --python-version 3.11 -o requirements.lock

clean: ## Remove what the targets above made
	rm -rf $(VENV) tests/word_validator/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
