"""One module a command: each is the list of its steps. Only here is the clock read."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, date, datetime


def today(args: Namespace) -> date:
    """The day in Ghent, or the one that was asked for."""
    asked: date | None = args.today
    if asked or args.now:
        return asked or now(args).date()
    moment = datetime.now(UTC)
    # Ghent is one or two hours ahead: before ten in the evening it needs no table of time zones.
    return moment.date() if moment.hour < 22 else now(args).date()


def now(args: Namespace) -> datetime:
    """The moment on the clock of Ghent, or the one that was asked for."""
    from sitegen.schedule import BRUSSELS, from_wall

    moment: datetime = from_wall(args.now) if args.now else datetime.now(BRUSSELS)
    return moment.astimezone(BRUSSELS)
