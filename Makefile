# Two commands matter: `make run` and `make test`. The others are for people who work on maillage itself.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test gallery axe drill bench bench-peers messages lock clean

run: $(VENV)/run.stamp
	@exec $(BIN)/python -m maillage.config.cli run

test: $(VENV)/dev.stamp
	@exec $(BIN)/python scripts/checks.py

gallery: $(VENV)/dev.stamp
	@exec $(BIN)/python scripts/gallery.py

# Every page in English, French and right to left, at 320 and at 1280 px; `make test` looks at each once or twice.
axe: $(VENV)/dev.stamp
	EVERY_LOOK=1 $(BIN)/pytest tests/journeys/test_accessibility.py -n0 -v

# The fault drills in their long form, on SQLite and PostgreSQL: kill -9 during 2,000 acknowledged writes and 10,000
# edits of the same lines by 20 people, 500 slow clients.
drill: $(VENV)/dev.stamp
	DRILL_WRITES=2000 DRILL_KILLS=30 DRILL_EDITS=500 DRILL_EDIT_KILLS=20 DRILL_SEATS=10000 DRILL_SLOW_CLIENTS=500 DRILL_PROBE_SECONDS=15 PROTECTION_TABLES=2000 \
		$(BIN)/pytest -m drill -n0 -s
	RIDE_MUTATIONS=200000 RIDE_PLANS=300 RECURRENCE_YEARS=10 LIFT_REASONS=250 LIFT_VALUES=12 CARPOOL_WEEKS=500 \
		$(BIN)/pytest -n0 tests/core/ride_check tests/core/carpool tests/core/test_recurrence.py
	BOTH_WAYS=1 $(BIN)/pytest -n0 tests/journeys/test_counted.py tests/journeys/test_cycle.py
	WHOLE_MATRIX=1 $(BIN)/pytest tests/isolation -q -n 2
	WHOLE_MATRIX=1 ONLY_WHAT_ASKS_THE_DATABASE=1 $(BIN)/python -m tests.postgres $(BIN)/pytest -q -n 2 -m "not journey and not process"

bench: $(VENV)/dev.stamp
	@exec $(BIN)/python -m benchmarks

# Coverage beside PySAL, and a week of lifts beside routing engines, in an environment of its own; on an idle machine.
bench-peers: .venv-peers/stamp
	@exec .venv-peers/bin/python -m benchmarks coverage carpool_peers

messages: $(VENV)/dev.stamp
	@exec $(BIN)/python scripts/messages.py

# The lock names versions and hashes, never the address of an index.
lock: $(VENV)/dev.stamp
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--python-version 3.11 pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--python-version 3.11 pyproject.toml --group dev -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--python-version 3.11 --group peers -c requirements/run.txt -o requirements/peers.txt

clean:
	rm -rf $(VENV) .venv-peers build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find maillage -name "*.mo" -delete

$(VENV)/run.stamp: requirements/run.txt | $(VENV)/made
	@echo "Installing what maillage needs (once) …"
	@$(BIN)/python -m pip install --quiet --no-compile --require-hashes --no-deps --only-binary :all: -r requirements/run.txt
	@$(BIN)/python scripts/console.py
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(VENV)/made
	@echo "Installing what the tests need (once) …"
	@$(BIN)/python -m pip install --quiet --no-compile --require-hashes --no-deps -r requirements/dev.txt
	@$(BIN)/python scripts/console.py
	@touch $@ $(VENV)/run.stamp

.venv-peers/stamp: requirements/peers.txt
	@echo "Installing what ours is measured beside (once) …"
	@$(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --no-compile --require-hashes --no-deps --only-binary :all: -r requirements/peers.txt
	@touch $@

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "maillage needs Python 3.11 or newer; name one with: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python lacks venv; on Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@
