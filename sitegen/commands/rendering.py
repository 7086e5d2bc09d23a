"""The steps that `build`, `check` and `serve` share."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from datetime import date

from sitegen import icons, links, paper
from sitegen.listing import list_places
from sitegen.model import Site
from sitegen.pages import addresses, all_pages, double_addresses, unshown_news
from sitegen.paths import Paths
from sitegen.place_records import Remembered
from sitegen.problems import DataError, Problem, errors
from sitegen.read import Reading, read
from sitegen.render import Output, render
from sitegen.static import static_files


def read_and_render(
    paths: Paths,
    day: date,
    base_url: str | None,
    with_paper: bool = True,
    records: MutableMapping[str, Remembered] | None = None,
    meta_policy: bool = False,
    changed: Mapping[str, date] | None = None,
) -> tuple[Site, list[Output], list[Problem]]:
    """The site, its pages, and the warnings. Raises DataError with every problem found."""
    reading = read(paths, day, memory=records)
    return render_reading(reading, paths, day, base_url, with_paper, meta_policy, changed)


def render_reading(
    reading: Reading,
    paths: Paths,
    day: date,
    base_url: str | None,
    with_paper: bool = True,
    meta_policy: bool = False,
    changed: Mapping[str, date] | None = None,
) -> tuple[Site, list[Output], list[Problem]]:
    texts, static, site = list(reading.texts.values()), static_files(paths), reading.site
    known = addresses(texts, reading.ids)
    found = [
        *reading.problems,
        *double_addresses(texts, reading.ids),
        *links.check_texts(texts, known, static),
        *links.check_news(reading.documents.get("nieuws"), known, static),
        *(unshown_news(site) if site else ()),
    ]
    if errors(found) or not site:
        raise DataError(found)
    site = replace(site.at(base_url), changed=changed or {})
    outputs = render(all_pages(site, day), site, paths, day, with_paper, meta_policy)
    printed = (
        [address.removeprefix("/") for address in paper.addresses(site, list_places(site, day))]
        if with_paper
        else []
    )
    problems = links.check(outputs, [*static, *icons.files(static), *printed], paths.name(paths.templates))
    if errors(problems):
        raise DataError([*found, *problems])
    return site, outputs, sorted(set(found))
