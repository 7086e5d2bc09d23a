"""How many answers a second: a place with 20 exceptions, random moments over three years.

    python -m bench.hours

Cold is a new Schedule for every 1000 moments, as a build or an export makes them; warm is one that
has been asked about those days before. Both must stay above 20 000 a second.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

from sitegen.dates import DateRange
from sitegen.hours import parse_day, parse_week
from sitegen.model import SpecialHours
from sitegen.paths import Paths
from sitegen.read import read_site
from sitegen.schedule import Schedule
from tests.schedules import THRESHOLDS, TODAY, make_answers, make_place

COUNT = 30_000
WANTED = 20_000
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
SECONDS = int((datetime(2029, 1, 1, tzinfo=UTC) - FIRST).total_seconds())


def main() -> None:
    draw = random.Random(1)
    calendars = read_site(Paths.of(), TODAY)[0].calendars
    moments = [FIRST + timedelta(seconds=draw.randrange(SECONDS)) for _ in range(COUNT)]
    for name, week in (
        ("gewone week", "ma-vr 10-12u en 13-17u"),
        ("dag en nacht", "ma-zo 0:00-24:00"),
        ("altijd gesloten", "ma-zo gesloten"),
    ):
        place = make_place(
            uren={"hulp": parse_week(week)},
            kalenders=make_answers(gentse_feesten="gesloten"),
            uitzonderingen=tuple(exceptions(draw)),
        )
        rates = {}
        rates["koud"] = asked(
            [Schedule(place, "hulp", calendars, THRESHOLDS, TODAY) for _ in range(COUNT // 1000)], moments
        )
        warm = Schedule(place, "hulp", calendars, THRESHOLDS, TODAY)
        asked([warm], moments)
        rates["warm"] = asked([warm], moments)
        for how, rate in rates.items():
            print(
                f"{name:16} {how}  {rate:>9,.0f} antwoorden per seconde{'' if rate > WANTED else '  TE TRAAG'}"
            )


def exceptions(draw: random.Random) -> list[SpecialHours]:
    """Twenty, each in a period of its own: a day, a week or a month, spread over the three years."""
    made = []
    for index in range(20):
        first = date(2026, 1, 5) + timedelta(50 * index)
        days = DateRange(first, first + timedelta(draw.choice([0, 6, 30])))
        hours = draw.choice([parse_day("gesloten"), parse_day("10:00-12:00"), parse_week("di 13-16u")])
        made.append(SpecialHours(days, hours, "voorbeeld"))
    return made


def asked(schedules: list[Schedule], moments: list[datetime]) -> float:
    """Answers per second, with the moments divided over the schedules."""
    share = len(moments) // len(schedules)
    started = perf_counter()
    for index, schedule in enumerate(schedules):
        for moment in moments[index * share : (index + 1) * share]:
            schedule.at(moment)
    return len(moments) / (perf_counter() - started)


if __name__ == "__main__":
    main()
