"""Releases on another computer, with the real rsync; a small script stands in for ssh and the host behind it."""

import os
import shutil
import stat
import subprocess

import pytest

from sitegen.problems import UseError
from sitegen.publication import MANIFEST
from sitegen.release import RECORD, Found, changed
from sitegen.remote import ONE_OF_TWO, PlainFolder, RemoteReleases
from tests.released import FIRST, SECOND, THIRD, Series, check_lingering, made_site, release, shown

# Gives its command to a shell, as the host would, and remembers each. rsync names the user apart, and we do not.
HOST = """\
#!/bin/sh
while :; do case $1 in -l|-o) shift 2;; *) break;; esac; done
[ "${1#naam@}" = host ] || exit 9
shift
printf '%s\\n' "$*" >>"$0.log"
exec sh -c "$*"
"""
LEFT = ["current", "releases"]


def script(path, text):
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture(autouse=True)
def ssh(tmp_path, monkeypatch):
    made = script(tmp_path / "ssh", HOST)
    monkeypatch.setenv("RSYNC_RSH", str(made))
    return made


@pytest.fixture
def root(tmp_path):
    return tmp_path / "op de host, één map"


@pytest.fixture
def series(root, tmp_path):
    return Series(RemoteReleases("naam@host", str(root)), tmp_path / "site")


@pytest.fixture
def plain(root, tmp_path):
    return Series(PlainFolder(f"naam@host:{root}"), tmp_path / "site")


def refused(run, *args):
    with pytest.raises(UseError) as caught:
        run(*args)
    return str(caught.value)


def kept(root):
    return sorted(os.listdir(root / "releases"))


def test_a_release_comes_beside_the_others_and_then_the_link_leads_to_it(series, root):
    for files in (FIRST, SECOND, FIRST):
        made = series.publish(files)
        assert os.readlink(root / "current") == f"releases/{made.name}"
        assert shown(root / "current") == files
    assert sorted(os.listdir(root)) == LEFT and len(kept(root)) == 3


def test_what_stands_there_says_what_it_is(series, root):
    assert series.destination.look() == Found()
    first, second = series.publish(FIRST), series.publish(SECOND)

    assert series.destination.look() == Found(second, (second, first))


def test_only_what_changed_is_sent_and_the_rest_is_the_same_file(series, root):
    first = root / "releases" / series.publish(FIRST).name
    # As on another computer, where each file was written at another moment.
    made_site(series.site, SECOND)
    for path in series.site.rglob("*"):
        os.utime(path, (1, 1))
    made = release(series.site, 5, after=first.name)
    series.destination.look()
    series.destination.publish(series.site, made, 5)

    second = root / "releases" / made.name
    assert (first / "css/site.css").samefile(second / "css/site.css")
    assert not (first / "index.html").samefile(second / "index.html")


def test_style_sheets_and_scripts_stay_one_release_longer(series, root):
    check_lingering(series, lambda: shown(root / "current"))


def test_a_server_can_read_all_of_it(series, root, ssh):
    ssh.write_text(ssh.read_text(encoding="utf-8").replace("exec sh", "umask 077\nexec sh"), encoding="utf-8")
    root.mkdir()
    series.publish(FIRST)
    modes = {path.is_dir(): path.stat().st_mode & 0o777 for path in root.glob("releases/**/*")}

    assert modes == {True: 0o755, False: 0o644}


def test_going_back_and_keeping_the_last_ones(series, root):
    series.most = 2
    made = [series.publish(files).name for files in (FIRST, SECOND, THIRD)]
    assert kept(root) == made[1:]
    series.go_back()
    assert shown(root / "current") == SECOND
    assert sorted(os.listdir(root)) == LEFT


def test_what_a_broken_connection_left_a_day_ago_is_removed(series, root):
    series.publish(FIRST)
    for name, age in (("oud", 3), ("pas", 0)):
        left = root / "releases" / f".nieuw-{name}"
        left.mkdir()
        moment = left.stat().st_mtime - age * 24 * 3600
        os.utime(left, (moment, moment))
    series.publish(SECOND)

    assert [name for name in kept(root) if name.startswith(".")] == [".nieuw-pas"]


def test_a_folder_with_files_of_somebody_else_is_refused(series, root):
    root.mkdir()
    (root / "brief van mij.docx").touch()

    assert refused(series.destination.look) == (
        f"in naam@host:{root} staan bestanden die niet van de site zijn (brief van mij.docx). "
        "Kies een lege map, of een map die nog niet bestaat"
    )


def test_a_link_that_is_not_ours_is_refused(series, root):
    (root / "current").mkdir(parents=True)

    assert refused(series.destination.look) == (
        f"naam@host:{root}/current leidt niet naar een uitgave van de site: hernoem of verwijder het eerst"
    )


def test_a_folder_in_a_folder_that_does_not_exist_is_refused(tmp_path):
    place = tmp_path / "tikfout" / "www"

    assert refused(RemoteReleases("host", str(place)).look) == (
        f"de map waarin host:{place} moet komen, bestaat niet: maak ze eerst op host"
    )


