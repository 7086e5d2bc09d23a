import re
import shutil
from dataclasses import replace
from datetime import date

import pytest

from sitegen.commands.rendering import read_and_render
from sitegen.model import NOT_PLACES
from sitegen.pages import all_pages
from sitegen.paths import HOME, Paths
from sitegen.problems import DataError, errors
from sitegen.read import read_site
from tests.conftest import change

TODAY = date(2026, 11, 23)


def pages_of(project):
    return {page.address: page for page in all_pages(read_site(Paths.of(project), TODAY)[0], TODAY)}


def test_every_record_and_text_has_its_own_address(project):
    addresses = pages_of(project)

    for address in (
        "/",
        "/acties/",
        "/acties/hefboomproject/",
        "/digipunten/",
        "/digipunten/de-serre/",
        "/404.html",
    ):
        assert address in addresses


def test_a_part_of_an_action_stands_below_it_in_the_trail(project):
    page = pages_of(project)["/acties/noodlaptops/"]

    assert [crumb.address for crumb in page.trail] == ["/", "/acties/", "/acties/hefboomproject/"]


def test_two_pages_with_one_address_are_refused(project):
    (project / "content" / "acties" / "hefboomproject.md").parent.mkdir()
    (project / "content" / "acties" / "hefboomproject.md").write_text(
        f"---\ntitel: Dubbel\nbeschrijving: {'x' * 60}\n---\n", encoding="utf-8"
    )

    with pytest.raises(DataError) as refused:
        read_and_render(Paths.of(project), TODAY, None)
    (problem,) = errors(refused.value.problems)
    assert (problem.file, problem.code) == ("content/acties/hefboomproject.md", "dubbel-adres")
    assert "data/programmes.yaml" in problem.message


def test_no_place_takes_the_address_of_another_page(project):
    pages = pages_of(project).values()
    below = {
        page.address.removeprefix("/digipunten/").split("/")[0]
        for page in pages
        if "/digipunten/" in page.address
    }
    places = read_site(Paths.of(project), TODAY)[0].digipunten.keys()
    others = {name for name in below - places if name and "." not in name}
    assert {"lijst", "op-papier", "wijk"} <= others <= {*NOT_PLACES}

    for name in NOT_PLACES:
        change(project / "data" / "digipunten.yaml", "- id: amal-gent", f"- id: {name}")
        with pytest.raises(DataError) as refused:
            read_and_render(Paths.of(project), TODAY, None)
        (problem,) = errors(refused.value.problems)
        assert "al het adres van andere pagina’s" in problem.message
        assert (problem.file, problem.line, problem.column) == ("data/digipunten.yaml", 134, 9)
        change(project / "data" / "digipunten.yaml", f"- id: {name}", "- id: amal-gent")


def test_a_place_that_stopped_keeps_its_address_but_is_in_no_list(project):
    change(project / "data" / "digipunten.yaml", "status: actief", "status: gestopt")

    pages = pages_of(project)

    gone = pages["/digipunten/kringwinkel-vlaamsekaai/"]
    assert not gone.listed
    shown = [place.id for place in pages["/digipunten/"].context()["finder"].places]
    assert len(shown) == 7 and gone.context()["place"].digipunt.id not in shown


def test_hours_that_are_too_old_say_neither_open_nor_closed(project):
    for page in pages_of(project).values():
        place = page.context().get("place")
        for timetable in place.timetables if place else ():
            assert place.freshness == "verlopen"
            assert "gesloten" not in str(timetable.lines) + str(timetable.days)


def test_fresh_hours_say_on_which_days_a_place_is_closed(project):
    path = project / "data" / "digipunten.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("op: 2024-03-06", "op: 2026-11-01"), encoding="utf-8"
    )

    place = pages_of(project)["/digipunten/buurthuis-scheldeoord/"].context()["place"]

    assert place.freshness == "vers"
    assert dict(place.timetables[0].days)["zondag"] == "gesloten"


def test_a_list_without_places_still_makes_a_page(project):
    (project / "data" / "digipunten.yaml").write_text("digipunten: []\n", encoding="utf-8")

    assert pages_of(project)["/digipunten/"].context()["finder"].places == ()


def test_a_check_after_the_day_of_the_build_has_not_happened(project):
    change(project / "data" / "digipunten.yaml", "op: 2024-03-06", "op: 2026-12-23")

    place = pages_of(project)["/digipunten/kringwinkel-vlaamsekaai/"].context()["place"]

    assert (place.freshness, place.digipunt.nagekeken) == ("verlopen", None)


def test_hours_by_appointment_are_not_called_open(project):
    path = project / "data" / "digipunten.yaml"
    change(
        path, "      hulp:\n        maandag: 13:30-17:00\n", "      afspraak:\n        maandag: 13:30-17:00\n"
    )

    (timetable,) = pages_of(project)["/digipunten/buurthuis-scheldeoord/"].context()["place"].timetables

    assert timetable.summary == "Op maandag: op afspraak"
    assert [hours.replace("\u00a0", " ") for _, hours in timetable.lines] == [
        "op afspraak van 13.30 tot 17 uur"
    ]


