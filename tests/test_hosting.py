"""The site on a real host: nginx of Debian, with the include that the site brings."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from sitegen.cli import main
from sitegen.headers import said_with
from tests.conftest import GENT, TODAY, tree

pytestmark = pytest.mark.hard

# Everything of its own in one folder; whoever tests as root serves files of root.
CONFIGURATION = """daemon off;
pid {folder}/pid;
error_log {folder}/error.log warn;
user root;
worker_processes 2;
events {{ worker_connections 512; }}
http {{
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path {folder}/1;
  proxy_temp_path {folder}/2;
  fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4;
  scgi_temp_path {folder}/5;
  server {{
    listen 127.0.0.1:{port};
    root "{root}";
    include "{include}";
  }}
}}
"""


@contextmanager
def nginx(root: Path, folder: Path, include: str = "nginx-headers.conf") -> Iterator[int]:
    """A host with this folder; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder.mkdir()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(folder=folder, port=port, root=root, include=root / include), encoding="utf-8"
    )
    program = shutil.which("nginx")
    assert program, "geen nginx gevonden: make test-hard installeert hem"
    with subprocess.Popen([program, "-p", str(folder), "-c", str(configuration)]) as server:
        try:
            until = time.monotonic() + 20
            while socket.socket().connect_ex(("127.0.0.1", port)):
                assert server.poll() is None and time.monotonic() < until
                time.sleep(0.05)
            yield port
        finally:
            server.terminate()
    told = (folder / "error.log").read_text(encoding="utf-8")
    assert not re.search(r"\[(error|crit|alert|emerg)\](?!.*No such file)", told), told


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("host") / "site"
    assert main(["--root", str(GENT), "--today", TODAY, "--out", str(folder), "--compress"]) == 0
    return folder


def asked(port: int, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", quote(address), headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def address_of(name: str) -> str:
    return f"/{name.removesuffix('index.html') if name.endswith('index.html') else name}"


def test_every_file_arrives_with_its_headers(site, tmp_path):
    files = {name: content for name, content in tree(site).items() if not name.endswith((".br", ".gz"))}
    with nginx(site, tmp_path / "nginx") as port:
        for name, content in files.items():
            expected = {"Cache-Control": "no-cache", **dict(said_with(f"/{name}"))}
            for encoding in ("identity", "gzip"):
                status, headers, body = asked(port, address_of(name), **{"Accept-Encoding": encoding})
                assert status == 200, name
                assert expected.items() <= headers.items(), name
                is_compressed = headers.get("Content-Encoding") == "gzip"
                assert is_compressed == (encoding == "gzip" and (site / f"{name}.gz").exists()), name
                assert (gzip.decompress(body) if is_compressed else body) == content, name
        kinds = {
            "uren.ics": "text/calendar",
            ".webmanifest": "application/manifest+json",
            ".pdf": "application/pdf",
        }
        for ending, kind in kinds.items():
            name = next(name for name in files if name.endswith(ending))
            assert asked(port, f"/{name}")[1]["Content-Type"].partition(";")[0] == kind
        status, headers, body = asked(port, "/er-is-niets/")
        assert (status, body) == (404, files["404.html"])
        assert dict(said_with("/404.html")).items() <= headers.items()


def test_below_a_path_the_same_headers_arrive(tmp_path):
    base = "digitaal/mee"
    root = tmp_path / "www"
    options = ["--base-url", f"https://voorbeeld.example/{base}/", "--out", str(root / base), "--no-paper"]
    assert main(["--root", str(GENT), "--today", TODAY, *options]) == 0
    with nginx(root, tmp_path / "nginx", f"{base}/nginx-headers.conf") as port:
        for name in ("index.html", "digipunten/de-serre/uren.ics", "digipunten/insluiten/zoeker/index.html"):
            status, headers, _ = asked(port, f"/{base}{address_of(name)}")
            assert status == 200 and dict(said_with(f"/{name}")).items() <= headers.items()
        (script,) = (root / base / "js").glob("uren.*.js")
        assert "immutable" in asked(port, f"/{base}/js/{script.name}")[1]["Cache-Control"]
        status, _, body = asked(port, f"/{base}/er-is-niets/")
        assert status == 404 and f'href="/{base}/css/site.'.encode() in body


def test_under_load_nothing_fails(site, tmp_path):
    with nginx(site, tmp_path / "nginx") as port:
        wrk = shutil.which("wrk")
        assert wrk, "geen wrk gevonden: make test-hard installeert hem"
        told = subprocess.run(
            [wrk, "-t2", "-c32", "-d30s", f"http://127.0.0.1:{port}/digipunten/"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    assert int(re.search(r"(\d+) requests in", told)[1]) > 1000
    assert "Socket errors" not in told and "Non-2xx" not in told, told
