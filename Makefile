# Two commands on a fresh Debian or Ubuntu with Python 3.11+:
#   make demo    simulates an archive, adds it, and asks it questions
#   make test    runs the tests
# Both set up a virtual environment in .venv first. PYTHON=… chooses the interpreter.

VENV := .venv
BIN := $(VENV)/bin
# what the demo needs, and what tests and checks need
DEMO := $(VENV)/ready-demo
READY := $(VENV)/ready

.PHONY: demo test lint bench score golden fuzz clean

demo: $(DEMO)
	sh corpus/demo.sh

test: $(READY)
	$(BIN)/python -m pytest -n auto

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# ratios against a baseline measured in the same run
bench: $(READY)
	$(BIN)/python -m benchmarks.indexing
	$(BIN)/python -m benchmarks.search
	$(BIN)/python -m benchmarks.readers

# how much of every set of texts is read right and what changed since the committed scores, how
# well the answers of a search are ordered, and what is the same in every format
score: $(READY)
	$(BIN)/python -m corpus.simulate $(VENV)/simulated
	$(BIN)/python -m corpus.scoreboard $(VENV)/simulated
	$(BIN)/python -W ignore -m corpus.questions $(VENV)/simulated
	$(BIN)/python -m corpus.formats

# strange inputs for FUZZ_SECONDS (60): guided by coverage where atheris is installed, which it says;
# what does harm is kept in tests/findings, and a test runs it from then on
fuzz: $(READY)
	$(BIN)/python -W ignore -m tests.fuzzing

# write corpus/samples and the output shown in the READMEs anew; read the diff like code
golden: $(READY)
	$(BIN)/python -m corpus.samples
	$(BIN)/python -m pytest -q tests/test_docs.py -k shown --update-golden

$(DEMO): pyproject.toml constraints.txt corpus/prepare.sh
	sh corpus/prepare.sh $(VENV) corpus
	touch $@

$(READY): pyproject.toml constraints.txt corpus/prepare.sh
	sh corpus/prepare.sh $(VENV) charts,corpus,dev,ocr,parquet
	touch $(DEMO) $@

clean:
	rm -rf $(VENV) demo build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
