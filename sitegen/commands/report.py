"""`report`: what an editor should do this week, as text and as a page beside the site."""

from __future__ import annotations

from argparse import Namespace

from sitegen.commands import today
from sitegen.commands.rendering import render_reading
from sitegen.dates import in_words
from sitegen.paths import HOME, Paths
from sitegen.problems import UseError
from sitegen.read import read
from sitegen.report import SIGNS, Report, Year, make_report
from sitegen.write import text_file

# By which an earlier report is known.
TITLE = "<title>Rapport voor redacteurs</title>"


def run(args: Namespace) -> int:
    paths = Paths.of(args.root)
    page = (args.out or paths.root / "rapport.html").resolve()
    kept = (paths.out, paths.data, paths.content, paths.templates, paths.static)
    if any(map(page.is_relative_to, kept)) or page.suffix != ".html":
        raise UseError(
            f'"{page.name}" kan niet: kies een bestand dat op .html eindigt, buiten de mappen van de site'
        )
    if page.exists() and TITLE not in page.read_text(encoding="utf-8", errors="replace"):
        raise UseError(f'"{page.name}" bestaat al en is geen rapport: kies met --out een ander bestand')
    day = today(args)
    reading = read(paths, day)
    site, _, problems = render_reading(reading, paths, day, args.base_url)
    report = make_report(site, problems, reading.documents, day)
    text_file(page, _as_page(report))
    print(_as_text(report))
    print(f"\nDit alles staat ook in {paths.name(page)}: open dat bestand in een browser.")
    return 0


def _as_text(report: Report) -> str:
    lines = [f"Wat er te doen is op {in_words(report.today, weekday=True)}"]
    for section in report.sections:
        lines += ["", f"{section.title} ({len(section.tasks)})"]
        lines += [f"  {task.where}: {task.what}" for task in section.tasks]
    if not report.sections:
        lines += ["", "Niets: alles is nagekeken en ingevuld."]
    if report.years:
        lines += [
            "",
            f"Het jaar per plaats ({', '.join(f'{sign} {words}' for sign, words in SIGNS.items())})",
        ]
    for year in report.years:
        lines += ["", f"  {year.name}", *_months(year)]
    return "\n".join(lines)


def _months(year: Year) -> list[str]:
    return [
        f"  {month:>14}  {''.join(mark.sign if mark else ' ' for mark in marks)}"
        for month, marks in year.months
    ]


def _as_page(report: Report) -> str:
    import jinja2

    # Always our own: it is a tool for editors, not a page of the site.
    loader = jinja2.FileSystemLoader(HOME / "templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("rapport.html").render(
        report=report, signs=SIGNS, day=in_words(report.today, weekday=True)
    )
