"""The difficult words of a page stand at its end, with what they mean."""

from dataclasses import dataclass

import pytest

from sitegen.cli import main
from sitegen.glossary import explained
from sitegen.model import Word
from tests.conftest import TODAY, change

WIFI = Word("wifi", betekenis="Internet zonder draad.")
EID = Word("eID", vormen=("eID's", "eID-kaart"), betekenis="Je identiteitskaart.")
ABOUT = Word("aangaande", beter="over")
WORDS = (WIFI, EID, ABOUT)


@dataclass(frozen=True)
class Section:
    kop: str
    tekst: tuple[str, ...]


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        (["Is er wifi?"], (WIFI,)),
        (["WIFI en eID's"], (EID, WIFI)),
        (["wifinetwerk, e-wifi"], ()),
        (["aangaande niets"], ()),
        (["[de kaart](/wifi/) <a href='wifi'>hier</a> https://wifi.example/wifi"], ()),
        (["[de wifi](/x/)"], (WIFI,)),
        ([(Section("Kop", ("Breng je eID-kaart mee.",)),)], (EID,)),
        (["", None, 3, ()], ()),
    ],
)
def test_words_are_found_in_all_that_is_shown_but_not_in_addresses(shown, found):
    assert explained(WORDS, *shown) == found


def test_a_page_explains_its_words_and_changes_with_their_meaning(small):
    def built():
        assert main(["--root", str(small), "--today", TODAY, "--no-paper"]) == 0
        site = small / "site"
        return {name: (site / name / "index.html").read_text("utf-8") for name in ("privacy", "over")}

    (small / "data" / "woorden.yaml").write_text(
        "woorden:\n  - {woord: wifi, betekenis: VOORBEELD}\n", "utf-8"
    )
    change(small / "content" / "over.md", "Bel de balie.", "Bel de balie, of gebruik de wifi.")
    first = built()
    assert "<dt>Wifi</dt><dd>VOORBEELD</dd>" in first["over"] and "VOORBEELD" not in first["privacy"]

    change(small / "data" / "woorden.yaml", "VOORBEELD", "Internet zonder draad.")
    second = built()
    assert "<dt>Wifi</dt><dd>Internet zonder draad.</dd>" in second["over"]
    assert second["privacy"] == first["privacy"]
