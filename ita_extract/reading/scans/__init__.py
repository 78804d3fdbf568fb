"""Pages that are pictures: straightened, their rules found, their lines read by the line reader."""

from __future__ import annotations

from importlib.util import find_spec


def can_read_pictures() -> bool:
    """Whether the libraries of the extra `ocr` are installed."""
    return all(find_spec(name) is not None for name in ("cv2", "numpy", "onnxruntime"))
