"""What an office scanner makes of a PDF: pages rendered, turned a little, blurred, made noisy, packed as JPEG."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from PIL import Image


def scan(pdf: Path, target: Path, *, dpi: int, seed: int) -> None:
    """Write a scan of a PDF; the same seed gives the same damage. Every third page is black and white."""
    noise = np.random.default_rng(seed)
    pages = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        gray = page.render(scale=dpi / 72, grayscale=True).to_numpy()
        gray = np.ascontiguousarray(gray.reshape(gray.shape[0], gray.shape[1]))
        pages.append(damaged(gray, noise, dpi, bilevel=number % 3 == 2))
    pages[0].save(target, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])


def damaged(gray: np.ndarray, noise: np.random.Generator, dpi: int, *, bilevel: bool) -> Image.Image:  # type: ignore[type-arg]
    """Return what a scanner makes of a page."""
    rows, columns = gray.shape
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), float(noise.normal(0, 0.5)), 1.0)
    picture = cv2.warpAffine(gray, turn, (columns, rows), flags=cv2.INTER_LINEAR, borderValue=255)
    real = cv2.GaussianBlur(picture.astype(np.float32), (0, 0), dpi / 300)
    real = 25 + real * (220 / 255) + noise.normal(0, 6, real.shape)
    if bilevel:
        return Image.fromarray(np.where(real < 165, 0, 255).astype(np.uint8)).convert("1")
    packed = io.BytesIO()
    Image.fromarray(np.clip(real, 0, 255).astype(np.uint8)).save(
        packed, "JPEG", quality=int(noise.integers(45, 80))
    )
    return Image.open(packed)
