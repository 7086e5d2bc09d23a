"""What can go wrong around a build: a full disk, a folder that is shut, files that go away, odd names, links.

Each is told in Dutch without a traceback, and the last good site stays as it was.
"""

import contextlib
import ctypes
import errno
import io
import os
import re
import resource
import shutil
import subprocess
import sys
import traceback

import pytest

from sitegen.cli import main
from sitegen.paths import HOME
from tests.conftest import TODAY, change, tree

BUILD = ["--today", TODAY, "--no-paper"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The EXAMPLE project with templates and static files of its own, and its built site."""
    root = tmp_path_factory.mktemp("storing") / "klein"
    shutil.copytree(HOME / "tests" / "fixtures" / "klein", root)
    for folder in ("templates", "static"):
        shutil.copytree(HOME / folder, root / folder)
    assert main(["--root", str(root), *BUILD]) == 0
    return root


@pytest.fixture
def whole(made, tmp_path):
    """A copy of it, free to spoil."""
    return shutil.copytree(made, tmp_path / "klein")


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "geheim.txt"
    path.write_text("GEHEIM\n", encoding="utf-8")
    return path


# Links

OUTSIDE = "deze snelkoppeling leidt uit de map van de site: zet het bestand zelf hier"
LINKED = (
    "data/woorden.yaml",
    "data/digipunten.yaml",
    "data/site.yaml",
    "data/kaart/wijken.geojson",
    "content/over.md",
    "content/nieuw.md",
    "static/geheim.txt",
    "static/css/site.css",
    "static/_headers",
    "templates/layout.html",
    "templates/print/geheim.typ",
)


@pytest.mark.parametrize("command", [["build"], ["build", "--force"], ["check"], ["report"]], ids=" ".join)
def test_a_link_that_leads_out_of_the_project_is_refused_before_it_is_read(
    whole, secret, capsys, tried, command
):
    before = tree(whole / "site")
    for name in LINKED:
        link = whole / name
        kept = link.read_bytes() if link.exists() else None
        link.parent.mkdir(exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(secret)

        assert main([*command, "--root", str(whole), "--today", TODAY]) == 1
        said = "".join(capsys.readouterr())
        assert said.startswith(f"{name}:1:1: fout: {OUTSIDE}\n") and "GEHEIM" not in said
        assert tree(whole / "site") == before
        link.unlink()
        if kept is not None:
            link.write_bytes(kept)
    tried("fouten rond de build", len(LINKED))


def linked(root, name, target):
    path = root / name
    if path.is_dir():
        shutil.rmtree(path)
    path.symlink_to(target)
    return path


@pytest.mark.parametrize(
    "name, target, message",
    [
        ("static/x.txt", "../../geheim.txt", OUTSIDE),
        ("static/x.txt", "../.git/config", OUTSIDE),
        ("static/x.txt", "img/../../../geheim.txt", OUTSIDE),
        ("static/x.txt", "img/tussen", OUTSIDE),
        ("static/x.txt", "/dev/zero", OUTSIDE),
        ("static/img", "/etc", OUTSIDE),
        ("static", "/etc", OUTSIDE),
        ("static", ".git", OUTSIDE),
        ("content", "/etc", OUTSIDE),
        ("static/x", "../data", "dit is een snelkoppeling naar een map: zet de map zelf hier"),
        ("static/x", ".", "dit is een snelkoppeling naar een map: zet de map zelf hier"),
        ("static/x", "weg", "deze snelkoppeling leidt nergens heen: zet het bestand zelf hier"),
        ("static/x", "x", "deze snelkoppeling leidt nergens heen: zet het bestand zelf hier"),
    ],
)
def test_a_link_says_what_is_wrong_with_it(whole, secret, capsys, name, target, message):
    (whole / ".git").mkdir()
    (whole / ".git" / "config").write_text("GEHEIM")
    if target == "img/tussen":
        (whole / "static" / "img" / "tussen").symlink_to(secret)
    before = tree(whole / "site")
    linked(whole, name, target)

    assert main(["--root", str(whole), *BUILD, "--force"]) == 1
    told = capsys.readouterr().err
    assert f"{name}:1:1: fout: {message}\n" in told and "GEHEIM" not in told
    assert tree(whole / "site") == before


def test_a_link_inside_the_project_is_the_file_that_it_leads_to(whole):
    (whole / "static" / "kopie.css").symlink_to("css/site.css")
    (whole / "teksten.md").write_bytes((whole / "content" / "over.md").read_bytes())
    (whole / "content" / "over.md").unlink()
    (whole / "content" / "over.md").symlink_to("../teksten.md")
    # A program that has a file open.
    (whole / "content" / ".#over.md").symlink_to("iemand@ergens.1234")

    assert main(["--root", str(whole), *BUILD]) == 0

    site = tree(whole / "site")
    copies = [content for name, content in site.items() if re.fullmatch(r"(kopie|css/site)\.\w+\.css", name)]
    assert len(copies) == 2 and copies[0] == copies[1]
    assert not any(path.is_symlink() for path in (whole / "site").rglob("*"))


def test_what_is_no_file_is_refused_and_waits_for_nobody(whole, capsys):
    for name in ("data/woorden.yaml", "content/nieuw.md", "static/pijp", "templates/pijp.html"):
        os.mkfifo(whole / name)
        assert main(["--root", str(whole), *BUILD, "--force"]) == 1
        assert f"{name}:1:1: fout: dit is geen gewoon bestand: haal het weg\n" in capsys.readouterr().err
        (whole / name).unlink()


# Names

GOOD_NAMES = (
    "een naam met spaties.txt",
    "café naïef ÿ.txt",
    "aanhaling'steken\" & zo.txt",
    "procent%20 %2e%2e #hekje?vraag.txt",
    "<script>alert(1)<!--.txt",
    "emoji 👩‍💻.txt",
    "-begint-met-een-streepje",
    "schuin\\schuin.txt",
    "cafe\u0301.txt",
    "x" * 250,
    "/".join(["m" * 100] * 15),
)
WRONG_NAMES = (b"nieuwe\nregel.txt", b"tab\t.txt", b"terug\r.txt", b"esc\x1b[2J.txt", b"om\xe2\x80\xaekeer.txt", b"latin-\xe9.txt", b"leeg\xe2\x80\x8b.txt")  # fmt: skip
NAME = "deze naam bevat een onzichtbaar teken: geef het bestand een andere naam"


def test_files_with_any_name_are_copied_and_remembered(whole, capsys, tried):
    for name in GOOD_NAMES:
        (whole / "static" / name).parent.mkdir(parents=True, exist_ok=True)
        (whole / "static" / name).write_text(name, encoding="utf-8")

    assert main(["--root", str(whole), *BUILD]) == 0
    site = tree(whole / "site")
    assert all(site[name] == name.encode() for name in GOOD_NAMES)
    capsys.readouterr()
    assert main(["--root", str(whole), *BUILD]) == 0
    assert "niets veranderd" in capsys.readouterr().out
    change(whole / "content" / "over.md", "---\n\n", "---\n\nEen zin erbij.\n\n")
    (whole / "static" / GOOD_NAMES[0]).unlink()
    assert main(["--root", str(whole), *BUILD]) == 0
    assert tree(whole / "site").keys() == site.keys() - {GOOD_NAMES[0]}
    tried("fouten rond de build", len(GOOD_NAMES))


@pytest.mark.parametrize("folder", ["data", "content", "static", "templates"])
def test_a_name_with_what_nobody_sees_is_refused(whole, capfd, tried, folder):
    before = tree(whole / "site")
    for name in WRONG_NAMES:
        path = os.path.join(os.fsencode(whole / folder), name)
        with open(path, "wb") as file:
            file.write(b"x")

        assert main(["--root", str(whole), *BUILD]) == 1
        said = capfd.readouterr().err
        assert f".txt:1:1: fout: {NAME}\n" in said
        assert len(said.splitlines()) == 3 and "\x1b" not in said and "\u202e" not in said
        assert tree(whole / "site") == before
        os.unlink(path)
    tried("fouten rond de build", len(WRONG_NAMES))


@pytest.mark.parametrize("name", ["Over ons.md", "café.md", "a_b.md", "x" * 250 + ".md", "-.md", "a--b.md"])
def test_the_name_of_a_page_is_an_address(whole, capsys, name):
    shutil.copy(whole / "content" / "over.md", whole / "content" / name)

    code = main(["--root", str(whole), *BUILD])

    if name.startswith("xxx"):
        assert code == 0 and (whole / "site" / name.removesuffix(".md") / "index.html").exists()
    else:
        assert (
            code == 1
            and f"content/{name}:1:1: fout: dit bestand wordt een webadres" in capsys.readouterr().err
        )


# Rights

# So that the rights of files hold for root as well.
DAC_OVERRIDE, DAC_READ_SEARCH, DROP_FROM_BOUNDS = 1, 2, 24


def without_privileges():
    if os.geteuid() == 0:
        for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
            assert ctypes.CDLL(None).prctl(DROP_FROM_BOUNDS, capability, 0, 0, 0) == 0


def run(root, *options, prepare=without_privileges):
    command = [sys.executable, str(HOME / "build.py"), "--root", str(root), *BUILD, *options]
    return subprocess.run(command, capture_output=True, text=True, preexec_fn=prepare)


@contextlib.contextmanager
def rights(path, mode):
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


CANNOT_OPEN = "het kan niet geopend worden"
NO_RIGHTS = "kan niet gelezen of geschreven worden: je hebt er de rechten niet voor"


@pytest.mark.parametrize(
    "name, code, told",
    [
        ("data/site.yaml", 1, f"data/site.yaml:1:1: fout: {CANNOT_OPEN}"),
        ("data/digipunten.yaml", 1, f"data/digipunten.yaml:1:1: fout: {CANNOT_OPEN}"),
        ("content/over.md", 1, f"content/over.md:1:1: fout: {CANNOT_OPEN}"),
        ("static/css/site.css", 2, f"static/css/site.css {NO_RIGHTS}"),
        ("static/img/icoon.svg", 2, f"static/img/icoon.svg {NO_RIGHTS}"),
        ("templates/layout.html", 1, "het sjabloon kan"),
        ("content", 2, f"content {NO_RIGHTS}"),
        ("static/css", 2, f"static/css {NO_RIGHTS}"),
    ],
)
def test_what_may_not_be_read_is_told(whole, name, code, told):
    before = tree(whole / "site")
    with rights(whole / name, 0):
        done = run(whole)

    assert done.returncode == code and told in done.stderr and "Traceback" not in done.stderr
    assert tree(whole / "site") == before


def test_a_folder_that_is_shut_keeps_its_site(whole):
    before = tree(whole / "site")
    change(whole / "content" / "over.md", "---\n\n", "---\n\nEen zin erbij.\n\n")
    (whole / "elders").mkdir()
    with rights(whole, 0o555), rights(whole / ".cache", 0o555):
        again, first = run(whole), run(whole, "--out", str(whole / "elders" / "site"))
        with rights(whole / "elders", 0o555):
            nowhere = run(whole, "--out", str(whole / "elders" / "anders"))

    for done in (again, nowhere):
        assert done.returncode == 2 and "Traceback" not in done.stderr
        assert "de site kan niet geschreven worden in " in done.stderr
        assert done.stderr.endswith(": je mag hier niet schrijven\n")
    assert first.returncode == 0
    assert tree(whole / "site") == before


# Disks


def test_a_file_that_may_not_be_written_whole_is_told(whole):
    """The system refuses what comes after so many bytes, as a full disk does in the middle of a file."""
    before = tree(whole / "site")
    change(whole / "data" / "site.yaml", "naam: ", "naam: Anders ")
    for most in (0, 100, 9999):
        done = run(whole, prepare=lambda most=most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
        assert done.returncode == 2
        assert (
            done.stderr.endswith(": een bestand is groter dan hier mag\n") and "Traceback" not in done.stderr
        )
        assert tree(whole / "site") == before
    assert run(whole).returncode == 0


def test_a_full_disk_keeps_the_last_good_site(whole, tmp_path, tried):
    """A real one, where this computer lets a test make it; elsewhere the tests below stand for it."""
    disk = tmp_path / "schijf"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", disk], capture_output=True)
    try:
        out = ["--out", str(disk / "site")]
        assert run(whole, *out).returncode == 0
        before = tree(disk / "site")
        if mounted.returncode == 0:
            (disk / "vol").write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize))
            change(whole / "data" / "site.yaml", "naam: ", "naam: Anders ")
            for options in ([], ["--force"]):
                done = run(whole, *out, *options)
                assert done.returncode == 2 and done.stderr.endswith(": de schijf is vol\n")
                assert tree(disk / "site") == before
            (disk / "vol").unlink()
            tried("fouten rond de build", 2)
        assert run(whole, *out).returncode == 0
        assert sorted(path.name for path in disk.iterdir()) == ["site"]
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", disk], check=True)


# At any moment

CHANGING = ("os.link", "os.rename", "os.mkdir")


def in_child(root, watch):
    """How a build ends in a process of its own, in which `watch` sees each thing that is asked of the system."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        said = io.StringIO()
        code = 9
        try:
            os.close(reading)
            sys.addaudithook(watch)
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                code = main(["--root", str(root), *BUILD])
        except BaseException:
            said.write(traceback.format_exc())
        finally:
            os.write(writing, said.getvalue().encode(errors="replace")[-4000:])
            os._exit(code)
    os.close(writing)
    with open(reading, "rb") as file:
        said = file.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def fails_from(number, error):
    """Nothing is written, made or moved any more after so many times."""
    left = number

    def watch(event, args):
        nonlocal left
        if event in CHANGING or (event == "open" and isinstance(args[2], int) and args[2] & os.O_CREAT):
            left -= 1
            if left < 0:
                raise OSError(error, os.strerror(error), str(args[0]))

    return watch


def fail_at_every_step(root, error, every):
    """How many builds failed; each leaves the old or the new site, and says why."""
    old = tree(root / "site")
    change(root / "data" / "site.yaml", "naam: ", "naam: Anders ")
    shutil.copytree(root, root.parent / "nieuw")
    assert main(["--root", str(root.parent / "nieuw"), *BUILD]) == 0
    good = [old, tree(root.parent / "nieuw" / "site")]
    failed = 0
    for number in range(0, 10_000, every):
        attempt = shutil.copytree(root, root.parent / f"poging-{number}")
        code, said = in_child(attempt, fails_from(number, error))
        assert code in (0, 2) and "Traceback" not in said, said
        assert tree(attempt / "site") in good
        assert main(["--root", str(attempt), *BUILD]) == 0
        assert tree(attempt / "site") == good[1]
        assert not list(attempt.glob(".site.*"))
        shutil.rmtree(attempt)
        if code == 0 and failed:
            break
        failed += code == 2
    return failed


def test_a_disk_that_fills_up_at_some_moment_leaves_a_whole_site(small, tried):
    assert main(["--root", str(small), *BUILD]) == 0
    failed = fail_at_every_step(small, errno.ENOSPC, every=40)

    assert failed > 1
    tried("fouten rond de build", failed)


@pytest.mark.hard
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS], ids=errno.errorcode.get)
def test_a_disk_that_fails_at_any_moment_leaves_a_whole_site(small, tried, error):
    assert main(["--root", str(small), *BUILD]) == 0
    failed = fail_at_every_step(small, error, every=3)

    assert failed > 20
    tried("fouten rond de build", failed)


