"""A web server on this machine that misbehaves on request, and a small catalogue."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rnncourse.datasets import load_catalog


class Site:
    """What the server serves, how it misbehaves, and what it was asked.

    Attributes:
        files: content by path.
        faults: by path, one fault for each of the next requests: "drop", "404",
            "500", "wrong", "no ranges", "drop, no ranges", "elsewhere", "packed",
            "stall" or "to /other".
        log: (path, Range header, bytes of content sent), a request each.
        headers: of the last request.
        started: set when half of a "stall" was sent.
    """

    def __init__(self):
        self.files = {}
        self.faults = {}
        self.log = []
        self.headers = {}
        self.started = threading.Event()
        self.go_on = threading.Event()
        self.address = ""

    def serve(self, path, content, *faults):
        self.files[path] = content
        self.faults[path] = list(faults)
        return self.address + path

    def sent(self):
        return [bytes_sent for _, _, bytes_sent in self.log]

    def asked(self):
        return [path for path, _, _ in self.log]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        site = self.server.site
        faults = site.faults.get(self.path, [])
        fault = faults.pop(0) if faults else ""
        content = site.files.get(self.path)
        asked = self.headers.get("Range")
        entry = len(site.log)
        site.log.append((self.path, asked, 0))
        site.headers = self.headers
        if fault.startswith("to "):
            return self._head(302, 0, Location=fault.removeprefix("to "))
        if content is None or fault.isdigit():
            return self._head(int(fault or 404), 0)
        if fault == "wrong":
            content = content[::-1]
        start, headers = 0, {}
        status = 200
        if asked and "no ranges" not in fault:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            if start >= len(content):
                return self._head(
                    416, 0, **{"Content-Range": f"bytes */{len(content)}"}
                )
            status = 206
            start += fault == "elsewhere"
            last = len(content) - 1
            headers["Content-Range"] = f"bytes {start}-{last}/{len(content)}"
        if fault == "packed":
            headers["Content-Encoding"] = "gzip"
        body = content[start:]
        promised = len(body)
        if fault.startswith(("drop", "stall")):
            body = body[: len(body) // 2]
            self.close_connection = True
        # Noted before it is sent: the client may be done before we are.
        site.log[entry] = (self.path, asked, len(body))
        self._head(status, promised, **headers)
        self.wfile.write(body)
        self.wfile.flush()
        if fault == "stall":
            site.started.set()
            site.go_on.wait(20)

    def _head(self, status, length, **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # clients that hang up are what the tests are about


@pytest.fixture
def site():
    server = Server(("127.0.0.1", 0), Handler)
    server.site = Site()
    server.site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server.site
    server.site.go_on.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache, and no other data."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("RNNCOURSE_CACHE", str(folder))
    monkeypatch.delenv("RNNCOURSE_DATA", raising=False)
    return folder


@pytest.fixture
def no_pauses(monkeypatch):
    """Let a second attempt follow the first at once; returns the pauses asked for."""
    pauses = []
    monkeypatch.setattr("rnncourse.datasets.download.time.sleep", pauses.append)
    return pauses


ENTRY = """
title = "A tiny corpus"
task = "tests"
licence = "none needed"
redistribution = true
licence_note = "Written for the tests."
homepage = "https://example.org/"
citation = ["Nobody (2026). Nothing."]
counts = { lines = 2 }
"""


def form_of(name, content, urls=()):
    digest = hashlib.sha256(content).hexdigest()
    listed = ", ".join(f'"{url}"' for url in urls)
    return (
        f'name = "{name}"\nbytes = {len(content)}\nsha256 = "{digest}"\n'
        f"urls = [{listed}]\n"
    )


@pytest.fixture
def write_catalog(tmp_path):
    """Write a catalogue with one corpus, `tiny`.

    Each file is a list of forms (name, content, addresses); the first is the packed.
    """

    def write(*files, extra=""):
        text = f"format = 1\n[tiny]{ENTRY}{extra}\n"
        for packed, *others in files:
            text += "[[tiny.files]]\n" + form_of(*packed)
            for other in others:
                text += "[[tiny.files.alternates]]\n" + form_of(*other)
        path = tmp_path / "catalog.toml"
        path.write_text(text)
        return path

    return write


@pytest.fixture
def make_catalog(write_catalog):
    """Like `write_catalog`, but read it too."""
    return lambda *files, extra="": load_catalog(write_catalog(*files, extra=extra))
