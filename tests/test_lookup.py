from datetime import timedelta

import pytest

from sitegen.dates import DateRange
from sitegen.lookup import LOOKED_UP, lookup
from tests.schedules import THRESHOLDS, TODAY, make_exception, make_place, make_schedule


@pytest.mark.parametrize("later", [0, 30])
@pytest.mark.parametrize("tables", [True, False])
def test_a_place_that_was_looked_up_before_gets_the_answer_of_a_new_one(later, tables):
    place = make_place(uitzonderingen=(make_exception("2026-12-03", "10:00-12:00", "vorming"),))
    asked = make_schedule(place)
    days = DateRange(TODAY + timedelta(later), TODAY + timedelta(later) + LOOKED_UP)

    def told(schedule, days, tables):
        return lookup({place.id: (place, {"hulp": schedule})}, THRESHOLDS, days, tables)

    others = [
        told(asked, DateRange(TODAY, TODAY + LOOKED_UP), with_words)
        for with_words in (True, False)
        if (later, with_words) != (0, tables)
    ]

    assert told(asked, days, tables) == told(make_schedule(place), days, tables)
    assert told(asked, days, tables) not in others
