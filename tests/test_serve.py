"""The preview: on this machine only, nothing but the build, and it follows the files."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from agencymap.build import MANIFEST, gather
from agencymap.cli import main
from agencymap.documents import Document, DocumentStore, MemoryStore
from agencymap.loading import load_registry
from agencymap.render.pages import asset, csp_hash
from agencymap.serve import EVENTS, HOST, Preview, Server, State, serving, with_script
from tests.conftest import TINY, TINY_DAY, until

ROOT = Path(__file__).parents[1]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the tiny world."""
    return Path(shutil.copytree(TINY, tmp_path / "registry"))


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    """Return a server of that copy, on a free port."""
    preview = Preview(root, TINY_DAY)
    server = serving(preview, 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    preview.stop()
    server.shutdown()
    server.server_close()


def ask(
    server: Server, path: str = "/", method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, str]:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=20)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    body = response.read().decode("utf-8", "replace")
    connection.close()
    return response, body


def state_when(preview: Preview, true: Callable[[State], bool], seconds: float = 10) -> State:
    """Wait until the state is so."""
    end, state = time.monotonic() + seconds, preview.state
    while not true(state):
        assert time.monotonic() < end, state
        state = preview.wait(state.number, 0.5)
    return state


def change(root: Path, old: str, new: str) -> None:
    """Change the file of ATF."""
    file = root / "agencies" / "us" / "us-atf.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# -- what is served ------------------------------------------------------------------------------


def test_every_file_of_a_build_and_nothing_else(server: Server, root: Path) -> None:
    edition = server.preview.edition
    assert edition is not None
    built = gather(load_registry(TINY), TINY_DAY)
    assert set(edition._makers) == set(built) - {MANIFEST}
    for path in ("data/csv/agencies.csv", "index.html", "queue.es.html", "agencies/us-atf.en.html"):
        assert edition.file(path) == built[path]
    for path in ("/", "/index.html", "/index.html?x=1", "/about.en.html", "/queue.en.html"):
        response, body = ask(server, path)
        assert (response.status, response.getheader("Content-Type")) == (
            200,
            "text/html; charset=utf-8",
        )
        assert "</html>" in body
        assert response.getheader("Cache-Control") == "no-store"
        assert response.getheader("X-Content-Type-Options") == "nosniff"
    response, body = ask(server, "/data/csv/links.csv")
    assert response.getheader("Content-Type") == "text/csv; charset=utf-8"
    assert "preview" not in body


@pytest.mark.parametrize(
    "path",
    ["/../pyproject.toml", "/%2e%2e/pyproject.toml", "//etc/passwd", "/agencies/", "/agencies",
     "/registry.yaml", "/manifest.json", "/data", "/index.html/", "/..", "/\\..\\x",
     "/index.html%00", "/registry/agencies/us/us-atf.yaml", "http://127.0.0.1/index.html"],
)  # fmt: skip
def test_no_other_file_and_no_list_of_a_folder(server: Server, path: str) -> None:
    response, body = ask(server, path, Host=f"{HOST}:{server.port}")
    assert (response.status, body) == (404, "There is no such page.\n")


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_get(server: Server, method: str) -> None:
    response, _ = ask(server, "/", method)
    assert (response.status, response.getheader("Allow")) == (405, "GET")