def test_a_file_in_the_place_of_the_folder_is_refused(series, root):
    root.touch()

    assert refused(series.destination.look) == f"naam@host:{root} is geen map, of je mag er niet in"


def test_a_shell_that_greets_is_named_with_what_it_says(series, ssh):
    ssh.write_text("#!/bin/sh\necho Welkom\n", encoding="utf-8")

    assert refused(series.destination.look) == "naam@host antwoordt iets anders dan verwacht: Welkom"


def test_a_path_is_never_read_as_a_command(tmp_path):
    root = tmp_path / "a'; touch weg; $(touch weg) `touch weg` \"b"
    series = Series(RemoteReleases("host", str(root)), tmp_path / "site")
    for files in (FIRST, SECOND):
        series.publish(files)
        assert shown(root / "current") == files
    assert list(tmp_path.rglob("weg")) == []


# The connection, or the host, refuses. What is online stays.

UNCHANGED = "\nDe site die online staat, is niet veranderd."
SAID = {
    "naam@host: Permission denied (publickey,password).":
        "naam@host laat je niet binnen: geef het je ssh-sleutel, en probeer eerst ssh naam@host",
    "Host key verification failed.":
        "naam@host is nog niet bekend, of is een ander: verbind eerst één keer met ssh naam@host",
    "ssh: Could not resolve hostname host: Name or service not known": "naam@host bestaat niet: kijk de naam na",
    "ssh: connect to host host port 22: Connection timed out": "naam@host antwoordt niet",
    "ssh: connect to host host port 22: Connection refused": "naam@host antwoordt niet",
    "sh: 1: cannot create x: No space left on device": "de schijf van naam@host is vol",
    "mkdir: cannot create directory 'x': Read-only file system":
        "de schijf van naam@host kan alleen gelezen worden",
    "mkdir: cannot create directory 'x': Permission denied": "je mag dat niet op naam@host",
    "/usr/bin/rrsync: SSH_ORIGINAL_COMMAND='sh -s' is not rsync":
        "op naam@host kan je geen opdrachten geven: publiceer met rsync: in plaats van ssh:",
    "een zin die niemand kent": "dat lukt niet",
}  # fmt: skip


@pytest.mark.parametrize("said", SAID)
def test_what_ssh_says_is_told_in_dutch(series, ssh, said):
    script(ssh, f"#!/bin/sh\necho 'Warning: een raad die niets zegt' >&2\necho \"{said}\" >&2\nexit 255\n")
    line = said if SAID[said] != "dat lukt niet" else "Warning: een raad die niets zegt"

    assert refused(series.destination.look) == f"{SAID[said]}. {ssh} zegt: {line}{UNCHANGED}"


def test_without_ssh_or_rsync_the_command_says_so(series, plain, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path / "leeg"))
    assert refused(plain.destination.look) == "rsync staat niet op deze computer: installeer het eerst"
    monkeypatch.delenv("RSYNC_RSH")
    assert refused(series.destination.look) == "ssh staat niet op deze computer: installeer het eerst"


def test_a_host_without_rsync_is_told(series, root, ssh):
    series.publish(FIRST)
    text = ssh.read_text(encoding="utf-8")
    ssh.write_text(text.replace("exec sh", "case $* in rsync*) set -- g${1#rsync}; esac\nexec sh").replace(
        'g${1#rsync}', '"echo sh: 1: rsync: not found >&2; exit 127"'), encoding="utf-8")  # fmt: skip

    told = refused(series.publish, SECOND)
    assert told.startswith("op naam@host staat geen rsync: laat het daar installeren. rsync zegt: ")
    assert told.endswith(UNCHANGED)
    assert shown(root / "current") == FIRST


@pytest.mark.parametrize("word, after", [("rsync", 0), ("sh -s", 1), ("sh -s", 2)])
def test_a_connection_that_breaks_leaves_what_is_online(series, root, ssh, word, after, tmp_path):
    """Before a step of publishing: the folder, the copy, the swap."""
    series.publish(FIRST)
    made = release(made_site(series.site, SECOND), 9, after=series.destination.look().live.name)
    counter = tmp_path / "teller"
    broken = f"""case $* in *"{word}"*)
  echo x >>"{counter}"; [ $(wc -l <"{counter}") -gt {after - 1} ] && {{ echo Connection reset by peer >&2; exit 255; }};; esac
exec sh"""
    text = ssh.read_text(encoding="utf-8")
    ssh.write_text(text.replace("exec sh", broken), encoding="utf-8")

    told = refused(series.destination.publish, series.site, made, 5)
    assert told.startswith("naam@host antwoordt niet. ")
    assert told.endswith(ONE_OF_TWO if after == 2 else UNCHANGED)
    assert shown(root / "current") == FIRST
    ssh.write_text(text, encoding="utf-8")
    series.minute = 10
    series.publish(THIRD)
    assert shown(root / "current") == THIRD


