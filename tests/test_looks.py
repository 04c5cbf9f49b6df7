"""How every view looks, measured: nothing cut, nothing over something else, nothing too small.

One page a width, one address after the other; what a person must see is in no test.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import until
from tests.test_browser import MakeVisit, axe_faults

pytestmark = pytest.mark.browser

VIEWS = {
    "map": "",
    "map, agency": "agency=us-atf",
    "map, offices of one kind": "series=state-prosecutors",
    "map, part of government": "block=us-justice",
    "map, domain": "domain=trace",
    "map, function": "function=trace.operate",
    "map, mechanism": "mechanism=etrace",
    "map, place": "place=MX-SON",
    "map, instrument": "instrument=int-etrace-mou-2010",
    "map, filtered": "country=mx&level=state&for=trace",
    "table": "agency=us-atf&form=table",
    "sentences": "agency=us-atf&form=sentences",
    "function": "view=function&f=trace.operate&on=2023-06-18",
    "agency": "view=agency&a=us-atf",
    "agency, two channels": "view=agency&a=us-atf&steps=2",
    "agency, three channels": "view=agency&a=us-atf&steps=3",
    "counterpart": "view=counterpart&a=us-atf&f=trace.operate&p=MX-SON&on=2023-06-18",
    "counterparts": "view=counterpart&a=us-atf&f=trace.operate",
    "counterpart, nothing asked": "view=counterpart",
    "path": "view=path&a=us-atf&b=mx-fgr",
    "path, two channels": "view=path&a=us-atf&b=mx-sedena&f=trace",
    "path, one chain of command": "view=path&a=us-atf&b=us-doj",
    "matrix": "view=matrix&open=trace",
    "changes": "view=changes&from=2025-10-01",
    "brief": "view=brief&a=mx-fgr",
    "brief of a meeting": "view=brief&a=us-atf&b=mx-fgr&f=trace.operate",
    "nobody": "agency=us-nobody",
    "no day": "on=2023-99-99",
    "ended": "agency=mx-pgr",
}
ALSO_ON_A_PHONE = (
    "map, agency", "function", "agency, three channels", "counterpart", "path, two channels",
    "matrix", "changes", "brief of a meeting", "nobody",
)  # fmt: skip
SIZES = {
    (1440, 900): ("es", tuple(VIEWS)),
    (390, 844): ("en", (*ALSO_ON_A_PHONE, "table", "map, place", "agency")),
    (1024, 768): ("es", ("map, agency", "function", "agency, three channels", "counterpart")),
    (320, 640): ("es", ALSO_ON_A_PHONE),
    (720, 450): ("en", ("map, agency", "counterpart")),  # 1440 × 900 at twice the size
}
SHEETS = {
    "filters": "document.querySelector('#filters').open = true",
    "date": "document.querySelector('#date').open = true",
    "save": "document.querySelector('#save').open = true",
    "help": "document.querySelector('#help-open').click()",
}

FAULTS = """() => {
  const found = new Set(), phone = innerWidth < 768, page = document.documentElement;
  const shown = (e) => e.checkVisibility({ visibilityProperty: true })
    && !e.closest('.sr, .skip, #cut, .galley') && e.getClientRects().length > 0;
  const at = (e) => `<${e.tagName.toLowerCase()} ${e.id} ${e.getAttribute('class') || ''}> `
    + (e.textContent || '').trim().slice(0, 40);
  const says = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  if (page.scrollWidth > innerWidth) found.add(`the page scrolls sideways: ${page.scrollWidth}`);
  for (const e of document.querySelectorAll('body *')) {
    if (!shown(e) || !says(e)) continue;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (parseFloat(style.fontSize) < 12) found.add(`under 12 px: ${at(e)}`);
    // a text shortened by rule ends in an ellipsis, and its control says the whole of it
    const whole = style.textOverflow === 'ellipsis'
      && e.closest('[title][aria-label], #site-title');
    if (e.clientWidth && !e.closest('svg, select, input') && !whole
      && !/auto|scroll/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
      found.add(`wider than its box: ${at(e)}`);
    if (style.overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 1)
      found.add(`higher than its box: ${at(e)}`);
    if (!e.closest('.grid, .scroll') && (box.right > innerWidth + 1 || box.left < -1))
      found.add(`off the page: ${at(e)}`);
  }
  const targets = [...document.querySelectorAll('a[href], button, input, select, summary')]
    .filter(shown).map((e) => [e, (e.closest('label') || e).getBoundingClientRect()]);
  for (const [e, box] of targets) {
    const within = [...e.parentElement.childNodes].some((n) => n !== e && n.textContent.trim());
    const control = e.matches('.top *, .bar *, .field *, .twobuttons a, .panelfoot *, #tour button')
      && !e.closest('.sheet');
    if (phone && control && box.height < 43.5) found.add(`under 44 px: ${at(e)} ${box.height}`);
    if (getComputedStyle(e).display === 'inline' && within) continue; // a link in a sentence
    if (box.height < 23.5) found.add(`under 24 px: ${at(e)} ${box.height}`);
    // narrower ones keep their distance
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const apart = (b) => Math.hypot(
      Math.max(b.left - x, 0, x - b.right), Math.max(b.top - y, 0, y - b.bottom));
    if (box.width < 23 && targets.some(([other, b]) => other !== e && apart(b) < 12))
      found.add(`narrow and crowded: ${at(e)} ${box.width}`);
  }
  const texts = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, e = node.parentElement;
    // heads that stay in place, and what opens above the page, lie over other text on purpose
    if (!node.data.trim() || e.closest('.grid, dialog, .sheet, .twobuttons, .panelfoot, .chip')
      || !e.closest('#stage, #panel, .bar') || !shown(e)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const place = e.closest('#stage, #panel, .bar');
    for (const r of range.getClientRects()) if (r.width > 3 && r.height > 6)
      texts.push({ e, place, l: r.left + 1, r: r.right - 1, t: r.top + 3, b: r.bottom - 3 });
  }
  texts.sort((a, b) => a.t - b.t);
  texts.forEach((a, i) => {
    for (let j = i + 1; j < texts.length && texts[j].t < a.b; j += 1) {
      const b = texts[j];
      if (a.place === b.place && a.e !== b.e && a.l < b.r && b.l < a.r)
        found.add(`one over the other: ${at(a.e)} / ${at(b.e)}`);
    }
  });
  return [...found];
}"""


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_nothing_is_cut_crowded_or_too_small(
    visit: MakeVisit, real_site: Path, size: tuple[int, int]
) -> None:
    v = visit(width=size[0], height=size[1])
    page = v.open(real_site / "index.html")
    lang, views = SIZES[size]
    faults: dict[str, Any] = {}
    for name in views:
        v.follow(f"{VIEWS[name]}&lang={lang}")
        faults[name] = page.evaluate(FAULTS)
    v.follow(f"lang={lang}")
    for name, opening in SHEETS.items():
        page.evaluate(opening)
        page.wait_for_timeout(30)
        faults[name] = page.evaluate(FAULTS)
        page.keyboard.press("Escape")
    page.fill("#q", "atf tracing sonora")
    faults["search"] = page.evaluate(FAULTS)
    assert {name: found for name, found in faults.items() if found} == {}
    assert v.complaints == []


@pytest.mark.parametrize("colors", ["dark", "forced"])
def test_axe_finds_nothing_in_other_colors(visit: MakeVisit, real_site: Path, colors: str) -> None:
    v = visit(dark=colors == "dark")
    page = v.open(real_site / "index.html")
    if colors == "forced":
        page.emulate_media(forced_colors="active")
    v.follow(VIEWS["counterpart" if colors == "dark" else "path, two channels"])
    assert axe_faults(page) == []
    assert v.complaints == []


def test_the_drawing_takes_the_colors_of_the_system(visit: MakeVisit, real_site: Path) -> None:
    """Where the system forces its colors there is no hue left on the map."""
    page = visit().open(real_site / "index.html", "agency=us-atf")
    page.emulate_media(forced_colors="active")
    page.wait_for_timeout(200)
    hues = page.evaluate(
        "() => { const c = document.querySelector('#canvas canvas');"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;"
        " for (let i = 0; i < d.length; i += 4)"
        " if (d[i + 3] > 200 && Math.max(d[i], d[i + 1], d[i + 2])"
        " - Math.min(d[i], d[i + 1], d[i + 2]) > 40) n += 1; return n; }"
    )
    assert hues == 0


def test_escape_closes_what_is_open_and_then_lets_go(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html", "agency=us-atf")
    page.click("#filters summary")
    page.focus("#filters input")
    page.keyboard.press("Escape")
    assert page.evaluate("!document.querySelector('#filters').open")
    assert page.evaluate("document.activeElement.parentElement.id") == "filters"
    page.fill("#q", "sonora")
    page.keyboard.press("Escape")
    assert page.locator("#hits").is_hidden()
    assert "agency=us-atf" in page.url
    page.focus("#panel")
    page.keyboard.press("Escape")
    until(page, "!location.hash.includes('agency=')")
    assert page.evaluate("document.activeElement.id") == "canvas"


ASKED = {
    "rastreo baja california": ("es", "view=counterpart&f=trace&p=MX-BCN"),
    "atf rastreo baja california": ("es", "view=counterpart&a=us-atf&f=trace&p=MX-BCN"),
    "by which agreement may ATF and FGR talk about tracing?": (
        "en",
        "view=path&a=us-atf&b=mx-fgr&f=trace",
    ),
    "who else in my country works on outbound inspection": (
        "en",
        "view=function&f=border.outbound_inspection",
    ),
    "tarjeta fgr": ("es", "view=brief&a=mx-fgr"),
    "state prosecutors": ("en", "series=state-prosecutors"),
    "fiscalías estatales": ("es", "series=state-prosecutors"),
    "PGR": ("es", "agency=mx-pgr"),
    "memorandum etrace": ("es", "instrument=int-etrace-mou-2010"),
}


def test_the_first_hit_answers_what_a_person_types(visit: MakeVisit, real_site: Path) -> None:
    v = visit()
    page = v.open(real_site / "index.html")
    for typed, (lang, leads) in ASKED.items():
        v.follow(f"lang={lang}")
        page.fill("#q", typed)
        page.keyboard.press("Enter")
        page.wait_for_timeout(50)
        assert page.evaluate("location.hash") == f"#{leads}&lang={lang}", typed
    v.follow("lang=en")
    page.fill("#q", "gun smuggling")  # no name has both words
    assert page.locator("#hits [data-id='invest.smuggling_customs']").count() == 1
    v.follow("series=state-prosecutors")
    limits = page.locator("#panel section", has_text="Limits: what it cannot do")
    assert "Baja California prosecutor" in limits.inner_text()
    page.locator("#panel .chips a").first.click()  # an agency chosen on the map is asked about next
    until(page, "location.hash.includes('agency=')")
    href = page.locator("#views a", has_text="Counterpart").get_attribute("href")
    assert "a=mx-fiscalia-" in str(href)
    assert v.complaints == []
