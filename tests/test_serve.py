"""The preview: what an editor sees while typing."""

import socket
import subprocess
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from sitegen.paths import HOME
from tests.conftest import change

PATIENCE_SECONDS = 20


@pytest.fixture
def spoiled(project):
    """A project that cannot be built from the start."""
    change(project / "data" / "contacts.yaml", "09 210 10 10", "09 210 10")
    return project


@pytest.fixture
def preview(project):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(HOME / "build.py"), "serve", "--root", str(project), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    yield f"http://127.0.0.1:{port}", server
    server.terminate()
    server.wait()


def shown(address, text):
    """Wait until the page holds this text; returns the page."""
    page = ""
    start = time.monotonic()
    while time.monotonic() < start + PATIENCE_SECONDS:
        try:
            page = urlopen(address).read().decode()
        except (URLError, ConnectionError):
            page = ""
        if text in page:
            return page
        time.sleep(0.1)
    raise AssertionError(f"{text!r} kwam niet op {address}: {page[:500]}")


def test_a_mistake_shows_as_a_page_and_its_repair_brings_the_page_back(project, preview):
    origin, server = preview
    contacts = project / "data" / "contacts.yaml"
    shown(f"{origin}/digipunten/", "<h1>Digipunten in Gent</h1>")

    change(contacts, "09 210 10 10", "09 210 10")
    page = shown(f"{origin}/digipunten/", "<h1>1 fout</h1>")
    assert "data/contacts.yaml:9:15" in page

    change(contacts, "09 210 10", "09 210 10 10")
    shown(f"{origin}/digipunten/", "<h1>Digipunten in Gent</h1>")

    with pytest.raises(HTTPError) as missing:
        urlopen(f"{origin}/bestaat-niet/")
    assert missing.value.code == 404
    server.terminate()
    said = server.stdout.read()
    assert "Serving" not in said and "Bekijk de site op" in said


def test_a_preview_that_starts_with_a_mistake_recovers(spoiled, preview):
    origin, _ = preview
    shown(f"{origin}/", "<h1>1 fout</h1>")

    change(spoiled / "data" / "contacts.yaml", "09 210 10", "09 210 10 10")

    shown(f"{origin}/", "<h1>Hulp bij computer en internet in Gent</h1>")
