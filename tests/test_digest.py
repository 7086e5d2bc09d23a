"""What tells things apart says the same of equal ones."""

from __future__ import annotations

import marshal

from sitegen.digest import of_plain


def test_equal_values_are_told_as_equal_whoever_holds_their_parts():
    name = "".join(["Bibliotheek ", "De Krook"])
    fresh = [("".join(["Bibliotheek ", "De Krook"]), 51.05, ("wifi",)) for _ in range(2)]
    held = [(name, 51.05, ("wifi",)), (name, 51.05, ("wifi",))]

    assert marshal.dumps(fresh) != marshal.dumps(held)
    assert of_plain(fresh) == of_plain(held) == of_plain(marshal.loads(marshal.dumps(held)))
    assert of_plain(held[:1]) != of_plain(held)
