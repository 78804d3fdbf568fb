"""A real browser for tests of pages: headless Chromium, spoken to by its DevTools protocol over a pipe.

Nothing is installed for it but the browser: the protocol is JSON, each message ended by a zero byte.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
KEYS = {"Enter": 13, "Escape": 27, "ArrowUp": 38, "ArrowDown": 40, "Tab": 9}
_READ, _WRITTEN = 3, 4  # the descriptors at which the browser reads and writes


class Browser:
    """A page in a browser. `complaints` has what the page threw, logged as an error, or asked for elsewhere."""

    def __init__(self, write: int, read: int) -> None:
        self._write, self._read = write, read
        self._rest = b""
        self._number = 0
        self._events: list[dict[str, Any]] = []
        self.complaints: list[str] = []
        target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})[
            "sessionId"
        ]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def open(self, path: Path, hash_: str = "", *, width: int = 1280, height: int = 800) -> None:
        """Open a file and wait until it is loaded."""
        self.resize(width, height)
        self._events.clear()
        self.call("Page.navigate", {"url": "about:blank"})
        self._wait("Page.loadEventFired")
        self.call("Page.navigate", {"url": path.resolve().as_uri() + hash_})
        self._wait("Page.loadEventFired")

    def resize(self, width: int, height: int) -> None:
        """Take a size of window, in CSS pixels; below 500 as a phone has it."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.call("Emulation.setDeviceMetricsOverride", size)

    def run(self, script: str) -> Any:
        """Return what an expression gives, awaited; raises RuntimeError with what it throws."""
        told = self.call(
            "Runtime.evaluate", {"expression": script, "returnByValue": True, "awaitPromise": True}
        )
        if "exceptionDetails" in told:
            raise RuntimeError(str(told["exceptionDetails"]))
        return told["result"].get("value")

    def frame(self) -> None:
        """Wait until the page was drawn once more."""
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def press(self, key: str) -> None:
        """Press and release a key, in what has the focus."""
        about: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": KEYS.get(key, ord(key[0].upper()))}
        if key == "Enter":
            about["text"] = "\r"
        elif len(key) == 1:
            about["text"] = key
        self.call("Input.dispatchKeyEvent", {"type": "keyDown", **about})
        self.call("Input.dispatchKeyEvent", {"type": "keyUp", **about})

    def write(self, text: str) -> None:
        """Write into what has the focus."""
        self.call("Input.insertText", {"text": text})

    def picture(self, *, whole: bool = False) -> bytes:
        """Return a PNG of the window, or of the whole page."""
        shot = self.call("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": whole})
        return base64.b64decode(shot["data"])

    def paper(self) -> bytes:
        """Return the page as PDF, as it is printed."""
        printed = self.call("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": False})
        return base64.b64decode(printed["data"])

    def call(self, method: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return what a method of the protocol gives for the page."""
        return self._call(method, parameters or {}, self._session)

    def _call(self, method: str, parameters: dict[str, Any], session: str = "") -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']}")
                found: dict[str, Any] = told["result"]
                return found
            self._note(told)

    def _wait(self, event: str) -> None:
        while True:
            if any(told.get("method") == event for told in self._events):
                self._events.clear()
                return
            self._note(self._next())

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._read, 1 << 16)
            if not more:
                raise RuntimeError("the browser has ended")
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def _note(self, told: dict[str, Any]) -> None:
        self._events.append(told)
        method, about = told.get("method"), told.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.complaints.append(str(about["exceptionDetails"]))
        elif method == "Log.entryAdded" and about["entry"]["level"] == "error":
            self.complaints.append(about["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            address = about["request"]["url"]
            if not address.startswith(("file:", "data:", "about:")):
                self.complaints.append(f"asked for {address}")


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start a browser that keeps its files in a folder, and end it."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        raise RuntimeError("Chromium is missing: .ci/install-system installs it")
    to_browser, from_browser = os.pipe(), os.pipe()
    ends = (to_browser[0], from_browser[1])
    arguments = [
        program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
        "--hide-scrollbars", f"--user-data-dir={profile}", "--remote-debugging-pipe",
    ]  # fmt: skip
    # a shell puts both ends where the browser looks for them
    moved = f'exec "$0" "$@" {_READ}<&{ends[0]} {_WRITTEN}>&{ends[1]}'
    process = subprocess.Popen(
        ["bash", "-c", moved, *arguments],
        pass_fds=ends,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for end in ends:
        os.close(end)
    try:
        yield Browser(to_browser[1], from_browser[0])
    finally:
        os.close(to_browser[1])
        process.terminate()
        process.wait()
        os.close(from_browser[0])
