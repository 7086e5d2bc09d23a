"""The preview: what an editor sees while typing."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Error

from sitegen.commands.preview import Failure, Preview
from sitegen.paths import HOME
from tests.conftest import change

PATIENCE_MS = 20_000


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def start_preview(root, port):
    """The process, and what it said until it answers."""
    command = [sys.executable, str(HOME / "build.py"), "serve", "--root", str(root), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = []
    for line in server.stdout:
        said.append(line)
        if line.startswith("Bekijk de site op"):
            break
    return server, said


@pytest.fixture
def serve(project):
    """Starts the preview of the project; gives its address and what it said."""
    started = []

    def start(port=None):
        port = port or free_port()
        server, said = start_preview(project, port)
        started.append(server)
        return f"http://127.0.0.1:{port}", said

    yield start
    for server in started:
        server.terminate()
        server.wait()


@pytest.fixture
def visit(chromium):
    """Opens an address in the browser, and keeps what the console says of it."""
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))

    def open_it(address):
        page.goto(address)
        return page

    yield open_it
    page.close()


def until(happens):
    """The site's CSP forbids what Playwright itself waits with."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < end:
        # A page that is being loaded has nothing to look at.
        with contextlib.suppress(Error):
            if happens():
                return
        time.sleep(0.05)
    raise AssertionError("dit gebeurde niet")


def test_a_save_shows_in_the_browser_by_itself_under_the_strict_csp(project, serve, visit):
    origin, _ = serve()
    page = visit(f"{origin}/over/")

    change(project / "content" / "over.md", "titel: ", "titel: Nieuw! ")
    page.wait_for_selector("h1:has-text('Nieuw!')")

    with urlopen(f"{origin}/over/") as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert page.complaints == []


def test_four_saves_within_three_seconds_are_all_shown(project, serve, visit):
    origin, _ = serve()
    page = visit(f"{origin}/over/")
    text = (project / "content" / "over.md").read_text(encoding="utf-8")

    for number in range(1, 5):
        spoiled = re.sub(r"^titel: .*$", f"titel: Versie {number}", text, flags=re.M)
        (project / "content" / "over.md").write_text(spoiled, encoding="utf-8")
        page.wait_for_selector(f"h1:has-text('Versie {number}')", timeout=3000)


def test_the_preview_keeps_nothing_on_the_device(serve):
    origin, _ = serve()

    with urlopen(f"{origin}/sw.js") as answer:
        assert answer.read() == b"registration.unregister()\n"


def test_a_page_that_was_loading_during_a_save_catches_up(project, serve, visit):
    origin, _ = serve()
    page = visit(f"{origin}/over/")
    page.route("**/livereload.js*", lambda route: (time.sleep(1.5), route.continue_()))

    page.goto(f"{origin}/over/", wait_until="commit")
    change(project / "content" / "over.md", "titel: ", "titel: Nieuw! ")

    page.wait_for_selector("h1:has-text('Nieuw!')")


