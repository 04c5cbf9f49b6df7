"""Measure agencymap against its budgets and beside what a user would pick instead, in one run.

    make bench                                the real registry, and the explorer beside stock pyvis
    make bench ARGS="--scale 1000 20000"      synthetic registries of so many agencies as well
    make bench ARGS="--limit 60"              seconds a page may take to its first picture (120)
    make bench ARGS="--weasyprint PYTHON"     prints with the WeasyPrint of that Python as well
    make bench ARGS="--json"                  the same numbers for a program

A synthetic registry of n agencies has 5n responsibilities and as many places, sources, links,
mechanisms and instruments an agency as the real one (benchmarks/world.py). The pages of the
explorer and of stock pyvis, of the same graph, are opened in turn in one Chromium. Times of Python
inside a process are processor time, those of commands and of the browser are time on the wall.

Each number is the best of several tries, since other work on the machine only ever adds time. The
machine matters: compare numbers of one run with each other, never with those of another machine.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from agencymap.registry import Registry

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

DAY = date(2026, 11, 22)
TRIES = 3
Row = tuple[str, float, str, float | None]
"""What was measured, the number, its unit, and the budget (none for a peer)."""


def best(
    action: Callable[[], object],
    tries: int = TRIES,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Return the shortest time of *action*, in seconds of the clock."""
    times = []
    for _ in range(tries):
        begin = clock()
        action()
        times.append(clock() - begin)
    return min(times)


