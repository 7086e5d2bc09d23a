"""The example set that other tests use (tests/fixtures/voorbeeld): it holds everything a place may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from sitegen.fields import Choice, Kind, Many, Record
from sitegen.hours import CLOSED, Day
from sitegen.load import load_yaml
from sitegen.model import CALENDARS, CHANNELS, Freshness
from sitegen.nodes import Mapping, Node, Scalar, Sequence
from sitegen.paths import Paths
from sitegen.read import read_site
from sitegen.records import DIGIPUNT
from tests.schedules import TODAY

KINDS = {"uren", "op afspraak", "bel eerst", "gesloten"}


@pytest.fixture(scope="module")
def site_and_warnings(example_root):
    return read_site(Paths.of(example_root), TODAY)


@pytest.fixture(scope="module")
def site(site_and_warnings):
    return site_and_warnings[0]


@pytest.fixture(scope="module")
def places(site):
    return list(site.digipunten.values())


def possible(kind: Kind, *path: str) -> Iterator[tuple[str, ...]]:
    """Every key that a record declares, and every choice for its value: ("toegankelijk", "toilet", "nee")."""
    if isinstance(kind, Many):
        yield from possible(kind.kind, *path)
    elif isinstance(kind, Choice):
        yield from ((*path, word) for word in kind.values)
    elif isinstance(kind, Record):
        for name, key in kind.keys.items():
            yield (*path, name)
            yield from possible(key.kind, *path, name)


def typed(node: Node | None, *path: str) -> Iterator[tuple[str, ...]]:
    """Every key and every value that stands in the text, in the same way."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from typed(item, *path)
    elif isinstance(node, Mapping):
        for name, value in node.entries:
            yield (*path, name.text)
            yield from typed(value, *path, name.text)
    elif isinstance(node, Scalar):
        yield (*path, node.text)


def kind_of(day: Day) -> str:
    return "gesloten" if day == CLOSED else day.kind


def test_there_are_thirty_places_of_which_two_are_no_more(places):
    assert len(places) == 30
    assert Counter(place.status for place in places)["gestopt"] == 2


def test_every_key_and_every_choice_stands_in_the_text(example_root):
    wanted = set(possible(DIGIPUNT))
    document = load_yaml(example_root / "data" / "digipunten.yaml", "digipunten.yaml")

    assert {("status", "gepland"), ("toegankelijk", "toilet", "nee"), ("uitzonderingen", "reden")} < wanted
    assert wanted - set(typed(document.node.get("digipunten"))) == set()


def test_every_channel_occurs_alone_and_all_together_and_so_does_none(places):
    wanted = [*([channel] for channel in CHANNELS), CHANNELS, ()]

    assert set(map(frozenset, wanted)) <= {frozenset(place.uren) for place in places}


def test_a_place_was_checked_lately_or_long_ago_or_never(site, places):
    assert {site.freshness(place, TODAY) for place in places} == set(Freshness)
    assert None in {place.nagekeken for place in places}


def test_a_week_holds_every_kind_of_day(places):
    days = [day for place in places for week in place.uren.values() for day in week.values()]

    assert {kind_of(day) for day in days} == KINDS


def test_an_exception_holds_every_kind_of_day_or_a_week(places):
    held = [found.uren for place in places for found in place.uitzonderingen]

    assert {kind_of(uren) if isinstance(uren, Day) else "week" for uren in held} == KINDS | {"week"}


def test_calendars_have_answers_of_every_kind_and_some_have_none(places):
    answers = [answer for place in places for answer in place.kalenders.values()]

    assert {kind_of(answer) if answer else "gewoon open" for answer in answers} == KINDS | {"gewoon open"}
    assert {len(place.kalenders) for place in places} >= {0, 1, len(CALENDARS)}


def test_the_places_are_spread_over_most_districts_and_leave_some_without(site, places):
    assert 15 <= len(site.wijken.keys() & {place.wijk for place in places}) < len(site.wijken)


def test_the_check_warns_only_of_what_is_old(site_and_warnings):
    warned = {found.code for found in site_and_warnings[1] if found.file == "data/digipunten.yaml"}

    assert warned == {"oud", "nooit-nagekeken", "melding-voorbij", "sluiting"}
