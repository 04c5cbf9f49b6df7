"""What the explorer says of addresses, days and files that are not as they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from agencymap import model
from agencymap.registry import Registry
from agencymap.render.explorer import explorer_page
from agencymap.snapshot import Snapshot
from tests.builders import cite
from tests.conftest import TINY_DAY, until
from tests.test_browser import MakeVisit, axe_faults

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("fragment", "named", "closest"),
    [
        ("agency=us-aft", "us-aft", ["ATF, Bureau of Alcohol, Tobacco, Firearms and Explosives"]),
        ("agency=US-ATF", "US-ATF", ["ATF, Bureau of Alcohol, Tobacco, Firearms and Explosives"]),
        ("agency=procuraduria-general-de-la-republica", "procuraduria", ["PGR, Attorney General"]),
        ("view=maps", "maps", ["Map"]),
        ("view=Matriz&lang=en", "Matriz", ["Matrix"]),
        ("view=function&f=trace.operat", "trace.operat", ["Trace operation"]),
        ("view=path&a=us-atf&b=mx-fgrr", "mx-fgrr", ["FGR, Attorney General"]),
        ("place=MX-SOM", "MX-SOM", ["Sonora"]),
        ("mechanism=e-trace", "e-trace", ["ETrace"]),
        ("us-atf", "us-atf", ["ATF, Bureau"]),
        ("%E0%A4%A", "A", []),
        ("agency=%ZZ%E2%80%AEzzzz", "zzzz", []),
        ("agency=" + "q" * 4000, "q" * 60 + "…", []),
        ("series=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "<img src=x onerror=alert(1)>", []),
        ("on=2016-02-30", "2016-02-30", []),
    ],
)
def test_a_bad_address_is_named_with_what_comes_closest(
    visit: MakeVisit, tiny_site: Path, fragment: str, named: str, closest: list[str]
) -> None:
    v = visit(width=390)
    page = v.open(tiny_site / "index.html", fragment)
    said = page.locator("#trouble").inner_text()
    assert "This could not be shown" in said
    assert named in said
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", said)
    links = page.locator("#trouble p:not(.links) a").all_inner_texts()
    assert len(links) >= len(closest)
    for link, begin in zip(links, closest, strict=False):
        assert link.startswith(begin)
    assert (links == []) is (closest == [])
    assert page.locator("#trouble .links").inner_text() == "Start"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if len(closest) == 1 and fragment.startswith("view"):
        assert axe_faults(page) == []
    assert v.complaints == []
    if links:
        page.locator("#trouble p:not(.links) a").first.click()
        until(page, "document.getElementById('trouble').hidden")


def test_from_a_bad_address_one_may_go_back_or_begin_anew(
    visit: MakeVisit, tiny_site: Path
) -> None:
    v = visit()
    page = v.open(tiny_site / "index.html", "view=path&a=us-atf&b=mx-fgr")
    v.follow("agency=us-nobody-knows&lang=en")
    page.click("#lang-es")  # how it is shown may change; what is wrong stays said
    assert "us-nobody-knows" in page.locator("#trouble").inner_text()
    page.get_by_role("link", name="Vista anterior").click()
    until(page, "location.hash.includes('view=path')")
    assert page.locator("#trouble").is_hidden()
    v.follow("agency=us-nobody-knows&lang=en")
    page.get_by_role("link", name="Start").click()
    until(page, "location.hash === '#lang=en'")
    assert page.locator("#trouble").is_hidden()


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("on=1700-01-01", "the first date on file is 2009"),
        ("on=2030-01-01", "January 1, 2030 lies after this edition"),
        ("view=path&a=mx-pgr&b=us-atf", "is on file, but not in being on this date"),
    ],
)
def test_a_day_outside_what_is_on_file_says_so(
    visit: MakeVisit, tiny_site: Path, fragment: str, said: str
) -> None:
    v = visit()
    page = v.open(tiny_site / "index.html", fragment)
    text = page.locator("#trouble").inner_text()
    assert said.replace("2009", "January 1, 2009") in text
    assert "This could not be shown" not in text
    assert v.complaints == []


def test_an_agency_that_ended_leads_to_what_followed_and_to_its_days(
    visit: MakeVisit, tiny_site: Path
) -> None:
    page = visit().open(tiny_site / "index.html", "agency=mx-pgr")
    panel = page.locator("#panel")
    assert panel.locator(".chips a").all_inner_texts() == ["FGR"]
    page.get_by_role("link", name="Show December 19, 2018").click()
    until(page, "location.hash.includes('on=2018-12-19')")
    assert "PGR asked for traces." in panel.inner_text()


def test_an_agency_not_yet_founded_leads_to_what_came_before(
    visit: MakeVisit, tiny_site: Path
) -> None:
    page = visit().open(tiny_site / "index.html", "agency=mx-fgr&on=2016-01-31")
    assert "Before it:" in page.locator("#panel").inner_text()
    assert page.locator("#panel .chips a").all_inner_texts() == ["PGR"]
    page.get_by_role("link", name="Show December 20, 2018").click()
    until(page, "location.hash.includes('on=2018-12-20')")
    assert "FGR asks for traces." in page.locator("#panel").inner_text()


# -- a file that is not whole ----------------------------------------------------------------------

SEEN = """() => {
  for (const a of document.getAnimations()) a.finish();
  const cut = document.getElementById('cut');
  const shown = (style) => style.visibility === 'visible' && style.display !== 'none';
  if (cut) return shown(getComputedStyle(cut)) ? cut.innerText : '';
  const before = getComputedStyle(document.documentElement, '::before');
  return before.content !== 'none' && before.visibility === 'visible' ? before.content : '';
}"""


def cuts(text: str) -> Iterator[tuple[str, int]]:
    """Where a download may break off, by what is cut."""
    yield "style", text.index("</style>", text.index("</style>") + 1) - 400
    yield "header", text.index('<nav class="bar"') + 40
    yield "data", text.index('id="data"') + 900
    scripts = [m.start() for m in re.finditer(r"<script>", text)]
    yield "vis-network", scripts[0] + 5000
    yield "own script", scripts[1] + 9000
    yield "last letters", text.rindex("</script>") + 4


def test_a_file_that_breaks_off_anywhere_says_so(
    visit: MakeVisit, tiny_site: Path, tmp_path: Path
) -> None:
    text = (tiny_site / "index.html").read_text(encoding="utf-8")
    page = visit().page
    for what, at in cuts(text):
        (tmp_path / "cut.html").write_text(text[:at], encoding="utf-8")
        page.goto((tmp_path / "cut.html").as_uri())
        said = page.evaluate(SEEN)
        assert "broke off" in said, what
        assert "no está completa" in said, what


def test_a_whole_file_never_speaks_of_breaking_off(
    visit: MakeVisit, tiny_site: Path, chromium: Browser
) -> None:
    page = visit().open(tiny_site / "index.html")
    assert page.evaluate(SEEN) == ""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tiny_site / "index.html").as_uri())
    assert page.evaluate(SEEN) == ""
    assert page.locator(".noscript").first.is_visible() or page.locator("noscript").count()
    context.close()


# -- hostile text ----------------------------------------------------------------------------------

PAYLOAD = (
    "</script><script>document.title='ran'</script>"
    "<img src=https://evil.example/x onerror=alert(1)>"
    "{{7*7}}${7*7}<!--\u202egpj.exe " + "W" * 120
)
LINK = "javascript:document.title='ran'"
NOT_SHOWN = {"Review", "Avoid", "Term", "CoverageEntry"}
"""Records that the explorer does not carry."""


def _poisoned(record: Any, seen: set[str]) -> Any:
    """Return a record in which every text is the payload and every address a script."""
    new: dict[str, Any] = {}
    for name, field in type(record).model_fields.items():
        value, kind = getattr(record, name), f"{field.annotation!r} {field.metadata!r}"
        if "https?" in kind:
            new[name] = LINK
        elif "max_length=900" in kind or "[^\\\\n]" in kind:
            new[name] = PAYLOAD
        elif value is None and "model.Title" in kind:
            new[name] = model.Title.model_construct(en=PAYLOAD, es=PAYLOAD)
        elif value is None and "model.Quote" in kind:
            new[name] = model.Quote.model_construct(text=PAYLOAD, lang="en")
            seen.add("Quote")
        elif isinstance(value, model.Record):
            new[name] = _poisoned(value, seen)
        elif isinstance(value, tuple):
            new[name] = tuple(
                _poisoned(x, seen) if isinstance(x, model.Record) else x for x in value
            )
    if new:
        seen.add(type(record).__name__)
    return record.model_copy(update=new)


def _text_records() -> set[str]:
    """Names of the record types that hold text and are shown by the explorer."""
    return {
        kind.__name__
        for kind in vars(model).values()
        if isinstance(kind, type)
        and issubclass(kind, model.Record)
        and not kind.__name__.endswith("File")
        and any(
            "max_length=900" in f"{f.annotation!r} {f.metadata!r}"
            or "[^\\\\n]" in f"{f.annotation!r} {f.metadata!r}"
            for f in kind.model_fields.values()
        )
    } - NOT_SHOWN


def _crowded(tiny: Registry) -> Registry:
    """The tiny world with at least one record of every kind that holds text."""
    text = {"en": "x", "es": "x"}

    def with_one(kind: str, id_: str, **more: Any) -> dict[str, Any]:
        records = getattr(tiny, kind)
        return {**records, id_: records[id_].model_copy(update=more)}

    other = model.OtherName.model_validate(
        {"name": "x", "lang": "en", "kind": "former", "until": "2001"}
    )
    rule = model.Formality.model_validate(
        {"country": "mx", "statement": text, "citations": cite(source="report")}
    )
    tally = model.Tally.model_validate(
        {
            "function": "trace.request",
            "count": 1,
            "as_of": "2020",
            "statement": text,
            "citations": cite(source="report"),
        }
    )
    point = model.TurningPoint.model_validate({"day": "2016-01-31", "reason": text})
    series = {k: s.model_copy(update={"tallies": (tally,)}) for k, s in tiny.series.items()}
    return replace(
        tiny,
        info=tiny.info.model_copy(update={"turning_points": (point,)}),
        agencies=with_one("agencies", "us-atf", other_names=(other,)),
        instruments=with_one("instruments", "letter-2009", formalities=(rule,)),
        mechanisms=with_one("mechanisms", "etrace", unnamed=(model.Text.model_validate(text),)),
        series=series,
    )  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tiny: Registry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer of a world in which every text of every record is an attack."""
    seen: set[str] = set()
    crowded = _crowded(tiny)
    kinds = (
        "agencies", "subjects", "series", "places", "sources", "mechanisms", "instruments",
        "cooperations",
    )  # fmt: skip
    poisoned: dict[str, Any] = {
        kind: MappingProxyType({k: _poisoned(x, seen) for k, x in getattr(crowded, kind).items()})
        for kind in kinds
    }
    registry = replace(
        crowded,
        info=_poisoned(crowded.info, seen),
        domains=tuple(_poisoned(x, seen) for x in crowded.domains),
        blocks=tuple(_poisoned(x, seen) for x in crowded.blocks),
        **poisoned,
    )
    assert _text_records() - seen == set()
    file = tmp_path_factory.mktemp("hostile") / "index.html"
    file.write_text(explorer_page(Snapshot(registry, TINY_DAY)), encoding="utf-8")
    return file