def command(*arguments: str) -> Callable[[], object]:
    def run() -> None:
        subprocess.run(
            [sys.executable, "-m", "agencymap", *arguments],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip

    return run


def a_chromium() -> str | None:
    """Return the browser that pages are measured in; a user's, not the quicker headless shell."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if found is None:
        print("No Chromium on the PATH: pages not measured.", file=sys.stderr)
    return found


# -- the real registry -----------------------------------------------------------------------------


def real_registry(work: Path) -> Iterator[Row]:
    yield "validate (whole command)", best(command("validate", "registry")), "s", 0.6
    output = str(work / "output")
    build = command("build", "--as-of", DAY.isoformat(), "--output", output)
    yield "build, everything in both languages (whole command)", best(build), "s", 6.0
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    yield "peak memory of these commands", peak / (1 << 20), "GB", 1.0


# -- the editors' road -----------------------------------------------------------------------------


def editing(work: Path, limit: float) -> Iterator[Row]:
    """Measure what an editor waits for: what one changed role does, the form, the preview."""
    base, head = work / "base", work / "head"
    for folder in (base, head):
        shutil.copytree(ROOT / "registry", folder)
    edited = head / "agencies" / "us" / "us-atf.yaml"
    text = edited.read_text(encoding="utf-8")
    edited.write_text(text.replace("role: accountable", "role: supporting", 1), encoding="utf-8")
    day = ("--as-of", DAY.isoformat())
    two = ("diff", str(base), str(head), *day)
    yield "diff, one role changed (whole command)", best(command(*two)), "s", 2.0
    lines = ["git", "diff", "--no-index", "--quiet", str(base), str(head)]
    yield "git diff of the same, lines alone", best(lambda: subprocess.run(lines)), "s", None
    yield "diff --pages, in one language", best(command(*two, "--pages"), 1), "s", None
    yield "fmt --check (whole command)", best(command("fmt", "--check", "registry")), "s", 3.0
    if (chromium := a_chromium()) is not None:
        seconds = preview(base, chromium, limit)
        yield "serve, from save to the page made new", seconds, "s", 1.0


def preview(root: Path, chromium: str, limit: float) -> float:
    """Return the seconds from a save until an open page shows it, the best of several."""
    from playwright.sync_api import Error, sync_playwright

    file = root / "agencies" / "us" / "us-atf.yaml"
    text = file.read_text(encoding="utf-8")
    server = subprocess.Popen(
        [sys.executable, "-m", "agencymap", "serve", "--no-open", "--port=0", "--registry", root],
        cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert server.stderr is not None
        address = next(w for x in server.stderr for w in x.split() if w.startswith("http://"))
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            ) as browser,
        ):
            page = browser.new_page()
            page.goto(f"{address}#agency=us-atf")
            page.wait_for_selector("body[data-ready=true]")
            times = []
            for n in range(TRIES):
                time.sleep(1)
                said = f"Edition {n} of this statement. "
                new = text.replace("statement:\n      en: ", f"statement:\n      en: {said}", 1)
                assert new != text
                begin = time.perf_counter()
                file.write_text(new, encoding="utf-8")
                shown = f"document.body.dataset.ready && document.body.innerText.includes('{said}')"
                while time.perf_counter() < begin + limit:
                    with contextlib.suppress(Error):  # the page is being loaded
                        if page.evaluate(shown):
                            break
                    time.sleep(0.01)
                times.append(time.perf_counter() - begin)
    finally:
        server.terminate()
        server.wait()
    return min(times)


# -- a synthetic registry --------------------------------------------------------------------------

_LOAD = """
import gc, json, resource, sys, time
from pathlib import Path
import yaml
from agencymap.model import FILE_TYPES
from agencymap.loading import _kind_of, _yaml_files, load_registry
from agencymap.rules import check_registry
root, what = Path(sys.argv[1]), sys.argv[2]
gc.disable()  # as the command does
found = {}
if what == "ours":
    begin = time.process_time()
    registry = load_registry(root)
    found["load"] = time.process_time() - begin
    begin = time.process_time()
    found["findings"] = len(check_registry(registry))
    found["check"] = time.process_time() - begin
elif what == "tokens":
    files = [path.read_bytes() for _, path in _yaml_files(root)]
    begin = time.process_time()
    for data in files:
        for _ in yaml.scan(data, Loader=yaml.CSafeLoader):
            pass
    found["seconds"] = time.process_time() - begin
else:
    for relative, path in _yaml_files(root):
        value = yaml.load(path.read_text(), Loader=type("L", (yaml.CBaseLoader,), {}))
        begin = time.process_time()
        FILE_TYPES[_kind_of(relative)].model_validate(value)
        found["seconds"] = found.get("seconds", 0) + time.process_time() - begin
found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
print(json.dumps(found))
"""
"""Run in a process of its own, so that memory and collector of one do not weigh on the other."""


def loading(root: Path, n: int) -> Iterator[Row]:
    def run(what: str) -> dict[str, float]:
        done = subprocess.run(
            [sys.executable, "-c", _LOAD, str(root), what],
            cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
        found: dict[str, float] = json.loads(done.stdout)
        return found

    tokens, models, ours = run("tokens")["seconds"], run("models")["seconds"], run("ours")
    yield f"{n}: libyaml tokenises the same bytes", tokens, "s", None
    yield f"{n}: pydantic alone", models, "s", None
    both = ours["load"] + ours["check"]
    yield f"{n}: load and validate, {ours['findings']:.0f} findings", both, "s", 2 * tokens + models
    yield f"{n}: of which the rules", ours["check"], "s", None
    yield f"{n}: peak memory", ours["peak"], "GB", 1.0


def overlaps(registry: Registry, n: int) -> Iterator[Row]:
    from agencymap.analysis.overlap import count_overlaps, find_overlaps
    from agencymap.snapshot import Snapshot

    gc.collect()
    gc.freeze()  # a command has nothing else in memory: do not let the collector walk the world
    snapshot = Snapshot(registry, DAY)
    total = sum(count_overlaps(snapshot).values())
    once = best(lambda: count_overlaps(snapshot), clock=time.process_time)
    yield f"{n}: totals of {total} overlaps", once, "s", 1.0
    times = []
    for agency in list(registry.agencies)[:: max(n // 40, 1)]:
        times.append(best(lambda: find_overlaps(snapshot, agency=agency), 1, time.process_time))  # noqa: B023
    yield (
        f"{n}: overlaps of one agency, median of {len(times)}",
        sorted(times)[len(times) // 2],
        "s",
        0.1,
    )
    yield f"{n}: overlaps of one agency, slowest of these", max(times), "s", 0.1


def synthetic(work: Path, n: int, limit: float) -> Iterator[Row]:
    from agencymap.render.explorer import explorer_page
    from agencymap.snapshot import Snapshot
    from benchmarks.world import World

    world = World(n)
    folder = world.write(work / f"world-{n}")
    yield from loading(folder, n)
    shutil.rmtree(folder)
    registry = world.registry()
    del world
    yield from overlaps(registry, n)
    page = work / f"explorer-{n}.html"
    snapshot = Snapshot(registry, DAY)
    begin = time.process_time()
    page.write_text(explorer_page(snapshot), encoding="utf-8")
    yield f"{n}: build of the explorer page", time.process_time() - begin, "s", None
    peer = stock_pyvis(registry, work / f"pyvis-{n}.html")
    yield from pages(f"{n}: ", page, peer, limit)


# -- the explorer beside stock pyvis ---------------------------------------------------------------

_STAMP = """
(() => {
  const done = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    window.__picture = performance.now();
  }));
  const timer = setInterval(() => {
    if (document.body && document.body.dataset.ready === "true") { clearInterval(timer); done(); }
    else if (window.network && window.network.body) {
      clearInterval(timer);
      window.network.once("stabilizationIterationsDone", done);
    }
  }, 1);
})();
"""
"""Stamps the moment of the first full picture: ours when the page says that it is ready, pyvis's
when its layout has come to rest; then two frames, so that it has been painted."""

_FRAMES = """
() => new Promise((done) => {
  const canvas = document.querySelector("canvas"), box = canvas.getBoundingClientRect();
  const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true };
  const times = [];
  let last = performance.now(), n = 0;
  const step = () => {
    const now = performance.now();
    times.push(now - last);
    last = now;
    if (++n > 40) { done(times.slice(1).sort((a, b) => a - b)[Math.floor(39 * 0.95)]); return; }
    const turn = { ...at, deltaY: n % 20 < 10 ? -40 : 40, cancelable: true };
    canvas.dispatchEvent(new WheelEvent("wheel", turn));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})
