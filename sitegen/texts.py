"""A page of content/: its front matter and its Markdown, and everything that is wrong with it."""

from __future__ import annotations

from sitegen import traps, validate
from sitegen.fields import Invalid, Report
from sitegen.load import Page, load_page
from sitegen.model import Text
from sitegen.nodes import Scalar
from sitegen.paths import Paths
from sitegen.problems import Problem
from sitegen.records import OPTIONAL_PAGES, PAGE, REQUIRED_PAGES


def read_page(paths: Paths, name: str) -> tuple[Text | None, list[Problem]]:
    """A page of content/, by its path without `.md`; None when it has no title by which to call it."""
    report = Report()
    path = paths.content / f"{name}.md"
    return text_of(name, load_page(path, paths.name(path)), report), report.problems


def text_of(name: str, page: Page, report: Report) -> Text | None:
    """A page of content/, by its path without `.md`."""
    report.problems.extend(page.front.problems)
    report.problems.extend(validate.file_name(page.source, name))
    too_large = traps.too_large(page.source, page.body, page.body_line)
    body = "" if too_large else page.body
    report.problems.extend([too_large] if too_large else [])
    report.problems.extend(traps.misread(page.source, body, page.body_line))
    report.problems.extend(traps.in_data(PAGE, page.front.node))
    if page.front.node is None or isinstance(page.front.node, Scalar):
        if page.front.whole:
            report.problems.append(page.source.problem(1, 1, "front-matter", EMPTY_FRONT_MATTER))
        return None
    front = PAGE.read(page.front.node, report)
    if isinstance(front, Invalid):
        # Its title is missing, but its links can be checked all the same.
        front = {"titel": "", "beschrijving": ""}
    text = Text(name, page.source.name, body=body, body_line=page.body_line, **front)
    template = REQUIRED_PAGES.get(name) or OPTIONAL_PAGES.get(name)
    if template and text.titel and text.sjabloon != template:
        message = f'deze pagina heeft een vast sjabloon: schrijf bovenaan "sjabloon: {template}"'
        report.problems.append(Problem(text.file, 1, 1, "error", "sjabloon", message))
    return text


EMPTY_FRONT_MATTER = 'schrijf tussen de twee regels "---" een regel "titel: …" en een regel "beschrijving: …"'
