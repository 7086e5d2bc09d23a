from html.parser import HTMLParser

import nh3
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.page_links import LINKING, PageScan, scan


def test_a_page_is_scanned_as_a_parser_of_html_reads_it(example_site):
    """The scan is ten times as fast; on every page both find the same."""
    pages = sorted(example_site.rglob("*.html"))
    assert len(pages) > 50
    for path in pages:
        body = path.read_text(encoding="utf-8")
        parsed = BeautifulSoup(body, "html.parser")
        found = scan(body)
        assert list(found.ids) == [element["id"] for element in parsed.select("[id]")]
        attributes = [(tag, name) for tag, name in LINKING.items()]
        wanted = {element[name] for tag, name in attributes for element in parsed.select(f"{tag}[{name}]")}
        assert set(found.targets) == wanted
        assert found.titles == len(parsed.select("h1"))


@pytest.mark.parametrize(
    "body, targets, ids",
    [
        ('<a title="meer > minder" href="/x/?a=1&amp;b=2">x</a>', ("/x/?a=1&b=2",), ()),
        ('<a data-id="a" id="b" data-href="/y/" href="/x/">x</a>', ("/x/",), ("b",)),
        ('<!-- <a id="weg" href="/weg/">x</a> --><p id="p">1 < 2</p>', (), ("p",)),
        ('<p>href="/x/" id="x"</p><img alt="" src="/img/a.png">', ("/img/a.png",), ()),
        ("""<a href="/x/" title="zie id='b' en href='/weg/' daar">x</a>""", ("/x/",), ()),
        ("""<p data-x='{"a": " id=b"}' id='p'></p>""", (), ("p",)),
        ("""<script id="s">a = '<a id="weg" href="/weg/">'</script><p id="p">""", (), ("s", "p")),
        ('<style>/* <h1 id="weg"> */</style><script src="/js/x.js">', ("/js/x.js",), ()),
    ],
)
def test_only_attributes_of_tags_count(body, targets, ids):
    assert (scan(body).targets, scan(body).ids) == (targets, ids)


class Parsed(HTMLParser):
    """What a scan finds, by the parser of the standard library."""

    def __init__(self, body):
        super().__init__()
        self.ids, self.targets, self.titles = [], {}, 0
        self.feed(body)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.titles += tag == "h1"
        self.ids += [given["id"]] if given.get("id") else []
        if LINKING.get(tag) in given:
            self.targets[given[LINKING[tag]]] = None

    @property
    def scan(self):
        return PageScan(tuple(self.ids), tuple(self.targets), self.titles)


def attribute(value):
    """As a template writes it: in the quotes that the value itself does not hold, or holds as references."""
    value = value.replace("&", "&amp;").replace("<", "&lt;")
    return f"'{value}'" if '"' in value and "'" not in value else '"' + value.replace('"', "&quot;") + '"'


VALUES = st.lists(
    st.sampled_from([*" <>&=\"'/#?ab\n", " id=", " href='/weg/'", ' id="weg"', "&amp;", "<h1>", "<!--", "é"]),
    max_size=6,
).map("".join)
PAIRS = st.tuples(
    st.sampled_from(["id", "href", "src", "action", "title", "data-id", "alt"]), VALUES.map(attribute)
)
TAGS = st.builds(
    lambda tag, pairs: f"<{tag}{''.join(f' {name}={value}' for name, value in pairs.items())}>",
    st.sampled_from([*LINKING, "p", "h1", "h2", "main"]),
    st.lists(PAIRS, max_size=4).map(dict),
)
# Only what a script can hold: the parser ends one where it ends itself.
CODE = VALUES.map(lambda value: value.replace("<!--", ""))
CLEAN = st.lists(st.one_of(TAGS, VALUES, st.just("</a>")), max_size=6).map(
    lambda parts: nh3.clean("".join(parts), attributes={"*": {"id", "href", "src", "title", "alt"}})
)
PARTS = st.one_of(
    TAGS.filter(lambda tag: not tag.startswith(("<script", "<iframe"))),
    CLEAN,
    CODE.map(lambda code: f'<script id="s">{code}</script>'),
    VALUES.map(lambda words: f"<!-- {words.replace('>', '')} -->"),
)


@settings(max_examples=200)
@given(st.lists(PARTS, max_size=8).map("".join))
def test_a_scan_finds_in_any_page_what_a_parser_finds(body):
    assert scan(body) == Parsed(body).scan