def test_templates_styles_and_scripts_show_too(project, serve, visit):
    for folder in ("templates", "static"):
        shutil.copytree(HOME / folder, project / folder)
    origin, _ = serve()
    page = visit(f"{origin}/digipunten/")

    change(project / "templates" / "layout.html", "<main", '<main data-nieuw="ja"')
    page.wait_for_selector("[data-nieuw=ja]")
    with (project / "static" / "css" / "site.css").open("a", encoding="utf-8") as style:
        style.write("\nh1 { letter-spacing: 7px }\n")
    until(lambda: page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing") == "7px")
    with (project / "static" / "js" / "zoeker.js").open("a", encoding="utf-8") as script:
        script.write("\ndocument.documentElement.dataset.proef = 'ja'\n")
    page.wait_for_selector("html[data-proef=ja]")


def test_a_mistake_shows_as_a_page_with_the_last_good_site_behind_it(project, serve, visit):
    contacts = project / "data" / "contacts.yaml"
    origin, _ = serve()
    page = visit(f"{origin}/digipunten/")
    title = page.locator("h1").inner_text()

    change(contacts, "telefoon: 09 210 10 10", "telefoon: 09 210 10")
    page.wait_for_selector("h1:has-text('1 fout')")
    assert page.locator("h2").inner_text() == "data/contacts.yaml, regel 10"
    assert '"09 210 10" heeft 7 cijfers' in page.locator("h2 + p").inner_text()
    assert "telefoon: 09 210 10\n" in page.locator("pre").inner_text()

    page.click("text=Bekijk de laatste goede versie van deze pagina")
    assert page.locator("h1").inner_text() == title
    assert "Dit is de laatste goede versie." in page.locator("[role=status]").first.inner_text()
    page.click("nav a[href$='contact/'], header a[href$='contact/']")
    assert page.url == f"{origin}/_laatste-goede/contact/"

    change(contacts, "telefoon: 09 210 10", "telefoon: 09 210 10 10")
    page.wait_for_url(f"{origin}/contact/")
    assert "laatste goede versie" not in page.content()


def test_a_preview_that_starts_with_a_mistake_recovers(project, serve, visit):
    change(project / "data" / "contacts.yaml", "telefoon: 09 210 10 10", "telefoon: 09 210 10")
    origin, said = serve()
    page = visit(f"{origin}/")
    assert page.locator("h1").inner_text() == "1 fout"
    assert page.locator("a").count() == 0
    assert any("data/contacts.yaml:10:15" in line for line in said)

    change(project / "data" / "contacts.yaml", "telefoon: 09 210 10", "telefoon: 09 210 10 10")
    page.wait_for_selector("h1:not(:has-text('fout'))")


def test_what_is_not_there_shows_the_site_s_own_page(serve, project):
    origin, _ = serve()

    long = "/" + "a" * 3000
    for address in (
        "/bestaat-niet/",
        "/.bestanden",
        "/../build.py",
        "/%2e%2e/build.py",
        "/x.pdf",
        "/%00",
        long,
    ):
        with pytest.raises(HTTPError) as missing:
            urlopen(origin + address)
        assert missing.value.code == 404
        assert "<h1>Deze pagina bestaat niet</h1>" in missing.value.read().decode()

    assert urlopen(f"{origin}/digipunten").url == f"{origin}/digipunten/"
    assert not (project / "site").exists()


def test_paper_is_made_when_somebody_asks_for_it(project, serve):
    shutil.copytree(HOME / "templates", project / "templates")
    origin, _ = serve()
    poster = f"{origin}/digipunten/de-serre/affiche.pdf"

    with urlopen(poster) as answer:
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.read().startswith(b"%PDF")
    change(project / "templates/print/affiche.typ", "plaats.kost", "plaats.prijs")
    with urlopen(poster) as answer:
        page = answer.read().decode()

    assert "templates/print/affiche.typ, regel" in page and "Typst zegt" in page
    with urlopen(f"{origin}/digipunten/wijk/rabot-blaisantvest.pdf") as answer:
        assert answer.read().startswith(b"%PDF")


def test_a_port_that_is_taken_is_said_in_dutch(project, serve):
    origin, _ = serve()
    port = origin.rpartition(":")[2]
    command = [sys.executable, str(HOME / "build.py"), "serve", "--root", str(project), "--port", port]

    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 2
    assert f"poort {port} is niet vrij" in done.stderr and "--port" in done.stderr


def test_a_head_is_answered_without_a_body_and_nothing_can_be_sent(project, serve):
    origin, _ = serve()

    with urlopen(Request(f"{origin}/over/", method="HEAD")) as answer:
        assert answer.status == 200 and answer.read() == b"" and int(answer.headers["Content-Length"]) > 1000
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"{origin}/over/", data=b"x", method="POST"))
    assert refused.value.code == 405


