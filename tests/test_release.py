import json

import pytest

from sitegen.problems import UseError
from sitegen.publication import MANIFEST
from sitegen.release import RECORD, Changed, Found, changed, foreign, names_in, parsed, some
from tests.released import FIRST, SECOND, made_site, release


@pytest.fixture
def site(tmp_path):
    return made_site(tmp_path / "site", FIRST)


def test_what_a_release_says_of_itself_can_be_read_back(site):
    made = release(site, revision="1a2b3c", uncommitted=("data/één bestand.yaml",), after="eerder")

    assert parsed(made.record()) == made
    assert made.record().count(b"\n") == 1


def test_its_name_tells_moment_and_content(site, tmp_path):
    first, later = release(site), release(site, minute=1)
    other = release(made_site(tmp_path / "ander", SECOND))

    assert first.name[:-8] == "20261123T083000Z-" == other.name[:-8]
    assert first.name[-8:] == later.name[-8:] != other.name[-8:]
    assert first.name < later.name
    assert first.is_same_site(later) and not first.is_same_site(other) and not first.is_same_site(None)


def test_its_own_record_is_no_file_of_the_site(site):
    before = release(site)
    (site / RECORD).write_bytes(before.record())

    assert release(site) == before
    assert names_in(site) == [MANIFEST, "css/site.css", "een map/café.txt", "index.html"]


@pytest.mark.parametrize("content", [None, b""])
def test_a_site_without_a_first_page_is_refused(site, content):
    (site / "index.html").unlink()
    if content is not None:
        (site / "index.html").write_bytes(content)

    with pytest.raises(UseError) as refused:
        release(site)
    assert str(refused.value) == (
        f"in {site} staat geen startpagina (index.html): dit is geen site om te publiceren"
    )


def spoilt(record):
    good = json.loads(record)
    for key in good:
        yield json.dumps({name: value for name, value in good.items() if name != key})
        yield json.dumps({**good, key: None})
        yield json.dumps({**good, key: 1})
    yield json.dumps({**good, "name": "../../etc"})
    yield json.dumps({**good, "name": f"{good['name']}/.."})
    yield json.dumps({**good, "made": "gisteren"})
    yield json.dumps({**good, "day": "gisteren"})
    yield json.dumps({**good, "files": {"index.html": 1}})
    for name in ("", "..", "/etc/x", "../x", "css/../../x", "css//x", "css/", "..\\x"):
        yield json.dumps({**good, "files": {name: "1"}})
    yield from (json.dumps([good]), "", "{", "null", "1")


def test_a_record_that_is_damaged_is_none(site):
    records = list(spoilt(release(site).record()))

    assert len(records) > 25
    assert [record for record in records if parsed(record) is not None] == []
    assert parsed(b"\xff") is None


def test_files_that_come_change_and_go(tmp_path):
    old = release(made_site(tmp_path / "oud", FIRST))
    new = release(made_site(tmp_path / "nieuw", SECOND))

    assert changed(old, new) == Changed(
        new=("nieuw/index.html",), other=(MANIFEST, "index.html"), gone=("een map/café.txt",), same=1
    )
    assert changed(None, new).new == (MANIFEST, "css/site.css", "index.html", "nieuw/index.html")


@pytest.fixture
def line(site):
    """Five releases, each after the one before it."""
    made = [release(site)]
    for minute in range(1, 5):
        made.append(release(site, minute, after=made[-1].name))
    return made


def test_one_goes_back_to_what_was_live_before(line, site):
    first, second, third, *_ = line
    # The third was bad, and the next one came after going back to the second.
    fourth = release(site, 3, after=second.name)
    found = Found.of([third, fourth, first, second], fourth.name)

    assert found.kept == (fourth, third, second, first)
    assert found.before() == second
    assert Found.of([first, third, fourth], fourth.name).before() == third
    assert Found.of([first], first.name).before() is None
    assert Found.of([first], "").before() is None


def test_the_oldest_go_but_never_those_that_are_needed(line):
    first, second, third, fourth, fifth = line

    assert Found.of(line, fifth.name).surplus(5) == []
    assert Found.of(line, fifth.name).surplus(3) == [first, second]
    assert Found.of(line, second.name).surplus(2) == [third, fourth, fifth]
    assert Found.of(line, second.name).surplus(3) == [third, fourth]


def test_what_visitors_see_may_be_unknown(line):
    assert Found.of(line, "20200101T000000Z-00000000").is_unknown
    assert not Found.of(line, line[0].name).is_unknown
    assert not Found().is_unknown


def test_foreign_files_are_those_that_no_list_has():
    names = ["index.html", "brief.docx", MANIFEST, RECORD]

    assert foreign(names, b"index.html\n") == ["brief.docx"]
    assert foreign(names, "") == ["brief.docx", "index.html"]


def test_three_names_are_enough():
    assert some(["a", "b", "c"]) == "a, b, c"
    assert some(["a", "b", "c", "d"]) == "a, b, c …"
