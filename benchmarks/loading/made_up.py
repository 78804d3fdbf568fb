"""Made-up documents, as many as are wanted: an output folder without a single PDF."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path
from typing import Any

from ita_extract.model import document_id_of

RULES = ("score-mismatch", "overall-mismatch", "unknown-item", "measure-year-mismatch", "copied-text")
PLACES = ("ทุ่งผึ้ง", "แจ้ห่ม", "เกาะคา", "เมืองปาน", "ห้างฉัตร", "แม่ทะ", "เสริมงาม", "งาว")


def write_documents(output: Path, documents: int, findings: int, version: str) -> int:
    """Write so many documents with ten indicator scores and so many findings each; return the rows."""
    folder = output / "documents"
    folder.mkdir(parents=True)
    for number in range(documents):
        made = document(number, findings, version)
        text = json.dumps(made, ensure_ascii=False, indent=1)
        (folder / f"{made['document']['document_id']}.json").write_text(text, encoding="utf-8")
    return documents * (11 + findings)


def document(number: int, findings: int, version: str) -> dict[str, Any]:
    """Return one document as JSON has it; the same for the same number."""
    chance = random.Random(number)
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    organization, year = divmod(number, 8)
    scores = [round(chance.uniform(60, 100), 2) for _ in range(10)]
    return {
        "document": {
            "document_id": document_id_of(sha256),
            "source": f"made-up/{number}.pdf",
            "sha256": sha256,
            "page_count": 12,
            "fiscal_year": 2562 + year,
            "organization_type": "เทศบาลตำบล",
            "organization_name": f"{chance.choice(PLACES)} {organization}",
            "province": "ลำปาง",
            "overall_score": round(sum(scores) / 10, 2),
            "rating": "ผ่าน",
            "text_source": "text",
            "status": "ok",
            "extractor_version": version,
        },
        "indicator_scores": [
            {
                "indicator": at + 1,
                "name_written": f"ตัวชี้วัดที่ {at + 1} การปฏิบัติหน้าที่",
                "score": score,
                "page": 3,
                "x0": 410.25,
                "top": 120.5 + 18 * at,
                "x1": 447.5,
                "bottom": 134.75 + 18 * at,
                "raw": f"{score:.2f}",
                "text_source": "text",
                "confidence": 1.0,
            }
            for at, score in enumerate(scores)
        ],
        "findings": [
            {
                "rule": chance.choice(RULES),
                "severity": chance.choice(("error", "warning", "note")),
                "subject": f"indicator-{chance.randint(1, 10)}",
                "message_th": f"คะแนนในตารางกับในเนื้อหาไม่ตรงกัน หน้า {chance.randint(1, 12)}",
                "message_en": f"The table and the text differ on page {chance.randint(1, 12)}.",
                "expected": f"{chance.uniform(60, 100):.2f}",
                "found": f"{chance.uniform(60, 100):.2f}",
                "pages": [3, chance.randint(4, 12)],
            }
            for _ in range(findings)
        ],
    }
