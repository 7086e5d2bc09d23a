"""What stands on a page that is not ours, as Chromium itself reads it: an element, an attribute or an address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

# Pages that are read in one go.
TOGETHER = 40

READ = r"""
pages => pages.map(([path, html]) => {
  const site = 'https://deze-site.test', page = new URL('/' + path, site)
  const names = new Set(), sources = new Set(), addresses = new Set(), wrong = []
  const isData = type => /^application\/(?:ld\+)?json$/.test(type)
  const look = root => {
    for (const e of root.querySelectorAll('*')) {
      const tag = e.namespaceURI.endsWith('/svg') ? `svg ${e.localName}` : e.namespaceURI.endsWith('/xhtml') ? e.localName : `${e.namespaceURI} ${e.localName}`
      names.add(tag)
      for (const { name, value } of e.attributes) {
        names.add(`${tag} ${name}`)
        if (/href$|src|action|data$|poster|background|ping|cite|classid|codebase|manifest|usemap/.test(name)) {
          let to = null
          try { to = new URL(value, page) } catch { wrong.push(`geen adres: ${name}=${value}`); continue }
          const isOwn = to.origin === site
          const named = isOwn ? 'eigen' : /^https?:$/.test(to.protocol) ? to.origin : to.protocol === 'data:' ? to.href : to.protocol
          addresses.add(`${tag} ${name} ${named}`)
        }
      }
      if (tag === 'script' && isData(e.type)) {
        try { JSON.parse(e.textContent) } catch { wrong.push(`geen JSON: ${e.textContent.slice(0, 80)}`) }
      } else if (tag === 'script' || tag === 'style') {
        sources.add(`${tag} ${e.hasAttribute('src') ? new URL(e.getAttribute('src'), page).pathname : e.textContent}`)
      } else if (tag === 'meta' && e.httpEquiv) {
        sources.add(`meta ${e.httpEquiv}`)
      } else if (tag === 'link') {
        sources.add(`link ${e.rel}`)
      } else if (tag === 'iframe' || tag === 'form') {
        sources.add(`${tag} ${e.getAttributeNames().filter(name => /src|action|target|method/.test(name)).map(name => `${name}=${new URL(e.getAttribute(name), page).pathname}`)}`)
      } else if (tag === 'template') {
        look(e.content)
      }
    }
  }
  const document = new DOMParser().parseFromString(html, 'text/html')
  look(document)
  // What turns or hides the words around it, or moves the cursor of a terminal.
  const hidden = document.documentElement.outerHTML.match(/.{0,30}[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/u)
  if (hidden) wrong.push(`een teken dat niemand ziet: ${JSON.stringify(hidden[0])}`)
  return { path, names: [...names], sources: [...sources], addresses: [...addresses], wrong }
})
"""


def read(browser_page: Page, site: Path) -> list[dict[str, Any]]:
    """What each page of a built site holds: names of elements with their attributes, what runs, and where it leads."""
    files = sorted(site.rglob("*.html"))
    found: list[dict[str, Any]] = []
    for start in range(0, len(files), TOGETHER):
        pages = [
            [path.relative_to(site).as_posix().removesuffix("index.html"), path.read_text(encoding="utf-8")]
            for path in files[start : start + TOGETHER]
        ]
        found += browser_page.evaluate(READ, pages)
    return found


def words_of(pages: list[dict[str, Any]], part: str) -> set[str]:
    return {word for page in pages for word in page[part]}


def intruders(
    pages: list[dict[str, Any]], ours: list[dict[str, Any]], allowed: set[str] = frozenset()
) -> list[str]:
    """What these pages hold and ours do not; `allowed` are addresses that their data gave."""
    found = []
    for part in ("names", "sources", "addresses"):
        known = words_of(ours, part) | allowed
        found += [
            f"/{page['path']}: {word[:200]}" for page in pages for word in page[part] if word not in known
        ]
    return found + [f"/{page['path']}: {wrong}" for page in pages for wrong in page["wrong"]]