OPEN_ALL = (
    "for (const d of document.querySelectorAll('#panel details, #twin details')) d.open = true"
)
HOSTILE_VIEWS = [
    "", "agency=us-atf", "agency=us-cbp", "agency=mx-pgr", "series=state-prosecutors",
    "block=us-justice", "domain=trace", "function=trace.operate", "function=supply.inspect",
    "mechanism=etrace", "place=MX-SON", "instrument=letter-2009", "agency=us-nobody",
    "view=function&f=trace.request", "view=agency&a=us-atf&steps=3",
    "view=counterpart&a=us-atf&f=trace.operate&p=MX-SON", "view=path&a=us-atf&b=mx-fgr",
    "view=matrix&open=trace,border,supply", "view=changes&from=2016-01-31",
    "view=brief&a=us-atf", "view=brief&a=us-atf&b=mx-fgr&f=trace.operate", "country=us&level=state",
]  # fmt: skip


@pytest.mark.parametrize("width", [390, 1440])
def test_hostile_text_stays_text_in_every_view(visit: MakeVisit, hostile: Path, width: int) -> None:
    v = visit(width=width)
    page: Page = v.open(hostile, "lang=en")
    page.on("dialog", lambda d: v.complaints.append(f"dialog: {d.message}"))
    title = page.title()
    assert "<script>" in page.locator("#site-title").text_content()  # type: ignore[operator]
    wide = []
    for n, fragment in enumerate(HOSTILE_VIEWS):
        for form in ("diagram", "table", "sentences"):
            lang = "es" if n % 2 else "en"
            v.follow(f"{fragment}&form={form}&lang={lang}")
            page.evaluate(OPEN_ALL)
            if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
                wide.append(f"{fragment} {form}")
            bad = page.evaluate(
                "[...document.querySelectorAll('a[href]')].map(a => a.href)"
                ".filter(x => /^javascript:/i.test(x.trim()))"
            )
            assert bad == [], fragment
    page.fill("#q", "script")
    assert page.locator("#hits [role=option]").count() > 0
    page.locator("#date summary").first.click()
    assert wide == []
    assert page.locator("img").count() == 0
    assert page.title() != "ran"
    assert title != "ran"
    assert len(v.requests) == 1
    assert v.complaints == []
