# All of it happens in .venv, which is made at first need and brought up to date when pyproject.toml or constraints.txt change.

# The first of these that runs and is new enough; another: make PYTHON=/path/to/python
PYTHON ?= $(shell for python in python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null && echo $$python && break; done)

# -qq: errors only. What pip says besides is about the machine's own settings.
PIP_INSTALL = .venv/bin/python -m pip install -qq --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run test lint eval clean FORCE

help: ## say what there is
	@echo "make <target>, where <target> is one of"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1	\2/p' Makefile

run: .venv/run ## install, add the article in seeds/ to an index named demo, and open the chat on it
	ONRECORD_INDEX=demo .venv/bin/onrecord add seeds/
	ONRECORD_INDEX=demo .venv/bin/onrecord chat

test: .venv/dev ## install, and run the tests; some of them: make test ARGS="tests/test_layout.py -k lines"
	.venv/bin/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(or $(ARGS),tests)

eval: .venv/run ## ask the suites that come along, and compare with evals/baseline.json
	.venv/bin/onrecord eval --against evals/baseline.json

lint: .venv/dev ## check style, layout and types
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/pyright -p pyproject.toml --pythonpath .venv/bin/python

clean: ## remove all that the other targets made; the indexes are kept
	rm -rf .venv build dist ./*.egg-info .ruff_cache .hypothesis .pytest_cache tests/.pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each of the three files below is written last, when its step is done: an installation that failed or was stopped is done again.

# A virtual environment holds its own path, so one that was copied or moved with its folder would run the code of the old place.
ifneq ($(shell cat .venv/made 2> /dev/null),$(CURDIR))
.venv/made: FORCE
endif
.venv/made:
	@test -n "$(PYTHON)" || { echo "onrecord needs Python 3.11 or newer, and there is no such python3 here; name one: make PYTHON=/path/to/python" >&2; exit 1; }
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@pwd > $@

.venv/run: .venv/made pyproject.toml constraints.txt
	@echo "Installing onrecord into .venv (a few minutes the first time) ..."
	@$(PIP_INSTALL) -e .
	@touch $@

.venv/dev: .venv/made pyproject.toml constraints.txt
	@echo "Installing onrecord with its test tools into .venv (a few minutes the first time) ..."
	@$(PIP_INSTALL) -e '.[bench,mcp,dev]'
	@mkdir -p .venv/link && ln -sfn ../.. .venv/link/onrecord  # for pyright, see pyproject.toml
	@touch .venv/run $@
