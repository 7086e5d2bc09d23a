"""What Markdown reads otherwise than whoever typed it, and links that do not say where they lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import pairwise

from sitegen.blocks import AUTOLINK, FILLED, LINK, UNDERLINE, Block, blanked, blocks, only_words, without_code
from sitegen.fields import Kind, texts
from sitegen.limits import DEEPEST_BLOCK, LONGEST_BLOCK, MOST_BRACKETS, MOST_HEADINGS, MOST_LINES_OF_BLOCK
from sitegen.nodes import Node
from sitegen.problems import Problem, Severity
from sitegen.regex import regex
from sitegen.source import Source
from sitegen.text import CONTROL

# Offset in the block, code and message.
Trap = tuple[int, str, str]

# What visitors see as it was meant, but read with more trouble; all else shows wrong or not at all.
WARNINGS = {"hekje-spatie", "vage-link", "haakje-rond", "nadruk", "hoofdletters"}


def misread(source: Source, body: str, first_line: int) -> Iterator[Problem]:
    """Every trap in a page's text; `body` begins at `first_line` of its file."""
    found = list(blocks(body, first_line))
    for block in found:
        for offset, code, message in _in_block(block):
            yield source.problem(*block.place(offset), code, message, _severity(code))
    for block, code, message in (*_levels(found), *_lists(found)):
        yield source.problem(block.line, 1 + block.indent, code, message)


def too_large(source: Source, body: str, first_line: int) -> Problem | None:
    """The first part of a text that is larger or deeper than anybody reads, and that takes very long to convert."""
    headings = 0
    for block in blocks(body, first_line):
        if block.kind in ("fence", "rule"):
            continue
        headings += block.kind == "heading"
        if headings > MOST_HEADINGS:
            return source.problem(block.line, 1, "te-veel", MANY_HEADINGS)
        if len(block.text) > LONGEST_BLOCK or len(block.lines) > MOST_LINES_OF_BLOCK:
            return source.problem(block.line, 1, "te-lang", LONG_BLOCK)
        if block.text.count("[") > MOST_BRACKETS:
            return source.problem(block.line, 1, "te-veel", MANY_BRACKETS)
        for number, line in enumerate(block.lines, block.line):
            marks = MARKS.match(line)
            if marks and len(LEVEL.findall(marks[0].expandtabs(4))) > DEEPEST_BLOCK:
                return source.problem(number, 1, "niveaus", DEEP_BLOCK)
    return None


LONG_BLOCK = "dit stuk tekst is veel te lang: zet er lege regels tussen, zodat het meer alinea’s worden"
MANY_HEADINGS = "deze pagina heeft te veel tussentitels: maak er meer pagina’s van"
MANY_BRACKETS = 'in dit stuk tekst staat te vaak een "[": haal weg wat er niet hoort'
DEEP_BLOCK = "deze tekst heeft te veel niveaus in elkaar: maak hem eenvoudiger"
# What opens a list or a quote at the start of a line, and how many there are.
MARKS = regex(r"(?:[ \t]*(?:>|(?:[-*+:]|[0-9]+\.)(?=[ \t])))*[ \t]*")
LEVEL = regex(r"[>*+:.-]| {4}")


def in_data(kind: Kind, node: Node | None) -> Iterator[Problem]:
    """Markdown in values of YAML: there its signs show as they were typed."""
    for text, scalar in texts(kind, node):
        # What is parsed, such as a web address, may hold these signs.
        if (text.parse is str or text.prose) and (match := MARKUP.search(scalar.text)):
            line, column = scalar.place(match.start())
            yield scalar.source.problem(line, column, "opmaak", NO_MARKUP.format(match[0]), "warning")


MARKUP = regex(
    r"\*\*\S[^*]*\*\*|(?<!\w)__\w[^_]*__(?!\w)|(?<![\w*])\*\w[^*]*\*(?![\w*])|(?<![\w_])_\w[^_]*_(?![\w_])"
    r"|\[[^\[\]]+\]\([^()\s]+\)|`[^`]+`|^#{1,6} +(?=\S)|</?(?:b|i|a|p|br|em|strong|ul|ol|li|h[1-6])\b[^>]*>"
)
NO_MARKUP = 'opmaak zoals "{}" werkt hier niet, een bezoeker ziet de tekens: typ alleen de woorden'


