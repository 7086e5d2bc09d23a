from tests.tried import as_property, summary


def test_counts_of_all_processes_are_told_together():
    found = [
        as_property("fouten", 3),
        ("iets anders", "x"),
        as_property("aanvallen", 1200),
        as_property("fouten", 4),
    ]

    assert summary(found) == "geprobeerd: 1.200 aanvallen, 7 fouten"
    assert summary([("iets anders", 5)]) == ""
