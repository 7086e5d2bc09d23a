"""From two readings of a page to lines in words."""

import pytest

from sitegen.differences import LONGEST, in_words, part_that_differs, sentences
from sitegen.visible import visible


def told(old, new):
    return in_words(visible(old), visible(new))


@pytest.mark.parametrize(
    "old, new, lines",
    [
        ("<p>Een.</p>", "<p>Een.</p>", []),
        ("<p>Hallo.</p>", "<p>Dag.</p>", ['"Hallo." wordt "Dag."']),
        ("<h2>Waar?</h2><p>Een. Twee.</p>", "<h2>Waar?</h2><p>Een. Drie.</p>", ['onder "Waar?": "Twee." wordt "Drie."']),
        ("<h2>Waar?</h2><p>a</p>", "<h2>Waar?</h2><p>a</p><p>b</p>", ['onder "Waar?": "b" komt erbij']),
        ("<h2>Waar?</h2><p>a</p><p>b</p>", "<h2>Waar?</h2><p>a</p>", ['onder "Waar?": "b" valt weg']),
        ("<h2>Waar?</h2>", "<h2>Waar dan?</h2>", ['tussentitel: "Waar?" wordt "Waar dan?"']),
        ("<h1>Waar?</h1>", "<h1>Iets anders</h1>", ['kop: "Waar?" wordt "Iets anders"']),
        ("<dl><dt>Prijs</dt><dd>Gratis</dd></dl>", "<dl><dt>Prijs</dt><dd>5 euro</dd></dl>", ['Prijs: "Gratis" wordt "5 euro"']),
        (
            '<p><a href="https://a.example/">Meer</a></p>',
            '<p><a href="https://b.example/">Meer</a></p>',
            ['"Meer" leidt nu naar "https://b.example/" (was "https://a.example/")'],
        ),
        (
            '<p><a href="tel:+3291000001">09 100 00 01</a></p>',
            '<p><a href="tel:+3291000002">09 100 00 02</a></p>',
            ['"09 100 00 01" wordt "09 100 00 02"'],
        ),
        (
            '<p><a href="tel:+3291000001">Bel</a></p>',
            '<p><a href="tel:+3291000002">Bel</a></p>',
            ['"Bel" leidt nu naar "tel:+3291000002" (was "tel:+3291000001")'],
        ),
        ("<p>Een <b>woord</b></p>", "<p>Een woord</p>", ['"Een woord" ziet er anders uit']),
        ('<svg><path d="M0 0"/></svg>', '<svg><path d="M1 0"/></svg>', ["de tekening ziet er anders uit"]),
        ('<p><img src="/a.png" alt="De Leie"></p>', '<p><img src="/a.png" alt="De Schelde"></p>', ['"De Leie" wordt "De Schelde"']),
        ("<p>a</p><p>b</p><p>c</p>", "<p>c</p><p>a</p><p>b</p>", ["de volgorde op deze pagina verandert"]),
        (
            "<meta property='og:title' content='Een'><h1>Een</h1>",
            "<meta property='og:title' content='Twee'><h1>Twee</h1>",
            ['titel: "Een" wordt "Twee"'],
        ),
    ],
)  # fmt: skip
def test_a_difference_in_words(old, new, lines):
    assert told(old, new) == lines


@pytest.mark.parametrize(
    "old, new, lines",
    [
        ("Een. Twee. Drie.", "Een. Drie.", ['"Twee." valt weg']),
        ("Een. Drie.", "Een. Twee. Drie.", ['"Twee." komt erbij']),
        ("Een. Twee.", "Een! Drie?", ['"Een." wordt "Een!"', '"Twee." wordt "Drie?"']),
        ("Bel bv. 09 100.", "Bel bv. 09 101.", ['"09 100." wordt "09 101."']),
        ('Zeg "nee." Ga dan.', 'Zeg "ja." Ga dan.', ['"Zeg "nee."" wordt "Zeg "ja.""']),
    ],
)
def test_only_the_sentences_that_changed_are_told(old, new, lines):
    assert sentences(old, new) == lines


def test_of_a_long_text_only_the_part_that_differs_is_told():
    words = "woord " * 60

    assert part_that_differs(f"{words}oud {words}", f"{words}nieuw {words}") == (
        "… woord woord woord woord oud woord woord woord woord …",
        "… woord woord woord woord nieuw woord woord woord woord …",
    )


def test_a_part_that_is_still_too_long_is_cut():
    old, new = part_that_differs("oud " * 500, "nieuw " * 500)

    assert old.endswith(" …") and new.endswith(" …")
    assert max(len(old), len(new)) <= LONGEST + 4
