"""Pages to files: templates, Markdown, and links that work at any address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path
from posixpath import relpath
from urllib.parse import urlsplit

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from sitegen import dates, markup, schema_org, take_along, text
from sitegen.headers import policy
from sitegen.home_screen import SHARED
from sitegen.inline import Inline
from sitegen.listing import Listed
from sitegen.model import Site, Text
from sitegen.page import Page
from sitegen.paths import Paths
from sitegen.places import LISTED
from sitegen.problems import DataError, Problem

# Addresses that begin at the root of the site; everything a template or a text links to.
ROOT_LINK = re.compile(
    r'(<(?:a|link|script|img|form|use|source|iframe)\b[^>]*?\s(?:href|src|action)=")(/(?!/)[^"]*)(?=")'
)


@dataclass(frozen=True)
class Output:
    """A rendered page; its links still begin at the root of the site, which is what is checked."""

    page: Page
    body: str


class Compiled(jinja2.BytecodeCache):
    """Compiled templates, kept wherever `known` keeps them; Jinja compares their source and its own version."""

    def __init__(self, known: MutableMapping[str, bytes]) -> None:
        self.known = known

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.known.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


# For the next build of the same process.
COMPILED: dict[str, bytes] = {}


class Missing(jinja2.StrictUndefined):
    """A name that a template uses and nobody gave: an error, in Dutch."""

    @property
    def _undefined_message(self) -> str:
        return f'de naam "{self._undefined_name}" bestaat hier niet'


class Renderer:
    """Makes the text of pages, one by one; `problems` are those of templates that are missing or wrong.

    Pages link to what can be printed only `with_paper`, and say themselves what they may do with `meta_policy`, for
    hosts that send no headers. `html_of` gives a text of an editor as HTML; `compiled` keeps
    templates as they are run.
    """

    def __init__(
        self,
        site: Site,
        paths: Paths,
        today: date,
        with_paper: bool = True,
        meta_policy: bool = False,
        html_of: Callable[[Text], str] = lambda text: markup.to_html(text.body),
        compiled: MutableMapping[str, bytes] = COMPILED,
    ) -> None:
        self.problems: list[Problem] = []
        self._paths = paths
        self._today = today
        self._html_of = html_of
        self._site = site
        # Of pages that others tell the size of.
        self._known: dict[str, str] = {}
        self._environment = _environment(site, paths, today, compiled)
        self._environment.globals.update(
            with_paper=with_paper, size_of=self._size_of, policy=policy() if meta_policy else ""
        )

    def keep_parts(self, place: Listed) -> None:
        """Make what other pages show of a place, as long as the whole of it is at hand."""
        _card(self._environment, self._today, place)
        _row(self._environment, self._today, place)

    def output(self, page: Page) -> Output | None:
        """None when its template is missing or wrong."""
        if not page.template:
            return Output(page, page.body() if page.body else "")
        try:
            return Output(page, self._known.get(page.address) or self._body(page))
        # A template can fail in any way that Python can.
        except Exception as error:
            self.problems.append(_problem(error, page, self._paths))
            return None

    def _body(self, page: Page) -> str:
        content = Markup(self._html_of(page.text)) if page.text else ""
        context = dict(page.context())
        origin = self._site.settings.webadres.rstrip("/")
        trail = [(crumb.title, origin + crumb.address) for crumb in page.trail]
        structured = schema_org.json_ld(
            [*context.pop("things", ()), *schema_org.breadcrumbs(trail, page.title)]
        )
        return self._environment.get_template(page.template).render(
            page=page, content=content, structured=structured, **context
        )

    def _size_of(self, page: Page) -> int:
        """In bytes, as it is written."""
        self._known[page.address] = self._body(page)
        return len(file_of(Output(page, self._known[page.address]), self._site, {}))


def render(
    pages: Iterable[Page],
    site: Site,
    paths: Paths,
    today: date,
    with_paper: bool = True,
    meta_policy: bool = False,
) -> list[Output]:
    """The text of every page. Raises DataError when a template is missing or wrong."""
    renderer = Renderer(site, paths, today, with_paper, meta_policy)
    outputs = [output for page in pages if (output := renderer.output(page))]
    if renderer.problems:
        raise DataError(renderer.problems)
    return outputs


def files(outputs: list[Output], site: Site, published: Mapping[str, str]) -> dict[str, bytes]:
    """What is written, by path."""
    return {output.page.file: file_of(output, site, published) for output in outputs}


def file_of(output: Output, site: Site, published: Mapping[str, str]) -> bytes:
    """What is written of a page: links made relative, so that the site works below any address.

    Style sheets and scripts are linked by the names under which they are published.

    A host shows 404.html at whatever address was asked for, so only that page begins at the root. A page that goes
    without the site leads into itself, or to the web.
    """
    body = _with_links(output, site.settings.webadres, published)
    return (_without_indents(body) if output.page.template else body).encode()


def _without_indents(body: str) -> str:
    """The lines of a page without the indentation of its templates, but for text that shows it."""
    parts = re.split(r"(<(?:pre|textarea)\b.*?</(?:pre|textarea)>)", body, flags=re.DOTALL)
    return "".join(part if i % 2 else re.sub(r"\n\s+", "\n", part) for i, part in enumerate(parts))


def _with_links(output: Output, webadres: str, published: Mapping[str, str]) -> str:
    page = output.page
    if not page.is_html:
        return output.body
    if page.holds is not None:
        held, origin = page.holds, webadres.rstrip("/")
        return ROOT_LINK.sub(lambda link: link[1] + (held.get(link[2]) or origin + link[2]), output.body)
    base = urlsplit(webadres).path if page.address == "/404.html" else ""

    def written(link: re.Match[str]) -> str:
        name = link[2][1:]
        name = published.get(name, name)
        return f"{link[1]}{base}{name}" if base else link[1] + relative(page.address, f"/{name}")

    return ROOT_LINK.sub(written, output.body)


def relative(address: str, target: str) -> str:
    """The target as seen from the page at `address`: '/acties/' from '/contact/' is '../acties/'."""
    path, mark, rest = TARGET.fullmatch(target).groups()  # type: ignore[union-attr]
    if path == address:
        return f"{mark}{rest}" if mark == "#" else f"./{mark}{rest}"
    return f"{_from_folder(address.rpartition('/')[0], path)}{mark}{rest}"


TARGET = re.compile("([^?#]*)([?#]?)(.*)", re.DOTALL)


# Most links of a page are those of its neighbours: up to the root, and down to a main page.
@lru_cache(maxsize=1 << 10)
def _from_folder(folder: str, path: str) -> str:
    return relpath(path, folder or "/") + ("/" if path.endswith("/") else "")


def _environment(
    site: Site, paths: Paths, today: date, compiled: MutableMapping[str, bytes]
) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(paths.templates),
        autoescape=True,
        undefined=Missing,
        # A build reads each template once.
        auto_reload=False,
        bytecode_cache=Compiled(compiled),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=text.number,
        listed=text.listed,
        capitalised=text.capitalised,
        counted=text.counted,
        in_words=dates.in_words,
        json_in_html=_json_in_html,
        slug=text.slug,
    )
    # Data in a page, for scripts and for search engines.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    settings = site.settings
    environment.globals.update(
        settings=settings,
        first_contact=site.contacts[settings.eerste_contact],
        origin=settings.webadres.rstrip("/"),
        today=today,
        listed_until=today + LISTED,
        icon=cache(lambda name: _macro(environment, "icon")(name)),
        digipunt_kaart=partial(_card, environment, today),
        vergelijk_rij=partial(_row, environment, today),
        meeneem_plek=partial(_whole, environment, site, today),
        inline=Inline(paths),
        shared_picture=SHARED,
    )
    return environment


# What no text of an editor can hold: it shows where the number and the notes of a card come.
NUMBER, NOTES = "\uffff", "\ufffe"


def _card(
    environment: jinja2.Environment,
    today: date,
    place: Listed,
    notes: Sequence[str] = (),
    number: int | None = None,
) -> Markup:
    """A place in a list. The same card stands on many pages, so it is made once."""

    def made() -> list[str]:
        macro = _macro(environment, "digipunt_kaart")
        with_number, without = (str(macro(place.whole, today, (NOTES,), sign)) for sign in (NUMBER, None))
        return [with_number, without]

    with_number, without = place.keep("lijst", made)
    card = without if number is None else with_number.replace(NUMBER, str(number))
    return Markup(card.replace(NOTES, escape(". ".join(notes))))


def _row(environment: jinja2.Environment, today: date, place: Listed) -> Markup:
    """A place in the helpers' table."""
    return Markup(place.keep("rij", lambda: str(_macro(environment, "vergelijk_rij")(place.whole, today))))


