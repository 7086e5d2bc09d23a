"""Each trap of Markdown at its line and column; and nothing is said of correct text."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from sitegen.fields import Key, Many, Record, Text
from sitegen.limits import (
    DEEPEST_BLOCK,
    LONGEST_BLOCK,
    MOST_BRACKETS,
    MOST_HEADINGS,
    MOST_LINES_OF_BLOCK,
)
from sitegen.load import load_page
from sitegen.markup import to_html
from sitegen.nodes import parse_yaml
from sitegen.paths import Paths
from sitegen.read import read
from sitegen.records import parse_url
from sitegen.source import Source
from sitegen.traps import in_data, misread, too_large
from tests.conftest import GENT, change


def found(text):
    source = Source("content/x.md", tuple(text.split("\n")))
    return [(p.line, p.column, p.severity, p.message) for p in sorted(misread(source, text, 1))]


BOLD = 'een bezoeker ziet deze "**": zet ze meteen voor en meteen achter de vette woorden, zoals **dit**'
ITALIC = 'een bezoeker ziet deze "*": zet er ook een meteen achter de woorden, zoals *dit*, of haal ze weg'
TABLE = "een tabel kan hier niet: maak er een lijst van, met een punt per rij"
WHOLE = 'zet niet de hele alinea in nadruk: kies de belangrijkste woorden, of maak er een tussentitel van met "##"'
CAPITALS = "een zin in hoofdletters leest moeilijk: schrijf kleine letters, en **vet** voor wat belangrijk is"
ADDRESS = (
    "een webadres is moeilijk te lezen: schrijf [woorden](adres), met woorden die zeggen wat je daar vindt"
)
HIDDEN = '"{}" zegt niet waar de link naartoe gaat: zet tussen [ ] wat je daar vindt'
VAGUE = '"{}" zegt niet waarover: schrijf bijvoorbeeld "Meer over de Digipunten"'


@pytest.mark.parametrize(
    "text, line, column, message",
    [
        # Lists
        ("Breng mee:\n- je gsm\n- je pas", 2, 1, "zet een lege regel voor deze lijst"),
        ("> tekst\n- punt", 2, 1, "zet een lege regel voor deze lijst"),
        ("- a\n\n    meer over a\n- b", 4, 1, "zet een lege regel voor deze lijst"),
        ("- a\n  - b", 2, 3, "zet 4 spaties voor dit punt, niet 2 spaties"),
        ("1. a\n   - b\n2. c", 2, 4, "zet 4 spaties voor dit punt, niet 3 spaties"),
        ("- a\n    - b\n      - c", 3, 7, "zet 8 spaties voor dit punt, niet 6 spaties"),
        ("- a\n        - b", 2, 9, "zet 4 spaties voor dit punt, niet 8 spaties"),
        (
            "- a\n\n  meer over a",
            3,
            3,
            "deze regel begint met 2 spaties: begin vooraan, of met 4 spaties als ze bij het punt hoort",
        ),
        (
            "1. a\n- b",
            2,
            1,
            'dit punt begint anders dan het vorige ("1."): begin het op dezelfde manier, of zet er een lege regel voor',
        ),
        ("1) a", 1, 1, 'schrijf "1." in plaats van "1)"'),
        ("• a", 1, 1, 'begin een punt van een lijst met "- ", niet met "•"'),
        ("•\ta", 1, 1, 'begin een punt van een lijst met "- ", niet met "•"'),
        ("– a", 1, 1, 'begin een punt van een lijst met "- ", niet met "–"'),
        ("o\ta", 1, 1, 'begin een punt van een lijst met "- ", niet met "o"'),
        ("-a", 1, 1, 'zet een spatie na "-"'),
        ("*a", 1, 1, 'zet een spatie na "*"'),
        ("1.Bel eerst.", 1, 1, 'zet een spatie na "1."'),
        ("-\u00a0a", 1, 1, 'na "-" staat een harde spatie: typ een gewone'),
        (
            "2021. Dat was een jaar.",
            1,
            1,
            'hierdoor begint een lijst bij 2021: schrijf "2021\\." als dat niet de bedoeling is',
        ),
        ("- [ ] bellen", 1, 3, '"[ ]" wordt geen vakje om aan te kruisen: haal het weg'),
        # Headings
        (
            "#### Uren",
            1,
            1,
            'hier is een niveau overgeslagen: schrijf "##", niet "####"',
        ),
        ("## Een\n\n#### Twee", 3, 1, 'hier is een niveau overgeslagen: schrijf "###", niet "####"'),
        ("##", 1, 1, 'na "##" staat geen tussentitel: vul hem in, of haal de regel weg'),
        (" ## Uren", 1, 2, 'haal de spaties voor "##" weg'),
        (
            "Tot hier.\n---",
            1,
            1,
            'door "---" eronder wordt dit een tussentitel: schrijf "## …", of zet er een lege regel tussen',
        ),
        # Code
        (
            "Tekst\n\n    een alinea",
            3,
            1,
            "door de 4 spaties vooraan wordt dit computercode: begin vooraan op de regel",
        ),
        (
            "\teen alinea",
            1,
            1,
            "door de 4 spaties vooraan wordt dit computercode: begin vooraan op de regel",
        ),
        (
            "Tekst\n\n```\ncode\n\nnog tekst",
            3,
            1,
            'dit blok code wordt niet gesloten: zet onder de code een regel met alleen "```"',
        ),
        (
            "Een `woord",
            1,
            5,
            'een bezoeker ziet deze "`": haal ze weg, of typ \' als het een weglatingsteken is',
        ),
        # Links
        ("Zie [x] (https://stad.gent).", 1, 8, 'zet "(" meteen achter "]", zonder spatie'),
        ("Zie [x]\n(/acties/).", 1, 8, 'zet "(" meteen achter "]", zonder spatie'),
        ("Zie (x)[/acties/].", 1, 5, "wissel de haakjes: [woorden](adres)"),
        ("Zie [x](/acties/ en bel.", 1, 8, 'zet ")" achter het adres van deze link'),
        ("Zie [x(https://stad.gent).", 1, 5, 'zet "]" achter de woorden van deze link'),
        ("Zie x](/acties/).", 1, 6, 'zet "[" voor de woorden van deze link'),
        ("Zie (x](/acties/).", 1, 5, 'zet "[" in plaats van "(" voor de woorden van deze link'),
        ("Zie [x)(/acties/).", 1, 7, 'zet "]" in plaats van ")" achter de woorden van deze link'),
        ('Zie [x]("/acties/").', 1, 9, "haal de aanhalingstekens rond het adres weg"),
        ("Zie [x][y].", 1, 5, "schrijf deze link als [x](adres)"),
        (
            "[y]: https://stad.gent",
            1,
            1,
            'deze regel verschijnt niet op de pagina: zet een "\\" voor "[y]:", of schrijf de link als [woorden](adres)',
        ),
        ("Zo is het[^1].", 1, 10, "een voetnoot kan hier niet: zet de uitleg in de tekst zelf"),
        ("Zie https://stad.gent/a.", 1, 5, "dit wordt geen link: schrijf [woorden](https://stad.gent/a)"),
        ("Zie www.stad.gent.", 1, 5, "dit wordt geen link: schrijf [woorden](https://www.stad.gent)"),
        (
            "Mail a.b@stad.gent.",
            1,
            6,
            "dit wordt geen link: schrijf [a.b@stad.gent](mailto:a.b@stad.gent)",
        ),
        ("Zie <https://stad.gent>.", 1, 5, ADDRESS),
        ("Zie [https://stad.gent](https://stad.gent).", 1, 6, ADDRESS),
        ("[Klik hier](/acties/)", 1, 2, HIDDEN.format("Klik hier")),
        ("Lees het [**hier**](/acties/).", 1, 11, HIDDEN.format("**hier**")),
        ("Kijk op [deze link](/acties/).", 1, 10, HIDDEN.format("deze link")),
        ("Kijk\nop [deze\nlink](/acties/).", 2, 5, HIDDEN.format("deze link")),
        ("[Klik hier voor de uren](/acties/)", 1, 2, HIDDEN.format("Klik hier voor de uren")),
        ("[Een zin](/acties/) {: .knop }", 1, 21, 'zet "{: .knop }" meteen achter een link, zonder spatie'),
        # Words
        ("Een **woord", 1, 5, BOLD),
        ("Een ** woord ** hier", 1, 5, BOLD),
        ("Een **woord ** hier", 1, 5, BOLD),
        ("**a** en **b", 1, 10, BOLD),
        ("**a*", 1, 1, BOLD),
        ("Een *woord", 1, 5, ITALIC),
        ("Een _woord", 1, 5, ITALIC.replace("*", "_")),
        ("Een __woord", 1, 5, 'een bezoeker ziet deze "__": schrijf vette woorden als **dit**'),
        ("Een [woord", 1, 5, 'deze "[" wordt niet gesloten: zet er een "]" bij, of haal ze weg'),
        ("~~weg~~", 1, 1, '"~~" streept niets door: haal de tekens weg, of de woorden zelf'),
        ("Een ==woord==", 1, 5, 'met "==" markeer je hier niets: schrijf **vet**, of haal de tekens weg'),
        ("<!-- nota -->", 1, 1, "deze opmerking komt op de pagina: haal ze weg"),
        (
            "Een <br> hier",
            1,
            5,
            'HTML zoals "<br>" wordt niet gebruikt: schrijf een lege regel voor een nieuwe alinea',
        ),
        (
            "Kerkstraat 1\\\n9000 Gent",
            1,
            13,
            'een bezoeker ziet deze "\\": haal ze weg, of typ er twee spaties voor een nieuwe regel',
        ),
        # Tables
        ("| a | b |\n|---|---|\n| 1 | 2 |", 1, 1, TABLE),
        ("a | b\n--|--\n1 | 2", 1, 3, TABLE),
    ],
)
def test_a_trap_is_an_error_at_its_place(text, line, column, message):
    assert found(text) == [(line, column, "error", message)]


@pytest.mark.parametrize(
    "text, line, column, message",
    [
        ("##Uren", 1, 3, 'zet een spatie na "##"'),
        ("[Lees meer](/acties/)", 1, 2, VAGUE.format("Lees meer")),
        ("[Meer info](/acties/)", 1, 2, VAGUE.format("Meer info")),
        ("Een (woord", 1, 5, 'deze "(" wordt niet gesloten: zet er een ")" bij, of haal ze weg'),
        ("Tekst\n\n**Let op: bel eerst.**", 3, 1, WHOLE),
        ("Let op: BEL EERST NAAR GENTINFO!", 1, 9, CAPITALS),
        ("## WIJ ZIJN GESLOTEN", 1, 4, CAPITALS),
    ],
)
def test_what_reads_badly_is_a_warning_at_its_place(text, line, column, message):
    assert found(text) == [(line, column, "warning", message)]


CORRECT = [
    "## Kop\n\nTekst\n\n### Kop\n\n#### Kop\n\n## Kop",
    "## Kop\nTekst meteen eronder.",
    "- a\n- b\n    - c\n        - d\n- e",
    "1. a\n2. b\n    - c",
    "- een punt\n  dat verder gaat\n- nog een",
    " - a\n - b",
    "- a\n\n    nog over a\n\n- b",
    "- a\n\n1. b",
    "* a\n* b",
    "-5 graden, of 1.000 toestellen",
    "Dat was in\n2021. Daarna kwam 2022.",
    "Een zin – met een tussenzin\n– die op een nieuwe regel – begint.",
    "Kop\n: uitleg\n\n    meer uitleg",
    "---",
    "Tekst\n\n---\n\nTekst",
    "```\n<b> [x] (y) **\n- a\n  - b\n```",
    "Typ `<b>` of `[x] (/y/)` of ``een ` teken``.",
    "\\# geen kop, \\* geen punt, \\[x\\](y) en \\<b>",
    "Zie [de acties](/acties/), [het plan](https://stad.gent/a_b_c?d=(e)) en [09 210 10 10](tel:+3292101010).",
    "[een [twee] drie](/acties/), [naam@stad.gent](mailto:naam@stad.gent) en <naam@stad.gent>",
    '[De acties](/acties/ "alle acties"){: .knop }',
    "Zie [de lange\nwoorden](/acties/).",
    "[Hier zijn de uren](/acties/) en [meer over de Digipunten](/digipunten/)",
    "[stad.gent](https://stad.gent) en [Digitaal.Talent@Gent](/acties/)",
    "![Een foto](/img/foto.png){: width=100 height=50 }",
    "Tekst\n{: .knop }",
    "## Kop {: #anker }",
    "**vet**, *schuin*, ***allebei***, __vet__, _schuin_ en **vet *en* schuin** op\neen **vet over\ntwee regels** heen.",
    "**Let op**: bel eerst. e-**inclusie**.",
    "10 * 20, snake_case_woord, gratis* en *) met een noot",
    "Een (zin) tussen haakjes :) en [drie puntjes] erbij.",
    "OCMW, VDAB en CAW werken samen. OCMW Gent, KRAS en SAAMO.",
    "Kerkstraat 1  \n9000 Gent",
    "'s Morgens kost het minder dan 5 < 6 & 7 > 3.",
    "> Een citaat\n> van twee regels",
    "Digitaal.Talent@Gent werkt mee.",
]


@pytest.mark.parametrize("text", CORRECT)
def test_nothing_is_said_of_correct_text(text):
    assert found(text) == []


def test_nothing_is_said_of_the_pages_of_the_site():
    pages = [load_page(path, path.name) for path in sorted((GENT / "content").rglob("*.md"))]

    assert len(pages) > 10
    assert [list(misread(page.source, page.body, page.body_line)) for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize(
    "wrong, shown",
    [
        ("- a\n  - b", "<ul> <li>a</li> <li>b</li> </ul>"),
        ("1. a\n- b", "<ol> <li>a - b</li> </ol>"),
        ("- a\n\n    c\n- b", "<ul> <li> <p>a</p> <p>c - b</p> </li> </ul>"),
        ("[x] (/acties/)", "<p>[x] (/acties/)</p>"),
        ("Tekst\n---", '<h2 id="tekst">Tekst</h2>'),
        ("2021. Een jaar", '<ol start="2021"> <li>Een jaar</li> </ol>'),
        ("-\u00a0a", "<p>- a</p>"),
        ("```\na", "<p>``` a</p>"),
        ("~~a~~", "<p>~~a~~</p>"),
    ],
)
def test_the_traps_are_real(wrong, shown):
    """What the converter makes of them is not what was meant."""
    assert " ".join(str(BeautifulSoup(to_html(wrong), "html.parser")).split()) == shown
    assert found(wrong)


TEXT = Text("tekst")
RECORD = Record(dict, Key("a", TEXT, "tekst"))
NESTED = Record(dict, Key("a", Many(Record(dict, Key("b", TEXT, "tekst"))), "een lijst"))


@pytest.mark.parametrize(
    "yaml, line, column, typed",
    [
        ("a: Bel **eerst** hoor", 1, 8, "**eerst**"),
        ('a:\n  - b: "Zie [de site](https://stad.gent)"', 2, 13, "[de site](https://stad.gent)"),
        ("a: >-\n  Een zin die\n  verder _loopt_ dan een regel", 3, 10, "_loopt_"),
        ("a: een <b>woord</b>", 1, 8, "<b>"),
        ("a: typ `b`", 1, 8, "`b`"),
    ],
)
def test_markdown_in_data_is_a_warning_because_visitors_see_its_signs(yaml, line, column, typed):
    (problem,) = in_data(
        NESTED if "- b" in yaml else RECORD, parse_yaml(Source("data/x.yaml", tuple(yaml.split("\n")))).node
    )

    assert (problem.line, problem.column, problem.severity) == (line, column, "warning")
    assert problem.message == (
        f'opmaak zoals "{typed}" werkt hier niet, een bezoeker ziet de tekens: typ alleen de woorden'
    )


def test_plain_words_in_data_are_no_markdown():
    text = 'a: "naam_van_iets, 10 * 20 * 30, [x] en (y), gratis* <3, https://stad.gent/a_b_c"'

    assert list(in_data(RECORD, parse_yaml(Source("data/x.yaml", (text,))).node)) == []
    address = Record(dict, Key("a", Text("een webadres", parse_url), "een webadres"))
    assert (
        list(in_data(address, parse_yaml(Source("data/x.yaml", ("a: https://stad.gent/_a_/b",))).node)) == []
    )


def test_markdown_is_found_in_every_file_of_data_and_above_each_page(project):
    change(project / "content" / "over.md", "titel: Over deze site", "titel: Over **deze** site")
    change(project / "data" / "contacts.yaml", "    naam: GentInfo\n", "    naam: _GentInfo_\n")

    found = [p for p in read(Paths.of(project), date(2026, 11, 23)).problems if p.code == "opmaak"]
    assert [(p.file, p.line, p.column) for p in sorted(found)] == [
        ("content/over.md", 2, 13),
        ("data/contacts.yaml", 6, 11),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Zie **[onze acties](/acties/)** eens.",
        "**onze [acties](/acties/)**, en **[acties](/acties/) van ons** ook.",
        "- typ **`code`** hier\n- of **<balie@voorbeeld.example>**",
        r"Een ster is **\*** hier.",
    ],
)
def test_bold_words_may_begin_or_end_with_a_link_or_code(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text, column, typed",
    [
        ("a &#8238;b", 3, "&#8238;"),
        ("## a &#x200B;", 6, "&#x200B;"),
        ('[de acties](/acties/ "a&rlm;")', 24, "&rlm;"),
    ],
)
def test_an_entity_cannot_make_what_nobody_may_type(text, column, typed):
    assert found(text) == [(1, column, "error", f'"{typed}" maakt een onzichtbaar stuurteken: haal het weg')]
    assert found("caf&eacute; &amp; &nbsp; `&#8238;`") == []


@pytest.mark.parametrize(
    "body, line, code",
    [
        (f"Kort.\n\n{'x ' * LONGEST_BLOCK}", 3, "te-lang"),
        ("x\n" * (MOST_LINES_OF_BLOCK + 1), 1, "te-lang"),
        (f"{'> ' * (DEEPEST_BLOCK + 1)}x", 1, "niveaus"),
        (
            "\n".join(f"{'    ' * level}- x" for level in range(DEEPEST_BLOCK + 1)),
            DEEPEST_BLOCK + 1,
            "niveaus",
        ),
        ("## x\n\n" * (MOST_HEADINGS + 1), 2 * MOST_HEADINGS + 1, "te-veel"),
        ("[" * (MOST_BRACKETS + 1), 1, "te-veel"),
    ],
)
def test_what_nobody_reads_is_refused_before_it_is_converted(body, line, code):
    problem = too_large(Source("content/x.md", tuple(body.split("\n"))), body, 1)

    assert (problem.line, problem.code, problem.severity) == (line, code, "error")


def test_a_long_page_of_short_parts_is_no_problem():
    body = "\n\n".join(
        [*(f"## Kop {n}\n\n- een punt\n    - nog een" for n in range(100)), "```", "x" * 9000, "```"]
    )

    assert too_large(Source("content/x.md", tuple(body.split("\n"))), body, 1) is None