"""
"""Zooms in and out with the wheel, a step a frame; returns the 95th percentile in ms."""

_OPEN = """
(fragment) => new Promise((done) => {
  const begin = performance.now();
  addEventListener("hashchange", () => setTimeout(() => requestAnimationFrame(() => {
    setTimeout(() => done(performance.now() - begin));
  })), { once: true });
  location.hash = fragment;
})
"""
_TYPE = """
(words) => {
  const field = document.getElementById("q"), times = [];
  for (const word of words) for (let n = 1; n <= word.length; n++) {
    field.value = word.slice(0, n);
    const begin = performance.now();
    field.dispatchEvent(new Event("input"));
    document.getElementById("hits").getBoundingClientRect();
    times.push(performance.now() - begin);
  }
  field.value = "";
  field.dispatchEvent(new Event("input"));
  return times.sort((a, b) => a - b)[Math.floor((times.length - 1) * 0.95)];
}
"""
_TYPED = ("records and", "instrument 12", "distrito 4", "patrls", "fiscalía", "gruop 7")


def stock_pyvis(registry: Registry, page: Path) -> Path:
    """Write the graph of a registry the way pyvis's manual shows, and return the page."""
    import networkx as nx
    from pyvis.network import Network

    from agencymap.graph import build_graph

    graph = build_graph(registry, as_of=DAY)
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        plain.add_node(node, label=data["name_en"], title=data["name_en"], group=data["kind"])
    for one, other, data in graph.edges(data=True):
        plain.add_edge(one, other, title=data["kind"])
    network = Network(height="900px", width="100%", directed=True, cdn_resources="in_line")
    # Network.add_edge looks through all edges for each, which takes hours at 20,000 agencies
    network.add_nodes(
        list(plain), label=[d["label"] for _, d in plain.nodes(data=True)],
        title=[d["title"] for _, d in plain.nodes(data=True)],
    )  # fmt: skip
    network.edges = [
        {"from": one, "to": other, "arrows": "to", "title": data["title"]}
        for one, other, data in plain.edges(data=True)
    ]
    page.write_text(network.generate_html(), encoding="utf-8")
    return page


