"""What several tests share: the worlds, their output, and a browser without a network."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, sync_playwright
from pypdf import PdfReader

from agencymap.analysis.whole import AllFindings
from agencymap.build import gather, write_output
from agencymap.loading import load_registry
from agencymap.registry import Registry
from agencymap.report import report_model
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Lang
from tests.engine import Engine, start

TINY = Path(__file__).parent / "worlds" / "tiny"
REAL = Path(__file__).parents[1] / "registry"
CHROMIUM = next(
    filter(
        None,
        map(
            shutil.which,
            ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
        ),
    ),
    None,
)
"""Without windows to manage, the headless shell opens a page in little more than half the time."""
TINY_DAY, REAL_DAY = date(2023, 6, 18), date(2026, 11, 22)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what the command line stores out of the user's cache folder."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def tiny() -> Registry:
    """The world a reader can draw: seven agencies."""
    return load_registry(TINY)


@pytest.fixture(scope="session")
def real() -> Registry:
    """The registry of this repository."""
    return load_registry(REAL)


@pytest.fixture(scope="session")
def tiny_site(tiny: Registry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder a build of the tiny world wrote."""
    return _built(tiny, TINY_DAY, tmp_path_factory.mktemp("tiny") / "output")


@pytest.fixture(scope="session")
def real_site(real: Registry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder a build of the real registry wrote: one for all workers, by the first to ask."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return _built(real, REAL_DAY, tmp_path_factory.mktemp("real") / "output")
    shared = tmp_path_factory.getbasetemp().parent / "real"
    try:
        shared.mkdir()
    except FileExistsError:
        end = time.monotonic() + 120
        while not (shared / "done").exists():
            assert time.monotonic() < end, "the other worker has not built the real registry"
            time.sleep(0.1)
    else:
        _built(real, REAL_DAY, shared / "output")
        (shared / "done").touch()
    return shared / "output"


@pytest.fixture(scope="session")
def on_file(real: Registry) -> AllFindings:
    """What is found in the registry of this repository."""
    return AllFindings(Snapshot(real, REAL_DAY))


@pytest.fixture(scope="session")
def whole(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Lang], dict[str, Any]]:
    """The report on everything in a language, for all who read it; nobody may change it."""

    @cache
    def make(lang: Lang) -> dict[str, Any]:
        def written() -> bytes:
            found: AllFindings = request.getfixturevalue("on_file")
            return json.dumps(report_model(found.snapshot, lang, found)).encode()

        model: dict[str, Any] = json.loads(_once(tmp_path_factory, f"report.{lang}.json", written))
        return model

    return make


@pytest.fixture(scope="session")
def printed(real_site: Path) -> Callable[[Lang], bytes]:
    """The same report as a PDF, as the build printed it."""
    return lambda lang: (real_site / "reports" / f"overlap.{lang}.pdf").read_bytes()


def _once(factory: pytest.TempPathFactory, name: str, make: Callable[[], bytes]) -> bytes:
    """Return what *make* makes: once for all workers, by the first to ask."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make()
    folder = factory.getbasetemp().parent / "once"
    folder.mkdir(exist_ok=True)
    try:
        (folder / f"{name}.begun").mkdir()
    except FileExistsError:
        end = time.monotonic() + 180
        while not (folder / name).exists():
            assert time.monotonic() < end, f"the other worker has not made {name}"
            time.sleep(0.1)
        return (folder / name).read_bytes()
    made = make()
    (folder / f"{name}.part").write_bytes(made)
    (folder / f"{name}.part").rename(folder / name)
    return made


@cache
def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page: by poppler where it is installed, which is faster."""
    if shutil.which("pdftotext") is None:
        return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    run = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return run.stdout.decode().split("\f")[:-1]


def _built(registry: Registry, day: date, folder: Path) -> Path:
    write_output(folder, gather(registry, day))
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium; without one, the test is skipped, and fails where CI is set."""
    if CHROMIUM is None:
        message = "there is no Chromium on the PATH; on Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
            ],
        )  # fmt: skip
        yield browser
        browser.close()


FOLLOW = """(fragment) => new Promise((done) => {
  const before = location.href;
  location.hash = fragment;
  if (location.href === before) done();
  else addEventListener("hashchange", () => setTimeout(done), { once: true });
})"""


class Visit:
    """A page opened from the disk with the network cut, and everything it complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context.set_offline(True)
        context.route("**/*", self._route)
        self.page: Page = context.new_page()
        self.page.on("request", self._request)
        self.page.on("console", lambda m: self._complain(m.type, m.text))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))

    def _route(self, route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.abort()

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _complain(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(f"{kind}: {text}")

    def open(self, file: Path, fragment: str = "") -> Page:
        """Open a file, wait until its script is done, and return the page."""
        self.page.goto(file.as_uri() + (f"#{fragment}" if fragment else ""))
        if file.name == "index.html":
            self.page.wait_for_selector("body[data-ready=true]")
        return self.page

    def follow(self, fragment: str) -> Page:
        """Change the address of the open page, and wait until it has been followed."""
        self.page.evaluate(FOLLOW, fragment)
        return self.page


def until(page: Page, condition: str, seconds: float = 5.0) -> None:
    """Wait until a script is true, and for what follows at once from it, such as a new view for a
    new address. Playwright's own wait uses eval, which our pages forbid."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never true: {condition}"
        page.wait_for_timeout(20)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Return a function that makes a visit: ``visit(width=390, dark=True)``."""
    contexts: list[BrowserContext] = []

    def make(*, width: int = 1440, height: int = 900, dark: bool = False) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="en-US",
        )
        contexts.append(context)
        return Visit(context)

    yield make
    for context in contexts:
        context.close()


# -- the engine in JavaScript ----------------------------------------------------------------------


@pytest.fixture(scope="session")
def blank(chromium: Browser) -> Iterator[Page]:
    """A blank page on which the engine runs."""
    page = chromium.new_page()
    yield start(page)
    page.close()


@pytest.fixture(scope="session")
def engine(blank: Page, real: Registry) -> Engine:
    """The engine with the registry of this repository."""
    return Engine(blank, real)


@pytest.fixture(scope="session")
def tiny_engine(blank: Page, tiny: Registry) -> Engine:
    """The engine with the tiny world."""
    return Engine(blank, tiny)