def _severity(code: str) -> Severity:
    return "warning" if code in WARNINGS else "error"


def _in_block(block: Block) -> Iterator[Trap]:
    if block.kind == "open-fence":
        message = (
            f'dit blok code wordt niet gesloten: zet onder de code een regel met alleen "{block.text[:3]}"'
        )
        yield 0, "code-open", message
    elif block.kind == "indented":
        yield 0, "code-spaties", "door de 4 spaties vooraan wordt dit computercode: begin vooraan op de regel"
    elif block.kind in ("heading", "paragraph", "item"):
        text = without_code(block.text, FILLED)
        if any(TABLE.fullmatch(line) for line in text.split("\n")):
            yield (
                text.index("|"),
                "tabel",
                "een tabel kan hier niet: maak er een lijst van, met een punt per rij",
            )
            return
        for start in block.starts:
            yield from _in_line(block, text, start)
        yield from _in_words(block, blanked(DEFINITION, text))


# Of headings


def _levels(found: list[Block]) -> Iterator[tuple[Block, str, str]]:
    """The page's title is the first level, so its text begins with the second."""
    before = 1
    for block in found:
        if block.kind != "heading":
            continue
        if before + 1 < block.level < 5:
            typed, meant = "#" * block.level, "#" * (before + 1)
            yield block, "titel-niveau", f'hier is een niveau overgeslagen: schrijf "{meant}", niet "{typed}"'
        before = block.level


# Of lists


def _lists(found: list[Block]) -> Iterator[tuple[Block, str, str]]:
    """Points that the converter does not put at the level where they seem to stand."""
    # The points that this one stands below, the last of each level.
    above: list[Block] = []
    for before, block in pairwise([None, *found]):
        assert block
        if block.kind != "item":
            above = []
            if before and before.kind == "item" and block.kind == "paragraph" and block.indent:
                yield block, "lijst-spaties", AFTER_POINT.format(_spaces(block.indent))
        if block.kind != "item" or not LIST_POINT.match(block.lines[0]):
            continue
        while above and above[-1].indent > block.indent:
            above.pop()
        # One blank more is a slip of the hand, and is read as none.
        same = above.pop() if above and above[-1].indent >= block.indent - 1 else None
        above.append(block)
        meant = len(above) - 1
        if block.indent // 4 != meant:
            message = f"zet {4 * meant} spaties voor dit punt, niet {_spaces(block.indent)}"
            yield block, "lijst-spaties", message
        elif same and before and _adjoining(before, block) and _is_numbered(same) != _is_numbered(block):
            mark = same.lines[0].split()[0]
            message = f'dit punt begint anders dan het vorige ("{mark}"): begin het op dezelfde manier, of zet er een lege regel voor'
            yield block, "lijst", message


AFTER_POINT = "deze regel begint met {}: begin vooraan, of met 4 spaties als ze bij het punt hoort"


def _spaces(count: int) -> str:
    return "1 spatie" if count == 1 else f"{count} spaties"


def _is_numbered(point: Block) -> bool:
    return point.lines[0].lstrip()[:1].isdigit()


def _adjoining(before: Block, block: Block) -> bool:
    return before.kind == block.kind and before.line + len(before.lines) == block.line


# Of lines

