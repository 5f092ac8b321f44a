# Two commands: `make demo` sets everything up and runs the main job; `make test` sets everything up and runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto

.PHONY: help setup demo test drills check bench bench-reading fuzz tables lock format clean debian

help:            ## What can be made
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: debian $(BIN)/.installed tables    ## .venv with everything in it, from the lock with hashes; quick when done

debian:
	@sh tools/debian_packages.sh

$(BIN)/.installed: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the Python packages of requirements.lock …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

tables: $(BIN)/.installed    ## The tables that are compiled from the data files people edit
	@$(BIN)/python tools/compile_tables.py
	@$(BIN)/python -m compileall -q src

demo: setup      ## The main job on the example mission, and where to open what it made
	@$(BIN)/python examples/run_demo.py

# Without rewriting the assertions of 200 files, which each worker would do before its first test: what fails runs once
# more with it, to say more, and has failed all the same.
test: setup      ## Every test
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup --assert=plain || { $(BIN)/pytest -n0 --last-failed --last-failed-no-failures none; exit 1; }

drills: setup    ## Every point of every drill of docs/reliability.md; NAMES="kills histories" for some of them
	$(BIN)/python -m tests.drills $(NAMES)

check: setup     ## Lint, types, import direction, completeness of the documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/check_docs.py

bench: setup     ## The figures of docs/benchmarks.md
	$(BIN)/python -m benchmarks

bench-reading: setup  ## Speed of the reading beside peers, growth, memory, first record; draws docs/images/reading-speed.svg
	$(BIN)/python -m benchmarks.reading --svg docs/images/reading-speed.svg

fuzz: setup      ## Fuzz the reading: hypothesis for longer, and atheris where it is installed
	FUZZ_TIMES=30 $(BIN)/pytest -q tests/fuzz
	@$(BIN)/python -c 'import atheris' 2>/dev/null && $(BIN)/python -m tests.fuzz.atheris_reading -max_total_time=300 || echo "atheris is not installed: see tests/fuzz/atheris_reading.py"

format: setup    ## Put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:            ## Pin every dependency anew, with hashes and without an index address (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --no-emit-package pandas --no-emit-package openpyxl --no-emit-package et-xmlfile \
	  --group tables --group test --group interop --group check --group build pyproject.toml -o requirements.lock

clean:           ## Remove what `setup` and `demo` made
	rm -rf $(VENV) demo src/witnessmark/*/tables
