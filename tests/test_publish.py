"""`publish` as somebody types it, of small EXAMPLE projects in real repositories."""

import os
import re
import shutil

import pytest

from sitegen import options
from sitegen.cli import main
from sitegen.publication import MANIFEST
from sitegen.release import RECORD
from sitegen.targets import KINDS
from tests.conftest import TODAY, change, tree
from tests.released import shown
from tests.revisions import small_project
from tests.test_diff import commit, git, repository
from tests.test_remote import HOST, script

ADDRESS = "https://voorbeeld.be/digitaal/"
NOW = "2026-11-23T09:30"
SINCE = "sinds de uitgave van maandag 23 november 2026 om 9.30 uur"
ASK = "Er is nog niets gepubliceerd. Klopt het? Geef dezelfde opdracht met --yes (bij make: ZEKER=ja)."


@pytest.fixture
def project(tmp_path):
    root = small_project(tmp_path / "Mijn project, vóór git")
    (root / ".gitignore").write_text("/site/\n/.cache/\n")
    return repository(root)


@pytest.fixture
def www(tmp_path):
    return tmp_path / "mijn www"


@pytest.fixture
def publish(project, www, capsys, monkeypatch):
    """The printed lines after the summary of the build, or what went wrong."""
    monkeypatch.setattr(os, "sync", lambda: None)

    def run(*given, target=f"map:{www}", code=0, now=NOW, base=("--base-url", ADDRESS)):
        arguments = ["publish", target, "--root", str(project), "--today", TODAY, "--now", now, "--no-paper"]
        assert main([*arguments, *base, *given]) == code
        out, err = capsys.readouterr()
        if code:
            return err
        lines = out.replace("\u00a0", " ").splitlines()
        return [line for line in lines if not re.search(" pagina’s in site/: |^[0-9]+ waarschuwing", line)]

    return run


def close_tuesday(root):
    change(root / "data" / "digipunten.yaml", "dinsdag: 13:30-19:00", "dinsdag: gesloten")


def name_of(folder):
    return os.readlink(folder / "current").removeprefix("releases/")


def test_without_yes_nothing_is_published(publish, www, project):
    told = publish()

    assert told[0] == f"Op map:{www} staat nog niets: alles is nieuw."
    assert told[1].startswith("Bestanden: ") and told[1].endswith(" nieuw, 0 anders, 0 weg en 0 hetzelfde")
    assert told[2].startswith("  nieuw: .bestanden, ") and " en nog " in told[2]
    assert told[3:] == [ASK]
    assert not www.exists() and (project / "site" / "index.html").is_file()


def test_an_address_without_https_is_warned_of(publish):
    told = publish(base=("--base-url", "http://voorbeeld.be/"))

    assert [line for line in told if line.startswith("Let op")] == [
        "Let op: http://voorbeeld.be/ begint met http:. Zet https aan op de host en in het webadres: anders werkt de site "
        'niet zonder internet, en werkt "Gebruik mijn plaats" niet.'
    ]


def test_with_yes_the_site_stands_there(publish, www, project):
    told = publish("--yes")

    assert told[-1] == f"Gepubliceerd op map:{www}: uitgave {name_of(www)}."
    assert name_of(www).startswith("20261123T083000Z-")
    assert shown(www / "current") == {
        name: content for name, content in tree(project / "site").items() if name != MANIFEST
    }
    assert ADDRESS in (www / "current" / "sitemap.xml").read_text(encoding="utf-8")


def test_what_visitors_see_change_is_told_first(publish, www, project):
    publish("--yes")
    close_tuesday(project)
    commit(project, "Dinsdag gesloten")
    told = publish(now="2026-11-23T10:00")

    assert told[0] == f"Wat bezoekers zien veranderen {SINCE}:"
    assert told[1] == "  Voorbeeldhuis De Linde: dinsdag (hulp): 13.30–19.00 uur wordt gesloten"
    assert [line for line in told if line.startswith("  anders: ")] and told[-1] == ASK
    assert publish("--yes", now="2026-11-23T10:00")[-2:] == [
        f"Gepubliceerd op map:{www}: uitgave {name_of(www)}.",
        f"Terug naar de vorige: python build.py publish 'map:{www}' --rollback --yes",
    ]


