"""Ctrl-C, SIGTERM and a closed terminal ask a run to stop; a second time, they mean it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def ended_like_ctrl_c() -> Iterator[None]:
    """Let SIGTERM and a closed terminal raise KeyboardInterrupt, as Ctrl-C does; what is ignored (nohup) stays so."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in _SIGNALS if number != signal.SIGINT}
    taken = [number for number, handler in before.items() if handler != signal.SIG_IGN]
    for number in taken:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, before[number])


class StopSignal:
    """Whether a signal asked the run to stop."""

    def __init__(self) -> None:
        self.asked = False
        self.at_once = False  # in a place where waiting for the next look would be too long


@contextmanager
def stop_signal() -> Iterator[StopSignal]:
    """Turn the first signal into a wish that the run looks at, and the second into KeyboardInterrupt.

    In a thread other than the main one Python gives no signals; there is then nothing to see. A signal that
    the program was started to ignore (nohup) stays ignored.
    """
    stop = StopSignal()

    def asked(_number: int, _frame: FrameType | None) -> None:
        again, stop.asked = stop.asked, True
        if again or stop.at_once:
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    taken = [number for number in _SIGNALS if before[number] != signal.SIG_IGN]
    for number in taken:
        signal.signal(number, asked)
    try:
        yield stop
    finally:
        for number in taken:
            signal.signal(number, before[number])
