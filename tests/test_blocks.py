import pytest

from sitegen.blocks import blanked, blocks, only_words, without_code


@pytest.mark.parametrize(
    "body, kinds",
    [
        ("Een\ntwee\n\ndrie", [("paragraph", 5), ("paragraph", 8)]),
        ("## Kop\ntekst", [("heading", 5), ("paragraph", 6)]),
        ("Kop\n===\ntekst", [("heading", 5), ("paragraph", 7)]),
        ("- a\n  verder\n- b\n    - c", [("item", 5), ("item", 7), ("item", 8)]),
        ("- a\n\n    verder\n- geen punt", [("item", 5), ("item", 7)]),
        ("tekst\n- geen punt", [("paragraph", 5)]),
        ("    code", [("indented", 5)]),
        ("a\n```\n- b\n\n# c\n```\nd", [("paragraph", 5), ("fence", 6), ("paragraph", 11)]),
        ("```\na\n\nb", [("open-fence", 5)]),
        ("a\n\n---\n\nb", [("paragraph", 5), ("rule", 7), ("paragraph", 9)]),
        ("", []),
    ],
)
def test_a_text_is_split_as_the_converter_splits_it(body, kinds):
    assert [(block.kind, block.line) for block in blocks(body, 5)] == kinds


def test_a_place_in_a_block_is_a_line_and_a_column_of_the_file():
    (block,) = blocks("Een\ntwee drie", 5)

    assert block.place(block.text.index("drie")) == (6, 6)


def test_what_is_no_word_becomes_blanks_so_that_places_stay():
    text = r"Zie [de acties](/acties/) en `code` of \*"

    assert only_words(without_code(text)) == "Zie  de acties            en        of   "
    assert len(only_words(without_code(text))) == len(text)


def test_a_blanked_text_keeps_its_lines():
    import re

    assert blanked(re.compile(r"b.c", re.DOTALL), "ab\ncd") == "a \n d"
