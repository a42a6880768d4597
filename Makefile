# The project's commands; docs: README.md. Everything needed is made on the way, and only when it is stale.
SHELL := /bin/bash
PORT ?= 5005
BIN := .venv/bin

.PHONY: run test setup train lint evaluate bench web browser clean

run: setup web train
	ASSISTANT_SAMPLE_DATA=1 $(BIN)/assistant serve --port $(PORT)

test: setup web browser train
	$(BIN)/python -m pytest

setup:
	@tools/setup.sh

web:
	@tools/web.sh

browser:
	@tools/browser.sh

train: setup
	@$(BIN)/assistant train

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/assistant knowledge validate knowledge
	@tools/web.sh check

evaluate: setup train
	$(BIN)/python -m benchmarks.evaluate

bench: setup web train
	$(BIN)/python -m benchmarks.bench $(if $(QUICK),--quick)

clean:
	rm -rf .venv models var assistant/web/dist assistant/web/node_modules
