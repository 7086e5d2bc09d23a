import pytest

from sitegen.text import Phone, counted, listed, number, parse_phone, slug


@pytest.mark.parametrize(
    "typed, shown, uri",
    [
        ("09 210 10 10", "09 210 10 10", "tel:+3292101010"),
        ("09/210.10.10", "09 210 10 10", "tel:+3292101010"),
        ("+32 9 210 10 10", "09 210 10 10", "tel:+3292101010"),
        ("+32 (0)9 210 10 10", "09 210 10 10", "tel:+3292101010"),
        ("0032 9 210 10 10", "09 210 10 10", "tel:+3292101010"),
        ("0470123456", "0470 12 34 56", "tel:+32470123456"),
        ("051 22 33 44", "051 22 33 44", "tel:+3251223344"),
        ("1700", "1700", "tel:1700"),
        ("112", "112", "tel:112"),
    ],
)
def test_a_belgian_number_is_read_however_it_is_spaced(typed, shown, uri):
    phone = parse_phone(typed)

    assert str(phone).replace("\u00a0", " ") == shown
    assert phone.uri == uri


@pytest.mark.parametrize(
    "typed, message",
    [
        (
            "09 210 10 1",
            '"09 210 10 1" heeft 8 cijfers: een vast nummer heeft er 9 (09 210 10 10), een gsm-nummer 10 (0470 12 34 56)',
        ),
        ("bel GentInfo", 'schrijf het nummer als 09 210 10 10, niet als "bel GentInfo"'),
        ("+31 20 123 45 67", '"+31 20 123 45 67" is geen Belgisch nummer: schrijf het als 09 210 10 10'),
    ],
)
def test_a_wrong_number_says_what_to_write(typed, message):
    with pytest.raises(ValueError) as refused:
        parse_phone(typed)
    assert str(refused.value) == message


def test_numbers_lists_and_counts_are_written_as_in_belgium():
    assert number(2500) == "2.500"
    assert listed(["a", "b", "c"]) == "a, b en c"
    assert listed(["a"]) == "a"
    assert listed([]) == ""
    assert counted(1, "plek", "plekken") == "1 plek"
    assert counted(1200, "plek", "plekken") == "1.200 plekken"


def test_a_slug_holds_only_letters_digits_and_hyphens():
    assert slug("Sluizeken - Tolhuis – Café 't Één") == "sluizeken-tolhuis-cafe-t-een"


def test_a_phone_stays_on_one_line():
    assert " " not in str(Phone("092101010"))
