"""Every PDF read back: as a screen reader, an eye and a telephone with a camera meet it."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from sitegen import paper
from sitegen.cli import main
from sitegen.listing import list_places
from sitegen.paper import Document
from sitegen.paths import Paths
from sitegen.places import make_place
from sitegen.read import read_site
from sitegen.typeset import Typesetter
from tests.conftest import GENT, TODAY, change, tree

DAY = date.fromisoformat(TODAY)
A4, A5, A4_FLAT = (595, 842), (420, 595), (842, 595)


def made(root, day=DAY, wanted="") -> dict[str, tuple[Document, bytes]]:
    """Every document, or those whose address matches."""
    site = read_site(Paths.of(root), day)[0]
    places = list_places(site, day)
    documents = paper.documents(site, places, day)
    assert sorted(document.address for document in documents) == sorted(paper.addresses(site, places))
    documents = [document for document in documents if re.search(wanted, document.address)]
    pdfs = Typesetter(Paths.of(root), day).pdfs(documents)
    assert list(pdfs) == [document.file for document in documents]
    return {document.address: (document, pdfs[document.file]) for document in documents}


@pytest.fixture(scope="module")
def real():
    return made(GENT)


@pytest.fixture(scope="module")
def example(example_root):
    return made(example_root)


@pytest.fixture(scope="module", params=["real", "example"])
def printed(request):
    return request.getfixturevalue(request.param)


def plain(text: str) -> str:
    """The signs alone: where a line ends, and with which hyphen, is the typesetter's business."""
    return re.sub(r"[\s\u00ad\u200b\u2010\ufffe\x02-]+", "", text)


def text_of(pdf: bytes, page: int | None = None) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[page]] if page is not None else list(document)
    return plain("".join(found.get_textpage().get_text_bounded() for found in pages))


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    return [(round(page.get_width()), round(page.get_height())) for page in pypdfium2.PdfDocument(pdf)]


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every element of the structure, in the order in which it is read."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting += reversed(list(found))
        elif isinstance(found, pikepdf.Dictionary) and "/S" in found:
            yield found
            if "/K" in found:
                waiting.append(found.K)


def test_every_document_is_tagged_and_says_its_language_and_title(printed):
    for document, content in printed.values():
        pdf = opened(content)
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "nl-BE"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told["dc:title"].startswith(document.title)


def test_headings_tables_lists_and_figures_are_what_they_look_like(printed):
    for address, (document, content) in printed.items():
        pdf = opened(content)
        found = list(elements(pdf))
        tags = Counter(str(element.S) for element in found)
        levels = [int(str(element.S)[2:]) for element in found if re.fullmatch("/H[1-6]", str(element.S))]
        assert levels[0] == 1 and levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), address
        figures = [element for element in found if element.S == "/Figure"]
        assert len(figures) >= (len({*document.codes}) if document.template != "folder.typ" else 3), address
        assert all(str(figure.Alt).strip() for figure in figures), address
        assert tags["/Table"] == 0 or tags["/TH"] >= 2 * tags["/Table"], address


def test_only_our_own_letters_are_in_it(printed):
    for address, (_, content) in printed.items():
        pdf = opened(content)
        fonts = {
            str(found.FontName)
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and "/FontName" in found
        }
        assert {re.sub(r"^/[A-Z]{6}\+", "", name) for name in fonts} == {
            "FiraSans-Regular",
            "FiraSans-Bold",
        }, address


def test_a_poster_is_one_page_a_folder_one_sheet_and_a_booklet_folds(printed):
    for address, (document, content) in printed.items():
        found = sizes(content)
        if document.template == "affiche.typ":
            assert found == [A4], address
        elif document.template == "folder.typ":
            assert found == [A4_FLAT] * 2 or "binnenstad" in address, address
        else:
            assert set(found) == {A4 if "grote-letters" in address else A5}
            assert len(found) % 4 == 0 or "grote-letters" in address, address