def test_files_of_other_programs_disturb_nobody(project, serve, visit):
    origin, _ = serve()
    page = visit(f"{origin}/over/")
    for name in (
        "#over.md#",
        "over.md.tmp",
        "over.md.bak",
        "4913",
        "~over.md",
        "over.md___jb_tmp___",
        "Thumbs.db",
    ):
        (project / "content" / name).write_text("x", encoding="utf-8")
    change(project / "content" / "over.md", "titel: ", "titel: Nieuw! ")

    page.wait_for_selector("h1:has-text('Nieuw!')")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_it_stops_without_a_word_and_leaves_nothing(project, tmp_path, name):
    command = [
        sys.executable,
        str(HOME / "build.py"),
        "serve",
        "--root",
        str(project),
        "--port",
        str(free_port()),
    ]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    # A shell that runs the tests in the background lets none of them hear of SIGINT.
    server = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    next(line for line in server.stdout if line.startswith("Bekijk"))
    assert list(tmp_path.glob("digitaal-mee-*"))

    server.send_signal(getattr(signal, name))

    assert server.wait(timeout=20) in (0, 130)
    assert server.stderr.read() == "" and not list(tmp_path.glob("digitaal-mee-*"))


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """One request as it is typed, to the preview of a project beside a secret; its status, and what comes back."""
    above = tmp_path_factory.mktemp("voorbeeld")
    (above / "geheim.txt").write_text("GEHEIM", encoding="utf-8")
    root = shutil.copytree(HOME / "tests" / "fixtures" / "klein", above / "project")
    port = free_port()
    server, _ = start_preview(root, port)

    def send(line, *headers, host=f"127.0.0.1:{port}"):
        lines = [line, f"Host: {host}", "Connection: close", *headers, "", ""]
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            connection.sendall("\r\n".join(lines).encode("utf-8", "surrogateescape"))
            # Of a socket that opens there is no end to wait for.
            more = (lambda: b"") if "Upgrade: websocket" in headers else (lambda: connection.recv(65536))
            answer = connection.recv(65536) + b"".join(iter(more, b""))
        status, _, rest = answer.decode("utf-8", "replace").partition("\r\n")
        return status.partition(" ")[2][:3], rest

    send.port = port
    yield send
    server.terminate()
    server.wait()


def test_only_its_own_names_are_answered(ask):
    """A page of another site may give its name the address of this computer, and read what comes back."""
    for host in (f"127.0.0.1:{ask.port}", f"localhost:{ask.port}", f"LOCALHOST:{ask.port}", "127.0.0.1"):
        assert ask("GET /over/ HTTP/1.1", host=host)[0] == "200"
    others = [
        "aanvaller.test",
        f"aanvaller.test:{ask.port}",
        f"127.0.0.1.aanvaller.test:{ask.port}",
        f"localhost.aanvaller.test:{ask.port}",
        "aanvaller.test\\127.0.0.1",
        "127.0.0.2",
        "0.0.0.0",
        "[::1]",
    ]
    for host in others:
        for address in ("/over/", "/livereload.js", "/livereload", "/digipunten/affiche.pdf", "/x"):
            status, told = ask(f"GET {address} HTTP/1.1", host=host)
            assert status in ("400", "403") and "<h1" not in told and "Digipunt" not in told
    assert "Bekijk de site op 127.0.0.1 of localhost" in ask("GET / HTTP/1.1", host="aanvaller.test")[1]


def test_it_listens_on_this_computer_only(ask):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as looking:
        try:
            # Nothing is sent: this only tells which address another computer would use.
            looking.connect(("192.0.2.1", 9))
            own = looking.getsockname()[0]
        except OSError:
            own = "127.0.0.2"
    for address in {own, "127.0.0.2"}:
        with pytest.raises(OSError):
            socket.create_connection((address, ask.port), timeout=2)


def test_only_its_own_pages_hear_of_a_save(ask):
    """A socket may be opened by a page of any site, and the browser then says of which."""
    socket_of = (
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    )
    for origin in ("https://aanvaller.test", "null", "http://127.0.0.1", f"http://127.0.0.1:{ask.port}0"):
        assert ask("GET /livereload HTTP/1.1", *socket_of, f"Origin: {origin}")[0] == "403"


