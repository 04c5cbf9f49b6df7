"""A preview that follows the files: served on this machine only, built again after each save.

Nothing is read from the disk to answer a request: an address is the name of a file of the build,
made in memory when it is first asked for. A page gets one small script more than the built file,
allowed by its hash, which reloads it and shows what is wrong; the files of a build are as ever.
"""

from __future__ import annotations

import gc
import json
import os
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import unescape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

from agencymap.analysis.whole import AllFindings
from agencymap.build import Maker, steps_of
from agencymap.documents import MemoryStore
from agencymap.errors import AgencymapError, RegistryError
from agencymap.findings import Finding, Severity
from agencymap.loading import load_registry
from agencymap.registry import Registry
from agencymap.render.pages import asset, csp_hash
from agencymap.rules import check_registry
from agencymap.snapshot import Snapshot

HOST: Final = "127.0.0.1"
"""The only address it listens on."""
PORT: Final = 8765
EVENTS: Final = "/-/events"
"""Address at which a page waits for news."""
POLL_SECONDS: Final = 0.15
"""So often the files are looked at."""
SETTLE_SECONDS: Final = 0.03
"""An editor may write a file in steps: it is read when it has not changed for so long."""
PING_SECONDS: Final = 10.0
"""So often a waiting page is written to, so that one that has gone is noticed."""
MAX_SHOWN: Final = 50
"""Findings told to a page."""
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".graphml": "application/xml",
}


# -- what is served --------------------------------------------------------------------------------


class _Edition:
    """The files of one state of the registry, each made when it is first asked for."""

    def __init__(self, registry: Registry, as_of: date) -> None:
        self.registry = registry
        self.id = f"{registry.digest[:16]}-{as_of.isoformat()}"
        steps = steps_of(AllFindings(Snapshot(registry, as_of)))
        self._makers: dict[str, Maker] = {p: m for step in steps.values() for p, m in step.items()}
        self._made: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def __contains__(self, path: str) -> bool:
        return path in self._makers

    def file(self, path: str) -> bytes:
        """Return a file of the build."""
        with self._lock:
            if path not in self._made:
                content = self._makers[path]()
                self._made[path] = content if isinstance(content, bytes) else content.encode()
            return self._made[path]


@dataclass(frozen=True, slots=True)
class State:
    """What a page is told."""

    edition: str
    """Name of what is served; a page that shows another one loads itself anew."""
    broken: bool
    """Whether the files as they stand make no build, so that the last good one is served."""
    findings: tuple[Finding, ...] = ()
    trouble: str = ""
    """What went wrong apart from the files."""
    number: int = 0

    def told(self) -> bytes:
        """Return it as pages read it."""
        lines = [str(f) for f in self.findings[:MAX_SHOWN]]
        errors = sum(f.severity is Severity.ERROR for f in self.findings)
        return json.dumps(
            {
                "edition": self.edition,
                "broken": self.broken,
                "errors": errors,
                "warnings": len(self.findings) - errors,
                "lines": [self.trouble] * bool(self.trouble) + lines,
            }
        ).encode()


@dataclass
class Preview:
    """A registry as it is being edited, and the last good build of it."""

    root: Path
    as_of: date
    store: MemoryStore = field(default_factory=MemoryStore)
    tell: Callable[[State], None] = lambda _: None
    """Told what was found after each reading."""
    edition: _Edition | None = None
    state: State = State("", broken=True)
    news: threading.Condition = field(default_factory=threading.Condition)
    stopped: threading.Event = field(default_factory=threading.Event)
    _seen: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def refresh(self) -> None:
        """Read the files, put what they make in place, then say what the rules find."""
        self._seen = self._signature()  # before: what changes while they are read is read again
        try:
            registry = load_registry(self.root, self.store)
            self.store.turn()
            edition = _Edition(registry, self.as_of)
            edition.file("index.html")  # made before it is shown: what fails is not shown
        except RegistryError as error:
            self._announce(broken=True, findings=error.findings, tell=True)
            return
        except AgencymapError as error:
            self._announce(broken=True, trouble=str(error), tell=True)
            return
        self.edition = edition
        # the page first: the rules take half as long again, and only tell what is shown already
        self._announce(broken=False, findings=() if self.state.broken else self.state.findings)
        self._announce(broken=False, findings=check_registry(registry), tell=True)

    def _announce(
        self,
        *,
        broken: bool,
        findings: Sequence[Finding] = (),
        trouble: str = "",
        tell: bool = False,
    ) -> None:
        edition = self.edition.id if self.edition else ""
        with self.news:
            state = State(edition, broken, tuple(findings), trouble, self.state.number + 1)
            self.state = state
            self.news.notify_all()
        if tell:
            self.tell(state)

    def wait(self, seen: int, seconds: float) -> State:
        """Return the state as soon as it is another than *seen*, or after some seconds."""
        with self.news:
            self.news.wait_for(
                lambda: self.state.number != seen or self.stopped.is_set(), timeout=seconds
            )
            return self.state

    def watch(self) -> None:
        """Refresh after each change of a file, until stopped."""
        while not self.stopped.wait(POLL_SECONDS):
            now = self._signature()
            if now == self._seen:
                continue
            while not self.stopped.wait(SETTLE_SECONDS) and (again := self._signature()) != now:
                now = again
            try:
                self.refresh()
            except Exception as error:  # the next save may mend it; until then the page says so
                trouble = f"{type(error).__name__}: {error}"
                self._announce(broken=True, trouble=trouble, tell=True)
            gc.collect()  # off while a page is waited for

    def stop(self) -> None:
        """End the watch, and let waiting pages go."""
        self.stopped.set()
        with self.news:
            self.news.notify_all()

    def _signature(self) -> dict[str, tuple[int, int, int]]:
        """Return size, time and number of each file of the registry."""
        found: dict[str, tuple[int, int, int]] = {}
        folders = [str(self.root)]
        while folders:
            try:
                with os.scandir(folders.pop()) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
                        elif entry.name.endswith((".yaml", ".yml")):
                            s = entry.stat()
                            found[entry.path] = (s.st_mtime_ns, s.st_size, s.st_ino)
            except OSError:  # a file that went away between two looks
                continue
        return found


