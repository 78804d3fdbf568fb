# Everything a newcomer needs: `make run`, `make test`. They need Python 3.11 or newer and nothing else.
.DELETE_ON_ERROR:
.PHONY: help run test test-fast test-training system lint hooks format wheel docs messages fixtures bench clean

VENV := .venv
BIN := $(VENV)/bin
INPUT := fixtures
OUTPUT := output
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PINNED := pyproject.toml constraints.txt

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

run: $(VENV)/installed ## read the synthetic reports in fixtures/ into output/ (INPUT=folder OUTPUT=folder for others)
	@code=0; $(BIN)/ita-extract run "$(INPUT)" --output "$(OUTPUT)" || code=$$?; \
	case "$$code" in 0|3) ;; *) exit $$code;; esac; \
	case "$(INPUT) $(OUTPUT)" in *://*) exit $$code;; esac; \
	$(BIN)/ita-extract review "$(OUTPUT)" --input "$(INPUT)" && exit $$code

COVERED := -m slipcover --source ita_extract --json --out /dev/null

test: $(VENV)/installed-dev system ## run the tests, and tell how much of the program they run
	$(BIN)/python $(COVERED) -m pytest -n 2

# Files whose tests start programs, servers or many readings; the others take seconds.
SLOW_TESTS := bulk|load|remote|review|fixtures|laws|extracting|examples|opening|scans|charts|picture|checked|growth|mutations|spoilt
SLOW_TESTS := $(SLOW_TESTS)|test_run|cli|doctor|duckdb|parquet|unfolding|unread|cases|printing|costs|progress|damage|command|dictionary
SLOW_TESTS := $(SLOW_TESTS)|inspect|overview_pages|roster|landlock|between|evidence|versions|accusations|gazetteer|wheel|documented

test-fast: $(VENV)/installed-dev ## run the tests that take seconds, for while you work
	$(BIN)/python -m pytest -n 2 -m "not slow" $$(ls tests/test_*.py | grep -vE '$(SLOW_TESTS)')

test-training: $(VENV)/installed-training system ## train a tiny line reader from end to end (installs PyTorch)
	TEST_TRAINING=1 $(BIN)/python -m pytest tests/test_training.py

system: ## install what the tests need of the system: PostgreSQL's server, Thai fonts (as root, on Debian and Ubuntu)
	@.ci/install-system

# The hooks are the list of what is checked: .pre-commit-config.yaml. They look at what git knows.
lint: $(VENV)/installed-dev ## check style, types, scripts, workflows and the Dockerfile: all hooks, on all files
	@if ! git rev-parse --git-dir >/dev/null 2>&1; then \
	  echo "No git here, so only Python is checked." >&2; \
	  $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy; \
	else $(BIN)/pre-commit run --all-files; fi

hooks: $(VENV)/installed-dev ## run the same before each commit of yours
	$(BIN)/pre-commit install

format: $(VENV)/installed-dev ## lay out the code as `make lint` wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel: $(BIN)/python ## build dist/ita_extract-*.whl, to be installed anywhere
	rm -rf build
	$(PIP) wheel --no-deps --wheel-dir dist .

docs: $(VENV)/installed ## write docs/cli.md, docs/data-dictionary.md, docs/rules.md and docs/dbt/ anew from the program
	$(BIN)/python -m ita_extract.cli.reference docs/cli.md
	$(BIN)/python -m ita_extract.writing.data_dictionary docs/data-dictionary.md
	$(BIN)/python -m ita_extract.writing.dbt_sources docs/dbt/sources.yml
	$(BIN)/python -m ita_extract.checking.catalogue docs/rules.md

messages: $(VENV)/installed-dev ## take new messages into the Thai catalogue, and compile it; translate what it names
	$(BIN)/python -m ita_extract.cli.catalogue

# Needs more than run and test do: two of the PDF producers and the fonts are the system's, two fonts come by npm.
fixtures: $(VENV)/installed-dev ## make the PDFs and gold of fixtures/ anew (needs LibreOffice, Chromium, Thai fonts, npm)
	@missing=; for tool in soffice chromium npm; do command -v $$tool >/dev/null || missing="$$missing $$tool"; done; \
	if [ -n "$$missing" ]; then \
	  echo "make fixtures needs:$$missing. On Debian and Ubuntu:" >&2; \
	  echo "  sudo apt-get install libreoffice-writer chromium npm fonts-thai-tlwg fonts-noto-core" >&2; exit 1; \
	fi
	$(PIP) install -c constraints.txt -e '.[fixtures]'
	$(BIN)/python -m fixtures.generator

bench: $(VENV)/installed-dev ## measure start-up, accuracy, Thai text, names, checks, speed and the list of documents
	@for name in startup accuracy scans thai_text names checks speed list_page; do \
	  test -f benchmarks/$$name.py || continue; \
	  echo "== benchmarks/$$name.py"; $(BIN)/python -m benchmarks.$$name || exit 1; \
	done

clean: ## remove the environment and the output
	rm -rf $(VENV) build *.egg-info $(OUTPUT)/documents $(OUTPUT)/csv $(OUTPUT)/parquet $(OUTPUT)/ita.duckdb \
	  $(OUTPUT)/ita.xlsx \
	  $(OUTPUT)/datapackage.json $(OUTPUT)/findings-between.json $(OUTPUT)/manifest.jsonl $(OUTPUT)/review

# A stamp is laid after each installation: a broken-off one is done again, a good one is not.
$(VENV)/installed: $(PINNED) | $(BIN)/python
	@echo "Installing what ita-extract needs into $(VENV)/; this happens once and takes about half a minute."
	$(PIP) install -c constraints.txt -e '.[ocr]'
	@touch $@

$(VENV)/installed-dev: $(PINNED) | $(BIN)/python
	@echo "Installing what ita-extract and its tests need into $(VENV)/; this happens once."
	$(PIP) install -c constraints.txt -e '.[dev,lint]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-training: $(VENV)/installed-dev
	@echo "Installing PyTorch into $(VENV)/; where its CPU build is not at hand, this takes some gigabytes."
	$(PIP) install -c constraints.txt -e '.[dev,lint,training]'
	@touch $@

$(BIN)/python:
	.ci/make-venv $(VENV)
