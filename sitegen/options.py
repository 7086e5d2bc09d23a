"""What can be asked on the command line. Options are English, every printed word is Dutch."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from sitegen.dates import parse_date, parse_moment
from sitegen.problems import UseError, did_you_mean
from sitegen.targets import FEWEST_KEPT, in_words, parse_target

COMMANDS = {
    "build": "de site maken (dit gebeurt ook zonder commando)",
    "check": "alles nakijken en niets schrijven",
    "diff": "wat een bezoeker ziet veranderen sinds een versie in git",
    "hours": "hoe de site uren begrijpt, en of een plaats open is",
    "new": "een leeg Digipunt, actie, contact, pagina of bericht om in te vullen",
    "report": "wat er deze week te doen is, en hoe elke plaats het jaar door open is",
    "import": "zien wat de open data van de stad verandert, en dat bewaren",
    "publish": "de site maken, zien wat er verandert, en ze met --yes online zetten",
    "schema": "bijwerken wat je editor en docs/gegevens.md over de gegevens zeggen",
    "serve": "de site bekijken op deze computer; een wijziging toont zich vanzelf",
}


def parsed(given: Sequence[str]) -> argparse.Namespace:
    """The command and its options; without a command, that is `build`. Raises UseError."""
    given = list(given)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given.insert(0, "build")
    return _parser().parse_args(_known_command(given))


def _known_command(given: list[str]) -> list[str]:
    if given[0] not in (*COMMANDS, "-h", "--help"):
        meant = did_you_mean(given[0], COMMANDS) or f" Kies {', '.join(COMMANDS)}."
        raise UseError(f'"{given[0]}" is geen commando.{meant}')
    return given


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Of a width of its own: asking the terminal for each option takes longer than reading them all."""
    return argparse.RawDescriptionHelpFormatter(prog, width=100)


