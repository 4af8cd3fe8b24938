# Everything a developer or newcomer types. Needs Python >= 3.11 (with venv and pip) and make, nothing else.
# Another interpreter: make demo PYTHON=python3.12. In a section or in three dimensions: make demo DOMAIN=plane, DOMAIN=volume

PYTHON  ?= python3
VENV    ?= .venv
JOBS    ?= 2
RESULTS ?= results
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input -c constraints.txt
DEMO    := rat-calvaria-ev
DOMAIN  ?= point
# In space each animal is a run of its own: one an arm there, unless you say more.
ANIMALS ?= $(if $(filter point,$(DOMAIN)),,1)
RUNTIME := $(VENV)/.runtime
DEV     := $(VENV)/.dev

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint types layers records tests slow bench validate published exchange format names counts claims pages clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(RUNTIME) ## treat a hole in the skull of a rat with vesicles, cells and medium, and say where the report is
	@$(BIN)/osteon run examples/$(DEMO).toml --domain $(DOMAIN) $(if $(ANIMALS),--animals $(ANIMALS)) --out $(RESULTS)/$(DEMO)

test: lint types layers records tests ## everything that must be green: lint, types, layers, records, tests

lint: $(DEV) ## ruff: rules and format
	@$(BIN)/ruff check --no-cache .
	@$(BIN)/ruff format --no-cache --check .

types: $(DEV) ## mypy, strict
	@$(BIN)/mypy

layers: $(DEV) ## imports point one way, and no JAX before solve
	@$(BIN)/lint-imports

records: $(RUNTIME) ## every record of the catalogue: units, sources, entities
	@$(BIN)/osteon check

tests: $(DEV) ## pytest on JOBS processes (2), without what compiles for minutes
	@$(BIN)/python -m pytest -n $(JOBS) -m "not slow" </dev/null

slow: $(DEV) ## the tests that `make test` leaves out: named materials, particles, hosts, pluripotent cells, carriers, some examples
	@$(BIN)/python -m pytest -n $(JOBS) -m slow </dev/null

bench: $(DEV) ## speed and error against the referees
	@$(BIN)/python benchmarks/bench_point.py
	@$(BIN)/python benchmarks/bench_published.py
	@$(BIN)/python benchmarks/bench_claims.py
	@$(BIN)/python benchmarks/bench_space.py

validate: $(DEV) ## refit healing and skulls; show factors, materials, drugs, carriers, iPSC, surgery beside what was measured
	@$(BIN)/python validation/natural_healing.py
	@$(BIN)/python validation/calvaria.py
	@$(BIN)/python validation/factors.py
	@$(BIN)/python validation/materials.py
	@$(BIN)/python validation/drugs.py
	@$(BIN)/python validation/carriers.py
	@$(BIN)/python validation/pluripotent.py
	@$(BIN)/python validation/surgery.py

published: $(DEV) ## compare every published model with its references; rewrite their ticks and pages
	@$(BIN)/python validation/published_models.py --pages

exchange: $(DEV) ## every model to SBML, into two simulators, and back again
	@$(BIN)/python validation/sbml_export.py
	@$(BIN)/python validation/sbml_roundtrip.py

format: $(DEV) ## let ruff rewrite what it can
	@$(BIN)/ruff check --no-cache --fix .
	@$(BIN)/ruff format --no-cache .

names: $(DEV) ## rewrite the snapshot of public names
	@$(BIN)/python -m tests.house.public_names

counts: $(RUNTIME) ## refresh the evidence counts in README.md
	@$(BIN)/python -m tests.docs.counts

claims: $(RUNTIME) ## run every claim; rewrite its verdicts and their counts in README.md
	@$(BIN)/python -m tests.docs.verdicts

pages: $(RUNTIME) ## rewrite the pages and figures of the evidence base in docs/
	@$(BIN)/python -m tests.docs.evidence_pages

clean: ## remove the virtual environment, results and caches
	rm -rf $(VENV) $(RESULTS) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests benchmarks validation -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# A stamp is written only after its install ended well, and is redone when the dependencies change.
$(RUNTIME): pyproject.toml constraints.txt
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	  echo "There is no '$(PYTHON)' here. Install Python 3.11 or newer, or name yours: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "'$(PYTHON)' is older than Python 3.11 (`$(PYTHON) --version 2>&1`). Name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' has no venv module. Install it (Debian, Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@echo "Setting up $(VENV) (once; a minute or two)"
	@"$(PYTHON)" -m venv $(VENV)
	@$(PIP) -e .
	@touch $@

$(DEV): $(RUNTIME)
	@echo "Adding the developer tools to $(VENV) (once)"
	@$(PIP) -e '.[dev]'
	@touch $@