def pages(prefix: str, ours: Path, peer: Path, limit: float) -> Iterator[Row]:
    """Open the two pages in turn, at full speed and with the processor slowed four times."""
    from playwright.sync_api import sync_playwright

    yield f"{prefix}explorer file", ours.stat().st_size / 1e6, "MB", 4.0
    yield f"{prefix}stock pyvis file", peer.stat().st_size / 1e6, "MB", None
    if (chromium := a_chromium()) is None:
        return
    with sync_playwright() as playwright:
        for slow in (1, 4):
            said = f"{prefix}4× slower: " if slow > 1 else prefix
            for name, file in (("explorer", ours), ("stock pyvis", peer)):
                browser = playwright.chromium.launch(
                    executable_path=chromium,
                    args=["--no-sandbox", "--disable-gpu", "--disable-background-networking",
                          "--js-flags=--max-old-space-size=4096"],
                )  # fmt: skip
                yield from visit(browser, file, f"{said}{name}: ", slow, limit, name == "explorer")
                browser.close()


def visit(
    browser: Browser, file: Path, said: str, slow: int, limit: float, own: bool
) -> Iterator[Row]:
    """Open a page without a network and measure it; the best of several tries to the picture."""
    stamps = []
    for _ in range(TRIES):
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
        context.set_offline(True)
        page = context.new_page()
        page.route("http*://**/*", lambda route: route.abort())
        page.add_init_script(_STAMP)
        cdp = context.new_cdp_session(page)
        cdp.send("Emulation.setCPUThrottlingRate", {"rate": slow})
        stamp = _wait(page, file, limit)
        if stamp is None:
            yield f"{said}no picture in", limit, "s", None
            with contextlib.suppress(Exception):
                context.close()
            return
        stamps.append(stamp)
        if len(stamps) < TRIES and stamp < limit / 4:
            context.close()
        else:
            break
    first = slow == 1
    yield f"{said}first full picture", min(stamps), "s", 1.0 if own and first else None
    budget = 50.0 if own and first else None
    yield f"{said}zoom, 95 % of frames within", page.evaluate(_FRAMES), "ms", budget
    if own:
        times = [page.evaluate(_OPEN, f"{hash_}&lang=en") for hash_ in (
            "block=us-states", "block=mx-estados", "block=us-justice", "agency=us-doj",
        )]  # fmt: skip
        groups, agency = max(times[:3]), times[3]
        yield f"{said}opening a group, slowest", groups, "ms", 100.0 if first else None
        yield f"{said}opening an agency", agency, "ms", None
        page.evaluate(_TYPE, ["x"])
        typed = page.evaluate(_TYPE, list(_TYPED))
        yield f"{said}search, 95 % of keystrokes within", typed, "ms", 30.0 if first else None
    cdp.send("HeapProfiler.collectGarbage")
    heap = page.evaluate("performance.memory.usedJSHeapSize / 1e6")
    yield f"{said}JavaScript heap", heap, "MB", None
    context.close()


def _wait(page: Page, file: Path, limit: float) -> float | None:
    """Return the seconds to the first full picture, or None when there is none in time."""
    page.set_default_timeout(limit * 1000)
    end = time.monotonic() + limit
    try:
        page.goto(file.as_uri(), wait_until="commit")
        while time.monotonic() < end:
            stamp = page.evaluate("window.__picture || 0")
            if stamp:
                return float(stamp) / 1000
            page.wait_for_timeout(100)
    except Exception as error:
        print(f"{file.name}: {str(error).splitlines()[0]}", file=sys.stderr)
    return None