def test_every_hour_of_a_place_stands_on_its_poster_and_in_the_booklet(printed, request, example_root):
    root = GENT if printed is request.getfixturevalue("real") else example_root
    site = read_site(Paths.of(root), DAY)[0]
    booklets = [text_of(printed[f"/digipunten/brochure{kind}.pdf"][1]) for kind in ("", "-grote-letters")]
    assert len(site.digipunten) >= 8
    for place in (make_place(site, digipunt, DAY) for digipunt in site.digipunten.values()):
        digipunt = place.digipunt
        if digipunt.status == "gestopt":
            assert plain(digipunt.naam) not in booklets[0]
            continue
        poster = text_of(printed[f"/digipunten/{digipunt.id}/affiche.pdf"][1])
        phone = digipunt.telefoon or site.contacts["gentinfo"].telefoon
        for text in (poster, *booklets):
            assert plain(digipunt.naam) in text
            assert plain(str(digipunt.adres)) in text
            assert plain(str(phone)) in text
        if digipunt.status != "actief":
            continue
        for text in (poster, *booklets):
            for timetable in place.timetables:
                assert plain(timetable.title) in text
            for timetable in place.timetables:
                for days, hours in timetable.days:
                    assert plain(days) in text.casefold() or text is poster
                    assert plain(hours) in text.casefold() or (text is poster and hours == "gesloten"), (
                        digipunt.id,
                        days,
                    )
        # From afar: a table of the week, or where it does not fit the days with the same hours on one line.
        rows = [
            plain(cells[0][0] + "".join(hours for _, hours in cells))
            for cells in zip(*(table.days for table in place.timetables), strict=True)
        ]
        lines = [plain(f"{days}: {hours}") for table in place.timetables for days, hours in table.lines]
        assert any(all(found in poster.casefold() for found in said) for said in (rows, lines)), digipunt.id


def test_days_that_differ_stand_on_paper_for_ninety_days(example, example_root):
    site = read_site(Paths.of(example_root), DAY)[0]
    poster = text_of(example["/digipunten/linde/affiche.pdf"][1])
    folder = text_of(example["/digipunten/brochure.pdf"][1])

    for text in (poster, folder):
        for known in (
            "Donderdag 3 december 2026, uren met hulp, een computer gebruiken en bellen: gesloten (vorming van de medewerkers)",
            "Donderdag 24 december 2026, een computer gebruiken: van 9 tot 12 uur (kerstavond)",
            "Gesloten op feestdagen en extra sluitingsdagen",
        ):
            assert plain(known) in text
        assert plain("zomeruren") not in text
    assert site.digipunten["linde"].uitzonderingen


def test_old_hours_are_printed_as_the_last_known_ones_only(real):
    for address, (document, content) in real.items():
        text = text_of(content)
        if document.template != "affiche.typ":
            assert plain("Bel eerst: 09 210 10 10") in text
        assert plain("We weten niet of dit Digipunt er nog is, en of de uren nog kloppen.") in text, address
        assert plain("aatst bekende uren") in text, address
        assert plain("Wanneer?") not in text, address


@pytest.mark.parametrize(
    "place, until",
    [("linde", "11 december 2026"), ("uil", "21 februari 2027"), ("vergeelde-lijst", "21 februari 2027")],
)
def test_paper_says_from_which_data_it_is_and_until_when_it_is_valid(example, place, until):
    poster = text_of(example[f"/digipunten/{place}/affiche.pdf"][1])

    assert plain(f"Gedrukt uit de gegevens van 23 november 2026, geldig tot {until}") in poster


def test_every_page_of_a_booklet_says_its_age_and_the_first_day_on_which_it_may_be_wrong(example):
    document, content = example["/digipunten/brochure.pdf"]
    days = {
        place["geldig"]: place["geldig_dag"]
        for group in document.data["groepen"]
        for place in group["plaatsen"]
    }
    edge = plain("Gedrukt uit de gegevens van 23 november 2026, geldig tot ")
    texts = [text_of(content, page) for page in range(len(sizes(content)))]

    assert all(plain("Gedrukt uit de gegevens van 23 november 2026") in text for text in texts)
    assert plain("geldig tot ten laatste 21 februari 2027") in texts[1]
    assert len(days) > 3
    for text in texts:
        told = [days[day] for day in days if plain(f"Geldig tot {day}") in text]
        if told:
            foot = min(ordinal for day, ordinal in days.items() if edge + plain(day) in text)
            # A place that goes on from this page to the next tells its day there.
            assert foot <= min(told)


def test_the_numbers_and_pages_of_the_lists_are_right(example):
    document, content = example["/digipunten/brochure.pdf"]
    places = [place for group in document.data["groepen"] for place in group["plaatsen"]]
    texts = [text_of(content, page) for page in range(len(sizes(content)))]
    assert [place["nummer"] for place in places] == list(range(1, len(places) + 1))

    for place in places:
        page = next(
            number
            for number, text in enumerate(texts, 1)
            if plain(f"{place['nummer']} {place['naam']}{place['adres']}") in text
        )
        assert any(plain(f"{place['nummer']}{place['naam']}{page}") in text for text in texts), place["naam"]
        street = place["adres"].split(",")[0]
        assert any(plain(f"{place['nummer']}{street}{page}") in text for text in texts), street