def test_the_site_that_stands_there_is_not_published_again(publish, www):
    publish("--yes")
    before = name_of(www)

    assert (
        publish("--yes", now="2026-11-24T09:30")[-1]
        == f"Deze site staat al op map:{www}: er is niets te doen."
    )
    assert publish()[0] == f"Voor bezoekers verandert niets {SINCE}: ze komt uit dezelfde versie in git."
    assert name_of(www) == before


def test_a_new_address_is_told(publish):
    publish("--yes")
    told = publish("--base-url", "https://elders.voorbeeld.be/")

    assert told[1] == (
        f"  Alle pagina’s: het adres van de site: {ADDRESS} wordt https://elders.voorbeeld.be/; "
        "links naar het oude adres werken dan niet meer"
    )


def test_what_is_not_in_git_is_told_now_and_the_next_time(publish, project):
    close_tuesday(project)
    text = (project / "content" / "over.md").read_text(encoding="utf-8")
    (project / "content" / "nieuws.md").write_text(text.replace("Over VOORBEELD", "Nieuws"), encoding="utf-8")
    warning = (
        "Let op: deze site is gemaakt met wijzigingen die nog niet in git staan: "
        "content/nieuws.md en data/digipunten.yaml."
    )
    assert warning in publish() and warning in publish("--yes")
    commit(project, "Dinsdag gesloten")
    told = publish(now="2026-11-23T10:00")

    assert (
        "  In die uitgave zaten ook wijzigingen die niet in git stonden: "
        "content/nieuws.md en data/digipunten.yaml."
    ) in told
    assert not [line for line in told if line.startswith("Let op")]


def test_another_day_is_told(publish, project):
    publish("--yes")
    told = publish("--today", "2026-11-24", now="2026-11-24T09:30")

    assert told[:2] == [
        f"Voor bezoekers verandert niets {SINCE}: ze komt uit dezelfde versie in git.",
        "  Die uitgave toont de toestand van 23 november 2026. "
        "Wat alleen door de dag verandert, staat hier niet bij.",
    ]
    assert [line for line in told if line.startswith("  anders: ")]


def test_a_version_that_git_no_longer_has_cannot_be_compared(publish, project):
    publish("--yes")
    shutil.rmtree(project / ".git")
    # Git names a commit by its contents: with the same words in the same second it is the same one.
    repository(project, "Begin zonder geschiedenis")
    close_tuesday(project)
    told = publish()

    assert told[0].startswith(f"Wat bezoekers zien veranderen {SINCE}, kunnen we niet weten: ")
    assert "is geen versie in deze repository." in told[0] and told[-1] == ASK


