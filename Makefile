# Two commands set everything up: `make course` and `make test`.
# The environment .venv is made on first use; PYTHON=python3.12 chooses for it.
# RNNCOURSE_DATA=../my/corpora says where the data is; "generated" uses none.

RUN = .venv/bin/python -m

# Kernels run in other folders: a relative path must mean the same there.
ifneq ($(filter-out generated,$(RNNCOURSE_DATA)),)
override export RNNCOURSE_DATA := $(shell cd "$(RNNCOURSE_DATA)" 2>/dev/null && pwd || echo "$(RNNCOURSE_DATA)")
endif

.PHONY: help course test lab notebooks lint bench doctor clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

course: .venv/ready ## run the notebooks; ONLY="01 06" runs some; see build/course/index.html
	@$(RUN) rnncourse course run $(if $(ONLY),--only "$(ONLY)")

test: .venv/ready lint ## everything that continuous integration runs
	$(RUN) pytest -n 2 --dist loadscope

lab: .venv/ready ## open the notebooks in JupyterLab
	$(RUN) jupyterlab notebooks

notebooks: .venv/ready ## run the notebooks on generated data and store their outputs
	RNNCOURSE_DATA=generated $(RUN) rnncourse course run --in-place $(if $(ONLY),--only "$(ONLY)")

lint: .venv/ready ## style of code and notebooks
	$(RUN) ruff check . && $(RUN) ruff format --check .

bench: .venv/ready ## measure again, on an otherwise idle machine
	$(RUN) benchmarks.ngram && $(RUN) benchmarks.layers && $(RUN) benchmarks.report

doctor: .venv/ready ## what is installed, which data is found, what is missing
	@$(RUN) rnncourse doctor

clean: ## remove what was built; .venv stays
	rm -rf build dist .pytest_cache .ruff_cache .hypothesis

.venv/ready: pyproject.toml constraints/latest.txt .ci/environment
	@.ci/environment && touch $@
