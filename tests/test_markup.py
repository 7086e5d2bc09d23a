import pytest
from bs4 import BeautifulSoup

from sitegen.markup import to_html


def test_headings_get_an_anchor_and_links_stay():
    html = to_html("## Wat kan je doen?\n\nZie [de acties](/acties/).")

    assert '<h2 id="wat-kan-je-doen">' in html
    assert '<a href="/acties/">de acties</a>' in html


@pytest.mark.parametrize(
    "text, shown",
    [
        ("'s Morgens en 's avonds", "’s Morgens en ’s avonds"),
        ("in 't stad", "in ’t stad"),
        ("zo'n 250", "zo’n 250"),
        ("de jaren '90", "de jaren ’90"),
        ("'citaat'", "‘citaat’"),
    ],
)
def test_a_dutch_apostrophe_is_no_opening_quote(text, shown):
    assert to_html(text) == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        '<a href="data:text/html,x">x</a>',
        '<p style="position:fixed">x</p>',
        "<iframe src=https://voorbeeld.be></iframe>",
        "![x](x){: onload=alert(1) }",
    ],
)
def test_nothing_that_can_run_or_load_comes_through(text):
    page = BeautifulSoup(to_html(text), "html.parser")

    assert {element.name for element in page.find_all(True)} <= {"p", "a", "img", "em"}
    attributes = {
        (name, str(value)) for element in page.find_all(True) for name, value in element.attrs.items()
    }
    assert not [value for name, value in attributes if name not in ("href", "src", "alt") or ":" in value]


def test_html_in_a_text_shows_as_it_was_typed():
    assert to_html("a <b>vet</b>") == "<p>a &lt;b&gt;vet&lt;/b&gt;</p>"


def test_two_pages_with_the_same_heading_have_the_same_anchor():
    assert to_html("## Kop") == to_html("## Kop")


@pytest.mark.parametrize(
    "address",
    ["//aanval.test/x.png", "https://aanval.test/x.png", "/\\aanval.test/x.png", "mailto:x@aanval.test"],
)
def test_an_image_of_another_site_is_not_asked_for(address):
    assert "src" not in to_html(f"![beeld]({address})")
    assert 'src="/img/a:b.png"' in to_html("![beeld](/img/a:b.png)")


def test_a_text_that_cannot_be_converted_leaves_nothing_for_the_next():
    with pytest.raises(RecursionError):
        to_html("- " * 5000 + "x")

    assert to_html("Een zin.") == "<p>Een zin.</p>"
