"""Sentences, syllables and scores of Dutch, and where advice points."""

import json
import shutil
import warnings
from datetime import date

import pytest

from sitegen.cli import main
from sitegen.language import Advice, Passage, in_words, read_page, sentences, syllables, table
from sitegen.load import load_page
from sitegen.model import Word
from sitegen.nodes import parse_yaml
from sitegen.paths import HOME, Paths
from sitegen.prose import by_page, of_markdown
from sitegen.read import read
from sitegen.source import Source
from tests.conftest import GENT, TODAY, change

NO_ADVICE = Advice([])


def passage(text, running=True):
    return Passage(Source("content/x.md", tuple(text.split("\n"))), text, [(0, 1, 1)], running)


def split(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.fixture
def page(tmp_path):
    """What a page of content/ says, read from a file."""

    def made(body, name="x.md"):
        path = tmp_path / name
        path.write_text(f"---\ntitel: Een titel\n---\n{body}", encoding="utf-8")
        return load_page(path, f"content/{name}")

    return made


def advice(page, *listed):
    found = read_page("x", list(of_markdown(page)), Advice(listed)).problems
    return [(problem.line, problem.column, problem.message) for problem in found]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Kom langs. Bel eerst! Mag dat? Ja.", ["Kom langs.", "Bel eerst!", "Mag dat?", "Ja."]),
        ("Breng iets mee, bv. Uw laptop. Of niet.", ["Breng iets mee, bv. Uw laptop.", "Of niet."]),
        ("Zie blz. 3 en nr. 5, bijv. Gent.", ["Zie blz. 3 en nr. 5, bijv. Gent."]),
        ("Dat is d.w.z. De hulp.", ["Dat is d.w.z. De hulp."]),
        ("Tablets, gsm's enz. Dat kan.", ["Tablets, gsm's enz.", "Dat kan."]),
        ("Tablets, gsm's enz. kan je lenen.", ["Tablets, gsm's enz. kan je lenen."]),
        ("Op 25.12.2026 om 14.30 uur.", ["Op 25.12.2026 om 14.30 uur."]),
        ("Het zijn er 2.500. Dat is veel.", ["Het zijn er 2.500.", "Dat is veel."]),
        ("J. Janssens werkt bij dr. Peeters.", ["J. Janssens werkt bij dr. Peeters."]),
        ("Dat was in 2021. In 2022 niet.", ["Dat was in 2021.", "In 2022 niet."]),
        ('Hij zei: "Kom." Ze kwam.', ['Hij zei: "Kom."', "Ze kwam."]),
        ("Ga je mee? vroeg hij.", ["Ga je mee? vroeg hij."]),
        ("Bel ons. 's Morgens is er iemand.", ["Bel ons.", "'s Morgens is er iemand."]),
        ("Zie https://stad.gent/a.b?c. Of mail a.b@stad.gent.", ["Zie https://stad.gent/a.b?c.", "Of mail a.b@stad.gent."]),
        ("(Dat mag.) Ja.", ["(Dat mag.)", "Ja."]),
        ("zonder punt", ["zonder punt"]),
        ("Een zin\nop twee regels. Nog een.", ["Een zin\nop twee regels.", "Nog een."]),
        ("Wacht … Ja.", ["Wacht …", "Ja."]),
        ("...", []),
    ],
)  # fmt: skip
def test_a_sentence_ends_where_a_reader_stops(text, expected):
    assert split(text) == expected