def test_every_code_can_be_read_from_a_black_and_white_print(printed):
    """200 dots an inch, no greys: an old copier."""
    for address, (document, content) in printed.items():
        if "grote-letters" in address and "wijk" in address:
            continue
        read = {}
        for page in pypdfium2.PdfDocument(content):
            picture = (
                page.render(scale=200 / 72, grayscale=True)
                .to_pil()
                .point(lambda grey: 255 * (grey > 127))
                .convert("1")
            )
            for code in zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode):
                corners = code.position
                read[code.text] = (corners.top_right.x - corners.top_left.x) / 200 * 2.54
        shown = set(document.codes)
        if document.template == "folder.typ":
            # Of the nearest places outside the district, those that fit.
            own = document.codes[: 1 + document.data["bekend"]]
            assert {*own} <= read.keys() <= shown and len(read) >= 2, address
        else:
            assert read.keys() == shown, address
        # Without its white edge, a code of 2.5 cm.
        assert all(width > 2 for width in read.values()), address
        assert all(re.search(r"\?(affiche|papier)=20261123-[0-9a-z]{7}#druk$", code) for code in read)


def test_a_build_writes_them_and_two_builds_write_the_same(project, tmp_path, capsys):
    for name in ("een", "twee"):
        assert main(["--root", str(project), "--today", TODAY, "--out", str(tmp_path / name)]) == 0
    assert "60 pdf’s om af te drukken" in capsys.readouterr().out

    one = tree(tmp_path / "een")
    assert one == tree(tmp_path / "twee")
    assert sum(name.endswith(".pdf") for name in one) == 60
    assert one["digipunten/brochure.pdf"].startswith(b"%PDF")


def test_without_paper_there_is_none_and_no_page_links_to_it(project, tmp_path, capsys):
    assert (
        main(["--root", str(project), "--today", TODAY, "--out", str(tmp_path / "site"), "--no-paper"]) == 0
    )
    assert "pdf" not in capsys.readouterr().out

    files = tree(tmp_path / "site")
    assert not any(name.endswith(".pdf") for name in files)
    assert not any(b".pdf" in content for name, content in files.items() if name.endswith(".html"))
    assert "Er staat nu niets klaar om af te drukken" in files["digipunten/op-papier/index.html"].decode()


def test_a_place_that_stopped_is_on_no_paper(project):
    change(project / "data/digipunten.yaml", "status: actief", "status: gestopt")

    found = made(project)

    assert "/digipunten/kringwinkel-vlaamsekaai/affiche.pdf" not in found
    assert plain("Kringwinkel Vlaamsekaai") not in text_of(found["/digipunten/brochure.pdf"][1])


def test_without_any_place_there_is_a_booklet_that_says_so(project):
    path = project / "data/digipunten.yaml"
    path.write_text("digipunten: []\n", encoding="utf-8")

    found = made(project)

    for address in ("/digipunten/brochure.pdf", "/digipunten/brochure-grote-letters.pdf"):
        assert plain("We kennen nu geen Digipunten. Bel GentInfo.") in text_of(found[address][1])
    assert len(sizes(found["/digipunten/brochure.pdf"][1])) == 4
    folders = [content for document, content in found.values() if document.template == "folder.typ"]
    assert len(folders) == 25 and all(sizes(content) for content in folders)


def test_a_town_without_a_map_prints_without_one(project):
    shutil.rmtree(project / "data" / "kaart")

    document, content = made(project)["/digipunten/brochure.pdf"]

    assert document.data["kaart"] is None
    figures = [e for e in elements(opened(content)) if e.S == "/Figure"]
    assert len(figures) == 9


def test_another_address_of_the_site_stands_in_every_code(project):
    site = read_site(Paths.of(project), DAY)[0]
    change(project / "data/site.yaml", site.settings.webadres, "https://stad.example/digitaal/")

    found = made(project)

    for document, _ in found.values():
        assert all(code.startswith("https://stad.example/digitaal/digipunten/") for code in document.codes)
    assert plain("stad.example/digitaal/digipunten/de-serre") in text_of(
        found["/digipunten/de-serre/affiche.pdf"][1]
    )


# EXAMPLE records, as far as anybody could go.
LONGEST = """
  - id: lang-{number}
    naam: Voorbeeldhuis voor {number} digitale inclusie en burgerinformaticaondersteuningsdiensten van de deelgemeente
    status: actief
    adres: {{straat: Burgemeester Voorbeeld-Van-Den-Verzonnenlaan, nummer: 128-130 bus {number}, postcode: 9000, gemeente: Gent}}
    ingang: langs de poort naast de fietsenstalling, dan de trap op en de derde deur links; bel aan bij het Digipunt
    wijk: {wijk}
    coordinaten: {{lat: 51.05{number:02}, lon: 3.72{number:02}}}
    telefoon: 09 100 00 01
    website: https://voorbeeldhuis.example/een/heel/lang/adres-dat-niet-op-een-regel-past/digipunten.html
    uren:
      hulp: {{ma-vr: "8:30-10:00, 11:15-12:45, 14:30-16:15"}}
      computer: {{ma-za: "8:15-9:45, 10:15-11:45, 18:30-20:45"}}
      afspraak: {{di: "9:00-10:00, 11:00-12:00, 13:30-16:30"}}
      telefoon: {{ma-vr: "8:30-10:00, 11:00-12:00, 13:30-16:30"}}
    kalenders: {{feestdagen: gesloten, extra-sluitingsdagen: bel eerst, gentse-feesten: gesloten}}
    uitzonderingen:
{exceptions}
    aanbod: [computer, internet, wifi, printen, scannen, eid-lezer]
    kost: gratis; printen kost 10 cent per blad in zwart-wit en 25 cent per blad in kleur
    meebrengen: [je identiteitskaart en de pincode, je eigen toestel met de lader]
    melding: {{tekst: "{notice}", tot: 2027-01-31}}
    nagekeken: {{op: 2026-11-01}}
    bron: {{naam: een voorbeeld}}
"""
EXCEPTION = "      - {{op: 2026-12-{day:02}, uren: gesloten, reden: vorming van alle medewerkers en de vrijwilligers}}"


