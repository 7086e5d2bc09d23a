"""One module a command: each is the list of its steps. Only here is the clock read."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, datetime

from sitegen.schedule import BRUSSELS, from_wall


def today(args: Namespace) -> date:
    """The day in Ghent, or the one that was asked for."""
    asked: date | None = args.today
    return asked or now(args).date()


def now(args: Namespace) -> datetime:
    """The moment on the clock of Ghent, or the one that was asked for."""
    moment: datetime = from_wall(args.now) if args.now else datetime.now(BRUSSELS)
    return moment.astimezone(BRUSSELS)