# -- pages -----------------------------------------------------------------------------------------

_POLICY: Final = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')


@cache
def _script() -> str:
    return asset("preview.js")


def with_script(page: str, edition: str) -> str:
    """Return a page with the script that keeps it up to date; its policy lets in that alone."""
    page = _POLICY.sub(lambda m: f"{m[1]}{_policy(m[2])}{m[3]}", page, count=1)
    script = f'<script data-edition="{edition}">{_script()}</script>\n'
    head, end, tail = page.rpartition("</body>")
    return f"{head}{script}{end}{tail}" if end else page + script


def _policy(policy: str) -> str:
    """Return a policy that also allows our script, by its hash, and our own address."""
    parts = [part.strip() for part in unescape(policy).split(";") if part.strip()]
    scripts = [p for p in parts if p.startswith("script-src ")]
    allowed = f"{scripts[0] if scripts else 'script-src'} {csp_hash(_script())}"
    rest = [p for p in parts if p not in scripts and not p.startswith("connect-src")]
    return "; ".join([*rest, allowed, "connect-src 'self'"]).replace('"', "&quot;")


_WAITING: Final = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>agencymap</title></head>
<body><h1>agencymap</h1><p>The registry makes no build yet.</p></body></html>
"""


# -- the server ------------------------------------------------------------------------------------


class Server(ThreadingHTTPServer):
    """Serves a preview on this machine."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would share the port with another program

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        super().__init__((HOST, port), _Handler)

    @property
    def port(self) -> int:
        """Return the port it listens on."""
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """Return the address of the explorer."""
        return f"http://{HOST}:{self.port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a page that went away."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "agencymap"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        """Answer with a file of the build, or with news."""
        if not self._from_here():
            self._text(HTTPStatus.FORBIDDEN, "This preview answers to its own address alone.")
            return
        path = urlsplit(self.path).path if self.path.startswith("/") else "/ "  # no such page
        if path == EVENTS:
            self._events()
            return
        edition = self.server.preview.edition
        if edition is None:
            self._send(HTTPStatus.OK, _TYPES[".html"], with_script(_WAITING, "").encode())
            return
        name = path[1:] or "index.html"
        if name not in edition:
            self._text(HTTPStatus.NOT_FOUND, "There is no such page.")
            return
        try:
            content = edition.file(name)
        except AgencymapError as error:
            self._text(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))
            return
        if name.endswith(".html"):
            content = with_script(content.decode(), edition.id).encode()
        self._send(HTTPStatus.OK, _TYPES[PurePosixPath(name).suffix], content)

    def _refuse(self) -> None:
        self.close_connection = True  # what it brings is not read
        self._text(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET.", Allow="GET")

    do_HEAD = do_POST = do_PUT = _refuse  # noqa: N815 - the names that http.server asks for
    do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = _refuse  # noqa: N815

    def _from_here(self) -> bool:
        """Return whether the request names this server: a foreign name may lead here, too."""
        hosts = self.headers.get_all("Host") or []
        port = self.server.port
        return len(hosts) == 1 and hosts[0].lower() in (f"{HOST}:{port}", f"localhost:{port}")

    def _text(self, status: HTTPStatus, text: str, **headers: str) -> None:
        self._send(status, "text/plain; charset=utf-8", f"{text}\n".encode(), **headers)

    def _send(self, status: HTTPStatus, kind: str, content: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self._end()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _end(self) -> None:
        for name, value in (
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", "frame-ancestors 'none'"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
        ):
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _events(self) -> None:
        """Tell the page the state now and after each change, as server-sent events."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self._end()
        preview, seen = self.server.preview, -1
        while not preview.stopped.is_set():
            state = preview.wait(seen, PING_SECONDS)
            line = b"data: " + state.told() if state.number != seen else b":"
            self.wfile.write(line + b"\n\n")
            seen = state.number

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal shows findings."""


def serving(preview: Preview, port: int) -> Server:
    """Return a server that listens, with the watch begun; the caller serves and stops.

    Raises:
        AgencymapError: the port is taken.
    """
    try:
        server = Server(preview, port)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise AgencymapError(
            f"port {port} cannot be listened on: {reason}; name another with --port"
        ) from None
    preview.refresh()
    threading.Thread(target=preview.watch, daemon=True).start()
    return server
