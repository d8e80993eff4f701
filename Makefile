# Communiqué: one command to read the findings, one to test everything.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# What kernels import: importing it once, while Sphinx tries itself on the front page alone,
# compiles all that is used, in a third of the time that compiling every package takes.
KERNEL_IMPORTS := ipykernel.kernelapp, ipykernel.ipkernel, debugpy.server, matplotlib.pyplot, pandas, \
    matplotlib_inline.backend_inline, sentencex, stack_data, textblob, vaderSentiment.vaderSentiment, \
    wordcloud, communique.run
PIP_WHEEL := import ensurepip, glob, sysconfig; \
    folders = [sysconfig.get_config_var("WHEEL_PKG_DIR"), ensurepip.__path__[0] + "/_bundled"]; \
    print(*[w for f in folders if f for w in glob.glob(f + "/pip-*.whl")][:1])
export PYTHONDONTWRITEBYTECODE :=
export PYDEVD_DISABLE_FILE_VALIDATION := 1
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := 1
export CORPUS

all: $(READY)  ## set up, execute every notebook, build the site (CORPUS=folder: of your own texts)
	@$(BIN)/python -m communique.run build

test: $(READY)  ## run all tests (ARGS= is handed to pytest)
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

stress: $(READY)  ## run the long tests (ARGS= is handed to pytest)
	@$(BIN)/python -m pytest -m stress tests/stress $(ARGS)

lab: $(READY)  ## open the notebooks in JupyterLab (ARGS= is handed to it)
	@$(BIN)/python -m jupyterlab --LabApp.news_url=None \
	    --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate \
	    --ServerApp.root_dir="$(CURDIR)" --LabApp.default_url=/lab/tree/notebooks $(ARGS)

check: $(READY)  ## check format, lint and types
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m mypy --strict lib

test-site: $(READY)  ## open the built pages in Chromium and test them (ARGS= is handed to pytest)
	@$(BIN)/python -m pytest -n auto --dist loadgroup -m site tests/site $(ARGS)

public: $(READY)  ## build the site for publishing in _public: texts under copyright in excerpts
	@$(BIN)/python -m communique.run build --public

picture: $(READY)  ## take the picture of the front page that the README shows
	@COMMUNIQUE_PICTURE=1 $(BIN)/python -m pytest -q -m site tests/site/test_pages_site.py -k picture

slides: $(READY)  ## write slides of each lesson to _build/slides
	@$(BIN)/python -m communique.slides

refresh: $(READY)  ## re-execute notebooks and exercises and store them with their outputs
	@$(BIN)/python -m communique.run refresh
	@$(BIN)/python -m communique.exercises

lock: $(READY)  ## pin anew every package that pyproject.toml asks for
	@$(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --no-header --upgrade --all-extras \
	    pyproject.toml --group dev --output-file requirements.lock

clean:  ## remove what was built
	@rm -rf _build _site _public

clean-all: clean  ## remove what was built, and the environment
	@rm -rf .venv

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | sed 's/make all/make/' \
	    | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

$(READY): requirements.lock pyproject.toml
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	    echo "Python is missing ($(PYTHON)): install Python 3.11 to 3.13 (Debian: apt install python3 python3-venv)." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || { \
	    echo "$(PYTHON) is $$("$(PYTHON)" -V 2>&1): install Python 3.11 to 3.13, then run: make PYTHON=python3.13" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "Python's venv module is missing: install it (Debian: apt install python3-venv)." >&2; exit 1; }
	@echo "Setting up the environment in .venv (once) ..."
	@$(BIN)/python -c '' 2>/dev/null || "$(PYTHON)" -m venv --clear --without-pip .venv
	@# Python's own pip fetches uv, uv the rest: each at the version and with the hashes of the lock.
	@sed -n '/^uv==/,/^    #/p' requirements.lock > .venv/uv.txt
	@$(BIN)/python "$$($(BIN)/python -c '$(PIP_WHEEL)')/pip" install --quiet --disable-pip-version-check \
	    --no-deps --require-hashes -r .venv/uv.txt
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --offline -e .
	@$(BIN)/python -m compileall -q lib
	@$(BIN)/python -m sphinx -Q -c site -d .venv/trial/doctrees site .venv/trial/html & \
	    $(BIN)/python -c 'import $(KERNEL_IMPORTS)'; wait; rm -rf .venv/trial
	@touch $@

.PHONY: all public test test-site picture stress slides lab check refresh lock clean clean-all help