def test_only_under_its_own_name(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"
    for host in (f"localhost:{server.port}", f"127.0.0.1:{server.port}"):
        assert ask(server, "/about.en.html", Host=host)[0].status == 200
    for host in ("evil.example", f"evil.example:{server.port}", "127.0.0.1", "localhost:1", ""):
        for path in ("/", EVENTS):
            response, body = ask(server, path, Host=host)
            assert response.status == 403, host
            assert "ATF" not in body


def test_a_page_lets_in_one_script_more_and_keeps_its_policy(server: Server) -> None:
    edition = server.preview.edition
    assert edition is not None
    script = asset("preview.js")
    for path in ("index.html", "about.en.html"):
        built = edition.file(path).decode()
        _, served = ask(server, f"/{path}")
        before, after = (
            re.findall(r'Security-Policy" content="([^"]*)"', x) for x in (built, served)
        )
        assert len(before) == len(after) == 1
        old = {p.split(" ")[0]: p for p in before[0].replace("&#39;", "'").split("; ")}
        new = {p.split(" ")[0]: p for p in after[0].split("; ")}
        assert new.pop("connect-src") == "connect-src 'self'"
        assert new.pop("script-src") == f"{old.pop('script-src', 'script-src')} {csp_hash(script)}"
        assert new == old
        assert "'unsafe" not in after[0]
        assert f'<script data-edition="{edition.id}">{script}</script>\n</body>' in served
        assert "connect-src" not in built
        assert "preview-banner" not in built


def test_a_page_without_a_policy_gets_the_script() -> None:
    assert with_script("<p>x", "e").startswith("<p>x<script data-edition")


# -- it follows the files ------------------------------------------------------------------------


def told(server: Server) -> Iterator[dict[str, Any]]:
    """Yield what a waiting page is told."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=20)
    connection.request("GET", EVENTS)
    response = connection.getresponse()
    assert response.getheader("Content-Type") == "text/event-stream"
    while line := response.fp.readline():
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


def test_a_save_is_told_and_served(server: Server, root: Path) -> None:
    news = told(server)
    first = next(news)
    assert (first["broken"], first["errors"], first["lines"]) == (False, 0, [])
    began = time.monotonic()
    change(root, "Traces firearms.", "Traces guns.")
    second = next(news)
    assert second["edition"] != first["edition"]
    assert time.monotonic() - began < 3  # well under one second where nothing else runs
    assert "Traces guns." in ask(server, "/agencies/us-atf.en.html")[1]


def test_an_error_is_told_with_its_place_and_the_last_page_stays(
    server: Server, root: Path
) -> None:
    preview = server.preview
    good = preview.state.edition
    change(root, "agency: us-doj", "agency: us-dojj")
    state = state_when(preview, lambda s: s.broken)
    assert state.edition == good
    assert [str(f) for f in state.findings] == [
        f"{root.as_posix()}/agencies/us/us-atf.yaml:9:5: error: 'us-dojj' is not the id of an "
        "agency; did you mean 'us-doj'? [unknown-agency]"
    ]
    assert "Traces firearms." in ask(server, "/agencies/us-atf.en.html")[1]
    change(root, "agency: us-dojj", "agency: us-doj")
    state = state_when(preview, lambda s: not s.broken)
    assert (state.edition, state.findings) == (good, ())


def test_what_the_rules_find_is_told_after_the_page(server: Server, root: Path) -> None:
    change(root, "Rastrea armas de fuego.", "Traces firearms.")
    state = state_when(server.preview, lambda s: bool(s.findings))
    assert not state.broken
    assert [f.rule for f in state.findings] == ["untranslated"]
    assert json.loads(state.told())["errors"] == 1


def test_a_comment_does_not_reload_the_page(server: Server, root: Path) -> None:
    before = server.preview.state
    change(root, "id: us-atf", "# a comment\nid: us-atf")
    after = state_when(server.preview, lambda s: s.number >= before.number + 2)
    assert after.edition == before.edition


def test_new_and_removed_files_count(server: Server, root: Path) -> None:
    edition = server.preview.edition
    (root / "mechanisms" / "etrace.yaml").unlink()
    state_when(server.preview, lambda _: server.preview.edition is not edition)
    assert ask(server, "/mechanisms/etrace.en.html")[0].status == 404
    shutil.rmtree(root)
    state = state_when(server.preview, lambda s: s.broken)
    assert "is not a folder" in state.trouble
    assert ask(server, "/")[0].status == 200


def test_a_fault_of_ours_is_told_and_the_watch_goes_on(
    server: Server, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError("by zero")

    with monkeypatch.context() as patch:
        patch.setattr("agencymap.serve.steps_of", fail)
        change(root, "Traces firearms.", "Traces guns.")
        state = state_when(server.preview, lambda s: s.broken)
        assert state.trouble == "ZeroDivisionError: by zero"
    change(root, "Traces guns.", "Traces arms.")
    state_when(server.preview, lambda s: not s.broken)


def test_a_registry_that_never_was_whole_has_a_page(root: Path) -> None:
    change(root, "agency: us-doj", "agency: us-dojj")
    preview = Preview(root, TINY_DAY)
    server = serving(preview, 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        response, body = ask(server, "/about.en.html")
        assert response.status == 200
        assert "makes no build yet" in body
        assert csp_hash(asset("preview.js")) in body
        assert json.loads(preview.state.told())["broken"] is True
    finally:
        preview.stop()
        server.shutdown()
        server.server_close()


def test_only_the_changed_file_is_read_as_yaml_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agencymap import loading

    read: list[str] = []
    real = loading._parse

    def parse(data: bytes, name: str) -> Document:
        read.append(Path(name).name)
        return real(data, name)

    monkeypatch.setattr(loading, "_parse", parse)
    store = MemoryStore(tmp_path / "store.json")
    load_registry(root, store)
    store.turn()
    assert len(read) == 17
    read.clear()
    change(root, "Traces firearms.", "Traces guns.")
    load_registry(root, store)
    assert read == ["us-atf.yaml"]
    assert load_registry(root, store).digest == load_registry(root, DocumentStore()).digest


def test_the_page_in_a_browser(server: Server, root: Path, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.goto(server.address + "#agency=us-atf")
    page.wait_for_selector("body[data-ready=true]")
    page.evaluate("document.body.dataset.old = 'yes'")
    change(root, "ATF studies traces.", "ATF ponders traces.")
    page.wait_for_selector("body[data-ready=true]:not([data-old])")
    until(page, "document.body.innerText.includes('ATF ponders traces.')")
    assert page.evaluate("location.hash").startswith("#agency=us-atf")
    change(root, "agency: us-doj", "agency: us-dojj")
    page.wait_for_selector("#preview-banner")
    banner = page.inner_text("#preview-banner")
    assert "1 error: this is the last good page." in banner
    assert "us-atf.yaml:9:5: error: 'us-dojj' is not the id of an agency" in banner
    assert "ATF ponders traces." in page.inner_text("body")
    change(root, "agency: us-dojj", "agency: us-doj")
    until(page, "!document.getElementById('preview-banner')")
    assert complaints == []
    context.close()


# -- the command ---------------------------------------------------------------------------------


def test_a_taken_port_and_no_folder(server: Server, root: Path) -> None:
    taken = CliRunner().invoke(
        main, ["serve", "--registry", str(root), "--no-open", "--port", str(server.port)]
    )
    assert taken.exit_code == 2
    assert f"port {server.port} cannot be listened on: " in taken.stderr
    assert "Traceback" not in taken.output
    nowhere = CliRunner().invoke(main, ["serve", "--registry", "nowhere", "--no-open"])
    assert nowhere.exit_code == 2
    assert "nowhere is not a folder" in nowhere.stderr


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_it_opens_says_its_address_and_ends_with_ctrl_c(root: Path) -> None:
    change(root, "Rastrea armas de fuego.", "Traces firearms.")
    # a shell that runs the tests in the background would have the command ignore the signal
    heeding = (
        "import signal; from agencymap.cli import main;"
        " signal.signal(signal.SIGINT, signal.default_int_handler); main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", heeding, "serve", "--no-open", "--port", "0", "--registry", root],
        stderr=subprocess.PIPE, cwd=ROOT, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        assert process.stderr is not None
        assert "[untranslated]" in process.stderr.readline()
        assert process.stderr.readline().startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert process.stderr.read() == ""
    finally:
        process.kill()


def test_the_day_is_the_one_asked_for(root: Path) -> None:
    preview = Preview(root, date(2016, 1, 31))
    preview.refresh()
    assert preview.state.edition.endswith("-2016-01-31")
