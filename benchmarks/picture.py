"""Make docs/images/evidence.png: a page of a fixture with the boxes of its rows, and the rows beside it.

Needs Chromium, for the Thai in the table: python -m benchmarks.picture [PDF] [PAGE]
"""

from __future__ import annotations

import base64
import html
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLOURS = {
    "instrument_scores": "#1b6ca8",
    "indicator_scores": "#2a7f3f",
    "recommendations": "#a83c1b",
    "guidelines": "#7a4fa0",
    "measures": "#8a6d00",
}
SCALE = 1.6


def page_picture(pdf: Path, page: int, boxes: list[tuple[str, tuple[float, float, float, float]]]) -> str:
    """Return the page as a PNG data address, with a coloured frame around each box."""
    import pypdfium2
    from PIL import ImageDraw

    document = pypdfium2.PdfDocument(pdf)
    image = document[page - 1].render(scale=SCALE).to_pil().convert("RGB")
    draw = ImageDraw.Draw(image)
    for table, box in boxes:
        draw.rectangle([value * SCALE for value in box], outline=COLOURS[table], width=2)
    data = io.BytesIO()
    image.save(data, "PNG")
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()


def main() -> int:
    from ita_extract.extracting import extract

    pdf = (
        Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "fixtures/2566-lampang-thesaban-tambon-ko-kha.pdf"
    )
    page = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    report = extract(pdf)
    boxes, lines = [], []
    for table, colour in COLOURS.items():
        for row in getattr(report, table):
            if row.page != page:
                continue
            boxes.append((table, (row.x0, row.top, row.x1, row.bottom)))
            if table == "instrument_scores":
                text = f"{row.instrument}{f' ส่วนที่ {row.part}' if row.part else ''} · {row.score}"
            elif table == "indicator_scores":
                text = f"{row.indicator} · {row.name_written} · {row.score}"
            elif table == "recommendations":
                text = f"{', '.join(row.items)} · {row.issue[:60]}… → {', '.join(row.references)}"
            else:
                text = getattr(row, "text", None) or row.title
            position = f"p. {row.page} ({row.x0:.0f}, {row.top:.0f}, {row.x1:.0f}, {row.bottom:.0f})"
            lines.append(
                f"<tr><td style='color:{colour}'>{table}</td><td>{html.escape(text[:90])}</td><td>{position}</td></tr>"
            )
    document = report.document
    head = f"{document.organization_written} · {document.fiscal_year} · {document.overall_score} · {document.rating}"
    body = (
        "<meta charset=utf-8><style>body{margin:16px;font:13px 'Noto Sans Thai',Garuda,sans-serif;display:flex;"
        "gap:18px}"
        "img{border:1px solid #bbb;width:620px;align-self:flex-start}td{padding:3px 8px;border-bottom:1px solid #ddd}"
        "h1{font-size:16px;margin:4px 8px}td:last-child{color:#777;white-space:nowrap}</style>"
        f"<img src='{page_picture(pdf, page, boxes)}'><div><h1>{html.escape(head)}</h1>"
        f"<table cellspacing=0>{''.join(lines)}</table></div>"
    )
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium is needed: sudo apt-get install chromium", file=sys.stderr)
        return 1
    target = ROOT / "docs/images/evidence.png"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "picture.html"
        source.write_text(body, encoding="utf-8")
        subprocess.run(
            [
                chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                f"--user-data-dir={folder}/profile", "--window-size=1420,930", f"--screenshot={target}", str(source),
            ],
            check=True, capture_output=True,
        )  # fmt: skip
    print(target.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