def test_a_script_that_is_cut_off_does_nothing(series, root, ssh):
    """It is read to its end before any of it is done."""
    first = series.publish(FIRST)
    series.publish(SECOND)
    text = ssh.read_text(encoding="utf-8")
    cut = "case $* in 'sh -s') head -n -2 | sh -s; exit;; esac\nexec sh"
    ssh.write_text(text.replace("exec sh", cut), encoding="utf-8")

    assert "Syntax error" in refused(series.destination.go_back, first)
    assert shown(root / "current") == SECOND and sorted(os.listdir(root)) == LEFT
    ssh.write_text(text, encoding="utf-8")
    series.destination.go_back(first)
    assert shown(root / "current") == FIRST


def test_a_file_in_the_place_of_the_releases_leaves_the_rest(series, root):
    series.publish(FIRST)
    made = release(made_site(series.site, SECOND), 9)
    shutil.move(root / "releases", root / "weg")
    (root / "releases").touch()

    assert UNCHANGED in refused(series.destination.publish, series.site, made, 5)


# A host that knows rsync alone.


def test_one_release_file_by_file(plain, root):
    assert plain.destination.look() == Found()
    for files in (FIRST, SECOND, FIRST):
        made = plain.publish(files)
        assert plain.destination.look() == Found(made, (made,))
        assert shown(root) == files
        assert (root / RECORD).is_file() and (root / MANIFEST).is_file()


def test_style_sheets_and_scripts_stay_one_release_longer_there_too(plain, root):
    check_lingering(plain, lambda: shown(root))


@pytest.mark.parametrize("place", ["map", "host"])
def test_on_this_computer_too(root, tmp_path, place):
    plain = Series(PlainFolder(str(root) if place == "map" else f"host:{root}/"), tmp_path / "site")
    for files in (FIRST, SECOND):
        plain.publish(files)
        assert shown(root) == files


def test_nobody_but_rsync_is_asked_and_old_files_go_last(tmp_path, ssh):
    plain = Series(PlainFolder(f"host:{tmp_path}/www"), tmp_path / "site")
    for files in (FIRST, SECOND):
        plain.publish(files)
    commands = ssh.with_name("ssh.log").read_text(encoding="utf-8").splitlines()

    assert len(commands) == 5 and all(command.startswith("rsync --server ") for command in commands)
    assert "--delay-updates" in commands[-1] and "--delete-after" in commands[-1]


def test_files_of_somebody_else_are_never_removed(plain, root):
    plain.publish(FIRST)
    (root / "foto's").mkdir()
    (root / "foto's" / "van mij é.jpg").touch()

    assert refused(plain.destination.look) == (
        f"in naam@host:{root}/ staan bestanden die niet van de site zijn (foto's/van mij é.jpg), "
        "en publiceren zou ze wissen. Maak die map eerst leeg, of kies een andere"
    )


def test_a_folder_in_a_folder_of_this_computer_that_does_not_exist_is_refused(tmp_path):
    destination = PlainFolder(str(tmp_path / "nergens" / "www"))

    assert refused(destination.look) == f"{tmp_path}/nergens is geen map die bestaat: maak eerst die map"


def test_a_folder_that_a_host_cannot_make_is_told_without_good_hope(tmp_path):
    plain = Series(PlainFolder(f"host:{tmp_path}/nergens/www"), tmp_path / "site")

    told = refused(plain.publish, FIRST)
    assert told.startswith("die map bestaat niet op host. rsync zegt: ") and "\n" not in told


def test_files_for_certificates_stay(plain, root):
    (root / ".well-known" / "acme").mkdir(parents=True)
    (root / ".well-known" / "acme" / "bewijs").touch()
    for files in (FIRST, SECOND):
        plain.publish(files)

    assert {*shown(root)} == {*SECOND, ".well-known/acme/bewijs"}


def test_a_site_that_was_copied_by_hand_may_be_replaced(plain, root):
    made_site(root, FIRST)

    assert plain.destination.look() == Found(is_unknown=True)
    plain.publish(SECOND)
    assert shown(root) == SECOND


def test_there_is_none_to_go_back_to(plain, root):
    made = plain.publish(FIRST)

    assert refused(plain.destination.go_back, made) == (
        f"in naam@host:{root}/ staat maar één uitgave: er is geen vorige om naar terug te gaan"
    )


def test_a_copy_that_stops_halfway_says_what_to_do(plain, root, ssh):
    plain.publish(FIRST)
    made = release(made_site(plain.site, SECOND), 9)
    script(
        ssh, "#!/bin/sh\necho 'rsync: [receiver] write failed: No space left on device (28)' >&2\nexit 11\n"
    )

    told = refused(plain.destination.publish, plain.site, made, 5).split("\n")
    assert told[0].startswith("de schijf van naam@host is vol. rsync zegt: ")
    assert told[-1] == "Kijk na wat er online staat, en publiceer opnieuw: dan komt alles goed te staan."
    assert shown(root) == FIRST


def test_the_programs_themselves_agree_on_what_is_there(series, root):
    """rsync finds nothing to do between the site and what was published of it."""
    made = series.publish(FIRST)
    told = subprocess.run(
        ["rsync", "-rcn", "--delete", f"--exclude={RECORD}", "--out-format=%n", f"{series.site}/", f"{root}/current/"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip

    assert told == ""
    assert changed(made, series.destination.look().live) == changed(made, made)