def test_without_git_it_is_said_that_nobody_can_know(publish, project, www, monkeypatch, tmp_path):
    shutil.rmtree(project / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    note = "Let op: git kent deze bestanden niet. Later weet niemand uit welke versie deze site komt."

    assert note in publish("--yes")
    close_tuesday(project)
    told = publish(now="2026-11-23T10:00")
    assert told[0] == (
        f"Wat bezoekers zien veranderen {SINCE}, kunnen we niet weten: git kent die uitgave of deze map niet."
    )
    assert note in told


def test_what_does_not_say_what_it_is_is_told(publish, www, project):
    publish("--yes")
    (www / "current" / RECORD).unlink()

    assert publish()[0] == (
        f"Wat er op map:{www} staat, zegt niet wat het is: wat er verandert, kunnen we niet weten."
    )


def test_releases_are_listed_and_one_goes_back(publish, www, project):
    assert publish("--list") == [f"Op map:{www} staat nog geen uitgave."]
    publish("--yes")
    first, version = name_of(www), git(project, "rev-parse", "HEAD")[:8]
    close_tuesday(project)
    publish("--yes", now="2026-12-24T16:00")
    second = name_of(www)
    lines = [
        f"  {second}  donderdag 24 december 2026 om 16 uur, versie {version}, met wijzigingen in data/digipunten.yaml",
        f"  {first}  maandag 23 november 2026 om 9.30 uur, versie {version}",
    ]
    head = f"Op map:{www}: 2 uitgaven, de nieuwste eerst. De pijl wijst naar die van nu."

    assert publish("--list") == [head, "→" + lines[0][1:], lines[1]]
    told = publish("--rollback")
    assert told[0] == (
        "Van de uitgave van donderdag 24 december 2026 om 16 uur "
        "terug naar die van maandag 23 november 2026 om 9.30 uur."
    )
    assert told[1].startswith("Bestanden: 0 nieuw, ")
    assert told[-1] == "Er is nog niets veranderd. Klopt het? Geef dezelfde opdracht met --yes."
    assert name_of(www) == second
    assert publish("--rollback", "--yes")[-2:] == [
        f"Op map:{www} staat nu de uitgave van maandag 23 november 2026 om 9.30 uur.",
        "Verbeter ook de gegevens: anders komt de fout terug bij de volgende keer publiceren.",
    ]
    assert publish("--list") == [head, lines[0], "→" + lines[1][1:]]
    assert publish("--rollback", code=2) == (
        f"build.py: op map:{www} staat geen uitgave van voordien om naar terug te gaan\n"
    )


def test_so_many_are_kept_as_were_asked(publish, www):
    for number in range(4):
        address = f"https://voorbeeld.be/{number}/"
        publish("--yes", "--keep", "2", "--base-url", address, now=f"2026-11-23T09:3{number}")

    assert len(publish("--list")) == 3


def test_errors_in_the_data_stop_it(publish, project, www):
    publish("--yes")
    before = name_of(www)
    change(project / "data" / "digipunten.yaml", "dinsdag: 13:30-19:00", "dinsdag: 25-26u")

    assert "1 fout." in publish("--yes", code=1)
    assert name_of(www) == before


def test_the_address_of_an_example_is_refused(publish, www):
    assert publish("--yes", base=(), code=2) == (
        "build.py: het webadres is nog dat van een voorbeeld (https://voorbeeldsite.example/). "
        'Vul bij "webadres:" in data/site.yaml in waar de site komt te staan, of zeg het met --base-url https://…\n'
    )
    assert not www.exists()


def places(root):
    return [
        root,
        root.parent,
        root / "data",
        root / "content" / "x",
        root / "site",
        root / "site" / "www",
        root / ".git",
    ]


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("kind", ["map", "rsync"])
def test_no_release_comes_among_the_sources(publish, project, kind, number):
    before = sorted(tree(project))
    place = places(project)[number]

    assert publish("--yes", target=f"{kind}:{place}", code=2) == (
        f"build.py: {place} kan niet: daar staan de bronnen, of de site die gemaakt wordt. "
        "Kies een map daarbuiten\n"
    )
    assert sorted(tree(project)) == before


def test_a_folder_of_somebody_else_is_refused_before_anything_is_asked(publish, www):
    www.mkdir()
    (www / "brief.docx").touch()

    assert "bestanden die niet van de site zijn (brief.docx)" in publish(code=2)


def test_on_a_host_with_rsync_alone_there_is_no_way_back(publish, tmp_path):
    target = f"rsync:{tmp_path}/kaal"
    for address in (ADDRESS, "https://voorbeeld.be/2/"):
        told = publish("--yes", "--base-url", address, target=target)
        assert told[-1].startswith(f"Gepubliceerd op {target}: uitgave ")
    assert "staat geen uitgave van voordien" in publish("--rollback", target=target, code=2)


def test_on_another_computer_it_goes_the_same_way(publish, project, tmp_path, monkeypatch):
    monkeypatch.setenv("RSYNC_RSH", str(script(tmp_path / "ssh", HOST)))
    target = f"ssh:naam@host:{tmp_path}/een map"
    assert publish(target=target)[0] == f"Op {target} staat nog niets: alles is nieuw."
    publish("--yes", target=target)
    close_tuesday(project)
    told = publish("--yes", target=target, now="2026-11-23T10:00")

    assert told[1] == "  Voorbeeldhuis De Linde: dinsdag (hulp): 13.30–19.00 uur wordt gesloten"
    assert told[-1] == f"Terug naar de vorige: python build.py publish '{target}' --rollback --yes"
    assert publish("--rollback", "--yes", target=target)[-2].startswith(
        f"Op {target} staat nu de uitgave van "
    )
    arrows = [line[0] for line in publish("--list", target=target)[1:]]
    assert arrows == [" ", "→"]


def test_a_branch_is_made_and_sent_when_it_is_asked(publish, project, tmp_path):
    git(tmp_path, "init", "--quiet", "--bare", "host.git")
    git(project, "remote", "add", "origin", str(tmp_path / "host.git"))
    base = ("--base-url", "https://digitaal.voorbeeld.be/")

    assert publish("--yes", target="git:gh-pages", base=base)[-1] == (
        'De tak "gh-pages" is klaar, maar staat nog niet online: '
        "typ git push origin gh-pages, of publiceer met --push."
    )
    told = publish("--yes", "--push", "--cname", "--keep", "2", target="git:gh-pages", base=base)
    assert told[0] == "Op git:gh-pages staat nog niets: alles is nieuw."
    assert told[-1].startswith("Gepubliceerd op git:gh-pages: uitgave ")
    assert git(tmp_path / "host.git", "show", "gh-pages:CNAME") == "digitaal.voorbeeld.be"
    close_tuesday(project)
    told = publish("--yes", "--push", target="git:gh-pages", base=base, now="2026-11-23T10:00")
    assert told[-1] == "Terug naar de vorige: python build.py publish git:gh-pages --push --rollback --yes"
    assert len(publish("--list", target="git:gh-pages")) == 3


@pytest.mark.parametrize("address", [ADDRESS, "https://naam.github.io/", "https://groep.gitlab.io/"])
def test_a_name_of_somebody_else_is_not_written(publish, address):
    assert publish("--cname", "--base-url", address, target="git:gh-pages", code=2) == (
        f"build.py: --cname is er voor een naam die van jou is, zonder pad erachter; het webadres is {address}\n"
    )


@pytest.mark.parametrize(
    "given, message",
    [
        (["--push"], "--push is er alleen voor een tak van git, zoals git:gh-pages"),
        (["--cname"], "--cname is er alleen voor een tak van git, zoals git:gh-pages"),
        (["--list", "--rollback"], "bij --rollback: dit gaat niet samen met --list"),
        (["--keep", "1"], 'bij --keep: "1" kan niet: kies een getal vanaf 2, dan kan je altijd terug'),
        (["--keep", "veel"], 'bij --keep: "veel" kan niet: kies een getal vanaf 2, dan kan je altijd terug'),
    ],
)
def test_wrong_use_is_said_in_dutch(publish, given, message):
    assert publish(*given, code=2).split("\n")[0] == f"build.py: {message}"


def test_a_target_that_is_none_shows_those_that_are(publish):
    told = publish(target="/srv/www", code=2).splitlines()

    assert told[0] == (
        'build.py: bij DOEL: "/srv/www" zegt niet hoe er gepubliceerd wordt. Bedoelde je "map:/srv/www"?'
    )
    assert [line.split()[0] for line in told[1:5]] == [example for example, _ in KINDS.values()]


def test_the_help_explains_every_kind(capsys):
    with pytest.raises(SystemExit):
        main(["publish", "--help"])
    text = capsys.readouterr().out

    for example, words in KINDS.values():
        assert f"{example} " in text and words in text


def test_it_takes_every_option_of_build():
    def of(command):
        found = next(iter(options._parser()._subparsers._group_actions)).choices[command]
        return {name for action in found._actions for name in action.option_strings}

    assert of("build") < of("publish")
