"""The steps that `build` and `serve` share: make what changed, and remember it for the next time."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen import inputs, outcome
from sitegen.commands.steps import Steps
from sitegen.memory import Memory
from sitegen.outcome import Look
from sitegen.paths import Paths
from sitegen.publication import Publication, refuse_foreign
from sitegen.strays import refuse_strays
from sitegen.tree import Tree

if TYPE_CHECKING:
    from sitegen.place_records import Remembered
    from sitegen.rebuild import Options


# Objects more than were freed: a page leaves some hundreds that point to each other.
GARBAGE_AFTER = 200_000


class Made(NamedTuple):
    """What the site holds in words, how many warnings there are, and how many pages were made now."""

    words: str
    warnings: int
    made: int


# Gives the day on which each part of a project was last changed, as it is known on a day; and what the next build
# gives it, in values that `marshal` knows.
History = Callable[[Path, date, Any], tuple[Mapping[str, date], Any]]


def make(
    paths: Paths,
    options: Options,
    cache: Path | None,
    force: bool,
    steps: Steps,
    history: History | None = None,
) -> Made:
    """Bring the site up to date. Whoever calls has locked the cache.

    Only when there is something to make, `history` is asked for the days that the site tells search engines.
    Raises DataError with every problem, and UseError when the folder holds something else or cannot be written.
    """
    root, out = str(paths.root), str(paths.out)
    with steps.step("zien wat er veranderde"):
        look = outcome.looked.pop((root, out), None)
        if force or look is None or not look.is_fresh:
            look = Look(root, out, str(cache) if cache else "")
        asked = (options.today.isoformat(), *options[1:])
        if not force and look.is_same(asked):
            return Made(look.outcome["words"], look.outcome["warnings"], 0)
        refuse_strays(paths)
        memory = Memory(cache, look.version)
        if force:
            memory.forget()
    is_known = bool(look.outcome) and not force
    known = look.tree if is_known else Tree({}, {})
    if not force:
        refuse_foreign(paths, look.foreign if is_known else None)
    kept = known
    if look.changed:
        files = {name: stamp for name, stamp in known.files.items() if name not in look.changed}
        kept = Tree(files, known.folders)
    publication = Publication(paths, cache, kept, exact=is_known and not look.changed and not look.foreign)
    try:
        with _uncollected():
            made, rest = _remade(paths, options, look.inputs, memory, publication, steps, history)
            if options.compressed:
                from sitegen.compression import compress

                with steps.step("samenpersen"):
                    compress(publication)
            with steps.step("schrijven"):
                tree = publication.publish()
                told: dict[str, Any] = {"tree": tree.as_plain(), "inputs": look.inputs, "asked": asked}
                told |= {"words": made.words, "warnings": made.warnings}
                if inputs.of_project(root) != look.inputs:
                    # What was saved during the build may have been read before or after that: nobody knows
                    # of what these pages were made.
                    told["inputs"], rest = {}, {}
                memory.save(told, rest)
    except BaseException:
        publication.abandon()
        raise
    return made


def _remade(
    paths: Paths,
    options: Options,
    found: dict[str, bytes],
    memory: Memory,
    publication: Publication,
    steps: Steps,
    history: History | None,
) -> tuple[Made, dict[str, Any]]:
    from dataclasses import replace

    from sitegen.parallel import WorkError
    from sitegen.rebuild import Rebuild, Unsure

    rebuild = Rebuild(paths, options, found, memory, publication, steps)
    changed: Mapping[str, date] = {}
    known = None
    if history:
        with steps.step("dagen uit git lezen"):
            changed, known = history(paths.root, options.today, rebuild.old.get("history"))
    try:
        site, places, warnings = rebuild.read()
        pages, printed = rebuild.write(replace(site, changed=changed), places)
        rest = {**rebuild.remember(places), "history": known}
        return _made(pages, printed, warnings, rebuild.made), rest
    except (Unsure, WorkError):
        publication.begin_again()
        return _made_whole(paths, options, publication, steps, rebuild.known_records, changed), {}


def _made_whole(
    paths: Paths,
    options: Options,
    publication: Publication,
    steps: Steps,
    records: MutableMapping[str, Remembered],
    changed: Mapping[str, date],
) -> Made:
    """Everything; only records that did not change are not read again. Raises DataError with every problem."""
    from sitegen import icons, paper
    from sitegen.assets import published_names
    from sitegen.commands.rendering import read_and_render
    from sitegen.listing import list_places
    from sitegen.render import files
    from sitegen.static import static_files
    from sitegen.typeset import Typesetter
    from sitegen.write import put_all, put_worker, worker_code

    with steps.step("alles lezen en maken"):
        site, outputs, warnings = read_and_render(
            paths, options.today, options.base_url, options.with_paper, records, options.meta_policy, changed
        )
        printed = {}
        if options.with_paper and options.printing:
            documents = paper.documents(site, list_places(site, options.today), options.today)
            printed = Typesetter(paths, options.today).pdfs(documents)
        static = static_files(paths)
        published = published_names(paths, static)
        drawn = icons.draw(paths, site.settings.naam) if icons.files(static) else {}
        made = {**files(outputs, site, published), **printed, **drawn}
        put_all(publication, paths, made, static, published)
        pages = [output.page for output in outputs]
        put_worker(publication, worker_code(paths), pages, len(site.digipunten), {})
    count = sum(output.page.is_html for output in outputs)
    return _made(count, len(printed), len(warnings), len(outputs))


def _made(pages: int, printed: int, warnings: int, made: int) -> Made:
    from sitegen.text import counted

    to_print = f" en {counted(printed, 'pdf', 'pdf’s')} om af te drukken" if printed else ""
    return Made(f"{counted(pages, 'pagina', 'pagina’s')}{to_print}", warnings, made)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Thousands of records live until the end: looking for garbage among them again and again takes longer."""
    usual = gc.get_threshold()
    gc.set_threshold(GARBAGE_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
