import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from sitegen import paper, typeset
from sitegen.cache import Cache
from sitegen.listing import list_places
from sitegen.paper import Document
from sitegen.paths import HOME, Paths
from sitegen.problems import DataError
from sitegen.read import read_site
from sitegen.typeset import PRINTABLE, Typesetter, printable
from tests.conftest import GENT, TODAY, change

DAY = date.fromisoformat(TODAY)
LETTERS = HOME / "templates" / "print" / "letters"


@pytest.fixture(scope="module")
def documents():
    site, _ = read_site(Paths.of(GENT), DAY)
    return paper.documents(site, list_places(site, DAY), DAY)


@pytest.fixture
def poster(documents) -> Document:
    return next(found for found in documents if found.template == "affiche.typ")


@pytest.fixture
def typesetter(tmp_path):
    """With an empty cache, and templates that can be spoiled."""
    shutil.copytree(HOME / "templates", tmp_path / "templates")
    found = Typesetter(Paths.of(tmp_path), DAY)
    found.cache = Cache(tmp_path / "cache")
    return found


def test_two_typesetters_make_the_same_bytes(documents, typesetter, tmp_path):
    other = Typesetter(Paths.of(tmp_path), DAY)
    other.cache = Cache(tmp_path / "andere")
    # The engine sets pages side by side: each kind of document, more than once.
    few = [*documents[:6], *documents[-4:]]

    assert typesetter.pdfs(few) == other.pdfs(few)


def test_what_did_not_change_is_not_made_again(documents, typesetter, monkeypatch):
    made = []
    monkeypatch.setattr(
        typeset.Typesetter, "_set", lambda self, document, data: made.append(document.address) or b"pdf"
    )
    typesetter.pdfs(documents)
    assert sorted(made) == sorted(document.address for document in documents)
    made.clear()

    changed = replace(documents[0], data={**documents[0].data, "titel": "Anders"})
    typesetter.pdfs([changed, *documents[1:]])

    assert made == [changed.address]


def test_another_template_or_day_makes_it_again(poster, typesetter, tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(
        typeset.Typesetter, "_set", lambda self, document, data: made.append(document.address) or b"pdf"
    )
    typesetter.pdf(poster)
    change(tmp_path / "templates/print/affiche.typ", "Vragen?", "Een vraag?")
    for day in (DAY, date(2026, 11, 24)):
        other = Typesetter(Paths.of(tmp_path), day)
        other.cache = typesetter.cache
        other.pdf(poster)
        other.pdf(poster)

    assert len(made) == 3


def test_the_engine_is_not_loaded_for_what_is_there_already(poster, typesetter, monkeypatch):
    found = typesetter.pdf(poster)
    for name in ("typst", "segno"):
        monkeypatch.setitem(sys.modules, name, None)

    assert typesetter.pdf(poster) == found
    with pytest.raises(ImportError):
        typesetter.pdf(replace(poster, data={**poster.data, "titel": "Anders"}))


def test_a_mistake_in_a_template_is_told_with_its_place(documents, typesetter, tmp_path):
    change(tmp_path / "templates/print/affiche.typ", "plaats.kost", "plaats.prijs")
    posters = [document for document in documents if document.template == "affiche.typ"]

    with pytest.raises(DataError) as refused:
        typesetter.pdfs(posters)

    assert len(refused.value.problems) == len(posters)
    problem = refused.value.problems[0]
    line = (tmp_path / problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert problem.file == "templates/print/affiche.typ"
    assert "plaats.prijs" in line and line[problem.column - 1 :].startswith("prijs")
    assert problem.message.startswith(f"het sjabloon kan {posters[0].address} niet maken. Typst zegt: ")


def test_a_template_that_is_not_there_is_told(poster, typesetter, tmp_path):
    (tmp_path / "templates/print/affiche.typ").unlink()

    with pytest.raises(DataError) as refused:
        typesetter.pdf(poster)

    (problem,) = refused.value.problems
    assert (problem.file, problem.line) == ("templates/print/affiche.typ", 1)


def test_our_letters_have_every_sign_that_we_print_with_them():
    fonts = sorted(LETTERS.glob("*.ttf"))
    assert [path.stem for path in fonts] == ["FiraSans-Bold", "FiraSans-Regular"]
    for path in fonts:
        known = {chr(code) for code in TTFont(path).getBestCmap()}
        assert known >= PRINTABLE


def test_the_licence_of_the_letters_stands_beside_them():
    assert "SIL Open Font License" in (LETTERS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "typed, printed",
    [
        ("Café ’t Élan – 10 €", "Café ’t Élan – 10 €"),
        ("Cafe\u0301", "Café"),
        ("Добре дошли", "Добре дошли"),
        ("مرحبا 漢 😀", "????? ? ?"),
    ],
)
def test_a_sign_that_our_letters_lack_becomes_a_question_mark(typed, printed):
    assert printable(typed) == printed


def test_signs_of_every_kind_can_be_set(poster, typesetter):
    hard = "*_$#[]@`//<>&\"'\\ =+-~ مرحبا 漢 😀 Добре \u200b\u00ad\u2028"
    place = {**poster.data["plaats"], "naam": hard, "ingang": hard, "bericht": hard, "kost": hard}

    assert typesetter.pdf(replace(poster, data={**poster.data, "plaats": place})).startswith(b"%PDF")


def test_a_folder_that_cannot_be_written_stops_nothing(poster, tmp_path, monkeypatch):
    found = Typesetter(Paths.of(GENT), DAY)
    found.cache = Cache(Path("/proc/geen-map"))

    assert found.pdfs([poster])[poster.file].startswith(b"%PDF")
