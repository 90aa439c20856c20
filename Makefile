# make run: start the station. make test: run all tests. make check: lint, formatting, types.
# make bench: measure speed. make bench-peers: compare it with WordPress and nginx.
# make lock: update the versions of the dependencies.

PYTHON ?= python3
BIN = .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
unexport PYTHONDONTWRITEBYTECODE  # each process would compile everything anew

EDITOR = static/vendor/tiptap.js
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-header --no-annotate --python-version 3.11

run: .venv/ready
	@deploy/packages mpd=mpd || true
	@$(MAKE) --silent --no-print-directory $(EDITOR) 2>/dev/null \
	  || echo "The story editor could not be installed: stories are written in a plain text field for now."
	@exec $(BIN)/flask --app app launch

test: .venv/ready-dev $(EDITOR)
	@deploy/packages mpd=mpd icecast2=icecast2
	@deploy/packages chromium-headless-shell=chromium-headless-shell || deploy/packages chromium=chromium
	@$(BIN)/python -m pytest -n 3 --dist worksteal --durations=10

check: .venv/ready-dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/djlint --quiet --lint --check templates

bench: .venv/ready-dev
	@deploy/packages mpd=mpd wrk=wrk chromium=chromium
	@$(BIN)/python -m tests.performance

bench-peers: .venv/ready-dev
	@deploy/packages wrk=wrk nginx=nginx-light mariadbd=mariadb-server \
	  "/usr/share/wordpress/wp-load.php=wordpress wordpress-theme-twentytwentyone \
	  php php-fpm php-mysql php-mbstring php-xml"
	@$(BIN)/python -m tests.performance.peers

lock: .venv/ready-dev
	@cd $(CURDIR) && $(COMPILE) --upgrade --extra dev pyproject.toml -o requirements-dev.txt
	@cd $(CURDIR) && $(COMPILE) -c requirements-dev.txt pyproject.toml -o requirements.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Aerial needs Python 3.11 or newer. If you have one, name it: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || deploy/packages no-venv=python3-venv
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/ready: requirements.txt | .venv/bin/python
	@echo "Installing Python packages ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/ready-dev: requirements-dev.txt | .venv/bin/python
	@echo "Installing Python packages for the tests ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@ .venv/ready

$(EDITOR): package-lock.json deploy/vendor | .venv/bin/python
	@deploy/vendor $(BIN)/python

.PHONY: run test check bench bench-peers lock