TO_A_FOLDER_ABOVE = (
    *(f"{up * times}{name}" for up in ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "%252e%252e/", "%252e%252e%252f", "..%c0%af", "%c0%ae%c0%ae/", "..%ef%bc%8f", "....//", "..;/", ".%00./", "%u002e%u002e/", "..//", "././../") for times in (1, 2, 3, 8) for name in ("geheim.txt", "etc/passwd", "project/data/site.yaml")),
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "//etc/passwd",
    "file:///etc/passwd",
    "C:/Windows/win.ini",
    "over/../../../geheim.txt",
    "over/%2e%2e/%2e%2e/%2e%2e/geheim.txt",
    "css/..%2f..%2f..%2fgeheim.txt",
    "_laatste-goede/../../geheim.txt",
    "_laatste-goede/%2e%2e/%2e%2e/geheim.txt",
    "~root/.profile",
    ".bestanden",
    "over/.%2f.bestanden",
    "%2ebestanden",
    "geheim.txt%00.html",
    "\udcff\udcfe/geheim.txt",
    "a" * 5000,
    "/".join(["a"] * 3000),
)  # fmt: skip


def test_no_address_leads_out_of_the_folder(ask, tried):
    for address in TO_A_FOLDER_ABOVE:
        status, told = ask(f"GET /{address} HTTP/1.1")
        assert status in ("302", "400", "404"), address
        assert "GEHEIM" not in told and "root:" not in told and "webadres:" not in told, address
        location = re.search(r"(?im)^location: (.*)$", told)
        assert not location or re.match(r"/(?![/\\])", location[1]), address
    tried("adressen aan het voorbeeld", len(TO_A_FOLDER_ABOVE))


def test_a_link_that_leads_out_of_the_built_folder_is_not_followed(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "geheim.txt").write_text("GEHEIM", encoding="utf-8")
    (site / "404.html").write_text("<h1>Deze pagina bestaat niet</h1>", encoding="utf-8")
    (site / "los.txt").symlink_to(tmp_path / "geheim.txt")
    (site / "map").symlink_to(tmp_path)
    preview = Preview(site, 8000)
    for address in ("/los.txt", "/map/geheim.txt", "/map/"):
        body = b"".join(preview({"REQUEST_METHOD": "GET", "PATH_INFO": address}, lambda *given: None))
        assert body == b"<h1>Deze pagina bestaat niet</h1>"


METHODS = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "GEKKO")


def test_other_methods_do_nothing(ask):
    for method in METHODS:
        status, told = ask(f"{method} /over/ HTTP/1.1", "Content-Length: 0")
        assert status in ("400", "405", "501") and "<h1" not in told


def test_what_is_no_request_stops_nobody(ask):
    for line in ("GET", "GET  HTTP/1.1", "\x00\x01\x02", "GET /over/ HTTP/9.9", "X" * 100_000):
        try:
            status, _ = ask(line)
            assert status in ("", "400", "405", "431", "505")
        except ConnectionError:
            pass
    assert ask("GET http://aanvaller.test/over/ HTTP/1.1")[0] == "404"
    assert ask("GET /over/ HTTP/1.1", "X: 1\r\nX-Twee: a\x00b")[0] in ("200", "400")
    assert ask("GET /over/ HTTP/1.1")[0] == "200"


def test_the_way_back_to_the_mistakes_stays_on_this_computer(tmp_path):
    (tmp_path / "404.html").write_text("<body><h1>Weg</h1>", encoding="utf-8")
    preview = Preview(tmp_path, 8000)
    preview.show(Failure("1 fout", ""))
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/_laatste-goede//aanvaller.test/"}

    body = b"".join(preview(environ, lambda *given: None))

    assert b'<a href="/aanvaller.test/">' in body