@pytest.mark.parametrize(
    "word, count",
    [
        ("de", 1), ("ui", 1), ("oud", 1), ("leeuw", 1), ("nieuw", 1), ("vrouw", 1), ("coach", 1), ("site", 1),
        ("zo'n", 1), ("2.500", 1), ("laptop", 2), ("nieuwe", 2), ("mooie", 2), ("draaien", 2), ("zeeën", 2),
        ("bureau", 2), ("niveau", 2), ("cadeautje", 3), ("actie", 2), ("keuze", 2), ("wifi", 2), ("euro", 2), ("maïs", 2),
        ("website", 2), ("smartphone", 2), ("online", 2), ("type", 2), ("royaal", 2), ("foto's", 2), ("gratis", 2),
        ("computer", 3), ("internet", 3), ("digitaal", 3), ("museum", 3), ("ideeën", 3), ("cliënten", 3), ("sociaal", 3),
        ("kwaliteit", 3), ("frequentie", 3), ("onderwijs", 3), ("bijzonder", 3), ("station", 3), ("theater", 3),
        ("poëzie", 3), ("eieren", 3), ("reünie", 3), ("geüpload", 3), ("bibliotheek", 4), ("vrijwilligers", 4),
        ("beëindigen", 4), ("officieel", 4), ("materiaal", 4), ("situatie", 4), ("beantwoorden", 4), ("hygiëne", 4),
        ("gebeurtenis", 4), ("e-inclusie", 4), ("coördinatie", 5), ("openingsuren", 5), ("relanceplannen", 5),
        ("financiële", 5), ("geïnteresseerd", 5), ("arbeidsconsulent", 5), ("verantwoordelijkheid", 6),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_heard(word, count):
    assert syllables(word) == count


EASY = (
    "Kom langs. Je mag een computer gebruiken. Dat kost niets. Iemand helpt je. Bel ons als je een vraag hebt. "
    "We zijn elke dag open, ook op zaterdag. Breng je eigen laptop mee als je wil. De koffie is gratis. Tot dan."
)
HARD = (
    "Teneinde tegemoet te komen aan de problematiek inzake digitale uitsluiting dienen belanghebbenden overeenkomstig "
    "de toepasselijke bepalingen een gemotiveerde aanvraag tot tegemoetkoming in te dienen bij de bevoegde "
    "administratieve dienst, die dienaangaande binnen de voorgeschreven termijn een beslissing ter kennis brengt van de "
    "verzoekende partij. Onverminderd de toepassing van voornoemde reglementaire voorschriften kunnen aanvullende "
    "verantwoordingsstukken worden opgevraagd."
)


@pytest.mark.parametrize("text, score, name", [(EASY, 102, "heel makkelijk"), (HARD, -17, "heel moeilijk")])
def test_an_easy_text_scores_high_and_the_language_of_offices_low(text, score, name):
    found = read_page("x", [passage(text)], NO_ADVICE)

    assert (found.score, in_words(found.score)) == (score, name)


def test_the_score_is_the_formula_of_flesch_and_douma():
    """Ten words a sentence of two syllables each: 206.84 - 0.93 x 10 - 77 x 2."""
    found = read_page("x", [passage(" ".join(["laptop " * 9 + "laptop."] * 3).capitalize())] * 3, NO_ADVICE)

    assert (found.words, found.words_per_sentence) == (90, 30)  # "laptop. laptop" goes on
    found = read_page("x", [passage("Laptop " * 9 + "laptop.")] * 3, NO_ADVICE)
    assert (found.words, found.sentences, found.syllables, found.score) == (30, 3, 60, 44)


def test_headings_have_no_sentences_and_few_words_no_score():
    found = read_page("x", [passage("Een kop", running=False), passage("Een zin.")], NO_ADVICE)

    assert (found.words, found.sentences, found.score) == (2, 1, None)
    assert in_words(found.score) == "te kort om te meten"


def test_the_table_has_the_hardest_page_first_and_those_without_a_score_last():
    pages = [read_page(name, [passage(text)], NO_ADVICE) for name, text in (("a", "Kort."), ("b", EASY), ("c", HARD))]  # fmt: skip

    assert table(pages).splitlines() == [
        "score  woorden per zin  leest                pagina",
        "  -17             28,0  heel moeilijk        c",
        "  102              4,7  heel makkelijk       b",
        "    –              1,0  te kort om te meten  a",
    ]


TWENTY = "een " * 19 + "woord"


def test_a_sentence_of_more_than_twenty_words_is_told_where_it_begins(page):
    assert advice(page(f"Kort. Nog\n{TWENTY}.")) == [
        (4, 7, "deze zin telt 21 woorden: maak er twee van, met elk ten hoogste 20 woorden")
    ]
    assert advice(page(f"{TWENTY.capitalize()}.")) == []


def test_a_paragraph_of_more_than_eighty_words_is_told_where_it_begins(page):
    body = f"Kop\n\n{' '.join([f'{TWENTY.capitalize()}.'] * 4)}"

    assert advice(page(body)) == []
    assert advice(page(f"{body} Ja.")) == [
        (6, 1, "deze alinea telt 81 woorden: verdeel ze in stukken van ten hoogste 80 woorden")
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"- {'punt ' * 15}\n- {'punt ' * 15}",
        f"## {'kop ' * 15}\n{'woord ' * 15}",
        f"{'woord ' * 15}  \n{'woord ' * 15}",
        f"{'woord ' * 15}\n\n```\n{'code ' * 30}\n```",
        f"{'woord ' * 15}`{'code ' * 30}`",
        f"{'woord ' * 15} [link](https://stad.gent/een/twee/drie?een=twee&drie=vier#vijf)",
        f"{'woord ' * 18}09 210 10 10.",
        f"{'woord ' * 18}+32 9 210 10 10.",
        f"{'woord ' * 18}gentinfo@stad.gent.",
        f"**{'woord ' * 14}woord.** **{'Woord ' * 14}woord.**",
        f"> {'woord ' * 14}woord.\n> {'Woord ' * 14}woord.",
    ],
)
def test_markup_makes_no_sentence_longer(page, body):
    assert advice(page(body)) == []


TENEINDE = Word("teneinde", "om", ("ten einde",))
DIENEN = Word("dienen te", "moeten", ("dient te",), "zeg wie iets moet doen")


@pytest.mark.parametrize(
    "body, found",
    [
        ("Bel ons teneinde te helpen.", [(4, 9, '"teneinde" is moeilijk: schrijf "om"')]),
        ("**Teneinde** te helpen", [(4, 3, '"Teneinde" is moeilijk: schrijf "om"')]),
        ("Zie [ten\neinde](/acties/) niet", [(4, 6, '"ten einde" is moeilijk: schrijf "om"')]),
        ("Een punt:\n\n- teneinde", [(6, 3, '"teneinde" is moeilijk: schrijf "om"')]),
        ("Het dient te gebeuren.", [(4, 5, '"dient te" is moeilijk: schrijf "moeten" (zeg wie iets moet doen)')]),
        ("Het dient. Te veel. Dienen, te", []),
        ("teneindelijk, een-teneinde", []),
        ("`teneinde` en [x](/teneinde/)", []),
    ],
)  # fmt: skip
def test_a_difficult_word_is_told_where_it_stands(page, body, found):
    assert advice(page(body), TENEINDE, DIENEN) == found


def test_words_of_data_are_told_where_they_were_typed():
    lines = (
        "programmes:",
        "  - id: x",
        "    titel: Teneinde",
        "    nu: >-",
        "      Bel ons,",
        "      teneinde te helpen.",
        "    voor_wie:",
        '      - "Wie \\"teneinde\\" zegt, en teneinde"',
        "    periode: {in_woorden: teneinde}",
    )
    documents = {
        name: parse_yaml(Source(f"data/{name}.yaml", lines if name == "programmes" else (f"{name}: []",)))
        for name in ("programmes", "digipunten", "contacts", "site")
    }
    found = [
        (problem.file, problem.line, problem.column)
        for name, passages in by_page([], documents)
        for problem in read_page(name, passages, Advice([TENEINDE])).problems
    ]

    assert found == [
        ("data/programmes.yaml", 3, 12),
        ("data/programmes.yaml", 6, 7),
        ("data/programmes.yaml", 8, 16),
        ("data/programmes.yaml", 8, 36),
    ]


def test_the_list_of_words_is_long_and_gives_no_advice_against_itself():
    """That no word stands twice, nor in an easier one, is checked when the list is read."""
    reading = read(Paths.of(GENT), date.fromisoformat(TODAY))
    beter = [passage(word.beter) for word in reading.words]

    assert len(reading.words) > 120
    assert read_page("woorden", beter, Advice(reading.words)).problems == ()


@pytest.mark.parametrize(
    "typed, place, message",
    [
        ("{woord: Teneinde, beter: om}", (4, 13), '"Teneinde" staat al op regel 3: haal er één weg'),
        ("{woord: x, vormen: [teneinde], beter: om}", (4, 25), '"teneinde" staat al op regel 3: haal er één weg'),
        ("{woord: voor, beter: teneinde}", (4, 26), '"teneinde" staat zelf op regel 3: kies hier een ander woord'),
    ],
)  # fmt: skip
def test_a_list_of_words_that_contradicts_itself_is_refused(project, typed, place, message):
    path = project / "data" / "woorden.yaml"
    path.write_text(f"# VOORBEELD\nwoorden:\n  - {{woord: teneinde, beter: om}}\n  - {typed}\n", "utf-8")

    (problem,) = [p for p in problems(project) if p.file == "data/woorden.yaml"]
    assert (problem.line, problem.column, problem.message) == (*place, message)


def problems(root):
    return read(Paths.of(root), date.fromisoformat(TODAY)).problems


def test_a_project_needs_no_list_of_words(project):
    (project / "data" / "woorden.yaml").unlink()

    assert [p for p in problems(project) if p.severity == "error"] == []
    assert main(["check", "--root", str(project), "--taal", "--today", TODAY]) == 0


def check(project, *options):
    return main(["check", "--root", str(project), "--today", TODAY, *options])


def test_check_prints_a_table_and_advice_that_never_fails(project, capsys):
    before = check(project)
    change(project / "content" / "over.md", "## Klopt er iets niet?\n", "## Klopt er iets niet?\n\nTeneinde te helpen.\n")  # fmt: skip
    capsys.readouterr()

    assert check(project, "--taal") == before == 0
    lines = capsys.readouterr().out.splitlines()
    assert "score  woorden per zin  leest                pagina" in lines
    assert any(line.endswith("content/over.md") for line in lines)
    assert any(line.endswith('waarschuwing: "Teneinde" is moeilijk: schrijf "om"') for line in lines)
    assert lines[-1] == "1 tip voor de taal; ze tellen niet als fout"


def test_advice_on_language_fails_no_strict_check(small, capsys):
    shutil.copy(GENT / "data" / "woorden.yaml", small / "data")
    change(small / "content" / "over.md", "Bel de balie.", "Bel de balie teneinde hulp te krijgen.")

    assert check(small, "--strict", "--taal") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 tip voor de taal; ze tellen niet als fout"


@pytest.mark.parametrize("form", ["json", "github"])
def test_advice_stands_between_the_other_warnings_for_programs(project, capsys, form):
    change(project / "content" / "over.md", "We keken niets", "Teneinde niets")

    assert check(project, "--taal", "--format", form) == 0
    out = capsys.readouterr().out
    if form == "json":
        (found,) = [p for p in json.loads(out) if p["code"].startswith("taal-")]
        assert (found["file"], found["column"], found["severity"]) == ("content/over.md", 1, "warning")
        assert found["message"] == '"Teneinde" is moeilijk: schrijf "om"'
    else:
        (line,) = [line for line in out.splitlines() if "title=taal-" in line]
        assert line.endswith('col=1,title=taal-woord::"Teneinde" is moeilijk: schrijf "om"')


def test_without_the_option_nothing_is_said_of_language(project, capsys):
    change(project / "content" / "over.md", "We keken niets", "Teneinde niets")

    assert check(project, "--format", "json") == 0
    assert "taal-" not in capsys.readouterr().out


def test_our_own_texts_need_no_advice(capsys):
    assert main(["check", "--root", str(GENT), "--taal", "--today", TODAY]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "geen tips voor de taal; ze tellen niet als fout"


# What the words of the site must reach (a language level is no number; these are its bounds).
LOWEST_SCORE, MOST_WORDS, LONGEST = 65, 12, 25


def too_hard(root):
    """Of the texts of a project: pages that read too hard, and their sentences that are too long."""
    reading = read(Paths.of(root), date.fromisoformat(TODAY))
    found = []
    for page, passages in by_page(reading.pages, reading.documents):
        if not passages:
            continue
        how = read_page(page, passages, NO_ADVICE)
        if (how.score is not None and how.score < LOWEST_SCORE) or how.words_per_sentence > MOST_WORDS:
            found.append(f"{page}: {how.score}, {how.words_per_sentence:.1f} woorden per zin")
        found += [
            f"{page}: {each.text[start:end]}"
            for each in passages
            if each.running
            for start, end in sentences(each.text)
            if len(each.text[start:end].split()) > LONGEST
        ]
    return found


def test_every_page_is_easy_enough():
    assert too_hard(GENT) == []
    # What editors write later is their own: it is told, and refuses nothing.
    if found := too_hard(HOME):
        warnings.warn("moeilijk om te lezen: " + "; ".join(found), stacklevel=1)


def test_a_hard_page_and_a_long_sentence_are_noticed(small):
    long = " ".join(["onderwijsondersteuningsmaatregelen"] * 26)
    change(small / "content" / "over.md", "Bel de balie.", f"{long}. Bel de balie.")

    page, sentence = too_hard(small)
    assert page.startswith("content/over.md: ") and sentence == f"content/over.md: {long}."
