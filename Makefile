# The two commands of the README, and what contributors need. Each target does its own set-up.

PYTHON ?= python3
VENV ?= .venv
DOCS ?= tests/samples
OUTPUT ?= output
CASES ?= 10000
EXAMPLES ?= 10

.DEFAULT_GOAL := help
.PHONY: help demo test fuzz lint format types docs reference bench gain environment clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 22

demo: $(VENV)/.installed ## build the sample documents, or yours: make demo DOCS=folder
	@$(VENV)/bin/kg build "$(DOCS)" --output "$(OUTPUT)"

test: $(VENV)/.installed-test ## install what the tests need and run them all
	@sh .ci/programs
	@$(VENV)/bin/python -m pytest $(PYTEST_ARGS)

fuzz: $(VENV)/.installed-test ## look for input that breaks a promise: make fuzz CASES=100000
	@$(VENV)/bin/python -m pip install -qq --disable-pip-version-check --editable ".[fuzz]" || true
	@$(VENV)/bin/python tests/fuzz/run.py --cases $(CASES)
	@KG_EXAMPLES=$(EXAMPLES) $(VENV)/bin/python -m pytest -n 0 --timeout 0 \
		tests/property/test_parse_hostile.py tests/unit/read/test_properties.py

lint: $(VENV)/.installed-test ## check style and formatting
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

format: $(VENV)/.installed-test ## put the code into its format
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

types: $(VENV)/.installed-test ## check types
	@$(VENV)/bin/mypy

docs: $(VENV)/.installed-test ## write the documentation as a site into build/docs
	@$(VENV)/bin/python -m sphinx -W --keep-going -q -b html -d build/docs-trees docs build/docs
	@echo "build/docs/index.html"

reference: $(VENV)/.installed-test ## write what docs and notebooks show of the program anew
	@$(VENV)/bin/cog -r docs/cli.md
	@$(VENV)/bin/python -m kg.graph.reference docs/ontology.md
	@$(VENV)/bin/python tests/notebooks/running.py

bench: $(VENV)/.installed-test ## measure everything, and write docs/figures.md; takes an hour
	@$(VENV)/bin/python -m pytest tests/benchmarks -s -n 0 -o python_files='bench_*.py' \
		--figures docs/figures.md

gain: $(VENV)/.installed-test ## what the grammar gained and lost against the last commit
	@$(VENV)/bin/python tests/gain_loss.py

environment: $(VENV)/.installed-test ## create the environment for development

$(VENV)/.installed: pyproject.toml
	@sh .ci/environment "$(PYTHON)" "$(VENV)" ".[all]"
	@touch $@

$(VENV)/.installed-test: pyproject.toml
	@sh .ci/environment "$(PYTHON)" "$(VENV)" ".[test,dev]"
	@touch $@ $(VENV)/.installed

clean: ## remove the environment, caches and what a build wrote
	rm -rf "$(VENV)" build dist docs/notebooks .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find output -mindepth 1 ! -name .gitkeep -delete