BULLET = regex(r"[ \t]*([•·▪▫◦‣⁃●○■□\uf0b7])\s*|[ \t]*([–—])\s+|(o)\t")
NOT_A_POINT = regex(r"[ \t]*(?:([-*+]|[0-9]{1,2}\.)(?:(?=[^\W\d_])|\u00a0+)|([0-9]{1,2})\)\s)")
LIST_POINT = regex(r"[ \t]*(?:[-*+]|[0-9]+\.)[ \t]")
# Nobody counts that far: a sentence that begins or, below another line, ends with a year.
YEAR = regex(r"[ \t]*([0-9]{3,})\.[ \t]")
DEFINITION = regex(r"^ {0,3}(\[[^\]\n]+\]:).*", re.MULTILINE)
# A line between bars, or the line of dashes below the head.
TABLE = regex(r"\s*\|.*\|\s*|(?=.*\|)(?=.*--)[\s|:-]+")
TASK = regex(r"\s*[-*+] +(\[[ xX]?\])(?!\()")


def _in_line(block: Block, text: str, start: int) -> Iterator[Trap]:
    """What is wrong with the line that begins at `start`; the first line tells what the block became."""
    line, _, _ = text[start:].partition("\n")
    first = start == 0
    typed = line.lstrip()
    at = start + len(line) - len(typed)
    if block.kind == "heading" and first:
        yield from _in_heading(block, line)
    elif first and block.kind == "paragraph" and block.indent and typed.startswith(("#", ">", "```", "~~~")):
        yield at, "spaties", f'haal de spaties voor "{typed.split()[0]}" weg'
    elif not first and typed.startswith(("```", "~~~")):
        yield at, "code-open", f'zet "{typed[:3]}" vooraan op een regel'
    elif match := BULLET.match(line):
        mark = match[1] or match[2] or match[3]
        if not match[2] or first or _line_before(text, start).lstrip().startswith(mark):
            yield at, "lijst-teken", f'begin een punt van een lijst met "- ", niet met "{mark}"'
    elif match := NOT_A_POINT.match(line):
        yield from _almost_a_point(block, match, line, at)
    elif first and block.kind == "item" and (match := YEAR.match(line)):
        message = (
            f'hierdoor begint een lijst bij {match[1]}: schrijf "{match[1]}\\." als dat niet de bedoeling is'
        )
        yield at, "lijst-getal", message
    elif first and (match := TASK.match(line)):
        yield match.start(1), "vakje", f'"{match[1]}" wordt geen vakje om aan te kruisen: haal het weg'
    elif not first and LIST_POINT.match(line) and not YEAR.match(line):
        if not LIST_POINT.match(_line_before(text, start)) or block.kind == "item":
            yield at, "lijst", "zet een lege regel voor deze lijst"
    elif match := DEFINITION.match(line):
        message = f'deze regel verschijnt niet op de pagina: zet een "\\" voor "{match[1]}", of schrijf de link als [woorden](adres)'
        yield start + match.start(1), "verdwenen-regel", message
    if line.endswith("\\"):
        message = 'een bezoeker ziet deze "\\": haal ze weg, of typ er twee spaties voor een nieuwe regel'
        yield start + len(line) - 1, "regeleinde", message


def _in_heading(block: Block, line: str) -> Iterator[Trap]:
    hashes = "#" * block.level
    if UNDERLINE.fullmatch(block.lines[-1]) and len(block.lines) > 1 and block.level == 2:
        message = f'door "{block.lines[-1].strip()}" eronder wordt dit een tussentitel: schrijf "## …", of zet er een lege regel tussen'
        yield 0, "titel-streepjes", message
    elif not line.strip("# \t"):
        yield 0, "titel-leeg", f'na "{hashes}" staat geen tussentitel: vul hem in, of haal de regel weg'
    elif (
        block.level > 1 and line.startswith(hashes) and line[block.level : block.level + 1] not in (" ", "\t")
    ):
        yield block.level, "hekje-spatie", f'zet een spatie na "{hashes}"'


def _almost_a_point(block: Block, match: re.Match[str], line: str, at: int) -> Iterator[Trap]:
    if match[2]:
        yield at, "lijst-teken", f'schrijf "{match[2]}." in plaats van "{match[2]})"'
    elif match[0].endswith("\u00a0"):
        yield at, "lijst-teken", f'na "{match[1]}" staat een harde spatie: typ een gewone'
    # *klemtoon* at the start of a line is no point of a list, and neither is the end of a word broken by hand.
    elif match[1] != "*" or line.count("*") == 1:
        yield at, "lijst-teken", f'zet een spatie na "{match[1]}"'