def longest(count: int, wijk: str = "binnenstad") -> str:
    exceptions = "\n".join(EXCEPTION.format(day=day) for day in range(1, 13))
    return "digipunten:" + "".join(
        LONGEST.format(
            number=number, wijk=wijk, exceptions=exceptions, notice="De ingang is verplaatst. " * 12
        )
        for number in range(10, 10 + count)
    )


def outside(pdf: bytes, margin: int = 14) -> list[str]:
    """Words nearer to the edge of the paper than a printer can reach, half a centimetre."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text, width, height = page.get_textpage(), page.get_width(), page.get_height()
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            if left < margin or bottom < margin or right > width - margin or top > height - margin:
                found.append(text.get_text_bounded(left, bottom, right, top))
    return found


@pytest.mark.parametrize("count", [1, pytest.param(60, marks=pytest.mark.hard)])
def test_with_all_there_can_be_paper_keeps_its_form(project, count):
    (project / "data/digipunten.yaml").write_text(longest(count), encoding="utf-8")

    found = made(project, wanted="brochure|wijk/(binnenstad|drongen|dampoort)|lang-1[0-4]/")

    posters = [content for document, content in found.values() if document.template == "affiche.typ"]
    assert len(posters) == min(count, 5) and all(sizes(content) == [A4] for content in posters)
    assert len(sizes(found["/digipunten/brochure.pdf"][1])) % 4 == 0
    assert len(sizes(found["/digipunten/wijk/drongen.pdf"][1])) == 2
    assert {address: words for address, (_, content) in found.items() if (words := outside(content))} == {}
    poster = text_of(found["/digipunten/lang-10/affiche.pdf"][1])
    assert plain("burgerinformaticaondersteuningsdiensten") in poster
    # What does not fit is said to be elsewhere.
    assert plain("digitaal-mee.example/digipunten/lang-10") in poster
    assert plain(
        "Vrijdag: van 8.30 tot 10 uur, van 11.15 tot 12.45 uur en van 14.30 tot 16.15 uur"
    ) in poster or (
        plain(
            "Maandag tot en met vrijdag: van 8.30 tot 10 uur, van 11.15 tot 12.45 uur en van 14.30 tot 16.15 uur"
        )
        in poster
    )


def test_an_address_is_never_split_with_a_hyphen(project):
    (project / "data/digipunten.yaml").write_text(longest(2), encoding="utf-8")

    for document, content in made(project, wanted="brochure|binnenstad|affiche").values():
        raw = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
        # A hyphen of the typesetter, not one of the address itself.
        assert not re.search(r"(example|voorbeeldhuis|digitaal)[\w/.-]*[\x02\ufffe]", raw), document.address


def test_a_place_without_a_point_is_named_beside_the_map(project):
    path = project / "data/digipunten.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("    coordinaten:\n") >= 4
    path.write_text(re.sub(r"    coordinaten:\n(      .*\n)+", "", text, count=1), encoding="utf-8")

    document, content = made(project)["/digipunten/brochure.pdf"]

    place = next(
        found
        for group in document.data["groepen"]
        for found in group["plaatsen"]
        if found["naam"] == "Kringwinkel Vlaamsekaai"
    )
    assert place["nummer"] not in [marker["number"] for marker in document.data["kaart"]["markers"]]
    assert re.search(rf"Niet op de kaart: nummer[^.]*\b{place['nummer']}\b", raw_text(content))


def raw_text(pdf: bytes) -> str:
    return " ".join(
        " ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf)
    )


def test_the_front_of_a_folder_is_read_first(real):
    pdf = opened(real["/digipunten/wijk/dampoort.pdf"][1])

    first = [
        str(element.S) for element in elements(pdf) if re.fullmatch("/(H[1-6]|Table|Figure)", str(element.S))
    ]

    assert first[0] == "/H1" and "/H2" in first[:4]
