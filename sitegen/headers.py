"""What a host says with each file: what a page may do, who may show it in a frame, and how long it may be kept.

One list. Each kind of host reads it in a form of its own, and where a host says nothing, pages can say it themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sitegen.finder_pages import BARE
from sitegen.model import Contact
from sitegen.take_along import ONE_FILE

# All that a page can ask for is on the host itself, and no script or style stands in a page.
POLICY = {
    "default-src": "'none'",
    "img-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "site",
}
# In a page of somebody else there is only the finder that is made for it.
FRAMEABLE = {**POLICY, "frame-ancestors": "*"}
# The browser asks the visitor first.
ALLOWED = {"geolocation": "self"}
REFUSED = ("camera", "display-capture", "microphone", "payment", "usb")

CSP = "Content-Security-Policy"
CACHE = "Cache-Control"
YEAR = 31_536_000
FOR_EVER = f"public, max-age={YEAR}, immutable"
# Kept, but asked for again each time whether it is still the same.
REVALIDATED = "no-cache"
ANYWHERE = {"Access-Control-Allow-Origin": "*"}


def policy(directives: Mapping[str, str] = POLICY) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


class Rule(NamedTuple):
    """What is said with every file at such an address: `*` is anything, `:name` one part of an address.

    All rules that fit are said. Some hosts join two values of a header, others take the last: both must be right.
    """

    addresses: str
    headers: Mapping[str, str]

    @property
    def pattern(self) -> str:
        """As a regular expression, from the start of an address."""
        parts = re.split(r"(\*|:\w+)", self.addresses)
        return "".join({"*": ".*", ":": "[^/]+"}.get(part[:1], re.escape(part)) for part in parts)


RULES = (
    Rule(
        "/*",
        {
            CSP: policy(),
            # A browser looks at this only where no policy names who may show the page.
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": ", ".join(
                [*(f"{name}=({who})" for name, who in ALLOWED.items()), *(f"{name}=()" for name in REFUSED)]
            ),
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
        },
    ),
    Rule(f"{BARE}*", {CSP: policy(FRAMEABLE)}),
    # What stands in this file itself may not run under the policy of all pages, and no rule takes that away. Whoever
    # keeps the file and opens it has only the policy in it.
    Rule(ONE_FILE, {"Content-Disposition": 'attachment; filename="digipunten.html"'}),
    Rule("/css/*", {CACHE: FOR_EVER}),
    Rule("/js/*", {CACHE: FOR_EVER}),
    Rule("/open-data/*", ANYWHERE),
    Rule("/nieuws.atom", ANYWHERE),
    Rule("/digipunten/:id/uren.ics", ANYWHERE),
    Rule("/digipunten/:id/uren-osm.txt", ANYWHERE),
)

# What hosts often do not know.
TYPES = {
    "csv": "text/csv",
    "ics": "text/calendar",
    "geojson": "application/geo+json",
    "webmanifest": "application/manifest+json",
    "atom": "application/atom+xml",
}


# Where somebody looks who found a hole (RFC 9116).
SECURITY = "/.well-known/security.txt"
# A file that nobody renews is not believed for ever.
BELIEVED = timedelta(days=364)


def security(contact: Contact, today: date) -> str:
    lines = [f"Contact: {contact.telefoon.uri}"] if contact.telefoon else []
    if contact.email:
        lines.insert(0, f"Contact: mailto:{contact.email}")
    expires = f"Expires: {today + BELIEVED}T00:00:00Z"
    return "\n".join([*lines, expires, "Preferred-Languages: nl, en, fr", ""])


def said_with(address: str) -> list[tuple[str, str]]:
    """The headers of a file, by its address from the root of the site."""
    return [
        header for rule in RULES if re.fullmatch(rule.pattern, address) for header in rule.headers.items()
    ]


def file(name: str, base: str) -> str:
    """One of FILES; the site stands below `base`, which begins and ends in "/"."""
    return FILES[name](base)


def _below(base: str, rules: Iterable[Rule] = RULES) -> Iterator[Rule]:
    return (rule._replace(addresses=base[:-1] + rule.addresses) for rule in rules)


def _headers(base: str) -> str:
    """Netlify and Cloudflare Pages. They let a browser ask again for what has no rule, as we want."""
    lines = ["# Voor Netlify en Cloudflare Pages."]
    for rule in _below(base):
        lines += [rule.addresses, *(f"  {name}: {value}" for name, value in rule.headers.items())]
    return "\n".join([*lines, ""])


def _apache(base: str) -> str:
    lines = [
        "# Voor Apache; daar moeten AllowOverride All en de modules headers en rewrite aan staan.",
        "Options -Indexes",
        "AddDefaultCharset utf-8",
        f"ErrorDocument 404 {base}404.html",
        *(f"AddType {kind} .{ending}" for ending, kind in TYPES.items()),
        f'Header always set {CACHE} "{REVALIDATED}"',
    ]
    for rule in _below(base):
        told = [f"Header always set {name} {_quoted(value)}" for name, value in rule.headers.items()]
        if rule.addresses != f"{base}*":
            # By its own rules below, this host asks itself for the compressed file.
            told = [f'<If "%{{REQUEST_URI}} =~ m#^{rule.pattern}(\\.(br|gz))?$#">', *told, "</If>"]
        lines += told
    return "\n".join([*lines, *APACHE_COMPRESSED, ""])


# Brotli first: it is the smaller one.
APACHE_COMPRESSED = (
    "# Wat al samengeperst naast een bestand staat, gaat zo weg.",
    "RewriteEngine On",
    *(
        line
        for name, ending in (("br", "br"), ("gzip", "gz"))
        for line in (
            f"RewriteCond %{{HTTP:Accept-Encoding}} \\b{name}\\b",
            f"RewriteCond %{{REQUEST_FILENAME}}.{ending} -f",
            f"RewriteRule ^(.*)$ $1.{ending} [L]",
            f'<FilesMatch "\\.{ending}$">',
            f"  RemoveType .{ending}",
            f"  AddEncoding {name} .{ending}",
            "  SetEnv no-gzip 1",
            "  SetEnv no-brotli 1",
            "  Header merge Vary Accept-Encoding",
            "</FilesMatch>",
        )
    ),
)


def _nginx(base: str) -> str:
    """To include in a `server`. What is empty is not sent."""
    names = list(dict.fromkeys(name for rule in RULES for name in rule.headers))
    variable = {name: f"$site_{name.lower().replace('-', '_')}" for name in names}
    lines = [
        "# Voor nginx: include dit bestand in het blok server, en herlaad nginx als het verandert.",
        f"error_page 404 {base}404.html;",
        "charset utf-8;",
        f'set {variable[CACHE]} "{REVALIDATED}";',
        *(f'set {variable[name]} "";' for name in names if name != CACHE),
    ]
    for rule in _below(base):
        told = [f"set {variable[name]} {_quoted(value)};" for name, value in rule.headers.items()]
        lines += [f'if ($uri ~ "^{rule.pattern}$") {{', *(f"  {line}" for line in told), "}"]
    lines += [f"add_header {name} {variable[name]} always;" for name in names]
    lines += [
        f"location ~ \\.{ending}$ {{ types {{ }} default_type {kind}; }}" for ending, kind in TYPES.items()
    ]
    return "\n".join([*lines, *NGINX_COMPRESSED, ""])


NGINX_COMPRESSED = (
    "gzip_static on;",
    "gzip_vary on;",
    "# Met de module brotli ook: brotli_static on;",
)


FILES = {"_headers": _headers, ".htaccess": _apache, "nginx-headers.conf": _nginx}


def _quoted(value: str) -> str:
    return f'"{value}"' if '"' not in value else f"'{value}'"