def vanish_one_by_one(root, names):
    """Each of these files goes away at the moment that a build opens it."""
    before = tree(root / "site")
    gone = 0
    for name in names:
        path = root / name
        kept = path.read_bytes()

        def watch(event, args, path=str(path)):
            if event == "open" and args[0] == path and os.path.exists(path):
                os.unlink(path)

        # Everything is read again, but what opens it to see whether it changed finds it.
        shutil.rmtree(root / ".cache")
        code, said = in_child(root, watch)
        assert code in (0, 1, 2) and "Traceback" not in said, (name, said)
        if code:
            assert tree(root / "site") == before, name
        gone += not path.exists()
        path.write_bytes(kept)
    return gone


def sources(root):
    return sorted(
        path.relative_to(root).as_posix()
        for folder in ("data", "content", "templates", "static")
        for path in (root / folder).rglob("*")
        if path.is_file() and path.suffix not in (".ttf", ".otf")
    )


def test_a_file_that_goes_away_during_a_build_does_no_harm(whole, tried):
    names = sources(whole)[::16]
    gone = vanish_one_by_one(whole, names)

    assert gone == len(names) > 5
    tried("fouten rond de build", gone)


@pytest.mark.hard
def test_whichever_file_goes_away_during_a_build_does_no_harm(whole, tried):
    names = sources(whole)
    gone = vanish_one_by_one(whole, names)

    assert gone == len(names) > 60
    tried("fouten rond de build", gone)
