# make site    de site maken in site/
# make test    alles testen, ook in een browser
# make serve   de site bekijken op deze computer
# make check   data en tekst nakijken

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
APT := apt-get -o DPkg::Lock::Timeout=300 -qq
AS_ROOT := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null

.PHONY: site test serve check browser clean

site: $(VENV)/.site
	$(RUN) build.py

check: $(VENV)/.site
	$(RUN) build.py check

serve: $(VENV)/.site
	$(RUN) build.py serve

test: $(VENV)/.test browser
	$(RUN) -m pytest

# Each stamp is newer than pyproject.toml once its libraries are installed.
$(VENV)/.site: pyproject.toml | $(RUN)
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(RUN)
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.site

# Debian and Ubuntu keep venv in a package of its own.
$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Python 3.11 of nieuwer is nodig (make PYTHON=python3.12 kiest een andere).'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	  || { $(AS_ROOT) && $(APT) update && DEBIAN_FRONTEND=noninteractive $(APT) install -y --no-install-recommends python3-venv >/dev/null; } \
	  || { echo 'Installeer eerst python3-venv: sudo apt-get install python3-venv'; exit 1; }
	@rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || { $(AS_ROOT) && $(APT) update && DEBIAN_FRONTEND=noninteractive $(APT) install -y --no-install-recommends chromium >/dev/null; } \
	  || { echo 'Installeer eerst Chromium: sudo apt-get install chromium'; exit 1; }

clean:
	rm -rf $(VENV) site .cache