class DutchParser(argparse.ArgumentParser):
    """argparse prints English; its few sentences are said in Dutch here."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_formatter, **settings)

    def error(self, message: str) -> NoReturn:
        raise UseError(f"{_in_dutch(message)}\nAlle opties: python build.py --help")

    def format_help(self) -> str:
        text = super().format_help()
        for english, dutch in HEADINGS.items():
            text = text.replace(english, dutch)
        return text


HEADINGS = {
    "usage:": "gebruik:",
    "positional arguments:": "argumenten:",
    "options:": "opties:",
    "show this help message and exit": "deze uitleg tonen",
}
ERRORS = (
    ("ignored explicit argument ", "hier hoort geen waarde: "),
    ("unrecognized arguments: ", "deze optie bestaat niet: "),
    ("the following arguments are required: ", "dit ontbreekt: "),
    ("invalid choice: ", "dit kan niet: "),
    ("choose from", "kies uit"),
    ("expected one argument", "hier hoort een waarde achter"),
    ("not allowed with argument ", "dit gaat niet samen met "),
    ("argument ", "bij "),
    ("ambiguous option: ", "deze optie is niet duidelijk: "),
    (" could match ", " kan zijn: "),
)


def _in_dutch(message: str) -> str:
    for english, dutch in ERRORS:
        message = message.replace(english, dutch)
    return message


def _parser() -> DutchParser:
    parser = DutchParser(prog="python build.py", description="Maakt de site uit data/ en content/.")
    commands = parser.add_subparsers(title="commando's", dest="command", metavar="commando", required=True)
    made = {name: commands.add_parser(name, help=help, description=help) for name, help in COMMANDS.items()}
    for command in made.values():
        command.add_argument("--root", type=Path, metavar="MAP", help="de map met data/ en content/")
        command.add_argument(
            "--today", type=_told(parse_date), metavar="DATUM", help="doe alsof het die dag is: 2026-12-25"
        )
        command.add_argument(
            "--now", type=_told(parse_moment), metavar="MOMENT", help="doe alsof het dan is: 2026-12-25T10:30"
        )
        command.add_argument(
            "--base-url", type=_told(_base_url), metavar="ADRES", help="waar de site komt te staan"
        )
    for command in (made["build"], made["publish"]):
        _add_build_options(command)
    _add_publish_options(made["publish"])
    made["check"].add_argument(
        "--format",
        choices=("text", "json", "github", "gitlab"),
        default="text",
        help="text, github, gitlab of json",
    )
    made["check"].add_argument("--strict", action="store_true", help="ook waarschuwingen geven exitcode 1")
    made["check"].add_argument(
        "--taal", action="store_true", help="zeg ook hoe makkelijk de teksten lezen; dit geeft nooit een fout"
    )
    diff = made["diff"]
    diff.add_argument(
        "rev", nargs="?", default="HEAD", metavar="VERSIE", help="gewoonlijk HEAD; in CI origin/main"
    )
    diff.add_argument(
        "--format",
        choices=("text", "markdown", "nieuws"),
        default="text",
        help="text, markdown, of nieuws: een eerste versie voor data/nieuws.yaml",
    )
    hours = made["hours"]
    hours.add_argument("text", nargs="?", metavar="TEKST", help='uren of een datum, zoals "ma-vr 9u-12u"')
    hours.add_argument("--place", metavar="ID", help="het id van een Digipunt")
    hours.add_argument("--channel", metavar="KANAAL", help="hulp, computer, afspraak of telefoon")
    hours.add_argument(
        "--at", type=_told(parse_moment), metavar="MOMENT", help="op dat moment: 2026-12-25T10:30"
    )
    hours.add_argument("--format", choices=("text", "json"), default="text", help="text of json")
    hours.add_argument("--batch", action="store_true", help="lees vragen als JSON, elk op een regel")
    made["new"].add_argument(
        "kind",
        type=_told(_kind),
        metavar="SOORT",
        help="digipunt, programme (of actie), contact, page (of pagina), news (of nieuws)",
    )
    made["new"].add_argument("name", metavar="NAAM", help='de naam, zoals "Bibliotheek Zuid"')
    made["report"].add_argument(
        "--out", type=Path, metavar="BESTAND", help="waar de pagina komt (gewoonlijk rapport.html)"
    )
    made["import"].add_argument("file", type=Path, metavar="BESTAND", help="JSON, GeoJSON of CSV van de stad")
    made["import"].add_argument(
        "--write", action="store_true", help="bewaar de wijzigingen in data/digipunten.yaml"
    )
    made["serve"].add_argument(
        "--port", type=_told(_port), metavar="POORT", help="gewoonlijk 8000, of de eerste die vrij is"
    )
    return parser


def _add_build_options(build: argparse.ArgumentParser) -> None:
    build.add_argument("--out", type=Path, metavar="MAP", help="waar de site komt (gewoonlijk site/)")
    build.add_argument(
        "--force",
        action="store_true",
        help="maak alles opnieuw, en vervang ook een map met andere bestanden",
    )
    build.add_argument("--profile", action="store_true", help="zeg ook hoeveel tijd elke stap kostte")
    build.add_argument(
        "--no-paper", dest="paper", action="store_false", help="maak geen pdf’s om af te drukken"
    )
    build.add_argument(
        "--compress",
        action="store_true",
        help="zet naast elk tekstbestand ook een samengeperst bestand (.br en .gz)",
    )
    build.add_argument(
        "--meta-policy",
        action="store_true",
        help="zet de veiligheidsregels ook in elke pagina, voor een host die geen headers stuurt",
    )


def _add_publish_options(publish: argparse.ArgumentParser) -> None:
    publish.epilog = (
        f"DOEL is een van deze:\n{in_words()}\n\nElke manier staat uitgelegd in docs/publiceren.md."
    )
    publish.add_argument(
        "target", type=_told(parse_target), metavar="DOEL", help="waar de site komt, zoals map:/srv/www/site"
    )
    publish.add_argument(
        "--yes", action="store_true", help="publiceer echt; anders zie je alleen wat er zou veranderen"
    )
    instead = publish.add_mutually_exclusive_group()
    instead.add_argument("--list", action="store_true", help="toon de uitgaven die er staan")
    instead.add_argument("--rollback", action="store_true", help="ga terug naar de uitgave van voordien")
    publish.add_argument(
        "--keep",
        type=_told(_kept),
        default=5,
        metavar="AANTAL",
        help="hoeveel uitgaven er blijven staan, bij map en ssh (gewoonlijk 5)",
    )
    publish.add_argument("--push", action="store_true", help="bij git: stuur de tak ook naar origin")
    publish.add_argument(
        "--cname", action="store_true", help="bij git: zet de naam uit het webadres in CNAME"
    )


def _told(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """argparse hides what a ValueError says."""

    def read(text: str) -> Any:
        try:
            return parse(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read


def _kind(text: str) -> str:
    kinds = {"digipunt": "digipunt", "programme": "programme", "contact": "contact", "page": "page"}
    kinds |= {"actie": "programme", "pagina": "page", "plaats": "digipunt", "nieuws": "news", "news": "news"}
    if text.casefold() not in kinds:
        raise ValueError(f'"{text}" kan niet: kies digipunt, actie, contact, pagina of nieuws')
    return kinds[text.casefold()]


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError(f'"{text}" is geen poort: kies een getal van 1 tot 65535')
    return int(text)


def _kept(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < FEWEST_KEPT:
        raise ValueError(f'"{text}" kan niet: kies een getal vanaf {FEWEST_KEPT}, dan kan je altijd terug')
    return int(text)


def _base_url(text: str) -> str:
    from sitegen.records import parse_base_url

    return parse_base_url(text)
