"""A real browser for tests of pages: headless Chromium, spoken to over two pipes (DevTools protocol, no server).

    with Chromium() as browser:
        page = browser.open("file:///…/index.html")
        page.press("j", "Enter")
        assert page.run("document.title") == "…"
        page.assert_quiet()                      # no error, no console message, no request to a network

A test that needs it is skipped, with its reason, where there is none (tests/skipping.py lists that reason).
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PATIENCE = 60.0  # seconds; a loaded machine may take long, and no test waits for nothing
_KEYS = {
    "Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, ""), "Tab": ("Tab", 9, ""),
    "ArrowDown": ("ArrowDown", 40, ""), "ArrowUp": ("ArrowUp", 38, ""), "Backspace": ("Backspace", 8, ""),
}  # fmt: skip


def chromium_path() -> str | None:
    """Return the browser's program, or None where there is none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Chromium:
    """A browser with a profile of its own, which is removed at the end. It may reach this machine's loopback alone."""

    def __init__(self, width: int = 1280, height: int = 900) -> None:
        program = chromium_path()
        assert program, "no Chromium is installed"
        self._profile = tempfile.mkdtemp(prefix="ita-chromium-")
        self.downloads = Path(self._profile, "downloads")
        self.downloads.mkdir()
        to_browser, from_us = os.pipe()
        to_us, from_browser = os.pipe()
        flags = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
            "--disable-extensions", "--disable-default-apps", "--mute-audio", "--no-proxy-server",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            f"--user-data-dir={self._profile}/profile", f"--window-size={width},{height}",
        ]  # fmt: skip
        wired = f'exec 3<&{to_browser} 4>&{from_browser}; exec "$0" "$@" about:blank'
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", wired, program, *flags],
            pass_fds=(to_browser, from_browser),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._out = os.fdopen(from_us, "wb", buffering=0)
        self._in = os.fdopen(to_us, "rb")
        self._answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self.pages: dict[str, Page] = {}
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        where = {"behavior": "allow", "downloadPath": str(self.downloads)}
        self.ask("Browser.setDownloadBehavior", where)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self, url: str) -> Page:
        """Open a page in a new tab, and wait until it is loaded."""
        target = self.ask("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self.ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        page = self.pages[session] = Page(self, session)
        for part in ("Page", "Runtime", "Log", "Network"):
            page.ask(f"{part}.enable")
        page.go(url)
        return page

    def ask(
        self, method: str, parameters: dict[str, Any] | None = None, session: str | None = None
    ) -> dict[str, Any]:
        """Send a command and return its answer; raises AssertionError where the browser refuses it."""
        self._number += 1
        number = self._number
        self._answers[number] = queue.Queue()
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        self._out.write(json.dumps(message).encode() + b"\0")
        answer = self._answers[number].get(timeout=PATIENCE)
        del self._answers[number]
        assert "error" not in answer, f"{method}: {answer['error']}"
        found: dict[str, Any] = answer["result"]
        return found

    def _listen(self) -> None:
        waiting = b""
        while chunk := os.read(self._in.fileno(), 1 << 16):
            waiting += chunk
            *whole, waiting = waiting.split(b"\0")
            for message in map(json.loads, whole):
                if "id" in message:
                    self._answers[message["id"]].put(message)
                elif (page := self.pages.get(message.get("sessionId", ""))) is not None:
                    page.hear(message["method"], message["params"])

    def close(self) -> None:
        """End the browser and remove what it wrote."""
        self._process.terminate()
        try:
            self._process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._out.close()
        self._in.close()
        shutil.rmtree(self._profile, ignore_errors=True)


class Page:
    """A tab. `requests` are the addresses that it asked for, `complaints` its errors and console messages."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self.browser = browser
        self._session = session
        self._loaded = threading.Event()
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def ask(self, method: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        return self.browser.ask(method, parameters, self._session)

    def hear(self, method: str, parameters: dict[str, Any]) -> None:
        if method == "Page.loadEventFired":
            self._loaded.set()
        elif method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(parameters["exceptionDetails"].get("exception", parameters)))
        elif method == "Runtime.consoleAPICalled":
            self.complaints.append(str(parameters["args"]))
        elif method == "Log.entryAdded":
            self.complaints.append(parameters["entry"]["text"])

    def go(self, url: str) -> None:
        """Go to an address, and wait until it is loaded; one that differs in its fragment alone loads nothing."""
        self._loaded.clear()
        answer = self.ask("Page.navigate", {"url": url})
        if "loaderId" in answer:
            assert self._loaded.wait(PATIENCE), f"{url} was not loaded"

    def reload(self) -> None:
        self._loaded.clear()
        self.ask("Page.reload")
        assert self._loaded.wait(PATIENCE)

    def run(self, script: str) -> Any:
        """Return the value of an expression of JavaScript, or of the promise that it is."""
        wanted = {"expression": script, "returnByValue": True, "awaitPromise": True}
        answer = self.ask("Runtime.evaluate", wanted)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, script: str) -> Any:
        """Return the value of an expression as soon as it is true. Raises AssertionError where that takes too long."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if value := self.run(script):
                    return value
            except AssertionError as error:  # the page is being left
                if "context" not in str(error).casefold():
                    raise
            time.sleep(0.02)
        raise AssertionError(f"it did not come to be: {script}")

    def press(self, *keys: str) -> None:
        """Press keys, one after the other: single characters, or names such as Enter."""
        for key in keys:
            name, code, text = _KEYS.get(key, (key, ord(key.upper()[0]), key))
            event = {"key": name, "windowsVirtualKeyCode": code, "code": name}
            self.ask(
                "Input.dispatchKeyEvent", {**event, "type": "keyDown", **({"text": text} if text else {})}
            )
            self.ask("Input.dispatchKeyEvent", {**event, "type": "keyUp"})

    def type(self, text: str) -> None:
        """Put text where the cursor is, as an input method does."""
        self.ask("Input.insertText", {"text": text})

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Write what is seen as PNG; the whole page if asked."""
        import base64

        data = self.ask("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": whole})["data"]
        path.write_bytes(base64.b64decode(data))

    def assert_quiet(self) -> None:
        """Assert that the page complained of nothing, and asked for nothing but itself and what it holds."""
        assert not self.complaints, self.complaints
        own = ("file:", "data:", "about:", "blob:", "http://127.0.0.1:")
        assert not [url for url in self.requests if not url.startswith(own)]
