"""Two engines that look for barriers: axe-core with all its rules, and Equal Access of IBM."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from playwright.sync_api import Page

from audit import tools
from audit.findings import Found, Measures, counted

Look = tuple[int, Literal["light", "dark"]]
# All rules at both ends, and between them those about what is seen. The other two combinations would show nothing new:
# colour follows the scheme and place the width, and no style asks for both. Closed details hide their content from axe.
ALL_RULES: list[Look] = [(320, "dark"), (1280, "light")]
VISIBLE_ONLY: list[Look] = [(768, "light"), (768, "dark")]
VISIBLE_RULES = [
    "color-contrast",
    "color-contrast-enhanced",
    "link-in-text-block",
    "scrollable-region-focusable",
    "target-size",
]
RUN_AXE = """(names) => {
  const rules = Object.fromEntries((names ?? axe.getRules().map((rule) => rule.ruleId)).map((id) => [id, { enabled: true }]))
  const options = { rules, resultTypes: ['violations', 'incomplete', 'passes'], elementRef: false }
  if (names) options.runOnly = names
  const ratios = (found) => found.filter(({ id }) => id.startsWith('color-contrast'))
    .flatMap(({ nodes }) => nodes.flatMap(({ any }) => any.map(({ data }) => data?.contrastRatio))).filter(Boolean)
  const brief = (found) => found.map(({ id, tags, nodes }) => [id, tags, nodes.map(({ target }) => String(target))])
  return axe.run(document, options).then(({ violations, incomplete, passes }) => ({
    violations: brief(violations),
    unsure: brief(incomplete),
    contrast: Math.min(...ratios(violations), ...ratios(passes)),
  }))
}"""
RUN_IBM = """async () => {
  const report = await new window.ace.Checker().check(document, ['WCAG_2_2', 'IBM_Accessibility'])
  return report.results.filter(({ value }) => value[1] === 'FAIL')
    .map(({ ruleId, path, message }) => `${ruleId}: ${path.dom} ${message}`)
}"""
LEVELS = ("A", "AA", "AAA", "goede praktijk", "experimenteel")


def measure_axe(page: Page) -> Measures:
    """At all widths and in both schemes; the page must have its details open."""
    page.evaluate(tools.package(tools.AXE, "axe.min.js").read_text("utf-8"))
    broken: dict[str, dict[str, str]] = {level: {} for level in LEVELS}
    unsure: dict[str, str] = {}
    contrast = 21.0
    for width, scheme in [*ALL_RULES, *VISIBLE_ONLY]:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        said = page.evaluate(RUN_AXE, None if (width, scheme) in ALL_RULES else VISIBLE_RULES)
        where = f"({width} px, {'licht' if scheme == 'light' else 'donker'})"
        for level, rule in _each(said["violations"]):
            broken[level].setdefault(rule, f"{rule} {where}")
        # What is hidden in this state is seen in another, or never.
        for _, rule in _each(said["unsure"]):
            if not rule.startswith("hidden-content"):
                unsure.setdefault(rule, f"{rule} {where}")
        contrast = min(contrast, said["contrast"] or contrast)
    return {
        **{f"axe {level}": counted(rules.values()) for level, rules in broken.items()},
        "axe twijfelt": counted(unsure.values()),
        "contrast": Found(contrast),
    }


def measure_ibm(page: Page) -> Measures:
    # A page in a frame is one of its own, with its own main.
    page.evaluate("document.querySelectorAll('iframe').forEach((e) => e.remove())")
    # The script makes a constant, which only that same piece of script can see.
    page.evaluate(f"{tools.package(tools.IBM, 'ace.js').read_text('utf-8')}\n;window.ace = ace")
    return {"IBM": counted(page.evaluate(RUN_IBM))}


def _each(found: list[Any]) -> Iterator[tuple[str, str]]:
    """Each element that breaks a rule, with the level of the rule."""
    for rule, tags, elements in found:
        for element in elements:
            yield _level(tags), f"{rule}: {element}"


def _level(tags: list[str]) -> str:
    if "experimental" in tags:
        return "experimenteel"
    levels = [found[1] for tag in tags if (found := re.fullmatch(r"wcag2\d?(a+)(?:-obsolete)?", tag))]
    return levels[0].upper() if levels else "goede praktijk"
