"""What a visitor reads on a page, and where it stands."""

from copy import copy

import pytest

from sitegen.visible import Piece, visible


def texts(html):
    return [piece.text for piece in visible(html)]


def only(html):
    [piece] = visible(html)
    return piece


def test_each_block_is_a_piece_and_white_space_is_none():
    assert texts("<main><h1>Een</h1>\n<p>twee\n  drie</p><ul><li>vier</li><li>vijf</li></ul></main>") == [
        "Een",
        "twee drie",
        "vier",
        "vijf",
    ]


def test_a_cell_knows_its_row():
    html = (
        "<table><caption>Uren</caption><thead><tr><th>Dag</th><th>Uren</th></tr></thead>"
        '<tbody><tr><th scope="row">Dinsdag</th><td>Gesloten</td></tr></tbody></table>'
    )

    cell = visible(html)[-1]

    assert (cell.text, cell.label, cell.heading) == ("Gesloten", "Dinsdag", "Uren")


def test_a_cell_of_a_wide_table_knows_its_column_too():
    html = (
        "<table><thead><tr><th>Digipunt</th><th>Hulp</th><th>Talen</th></tr></thead><tbody>"
        '<tr data-digipunt="voorbeeld"><th scope="row"><p>VOORBEELD</p><p>Proefplein 3</p></th>'
        "<td>Ja</td><td>Nederlands</td></tr></tbody></table>"
    )

    cell = visible(html)[-1]

    assert (cell.text, cell.label) == ("Nederlands", "VOORBEELD, Talen")
    assert cell.about == {"/digipunten/voorbeeld/"}


def test_a_definition_knows_its_term():
    html = "<dl><div><dt>Prijs</dt><dd>Gratis</dd></div></dl><p>Erna</p>"

    assert [(piece.text, piece.label) for piece in visible(html)] == [
        ("Prijs", ""),
        ("Gratis", "Prijs"),
        ("Erna", ""),
    ]


def test_a_piece_knows_the_title_above_it():
    assert [piece.heading for piece in visible("<h2>Waar?</h2><p>Hier.</p><h2>Wanneer?</h2><p>Nu.</p>")] == [
        "",
        "Waar?",
        "Waar?",
        "Wanneer?",
    ]


def test_the_title_is_that_of_the_page_and_not_of_the_site():
    html = (
        "<head><title>Contact – VOORBEELD</title><meta name='description' content='Bel ons.'>"
        "<meta property='og:title' content='Contact'><meta property='og:site_name' content='VOORBEELD'></head>"
    )

    assert [(piece.label, piece.text) for piece in visible(html)] == [
        ("beschrijving in zoekmachines", "Bel ons."),
        ("titel", "Contact"),
        ("naam van de site", "VOORBEELD"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert('nee')</script>",
        "<style>p { color: red }</style>",
        "<template><p>nee</p></template>",
        '<svg aria-hidden="true"><title>nee</title><path d="M0 0"/></svg>',
        "<!-- nee -->",
        '<p data-vul="nee" id="nee"></p>',
        "<div>  </div>",
    ],
)
def test_what_nobody_reads_is_left_out(html):
    assert visible(html) == ()


@pytest.mark.parametrize(
    "html, text",
    [
        ('<p><img src="/img/a.png" alt="De Leie"></p>', "De Leie"),
        ('<nav aria-label="Hoofdmenu"></nav>', "Hoofdmenu"),
        ('<input placeholder="Je straat">', "Je straat"),
        ("<p hidden>Straks</p>", "Straks"),
        ("<p>Café &amp; zo</p>", "Café & zo"),
        ("<address>Proefplein 3<br>9000 Gent</address>", "Proefplein 3 9000 Gent"),
    ],
)
def test_what_somebody_reads_or_hears_is_there(html, text):
    assert only(html).text == text


@pytest.mark.parametrize(
    "one, other",
    [
        ('<p><a href="tel:+3291000001">Bel</a></p>', '<p><a href="tel:+3291000002">Bel</a></p>'),
        ('<p><img src="/a.png" alt="x"></p>', '<p><img src="/b.png" alt="x"></p>'),
        ("<p>Een <strong>woord</strong></p>", "<p>Een woord</p>"),
        ("<h2>Titel</h2>", "<h3>Titel</h3>"),
        ("<ul><li>punt</li></ul>", "<ol><li>punt</li></ol>"),
        ("<ol start=1><li>punt</li></ol>", "<ol start=2><li>punt</li></ol>"),
        ("<ul><li>a</li></ul>", "<ul><li><ul><li>a</li></ul></li></ul>"),
        ('<p data-tot="2026-12-11">bericht</p>', '<p data-tot="2026-12-12">bericht</p>'),
        ("<pre>a  b</pre>\n", "<pre>a b</pre>\n"),
        ("<p>a</p><hr><p>b</p>", "<p>a</p><p>b</p>"),
        ('<svg><path d="M0 0"/></svg>', '<svg><path d="M1 0"/></svg>'),
        ("<p>a b</p>", "<p>a<br>b</p>"),
    ],
)
def test_the_same_words_in_another_look_or_with_another_target_are_another_piece(one, other):
    assert visible(one) != visible(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("<p>a\n  b</p>", "<p>a b</p>"),
        ('<p id="a">x</p>', '<p id="b">x</p>'),
        ("<div><p>x</p></div>", "<section><p>x</p></section>"),
        ('<a class="k" href="/x/">y</a>', '<a href="/x/" class="k">y</a>'),
        ('<svg aria-hidden="true"><path d="M0 0"/></svg><p>x</p>', "<p>x</p>"),
    ],
)
def test_what_looks_the_same_is_the_same(one, other):
    assert visible(one) == visible(other)


def test_a_card_is_about_the_record_that_its_title_leads_to():
    html = (
        '<div class="kaart"><h3><a href="/acties/voorbeeld/">VOORBEELD</a></h3><p>Kort.</p></div>'
        '<div id="contact-ons"><p>Bel.</p></div><p>Erna.</p>'
    )

    assert [(piece.text, set(piece.about)) for piece in visible(html)] == [
        ("VOORBEELD", {"/acties/voorbeeld/"}),
        ("Kort.", {"/acties/voorbeeld/"}),
        ("Bel.", {"/contact/#contact-ons"}),
        ("Erna.", set()),
    ]


def test_a_page_that_is_not_closed_is_read_to_its_end():
    assert texts("<ul><li>a<li>b</ul><p>c") == ["a", "b", "c"]


def test_the_tag_of_a_piece():
    assert only('<ul class="x"><li class="y">a</li></ul>').tag == "li"
    assert Piece("", "hr").tag == "hr"


def test_every_word_of_the_real_pages_is_read(pages):
    """Another reader of HTML finds no text in the body that this one misses."""
    missed = {}
    for name, shared in pages.items():
        soup = copy(shared)
        read = " ".join(texts(str(soup)))
        for unread in soup.select("script, style, template, svg[aria-hidden=true], head"):
            unread.decompose()
        words = {word for text in soup.stripped_strings for word in text.split()}
        if left := {word for word in words if word not in read}:
            missed[name] = left

    assert missed == {}
