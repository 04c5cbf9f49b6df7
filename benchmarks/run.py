"""Measure agencymap against its budgets and beside what a user would pick instead, in one run.

    make bench                   the real registry, and the explorer beside stock pyvis
    make bench ARGS="--json"     the same numbers for a program

Each number is the best of several tries, since other work on the machine only ever adds time. The
machine matters: compare numbers of one run with each other, never with those of another machine.
"""

from __future__ import annotations

import argparse
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

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

DAY = date(2026, 11, 22)
TRIES = 3
Row = tuple[str, float, str, float | None]
"""What was measured, the number, its unit, and the budget (none for a peer)."""


def best(action: Callable[[], object], tries: int = TRIES) -> float:
    """Return the shortest time of *action*, in seconds."""
    times = []
    for _ in range(tries):
        begin = time.perf_counter()
        action()
        times.append(time.perf_counter() - begin)
    return min(times)


def command(*arguments: str) -> Callable[[], object]:
    def run() -> None:
        subprocess.run(
            [sys.executable, "-m", "agencymap", *arguments],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip

    return run


# -- the real registry -----------------------------------------------------------------------------


def real_registry(work: Path) -> Iterator[Row]:
    yield "validate (whole command)", best(command("validate", "registry")), "s", 0.6
    output = str(work / "output")
    build = command("build", "--as-of", DAY.isoformat(), "--output", output)
    yield "build, everything in both languages (whole command)", best(build), "s", 6.0
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    yield "peak memory of these commands", peak / (1 << 20), "GB", 1.0
    yield "explorer file", (work / "output" / "index.html").stat().st_size / 1e6, "MB", 4.0


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


def stock_pyvis(work: Path) -> Path:
    """Write the graph of the real registry the way pyvis's manual shows, and return the page."""
    import networkx as nx
    from pyvis.network import Network

    from agencymap.graph import build_graph
    from agencymap.loading import load_registry

    graph = build_graph(load_registry(ROOT / "registry"), as_of=DAY)
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        plain.add_node(node, label=data["name_en"], title=data["name_en"], group=data["kind"])
    for one, other, data in graph.edges(data=True):
        plain.add_edge(one, other, title=data["kind"])
    network = Network(height="900px", width="100%", directed=True, cdn_resources="in_line")
    network.from_nx(plain)
    page = work / "pyvis.html"
    page.write_text(network.generate_html(), encoding="utf-8")
    return page


def first_picture(pages: dict[str, Path], tries: int = TRIES) -> dict[str, float]:
    """Return the seconds from opening each page to its first full picture, network cut."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if chromium is None:
        return {}
    found: dict[str, list[float]] = {name: [] for name in pages}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for _ in range(tries):
            for name, file in pages.items():
                context = browser.new_context(viewport={"width": 1440, "height": 900})
                context.set_offline(True)
                page = context.new_page()
                page.route("http*://**/*", lambda route: route.abort())
                page.add_init_script(_STAMP)
                page.goto(file.as_uri(), wait_until="commit")
                end = time.monotonic() + 300
                while not (stamp := page.evaluate("window.__picture || 0")):
                    if time.monotonic() > end:
                        raise TimeoutError(f"{name}: no picture in five minutes")
                    page.wait_for_timeout(100)
                found[name].append(float(stamp) / 1000)
                context.close()
        browser.close()
    return {name: min(times) for name, times in found.items()}


def explorer(work: Path) -> Iterator[Row]:
    peer = stock_pyvis(work)
    ours = work / "output" / "index.html"
    pictures = first_picture({"ours": ours, "pyvis": peer})
    if not pictures:
        print("No Chromium on the PATH: pictures not measured.", file=sys.stderr)
        return
    yield "first full picture, explorer", pictures["ours"], "s", 1.0
    yield "first full picture, stock pyvis, same graph", pictures["pyvis"], "s", None
    yield "stock pyvis page", peer.stat().st_size / 1e6, "MB", None


# -- the report of the run -------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for step in (real_registry(work), explorer(work)):
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
