"""The site on a real host: nginx of Debian, with the include that the site brings."""

from __future__ import annotations

import gzip
import http.client
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from sitegen.cli import main
from sitegen.headers import said_with
from sitegen.paths import HOME
from sitegen.release import release_of
from sitegen.release_folder import ReleaseFolder
from tests.conftest import GENT, TODAY, change, tree

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
  {server}
}}
"""
PLAIN = """server {{
  listen 80;
  root "{root}";
  include "{root}/nginx-headers.conf";
}}"""


def documented(number: int, www: Path) -> str:
    """A block of our documentation, with the site below another folder."""
    text = (HOME / "docs" / "publiceren.md").read_text(encoding="utf-8")
    block = re.findall(r"```nginx\n(.+?)```", text, re.DOTALL)[number]
    assert block.count("/srv/www") == 2
    return block.replace("/srv/www", str(www))


@contextmanager
def nginx(server: str, folder: Path) -> Iterator[int]:
    """A host with this block `server`; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder.mkdir()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(folder=folder, server=server.replace("listen 80;", f"listen 127.0.0.1:{port};")),
        encoding="utf-8",
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
    with nginx(PLAIN.format(root=site), tmp_path / "nginx") as port:
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
            ".csv": "text/csv",
            ".geojson": "application/geo+json",
            ".atom": "application/atom+xml",
        }
        for ending, kind in kinds.items():
            name = next(name for name in files if name.endswith(ending))
            assert asked(port, f"/{name}")[1]["Content-Type"].partition(";")[0] == kind
        status, headers, body = asked(port, "/er-is-niets/")
        assert (status, body) == (404, files["404.html"])
        assert dict(said_with("/404.html")).items() <= headers.items()


@pytest.mark.parametrize("number, base", [(0, "/"), (1, "/digitaal/")])
def test_with_the_block_of_our_documentation_every_file_arrives(tmp_path, number, base):
    """Published as it says there, at the root of a host and below a path."""
    site, www = tmp_path / "gemaakt", tmp_path / "www"
    options = ["--base-url", f"https://voorbeeld.example{base}", "--out", str(site), "--no-paper"]
    assert main(["--root", str(GENT), "--today", TODAY, *options]) == 0
    www.mkdir()
    releases = ReleaseFolder(www / "site", lambda words: None)
    made = release_of(
        site, datetime(2026, 11, 23, tzinfo=UTC), day=TODAY, address="https://voorbeeld.example/"
    )
    releases.look()
    releases.publish(site, made, most=5)
    (www / "host").mkdir()
    (www / "host" / "digitaal").symlink_to("../site/current")
    with nginx(documented(number, www), tmp_path / "nginx") as port:
        for name, content in tree(site).items():
            if name.startswith(".") and not name.startswith(".well-known/"):
                continue
            status, headers, body = asked(port, f"{base[:-1]}{address_of(name)}")
            assert (status, body) == (200, content), name
            assert dict(said_with(f"/{name}")).items() <= headers.items(), name
        (script,) = (site / "js").glob("uren.*.js")
        assert "immutable" in asked(port, f"{base}js/{script.name}")[1]["Cache-Control"]
        assert asked(port, f"{base}.uitgave")[0] == 404
        status, _, body = asked(port, f"{base}er-is-niets/")
        assert status == 404 and f'href="{base}css/site.'.encode() in body
        if base != "/":
            assert asked(port, base[:-1])[0] == 301


def test_under_load_nothing_fails(site, tmp_path):
    with nginx(PLAIN.format(root=site), tmp_path / "nginx") as port:
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


SWAPS = 200


def read_until(port: int, stop: Path, versions: list[dict[str, bytes]], wrong: list[str]) -> None:
    """Opens pages as a browser does: each whole and of one version, and with all that it asks for."""
    names = [name for name in versions[0] if name.endswith(".html")]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def read(name: str) -> bytes:
        connection.request("GET", quote(address_of(name)))
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            wrong.append(f"{name}: {answer.status}")
        return body

    while not stop.exists():
        name = random.choice(names)
        body = read(name)
        if all(body != version[name] for version in versions):
            wrong.append(f"{name}: een mengeling")
        for asset in set(re.findall(rb"(?:css|js)/[\w-]+\.[a-z2-7]{6}\.(?:css|js)", body)):
            if all(read(asset.decode()) != version.get(asset.decode()) for version in versions):
                wrong.append(f"{name}: {asset.decode()}")


def test_two_hundred_swaps_under_load_give_no_failed_and_no_mixed_answer(site, tmp_path, monkeypatch):
    """The site and another version of it, with other words and another style, published in turn."""
    monkeypatch.setattr(os, "sync", lambda: None)
    other = tmp_path / "andere" / "site"
    root = tmp_path / "project"
    shutil.copytree(GENT, root, ignore=shutil.ignore_patterns(".cache", "site"))
    shutil.copytree(HOME / "static", root / "static")
    with (root / "static" / "css" / "site.css").open("a", encoding="utf-8") as style:
        style.write("p { color: green; }\n")
    change(root / "data" / "site.yaml", "Digitaal mee in Gent", "VOORBEELD van een andere versie")
    assert main(["--root", str(root), "--today", TODAY, "--out", str(other), "--compress"]) == 0
    folders = [site, other]
    versions = [tree(folder) for folder in folders]
    differing = {name for name in versions[0] if versions[0][name] != versions[1].get(name)}
    assert "index.html" in differing and len(differing) > 70

    host = ReleaseFolder(tmp_path / "www", lambda words: None)

    def publish(number: int) -> None:
        live = host.look().live
        made = release_of(
            folders[number % 2],
            datetime(2026, 11, 23, tzinfo=UTC) + timedelta(seconds=number),
            day=TODAY,
            address="https://voorbeeld.example/",
            after=live.name if live else "",
        )
        host.publish(folders[number % 2], made, most=5)

    publish(0)
    stop, wrong = tmp_path / "genoeg", []
    with nginx(PLAIN.format(root=tmp_path / "www" / "current"), tmp_path / "nginx") as port:
        load = subprocess.Popen(
            ["wrk", "-t1", "-c16", "-d600s", f"http://127.0.0.1:{port}/digipunten/"],
            stdout=subprocess.PIPE,
            text=True,
        )
        readers = [threading.Thread(target=read_until, args=(port, stop, versions, wrong)) for _ in range(2)]
        for reader in readers:
            reader.start()
        try:
            for number in range(1, SWAPS + 1):
                publish(number)
        finally:
            stop.touch()
            load.send_signal(signal.SIGINT)
            told = load.communicate(timeout=30)[0]
            for reader in readers:
                reader.join()
    print(f"{SWAPS} wissels onder belasting: {told.splitlines()[-2].strip()}")
    assert wrong == []
    assert int(re.search(r"(\d+) requests in", told)[1]) > 1000
    assert "Socket errors" not in told and "Non-2xx" not in told, told
