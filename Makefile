# make alone lists the commands.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
NODE_MODULES := tests/node/node_modules/.package-lock.json

.PHONY: help run test nightly check bench load soak golden picture licences audit lock clean

help:  ## list the commands
	@grep -E '^[a-z]+: .*##' Makefile | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/'

run: $(VENV)/.run  ## start the app and print its address
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/.test $(NODE_MODULES)  ## every promise once, in a real browser too; then how long each part took
	@$(BIN)/python -m tests.parts

nightly: $(VENV)/.test $(NODE_MODULES)  ## the same, and what takes long
	@$(BIN)/python -m tests.parts nightly

check: test  ## the same as make test

bench: $(VENV)/.test  ## measure, and print tables; never fails
	$(BIN)/python -m tests.bench

load: $(VENV)/.test  ## a hall of visitors on a server of its own; LOAD="--users 200 --seconds 60"
	$(BIN)/python -m tests.bench.hall $(LOAD)

soak: $(VENV)/.test  ## every promise for a hall at full size, an hour or two; PARTS="crowds memory"
	$(BIN)/python -m tests.bench.hall.soak $(PARTS)

golden: $(VENV)/.test  ## make the reference arrays again (installs PyTorch)
	$(BIN)/pip install --quiet torch==2.13.0
	$(BIN)/python -m tests.golden.make
	$(BIN)/python -m tests.golden.scripts
	$(BIN)/python -m tests.golden.make_averages
	$(BIN)/python -m tests.golden.training

picture: $(VENV)/.test  ## take the README's picture again
	$(BIN)/python -m tests.browser.picture

licences: $(VENV)/.run  ## list the licences of all that is installed to run the app
	@$(BIN)/python -m tests.supply.licences

audit: $(VENV)/.run  ## known holes in these; says so where it can't reach the data
	@$(BIN)/python -m tests.supply.audit

lock: $(VENV)/.test  ## write the requirements with their hashes again
	$(BIN)/pip install --quiet uv==0.13.8
	$(BIN)/python -m tests.supply.lock

clean:  ## remove the virtual environment and compiled kernels
	rm -rf $(VENV) tests/node/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.run: requirements.txt
$(VENV)/.test: tests/requirements.txt requirements.txt

# pip would compile all modules on one processor, the tests of others too: half a minute more.
$(VENV)/.run $(VENV)/.test: | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile -r $<
	@$(BIN)/python -m compileall -q -j 0 -x '/tests?/' $(VENV)/lib
	@touch $(VENV)/.run $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Descent Lab needs Python 3.11 or newer; try: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "This Python has no venv module; on Debian or Ubuntu: apt install python3-venv"; exit 1; }

$(NODE_MODULES): tests/node/package-lock.json $(VENV)/.test
	@$(BIN)/npm --prefix tests/node --silent ci