def test_a_text_can_link_to_the_pages_of_the_finder_but_not_take_their_place(project):
    link = "[Ledeberg](/digipunten/wijk/ledeberg/), [maandag](/digipunten/dag/maandag/)\n"
    change(project / "content" / "over.md", "## Waar komen", f"{link}\n## Waar komen")
    read_and_render(Paths.of(project), TODAY, None)

    (project / "content" / "digipunten" / "dag").mkdir()
    (project / "content" / "digipunten" / "dag" / "maandag.md").write_text(
        f"---\ntitel: Dubbel\nbeschrijving: {'x' * 60}\n---\n", encoding="utf-8"
    )
    with pytest.raises(DataError) as refused:
        read_and_render(Paths.of(project), TODAY, None)
    assert [problem.code for problem in errors(refused.value.problems)] == ["dubbel-adres"]


# On which day a page was last changed.

FIRST, LATER = date(2026, 3, 2), date(2026, 5, 11)


def days_of(project, *later, without=()):
    """What the sitemap says when all is of the first day, but for these things."""
    site = read_site(Paths.of(project), TODAY)[0]
    kinds = {name: getattr(site, name) for name in ("texts", "digipunten", "programmes", "contacts")}
    names = [f"{kind}/{id}" for kind, records in kinds.items() for id in records]
    every = dict.fromkeys([*names, "digipunten", "programmes", "contacts", "nieuws", "audit"], FIRST)
    assert set(later) | set(without) <= every.keys()
    changed = {
        name: day for name, day in {**every, **dict.fromkeys(later, LATER)}.items() if name not in without
    }
    pages = {page.address: page for page in all_pages(replace(site, changed=changed), TODAY)}
    return dict(pages["/sitemap.xml"].context()["listed"])


def later_pages(project, *later):
    return {address for address, day in days_of(project, *later).items() if day == LATER}


ANSWERS = re.compile("/digipunten/(dag|voor)/.+/")
BY_PLACE = re.compile("/digipunten/(wijk|postcode)/.+/")


def test_a_changed_place_changes_its_page_and_the_lists_that_show_it(project):
    found = later_pages(project, "digipunten/de-serre", "digipunten")

    assert found >= {"/digipunten/de-serre/", "/digipunten/wijk/nieuw-gent-uz/", "/inhoud/"}
    assert found >= {"/digipunten/", "/doorverwijzers/", "/digipunten/op-papier/"}
    answers = {address for address in days_of(project) if ANSWERS.fullmatch(address)}
    assert len(answers) > 7 and answers <= found
    far = {address for address in days_of(project) if BY_PLACE.fullmatch(address)} - found
    assert len(far) > 5 and "/digipunten/wijk/mariakerke/" in far
    assert not found & {"/", "/over/", "/contact/", "/acties/", "/digipunten/amal-gent/", "/nieuws/"}


def test_a_place_that_stopped_changes_every_list_that_it_may_have_stood_on(project):
    change(project / "data" / "digipunten.yaml", "status: actief", "status: gestopt")

    found = days_of(project, "digipunten/kringwinkel-vlaamsekaai", "digipunten")

    assert "/digipunten/kringwinkel-vlaamsekaai/" not in found
    lists = {address for address in found if ANSWERS.fullmatch(address) or BY_PLACE.fullmatch(address)}
    assert len(lists) > 30 and {found[address] for address in lists} == {LATER}


@pytest.mark.parametrize(
    "later, pages",
    [
        (["texts/over"], {"/over/", "/inhoud/"}),
        (["texts/index"], {"/", "/inhoud/"}),
        (["programmes/noodlaptops", "programmes"], {"/acties/noodlaptops/", "/acties/", "/inhoud/"}),
        (["nieuws"], {"/nieuws/"}),
        (["audit"], {"/toegankelijkheid/"}),
    ],
)
def test_a_change_counts_for_the_pages_that_tell_it(project, later, pages):
    (project / "data" / "metingen").mkdir(exist_ok=True)
    shutil.copy(HOME / "data" / "metingen" / "toegankelijkheid.json", project / "data" / "metingen")

    assert later_pages(project, *later) == pages


def test_a_changed_contact_counts_for_the_actions_that_name_it(project):
    found = later_pages(project, "contacts/repair-cafe", "contacts")

    assert found == {"/contact/", "/inhoud/", "/acties/herstelde-toestellen/"}


def test_a_page_has_no_day_when_one_is_not_known_of_all_that_it_tells(project):
    found = days_of(project, without=["digipunten/de-serre", "texts/acties"])

    unknown = {address for address, day in found.items() if day is None}
    assert unknown >= {"/digipunten/de-serre/", "/digipunten/wijk/nieuw-gent-uz/", "/acties/", "/inhoud/"}
    assert not unknown & {"/", "/digipunten/", "/digipunten/wijk/mariakerke/", "/acties/noodlaptops/"}