def explorer(work: Path, limit: float) -> Iterator[Row]:
    from agencymap.loading import load_registry

    peer = stock_pyvis(load_registry(ROOT / "registry"), work / "pyvis.html")
    yield from pages("", work / "output" / "index.html", peer, limit)


# -- the printed report beside WeasyPrint ----------------------------------------------------------

_PRINT = """
import resource, sys, time
from datetime import date
from pathlib import Path

from agencymap.analysis.scope import Scope
from agencymap.loading import load_registry
from agencymap.render.pdf import report_pdf
from agencymap.render.report import report_page
from agencymap.report import report_model
from agencymap.snapshot import Snapshot

day = date.fromisoformat(sys.argv[1])
scope = Scope(functions=tuple(sys.argv[4:]))
model = report_model(Snapshot(load_registry(Path("registry")), day), "en", scope=scope)
Path(sys.argv[2]).write_text(report_page(model), encoding="utf-8")
begin = time.perf_counter()
Path(sys.argv[3]).write_bytes(report_pdf(model))
print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_PEER = """
import resource, sys, time
from weasyprint import HTML

begin = time.perf_counter()
HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_SCOPES: tuple[tuple[str, tuple[str, ...]], ...] = (("tracing", ("trace",)), ("everything", ()))
"""Reports that are printed: of a part, which both end soon, and of everything."""


def printed(work: Path, peer: Path | None, limit: float) -> Iterator[Row]:
    """Print English reports, and their pages with WeasyPrint where *peer*, a Python, has that."""
    from pypdf import PdfReader

    def measured(name: str, command: list[str | Path], pdf: Path) -> Iterator[Row]:
        run = subprocess.run(
            command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=5 * limit
        )
        seconds, peak = map(float, run.stdout.split())
        pages = len(PdfReader(pdf).pages)
        yield f"printing a page, {name}, {pages} pages", 1000 * seconds / pages, "ms", None
        yield f"printing, peak memory, {name}", peak / (1 << 20), "GB", None

    python = peer or Path(sys.executable)
    beside = not subprocess.run([python, "-c", "import weasyprint"], capture_output=True).returncode
    if not beside:
        print("No WeasyPrint: name a Python that has it with --weasyprint.", file=sys.stderr)
    for what, functions in _SCOPES:
        page, ours, theirs = (work / f"{what}.{x}" for x in ("html", "pdf", "peer.pdf"))
        command = [sys.executable, "-c", _PRINT, DAY.isoformat(), page, ours, *functions]
        yield from measured(f"{what}, ours", command, ours)
        if beside:
            name = f"{what}, WeasyPrint from our page"
            try:
                yield from measured(name, [python, "-c", _PEER, page, theirs], theirs)
            except subprocess.TimeoutExpired:
                print(f"{name} did not end in {5 * limit:.0f} seconds.", file=sys.stderr)


# -- the report of the run -------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--scale", type=int, nargs="+", default=[], metavar="AGENCIES")
    parser.add_argument("--limit", type=float, default=120, help="seconds to a first picture")
    parser.add_argument(
        "--weasyprint", type=Path, metavar="PYTHON",
        help="a Python that has WeasyPrint, to print the page of the report beside ours",
    )  # fmt: skip
    options = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        steps = [
            real_registry(work),
            editing(work, options.limit),
            printed(work, options.weasyprint, options.limit),
            explorer(work, options.limit),
        ]
        steps += [synthetic(work, n, options.limit) for n in options.scale]
        for step in steps:
            for row in step:
                rows.append(row)
                if not options.json:
                    print(line(row), flush=True)
    if options.json:
        print(json.dumps([dict(zip(("what", "value", "unit", "budget"), r, strict=True))
                          for r in rows], indent=1))  # fmt: skip


def line(row: Row) -> str:
    what, value, unit, budget = row
    if budget is None:
        verdict = ""
    else:
        verdict = f"budget {budget:.2f} {unit}: {'met' if value <= budget else 'MISSED'}"
    return f"{what:<72} {value:8.3f} {unit:<3} {verdict}".rstrip()


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
