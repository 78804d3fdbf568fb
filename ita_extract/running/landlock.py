"""Landlock: a reading process takes from itself what no reader needs, and can never get it back (Linux 5.13 and newer).

It may then read the libraries of this Python, the system's own files and what it is handed open; write below the
documents of the output; start no program, open no TCP connection and signal nobody. The kernel is asked directly: three
system calls, the same on all processors (include/uapi/linux/landlock.h); published bindings are young or left alone.
"""

from __future__ import annotations

import ctypes
import os
import site
import stat
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1  # LANDLOCK_CREATE_RULESET_VERSION
_BENEATH = 1  # LANDLOCK_RULE_PATH_BENEATH
_EXECUTE, _WRITE, _READ, _LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TREE = sum(1 << bit for bit in range(4, 13))  # remove, make; of all kinds
_REFER, _TRUNCATE = 1 << 13, 1 << 14  # since ABI 2 and 3
_OF_FILES = _EXECUTE | _WRITE | _READ | _TRUNCATE
_BIND, _CONNECT = 1 << 0, 1 << 1  # TCP, since ABI 4
_SCOPED = 6  # the ABI since which a process can be kept from others
_OUTSIDE = 1 << 0 | 1 << 1  # abstract sockets and signals of those outside
_PR_SET_NO_NEW_PRIVS = 38
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/proc", "/sys", "/dev", "/opt")


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def offered() -> int:
    """Return the version of Landlock that this kernel offers, 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, _call(_CREATE, None, 0, _VERSION))


def confine(readable: Iterable[Path], writable: Iterable[Path]) -> bool:
    """Take all rights from this process but those named; return False where the kernel offers no Landlock."""
    version = offered()
    if version < 1:
        return False
    rights = _EXECUTE | _WRITE | _READ | _LIST | _TREE
    rights |= (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    network = _BIND | _CONNECT if version >= 4 else 0
    wanted = _Ruleset(rights, network, _OUTSIDE if version >= _SCOPED else 0)
    size = 24 if version >= _SCOPED else 16 if version >= 4 else 8
    ruleset = _call(_CREATE, ctypes.byref(wanted), size, 0)
    if ruleset < 0:
        return False
    try:
        for path in _own_files():
            _allow(ruleset, path, _READ | _LIST)
        for path in readable:
            _allow(ruleset, path, _READ | _LIST)
        for path in writable:
            _allow(ruleset, path, rights & ~_EXECUTE)
        _allow(ruleset, Path(os.devnull), _READ | _WRITE)
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return _call(_RESTRICT, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _own_files() -> set[Path]:
    """Return the folders that Python, its libraries and the system's are read from."""
    paths = {Path(path) for path in (*_SYSTEM, *sysconfig.get_paths().values(), *site.getsitepackages())}
    paths |= {Path(name) for name in (sys.prefix, sys.base_prefix, *filter(None, sys.path))}
    paths.add(Path(__file__).parents[2])
    return {path.resolve() for path in paths if path.exists()}


def _allow(ruleset: int, path: Path, rights: int) -> None:
    with suppress(OSError):  # it is gone, or not to be opened: then nobody reads it
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            if not stat.S_ISDIR(os.fstat(handle).st_mode):
                rights &= _OF_FILES
            rule = _PathBeneath(rights, handle)
            _call(_ADD, ruleset, _BENEATH, ctypes.byref(rule), 0)
        finally:
            os.close(handle)


def _call(number: int, *words: object) -> int:
    return int(ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *words))
