"""The synthetic reports: exact by the rules of their years, made anew from the generator, readable as PDF."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from fixtures.generator import notice  # noqa: E402
from fixtures.generator.blocks import Block, Heading, Paragraph, Table  # noqa: E402
from fixtures.generator.catalogue import ENTRIES  # noqa: E402
from fixtures.generator.entry import Entry  # noqa: E402
from fixtures.generator.facts import MEMBERS, WEIGHTS, half_up, mean, year_facts  # noqa: E402
from fixtures.generator.gold import compose, gold  # noqa: E402
from fixtures.generator.scoring import open_scores  # noqa: E402

FOLDER = ROOT / "fixtures"
SHARED = ROOT.parent / "shared" / "domain"
LIMIT = 12 * 1024 * 1024
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
KINDS = {"เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด"}

every = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)


def committed(entry: Entry) -> dict[str, Any]:
    return json.loads((FOLDER / f"{entry.name}.gold.json").read_text("utf-8"), parse_float=Decimal)


def plain(text: str) -> str:
    """Text as gold is compared: no white space, digits of one script."""
    return re.sub(r"\s", "", text).translate(DIGITS)


def texts(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            found += block.head
            found += ["".join(cell) for row in block.rows for cell in row]
    return found


def test_every_year_type_layout_and_producer_is_there() -> None:
    assert {entry.brief.year for entry in ENTRIES} == set(range(2562, 2570))
    assert {entry.brief.organization.kind for entry in ENTRIES} == KINDS
    assert len({entry.brief.organization for entry in ENTRIES}) >= 12
    assert len({entry.style.order for entry in ENTRIES}) >= 6
    assert len({entry.producer for entry in ENTRIES}) >= 3
    assert len({entry.sheet.face for entry in ENTRIES}) >= 4
    assert {len(entry.style.measures.columns) for entry in ENTRIES} >= {5, 6, 7}
    assert {entry.style.digits for entry in ENTRIES} == {"thai", "arabic", "mixed"}
    assert len({entry.brief.turn for entry in ENTRIES}) == len(ENTRIES)


def test_files_belong_together_and_are_small() -> None:
    names = {entry.name for entry in ENTRIES} | {notice.NAME}
    assert {path.stem for path in FOLDER.glob("*.pdf")} == names
    assert {path.name.removesuffix(".gold.json") for path in FOLDER.glob("*.gold.json")} == names
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < LIMIT
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert not [name for name in names if name not in readme]


@every
def test_generator_gives_the_committed_gold_again(entry: Entry) -> None:
    assert json.loads(json.dumps(gold(entry)), parse_float=Decimal) == committed(entry)
    assert gold(entry) == gold(entry)


@every
def test_scores_are_exact_under_the_rules_of_the_year(entry: Entry) -> None:
    data = committed(entry)
    document = data["documents"]
    facts = year_facts(document["fiscal_year"])
    ten = {row["indicator"]: Decimal(row["score"]) for row in data["indicator_scores"]}
    assert sorted(ten) == list(range(1, 11))
    means = {name: half_up(mean(tuple(ten[n] for n in numbers))) for name, numbers in MEMBERS.items()}
    printed = {(row["instrument"], row["part"]): Decimal(row["score"]) for row in data["instrument_scores"]}
    assert printed["IIT", None] == means["IIT"]
    assert printed["OIT", None] == means["OIT"]
    tested = [means["IIT"], means["OIT"]]
    if facts.eit_parts:
        parts = (printed["EIT", 1], printed["EIT", 2])
        assert half_up(mean(parts)) == means["EIT"]
        tested += parts
    else:
        assert not {key for key in printed if key[1]}
        tested.append(means["EIT"])
    assert printed.get(("EIT", None), means["EIT"]) == means["EIT"]
    overall = half_up(sum((WEIGHTS[name] * means[name] for name in MEMBERS), Decimal(0)))
    assert Decimal(document["overall_score"]) == overall
    assert document["rating"] == facts.rating(overall, tuple(tested))
    failed = tuple(item for rec in data["recommendations"] for item in rec["items"] if item[0] == "o")
    assert {n: ten[n] for n in (9, 10)} == open_scores(facts, failed)


@every
def test_codes_are_codes_of_the_year(entry: Entry) -> None:
    data = committed(entry)
    facts = year_facts(entry.brief.year)
    open_codes = {item.code for item in facts.oit}
    assert 2 <= len(data["recommendations"]) <= 12
    for rec in data["recommendations"]:
        allowed = open_codes if rec["indicator"] >= 9 else set(facts.items[rec["indicator"]])
        assert rec["items"]
        assert set(rec["items"]) <= allowed
        assert set(rec["references"]) <= open_codes | set(facts.sub_indicators)
        assert rec["issue"]
        assert "ดังนั้น" not in rec["issue"] + rec["advice"]
    guided = {row["indicator"] for row in data["guidelines"]}
    assert guided == {rec["indicator"] for rec in data["recommendations"]}
    covered = {n for row in data["measures"] for n in row["indicators"]}
    assert covered == set(range(1, 11))
    assert 3 <= len(data["measures"]) <= 7


@every
def test_gold_texts_stand_in_the_report(entry: Entry) -> None:
    data = committed(entry)
    _, _, blocks = compose(entry)
    whole = plain("".join(texts(blocks)))
    wanted = [data["documents"]["organization_written"], data["documents"]["rating"]]
    wanted += [rec[key] for rec in data["recommendations"] for key in ("issue", "advice")]
    wanted += [row["text"] for row in data["guidelines"]]
    for row in data["measures"]:
        wanted += [row["title"], row["analysis"], row["period"], row.get("monitoring", "")]
        wanted += [*row["steps"], *row["responsible"]]
    assert [text for text in wanted if plain(text) not in whole] == []
    assert plain("เอกสารสังเคราะห์เพื่อการทดสอบ") in whole


@every
def test_every_score_on_the_page_is_a_mention(entry: Entry) -> None:
    data = committed(entry)
    _, _, blocks = compose(entry)
    written = Counter(
        number
        for text in texts(blocks)
        for number in re.findall(r"(?<![\d.])\d{2,3}\.\d\d(?!\d)", text.translate(DIGITS))
    )
    mentioned = Counter(f"{Decimal(row['score']):.2f}" for row in data["score_mentions"])
    if entry.style.whole_scores_plain:
        assert not written - mentioned
    else:
        assert written == +mentioned


@every
def test_pdf_opens_and_shows_the_scores(entry: Entry) -> None:
    data = committed(entry)
    with pypdfium2.PdfDocument(FOLDER / f"{entry.name}.pdf") as pdf:
        assert 5 <= len(pdf) <= 14
        read = plain("".join(page.get_textpage().get_text_range() for page in pdf))
    for row in [data["documents"] | {"score": data["documents"]["overall_score"]}, *data["indicator_scores"]]:
        assert f"{Decimal(row['score']):.2f}" in read


def test_the_notice_is_no_report() -> None:
    assert json.loads((FOLDER / f"{notice.NAME}.gold.json").read_text("utf-8"))["status"] == "not_ita"
    with pypdfium2.PdfDocument(FOLDER / f"{notice.NAME}.pdf") as pdf:
        assert len(pdf) >= 1
    assert not re.search("ITA|ตัวชี้วัด|คุณธรรม", "".join(texts(notice.blocks())))


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/domain is not beside this checkout")
def test_facts_agree_with_the_notes_on_the_years() -> None:
    years = json.loads((SHARED / "rulebook.json").read_text("utf-8"))["years"]
    for year, known in years.items():
        facts = year_facts(int(year))
        assert [(item.code, item.title) for item in facts.oit] == [
            (item["code"], item["title"]) for item in known["items"]["oit"]["list"]
        ]
        assert list(facts.indicators.values()) == [row["name_th"] for row in known["indicators"]["list"]]


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/domain is not beside this checkout")
def test_places_are_real() -> None:
    kinds = dict(zip(("ThesabanNakhon", "ThesabanMueang", "ThesabanTambon", "TAO", "PAO"), (
        "เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด"
    ), strict=True))  # fmt: skip
    with (SHARED / "lao_2017.csv").open(encoding="utf-8-sig") as rows:
        known = {
            (kinds.get(row["lao_type"]), row["name_th"], row["amphoe"], row["province"])
            for row in csv.DictReader(rows)
        }
    for entry in ENTRIES:
        position = entry.brief.organization
        district = position.district or f"เมือง{position.province}"
        assert (position.kind, position.name, district, position.province) in known