def _whole(environment: jinja2.Environment, site: Site, today: date, place: Listed) -> Markup:
    """All of a place, in the one file."""

    def made() -> str:
        known = take_along.known(place.whole, site.settings.drempels, today)
        return str(_macro(environment, "meeneem_plek")(place.whole, known))

    return Markup(place.keep("meenemen", made))


def _macro(environment: jinja2.Environment, name: str) -> Callable[..., str]:
    found: Callable[..., str] = getattr(environment.get_template(f"components/{name}.html").module, name)
    return found


def _json_in_html(text: str) -> Markup:
    """Nothing in it can end the element that it stands in."""
    for sign in "<>&'":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _problem(error: Exception, page: Page, paths: Paths) -> Problem:
    file, line = _template_line(error, page)
    if isinstance(error, jinja2.TemplateNotFound):
        file, line = str(error.name or page.template), 1
        message = f"dit sjabloon ontbreekt; de pagina {page.address} heeft het nodig"
    elif isinstance(error, jinja2.TemplateSyntaxError):
        file, line = str(error.filename or page.template), error.lineno
        message = "de schrijfwijze van dit sjabloon klopt hier niet"
    elif isinstance(error, jinja2.UndefinedError):
        message = f"het sjabloon kan {page.address} niet maken: {error}"
    elif isinstance(error, UnicodeDecodeError):
        message = "een sjabloon is niet in UTF-8 bewaard"
    elif isinstance(error, RecursionError):
        message = f"het sjabloon kan {page.address} niet maken: het gebruikt zichzelf"
    else:
        message = f"het sjabloon kan {page.address} niet maken ({type(error).__name__})"
    return Problem(_named(file, paths), line, 1, "error", "sjabloon", message)


def _template_line(error: Exception, page: Page) -> tuple[str, int]:
    """Jinja rewrites tracebacks so that the innermost template frame has its own file and line."""
    place = (page.template, 1)
    frame = error.__traceback__
    while frame:
        name = frame.tb_frame.f_code.co_filename
        if name.endswith((".html", ".xml", ".txt")):
            place = (name, frame.tb_lineno)
        frame = frame.tb_next
    return place


def _named(file: str, paths: Paths) -> str:
    path = Path(file)
    return paths.name(path) if path.is_absolute() else f"{paths.name(paths.templates)}/{file}"
