import pytest

from sitegen.links import check, check_texts
from sitegen.model import Text
from sitegen.pages import Page
from sitegen.render import Output


def output(address, body, text=None):
    page = Page(address, "pages/tekst.html", "Titel", "Beschrijving", text=text)
    return Output(page, f'<main id="inhoud"><h1>Titel</h1>{body}</main>')


def test_a_link_that_leads_nowhere_is_named_at_its_place_in_the_source():
    text = Text("x", "content/x.md", "Titel", "Beschrijving", "Een\n\nZie [de acties](/actie/).", 5)
    pages = [output("/x/", '<a href="/actie/">de acties</a>', text), output("/acties/", "")]

    (problem,) = check(pages, [], "templates")

    assert (problem.file, problem.line, problem.column) == ("content/x.md", 7, 17)
    assert problem.message == '"/actie/": dit bestaat niet. Bedoelde je "/acties/"?'


def test_a_link_in_a_template_names_the_template_and_the_page():
    (problem,) = check([output("/x/", '<img src="/img/weg.png">')], ["img/er.png"], "templates")

    assert (problem.file, problem.code) == ("templates/pages/tekst.html", "link")
    assert problem.message.endswith("(op /x/)")


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/y/#kop">x</a>',
        '<a href="../y/">x</a>',
        '<a href="#hier">x</a><p id="hier">',
        '<a href="https://stad.gent/bestaat-misschien/">x</a>',
        '<a href="tel:112">x</a>',
        '<a href="mailto:a@b.be">x</a>',
        '<img src="/img/er.png">',
        '<a href="/y/?plaats=9000">x</a>',
    ],
)
def test_links_that_lead_somewhere_are_fine(body):
    assert check([output("/x/", body), output("/y/", '<h2 id="kop">')], ["img/er.png"], "templates") == []


@pytest.mark.parametrize(
    "body, code",
    [
        ('<a href="/y/#kap">x</a>', "anker"),
        ('<a href="/y">x</a>', "link"),
        ('<a href="y/">x</a>', "link"),
        ('<p id="a"><p id="a">', "dubbel-anker"),
        ('<script src="/js/weg.js">', "link"),
        ('<link href="/css/weg.css">', "link"),
    ],
)
def test_links_anchors_and_ids_that_are_wrong_are_found(body, code):
    problems = check([output("/x/", body), output("/y/", '<h2 id="kop">')], [], "templates")

    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize("body", ["", "<h1>Een</h1><h1>Twee</h1>", '<p id="inhoud">'])
def test_a_page_whose_template_lost_its_content_is_refused(body):
    problems = check(
        [Output(Page("/x/", "pages/tekst.html", "Titel", "Beschrijving"), body)], [], "templates"
    )

    assert [problem.code for problem in problems] == ["zonder-inhoud"]


@pytest.mark.parametrize(
    "typed, line, column, message",
    [
        (
            "Zie [x](“https://stad.gent”).",
            5,
            9,
            '"“https://stad.gent”": deze pagina bestaat niet. Haal de aanhalingstekens weg.',
        ),
        (
            "![Een foto](/img/foto.png =100x200)",
            5,
            13,
            '"/img/foto.png =100x200": deze afbeelding bestaat niet. Haal "=100x200" weg: een breedte hoort hier niet.',
        ),
        (
            "Tekst\n\n#1 van Gent",
            7,
            1,
            'de titel staat al bovenaan: begin een tussentitel met "##" of "###", of zet een "\\" voor een gewoon "#"',
        ),
    ],
)
def test_what_is_typed_around_an_address_or_a_heading_is_told_in_the_text(typed, line, column, message):
    text = Text("x", "content/x.md", "Titel", "Beschrijving", typed, 5)

    (problem,) = check_texts([text], ["/x/"], ["img/foto.png"])

    assert (problem.line, problem.column, problem.message) == (line, column, message)