def _line_before(text: str, start: int) -> str:
    return text[:start].rsplit("\n", 2)[-2] if start else ""


# Of words

RAW_HTML = regex(r"(?<!\\)<(?!https?://|mailto:|[^\s<>@]+@)[a-zA-Z/!][^>]*>?")
ENTITY = regex(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
IN_MARKDOWN = {
    "b": "**vet**",
    "strong": "**vet**",
    "i": "*schuin*",
    "em": "*schuin*",
    "a": "[woorden](adres)",
    "br": "een lege regel voor een nieuwe alinea",
    "p": "een lege regel voor een nieuwe alinea",
    "li": 'elk punt op een regel die met "- " begint',
    "ul": 'elk punt op een regel die met "- " begint',
    "h2": "## Tussentitel",
    "h3": "### Tussentitel",
}
ADDRESS = r"[“”„\"]?(?:https?:|mailto:|tel:|www\.|/\w|#\w)"
BROKEN_LINKS = (
    (regex(rf"\[[^\[\]]+\](\s+)\({ADDRESS}[^()\n]*\)"), 'zet "(" meteen achter "]", zonder spatie'),
    (regex(rf"()\([^()\n]+\)\[{ADDRESS}[^\[\]\n]*\]"), "wissel de haakjes: [woorden](adres)"),
    (regex(r"\[[^\[\]]+\]\(([\"'])[^()\n]*\)"), "haal de aanhalingstekens rond het adres weg"),
    (
        regex(r"(\()[^()\[\]\n]+\]\([^()\n]*\)"),
        'zet "[" in plaats van "(" voor de woorden van deze link',
    ),
    (
        regex(rf"\[[^\[\]()\n]+(\))\({ADDRESS}[^()\n]*\)"),
        'zet "]" in plaats van ")" achter de woorden van deze link',
    ),
    (regex(r"\[[^\[\]]+\](\()(?![^()\n]*\))\S*"), 'zet ")" achter het adres van deze link'),
    (regex(rf"()\[[^\[\]()\n]+\({ADDRESS}[^()\n]*\)"), 'zet "]" achter de woorden van deze link'),
    (regex(r"(\]\()[^()\n]*\)?"), 'zet "[" voor de woorden van deze link'),
)
STYLE = regex(r"(?:(?<=\s)|\A)\{:[^}\n]*\}")
FOOTNOTE = regex(r"\[\^[^\]\s]+\]")
REFERENCE = regex(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
STRUCK = regex(r"(~~|==)(?=\S)[^~=\n]+\1")
URL = regex(r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]*_]")
EMAIL = regex(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}")

HIDDEN = regex(
    r"(?:via |op )?(?:hier|(?:klik|tik|kijk)(?: hier| (?:op )?deze link)?|(?:deze |een )?link|url"
    r"|deze (?:pagina|site|website))|(?:klik|tik) (?:hier|op deze link)\b.*"
)
VAGUE = regex(r"(?:lees )?(?:hier )?(?:meer|verder)(?: hier)?(?: lezen| weten| info| informatie)?|info")


def _in_words(block: Block, text: str) -> Iterator[Trap]:
    for match in RAW_HTML.finditer(text):
        if match[0].startswith("<!--"):
            yield match.start(), "html", "deze opmerking komt op de pagina: haal ze weg"
        elif not match[0].startswith("</"):
            instead = IN_MARKDOWN.get(
                match[0].strip("<>/ ").split(" ")[0].casefold(), "het in Markdown, of zet `…` rond de tekst"
            )
            message = f'HTML zoals "{match[0]}" wordt niet gebruikt: schrijf {instead}'
            yield match.start(), "html", message
    for match in ENTITY.finditer(text):
        if CONTROL.search(unescape(match[0])):
            yield match.start(), "stuurteken", f'"{match[0]}" maakt een onzichtbaar stuurteken: haal het weg'
    yield from _links(text)
    rest = blanked(RAW_HTML, blanked(AUTOLINK, text))
    broken, rest = _take(_broken_links, blanked(LINK, rest))
    yield from broken
    yield from _bare(rest)
    for match in STYLE.finditer(rest) if block.kind != "heading" else ():
        # Below a paragraph, on a line of its own, it is about the whole of it.
        if match.start() == 0 or _line_of(text, match.start()).strip() != match[0]:
            yield match.start(), "stijl", f'zet "{match[0]}" meteen achter een link, zonder spatie'
    yield from _brackets(blanked(URL, rest))
    shown = only_words(blanked(RAW_HTML, blanked(AUTOLINK, text, FILLED)), FILLED)
    yield from _emphasis(block, blanked(URL, blanked(EMAIL, shown)))
    yield from _capitals(shown)


def _links(text: str) -> Iterator[Trap]:
    """Words that do not say where a link leads; a screen reader can list the links of a page."""
    for match in LINK.finditer(text):
        at = match.start("words")
        typed = " ".join(match["words"].split())
        words = re.sub(r"[*_]+", "", typed).casefold().strip(" .:!›»>→")
        if match["image"]:
            continue
        if HIDDEN.fullmatch(words):
            message = f'"{typed}" zegt niet waar de link naartoe gaat: zet tussen [ ] wat je daar vindt'
            yield at, "link-woorden", message
        elif VAGUE.fullmatch(words):
            yield (
                at,
                "vage-link",
                f'"{typed}" zegt niet waarover: schrijf bijvoorbeeld "Meer over de Digipunten"',
            )
        elif URL.match(words):
            yield at, "link-woorden", ADDRESS_AS_WORDS
    for match in AUTOLINK.finditer(text):
        if "@" not in match["target"]:
            yield match.start(), "link-woorden", ADDRESS_AS_WORDS


ADDRESS_AS_WORDS = (
    "een webadres is moeilijk te lezen: schrijf [woorden](adres), met woorden die zeggen wat je daar vindt"
)


def _take(find: Callable[[str], Iterator[tuple[re.Match[str], Trap]]], text: str) -> tuple[list[Trap], str]:
    """What was found, and the text without it, so that it is not reported twice."""
    found = list(find(text))
    for match, _ in found:
        text = text[: match.start()] + re.sub(r"[^\n]", " ", match[0]) + text[match.end() :]
    return [trap for _, trap in found], text


def _broken_links(text: str) -> Iterator[tuple[re.Match[str], Trap]]:
    for match in FOOTNOTE.finditer(text):
        yield match, (match.start(), "voetnoot", "een voetnoot kan hier niet: zet de uitleg in de tekst zelf")
    for match in REFERENCE.finditer(text):
        yield match, (match.start(), "link-vorm", f"schrijf deze link als [{match[1]}](adres)")
    taken: set[int] = set()
    for pattern, message in BROKEN_LINKS:
        for match in pattern.finditer(text):
            if not taken & set(range(match.start(), match.end())):
                taken |= set(range(match.start(), match.end()))
                yield match, (match.start(1), "link-vorm", message)


def _bare(text: str) -> Iterator[Trap]:
    for match in URL.finditer(text):
        address = match[0] if "://" in match[0] else f"https://{match[0]}"
        yield match.start(), "kaal-adres", f"dit wordt geen link: schrijf [woorden]({address})"
    for match in EMAIL.finditer(blanked(URL, text)):
        yield match.start(), "kaal-adres", f"dit wordt geen link: schrijf [{match[0]}](mailto:{match[0]})"


def _brackets(text: str) -> Iterator[Trap]:
    """Those that are opened and never closed; a loose ")" may be a smile."""
    for opening, closing, code in (("[", "]", "haakje"), ("(", ")", "haakje-rond")):
        still_open: list[int] = []
        for at, char in enumerate(text):
            if char == opening:
                still_open.append(at)
            elif char == closing and still_open:
                still_open.pop()
        for at in still_open[:1]:
            yield (
                at,
                code,
                f'deze "{opening}" wordt niet gesloten: zet er een "{closing}" bij, of haal ze weg',
            )


PAIRS = (
    regex(r"(\*\*\*)(?=\S)(.{1,1000}?)(?<=\S)(\*\*\*)", re.DOTALL),
    regex(r"(\*\*)(?=\S)(.{1,1000}?)(?<=\S)(\*\*)(?!\*)", re.DOTALL),
    regex(r"(?<!\w)(__)(?=\S)(.{1,1000}?)(?<=\S)(__)(?!\w)", re.DOTALL),
    regex(r"(?<!\*)(\*)(?=[^\s*])([^*]*?)(?<=[^\s*])(\*)(?!\*)", re.DOTALL),
    regex(r"(?<![\w_])(_)(?=[^\s_])(.{0,1000}?)(?<=[^\s_])(_)(?!\w)", re.DOTALL),
)
ALONE = {
    "**": regex(r"\*\*+"),
    "__": regex(r"(?<!\w)__(?=\w)|(?<=\w)__(?!\w)"),
    "*": regex(r"(?<![\w*])\*(?=\w)"),
    "_": regex(r"(?<![\w_])_(?=[^\W_])"),
    "`": regex(r"`+"),
}
WHOLE = regex(r"\s*(\*\*|__|\*|_)(?=[^\s*_])[^*_]+\1[.!?]?\s*")


def _emphasis(block: Block, text: str) -> Iterator[Trap]:
    for match in STRUCK.finditer(text):
        message = f'"{match[1]}" streept niets door: haal de tekens weg, of de woorden zelf'
        if match[1] == "==":
            message = 'met "==" markeer je hier niets: schrijf **vet**, of haal de tekens weg'
        yield match.start(), "opmaak", message
    if block.kind == "paragraph" and (whole := WHOLE.fullmatch(text)):
        message = 'zet niet de hele alinea in nadruk: kies de belangrijkste woorden, of maak er een tussentitel van met "##"'
        yield whole.start(1), "nadruk", message
    rest = _without_point(text)
    for pair in PAIRS:
        rest = pair.sub(lambda m: " " * len(m[1]) + m[2] + " " * len(m[3]), rest)
    for mark, alone in ALONE.items():
        if (loose := alone.search(rest)) and not NOT_A_POINT.match(_line_of(text, loose.start())):
            yield loose.start(), "nadruk-open", UNPAIRED[mark]


UNPAIRED = {
    "**": 'een bezoeker ziet deze "**": zet ze meteen voor en meteen achter de vette woorden, zoals **dit**',
    "__": 'een bezoeker ziet deze "__": schrijf vette woorden als **dit**',
    "*": 'een bezoeker ziet deze "*": zet er ook een meteen achter de woorden, zoals *dit*, of haal ze weg',
    "_": 'een bezoeker ziet deze "_": zet er ook een meteen achter de woorden, zoals _dit_, of haal ze weg',
    "`": 'een bezoeker ziet deze "`": haal ze weg, of typ \' als het een weglatingsteken is',
}


def _without_point(text: str) -> str:
    return re.sub(rf"^{LIST_POINT.pattern}", lambda match: " " * len(match[0]), text, flags=re.MULTILINE)


def _line_of(text: str, offset: int) -> str:
    return text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0]


def _capitals(text: str) -> Iterator[Trap]:
    """Three words in a row or more; two may be names such as OCMW, and more of them have commas."""
    run: list[re.Match[str]] = []
    for word in [*re.finditer(r"\S+", text), None]:
        if word and word[0].isupper():
            run.append(word)
        if not word or not word[0].isupper() or word[0].endswith((",", ";", "/")):
            if len(run) > 2 and sum(len(found[0]) for found in run) > 9:
                message = "een zin in hoofdletters leest moeilijk: schrijf kleine letters, en **vet** voor wat belangrijk is"
                yield run[0].start(), "hoofdletters", message
            run = []
