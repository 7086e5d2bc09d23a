"""What the simple site says of a place, and its pages as Markdown: the same for each peer."""

from __future__ import annotations

import json

from bench.workload import Facts, Text, Workload

# Only Pelican reads "save_as".
HOME_PAGE = "---\ntitle: Start\nsave_as: index.html\n---\n\nDit is een voorbeeld. Kijk bij de [Digipunten](/digipunten/).\n"


def places(workload: Workload) -> list[Facts]:
    districts = district_names(workload)
    return [place(found, districts) for found in workload.places]


def district_names(workload: Workload) -> dict[str, str]:
    return {district["id"]: district["naam"] for district in workload.districts}


def place(found: Facts, districts: dict[str, str]) -> Facts:
    address = found["adres"]
    return {
        "id": found["id"],
        "naam": found["naam"],
        "wijk": districts[found["wijk"]],
        "adres": f"{address['straat']} {address['nummer']}, {address['postcode']} {address['gemeente']}",
        "telefoon": found["telefoon"],
        "uren": [
            {"kanaal": channel, "week": [{"dag": day, "uren": hours} for day, hours in week.items()]}
            for channel, week in found["uren"].items()
        ],
        "uitzonderingen": [_exception(exception) for exception in found.get("uitzonderingen", [])],
    }


def as_json(found: list[Facts]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1)


def place_as_markdown(found: Facts) -> str:
    parts = [
        f"---\ntitle: {found['naam']}\nwijk: {found['wijk']}\nadres: {found['adres']}\n---",
        found["adres"],
        found["telefoon"],
    ]
    for channel in found["uren"]:
        rows = "\n".join(f"| {day['dag']} | {day['uren']} |" for day in channel["week"])
        parts += [f"## {channel['kanaal']}", f"| Dag | Uren |\n| --- | --- |\n{rows}"]
    if found["uitzonderingen"]:
        parts += ["## Andere uren", "\n".join(f"- {line}" for line in found["uitzonderingen"])]
    return "\n\n".join(parts) + "\n"


def list_as_markdown(found: list[Facts]) -> str:
    by_district: dict[str, list[str]] = {}
    for one in found:
        line = f"- [{one['naam']}](/digipunten/{one['id']}/), {one['adres']}"
        by_district.setdefault(one["wijk"], []).append(line)
    parts = ["---\ntitle: Digipunten\n---"]
    for district, lines in sorted(by_district.items()):
        parts += [f"## {district}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def text_as_markdown(text: Text) -> str:
    return f"---\ntitle: {text.title}\ndescription: {text.description}\n---\n\n{text.body}"


def _exception(found: Facts) -> str:
    hours = found["uren"]
    said = hours if isinstance(hours, str) else ", ".join(f"{day} {open}" for day, open in hours.items())
    return f"van {found['van']} tot en met {found['tot']}: {said} ({found['reden']})"
