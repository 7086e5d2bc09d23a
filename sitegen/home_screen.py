"""The site among the apps of a phone: what it is called there, and with which icons."""

from __future__ import annotations

import json
from typing import NamedTuple

from sitegen.model import Settings

MANIFEST = "/manifest.webmanifest"
# What the icons are drawn from, in the folder of static files.
DRAWING = "img/icoon.svg"
FAVICON = "favicon.ico"
# What others show beside a link to the site.
SHARED = "img/deel.png"
BLUE, YELLOW, INK, PAPER = "#005ba9", "#ffdb5a", "#001823", "#ffffff"
# Android shows no more of a name.
LONGEST = 12


class Icon(NamedTuple):
    """`part` of the width is the drawing; what is around it, and behind its corners, gets the colour `behind`."""

    file: str
    size: int
    part: float = 1
    behind: str = ""
    purpose: str = "any"


ICONS = (
    # iOS cuts the corners itself, and makes them black where there is nothing.
    TOUCH := Icon("img/icoon-180.png", 180, behind=BLUE),
    Icon("img/icoon-192.png", 192),
    Icon("img/icoon-512.png", 512),
    # A phone may cut a circle of 80 % out of it.
    Icon("img/icoon-rond.png", 512, 0.8, BLUE, "maskable"),
)


def manifest(settings: Settings) -> str:
    """As the standard asks. Addresses in it count from the manifest, so it is right below a path as well.

    "minimal-ui" keeps the button back, and the address by which people know the site.
    """
    icons = [
        {
            "src": icon.file,
            "sizes": f"{icon.size}x{icon.size}",
            "type": "image/png",
            "purpose": icon.purpose,
        }
        for icon in ICONS
        if icon is not TOUCH
    ]
    told = {
        "name": settings.naam,
        "short_name": short(settings.naam),
        "lang": "nl-BE",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": YELLOW,
        "background_color": PAPER,
        "icons": icons,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def short(name: str) -> str:
    """As many of its words as a phone shows; all of it when the first is too long already."""
    words = name.split()
    fitting = [" ".join(words[:count]) for count in range(1, len(words) + 1)]
    return max((found for found in fitting if len(found) <= LONGEST), key=len, default=name)
