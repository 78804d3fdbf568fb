"""The instrument is held against reports whose faults are known, so that a fault cannot pass unseen."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import accuracy
from benchmarks.corpora import SEED_GOLD, corpus, load_gold
from benchmarks.scoring import Counts, Outcome, count, plain, same_value, score, score_findings
from benchmarks.scoring.points import GoldError
from benchmarks.scoring.tally import by_table
from benchmarks.tabulate import table
from ita_extract.evidence import Row
from ita_extract.model import TABLES, Document, Report, Status

EVIDENCE = {
    "page": 1,
    "x0": 0,
    "top": 0,
    "x1": 1,
    "bottom": 1,
    "raw": "…",
    "text_source": "text",
    "confidence": 1,
}


def row(table: str, **values: Any) -> Row:
    return TABLES[table].model_validate({**EVIDENCE, **values})


def report(
    status: str = "ok", reasons: tuple[str, ...] = (), document: dict[str, Any] | None = None, **tables: Any
) -> Report:
    return Report(
        document=Document(
            document_id="0" * 16,
            source="a.pdf",
            sha256="0" * 64,
            extractor_version="0",
            status=Status(status),
            review_reasons=reasons,
            **(document or {}),
        ),
        **{name: tuple(row(name, **values) for values in rows) for name, rows in tables.items()},
    )


def recommendation(
    number: int, indicator: int, items: tuple[str, ...], issue: str, **more: Any
) -> dict[str, Any]:
    return {"recommendation": number, "indicator": indicator, "items": items, "issue": issue, **more}


GOLD: dict[str, Any] = {
    "documents": {
        "fiscal_year": 2568,
        "organization_name": "ทุ่งผึ้ง",
        "district": None,
        "overall_score": Decimal("96.47"),
    },
    "instrument_scores": [
        {"instrument": "IIT", "part": None, "score": Decimal("99.08")},
        {"instrument": "EIT", "part": 1, "score": Decimal("95.37")},
    ],
    "indicator_scores": [{"indicator": 1, "score": Decimal("98.29"), "name_written": "การปฏิบัติหน้าที่"}],
    "score_mentions": [
        {"subject": "IIT", "score": Decimal("99.08"), "section": "summary"},
        {"subject": "IIT", "score": Decimal("99.08"), "section": "summary"},
        {"subject": "indicator-1", "score": Decimal("98.29"), "section": "narrative"},
    ],
    "recommendations": [
        {"indicator": 1, "items": ["i2"], "references": ["o10", "o8"], "issue_contains": "อย่างไม่เป็นธรรม"},
        {"indicator": 8, "items": ["e4", "e5"], "part": 1, "issue": "เข้าถึงได้ยาก ข้อ ๕", "advice": ""},
    ],
    "guidelines_count": {"1": 2},
    "measures": [
        {"measure": 1, "title_contains": "บริการ", "indicators": [1], "steps": 2, "period_end": "2026-03-31"},
        {"measure": 2, "title": "ทรัพย์สิน", "steps": ["ทำคู่มือ", "เผยแพร่"], "responsible": ["สำนักปลัด", "กองคลัง"]},
    ],
}  # fmt: skip


def perfect(status: str = "ok", reasons: tuple[str, ...] = (), **changes: Any) -> Report:
    tables: dict[str, Any] = {
        "instrument_scores": [
            {"instrument": "IIT", "label_written": "IIT", "score": "99.08"},
            {"instrument": "EIT", "part": 1, "label_written": "EIT", "score": "95.37"},
        ],
        "indicator_scores": [{"indicator": 1, "name_written": "การปฏิบัติ หน้าที่", "score": "98.29"}],
        "score_mentions": [
            {"subject": "IIT", "score": "99.08", "section": "summary"},
            {"subject": "indicator-1", "score": "98.29", "section": "narrative"},
            {"subject": "IIT", "score": "99.08", "section": "summary"},
        ],
        "recommendations": [
            recommendation(1, 1, ("i2",), "ปฏิบัติอย่าง ไม่เป็นธรรม", references=("o8", "o10")),
            recommendation(2, 8, ("e4", "e5"), "เข้าถึง ได้ยาก ข้อ 5", part=1),
        ],
        "guidelines": [{"indicator": 1, "step": step, "text": "…"} for step in (1, 2)],
        "measures": [
            {"measure": 1, "title": "การให้บริการประชาชน", "indicators": (1,), "period_end": "2026-03-31"},
            {"measure": 2, "title": "ทรัพย์ สิน", "responsible": ("กองคลัง", "สำนักปลัด")},
        ],
        "measure_steps": [
            {"measure": 1, "step": 1, "text": "ก"},
            {"measure": 1, "step": 2, "text": "ข"},
            {"measure": 2, "step": 1, "text": "ทำคู่มือ"},
            {"measure": 2, "step": 2, "text": "เผย แพร่"},
        ],
    }
    document = {"fiscal_year": 2568, "organization_name": "ทุ่งผึ้ง", "overall_score": "96.47"}
    return report(status, reasons, document | changes.pop("document", {}), **(tables | changes))


# documents, instruments, indicators, mentions, recommendations 4 + 5, count, measures 3 + 2, steps 1 + 2
TOTAL = 4 + 2 + 2 + 3 + 9 + 1 + 5 + 3


def test_perfect_report_has_every_value_right() -> None:
    scored = score(perfect(), GOLD)
    assert count(scored) == Counts(right=TOTAL)
    assert count(scored).is_perfect
    assert {name: counts.total for name, counts in by_table(scored).items()} == {
        "documents": 4,
        "instrument_scores": 2,
        "indicator_scores": 2,
        "guidelines": 1,
        "measures": 5,
        "measure_steps": 3,
        "score_mentions": 3,
        "recommendations": 9,
    }
    assert scored.unscored == ()


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"document": {"overall_score": "96.74"}}, [("documents", "overall_score", "wrong")]),
        ({"document": {"overall_score": None}}, [("documents", "overall_score", "missing")]),
        ({"document": {"district": "แจ้ห่ม"}}, [("documents", "district", "wrong")]),
        ({"document": {"organization_name": "ทุงผึ้ง"}}, [("documents", "organization_name", "wrong")]),
        (
            {"instrument_scores": [{"instrument": "IIT", "label_written": "", "score": "99.80"}]},
            [("instrument_scores", "score", "wrong"), ("instrument_scores", "score", "missing")],
        ),
        (
            {"indicator_scores": [{"indicator": 2, "name_written": "ก", "score": "98.29"}]},
            [("indicator_scores", "score", "missing"), ("indicator_scores", "name_written", "missing"),
             ("indicator_scores", "row", "extra")],
        ),
        ({"guidelines": []}, [("guidelines", "count", "missing")]),
        (
            {"guidelines": [{"indicator": at, "step": 1, "text": "ก"} for at in (1, 4)]},
            [("guidelines", "count", "wrong"), ("guidelines", "count", "extra")],
        ),
        ({"measures": []}, [("measures", "", "missing")] * 5),
    ],
)  # fmt: skip
def test_one_fault_is_counted_where_it_stands(
    changes: dict[str, Any], faults: list[tuple[str, str, str]]
) -> None:
    scored = score(perfect(**changes), GOLD)
    found = [(p.table, p.field, str(p.outcome)) for p in scored.points if p.outcome is not Outcome.RIGHT]
    assert [(table, outcome) for table, _, outcome in found] == [
        (table, outcome) for table, _, outcome in faults
    ]
    assert all(wanted in ("", field) for (_, field, _), (_, wanted, _) in zip(found, faults, strict=True))
    counts = count(scored)
    assert counts.total == TOTAL
    assert counts.silent == sum(outcome in ("wrong", "extra") for *_, outcome in faults)
    assert counts.lost == sum(outcome == "missing" for *_, outcome in faults)
    assert not counts.is_perfect


def test_review_and_review_reasons_make_a_fault_heard() -> None:
    wrong = {"document": {"overall_score": "1.00"}, "indicator_scores": []}
    spurious = {"indicator_scores": [{"indicator": 1, "name_written": "การปฏิบัติหน้าที่", "score": "1.00"}]}
    assert count(score(perfect("review", **wrong), GOLD)).silent == 0
    assert count(score(perfect("ok", **wrong), GOLD)).silent == 1
    # a reason on a document still called ok speaks of its rows; the document's own values stay claimed
    assert count(score(perfect("ok", ("look",), **spurious), GOLD)).silent == 0
    assert count(score(perfect("ok", ("look",), **wrong), GOLD)).silent == 1


def test_spurious_rows_are_extra_in_tables_the_gold_lists_and_nowhere_else() -> None:
    history = [{"subject": "overall", "fiscal_year": 2567, "score": "90.00"}]
    assert count(score(perfect(score_history=history), GOLD)) == Counts(right=TOTAL)
    counts = count(score(perfect(score_history=history), {**GOLD, "score_history": []}))
    assert (counts.extra, counts.silent, counts.right) == (1, 1, TOTAL)


def test_mentions_are_a_multiset_and_left_over_ones_are_paired_by_section_first() -> None:
    mentions = [
        {"subject": "IIT", "score": "99.08", "section": "summary"},
        {"subject": "IIT", "score": "99.80", "section": "summary"},
        {"subject": "IIT", "score": "99.08", "section": "facts"},
        {"subject": "indicator-9", "score": "98.29", "section": "narrative"},
    ]
    points = score(perfect(score_mentions=mentions), {"score_mentions": GOLD["score_mentions"]}).points
    assert sorted((str(p.outcome), p.key, p.found) for p in points) == [
        ("extra", "IIT in facts", "99.08"),
        ("extra", "indicator-9 in narrative", "98.29"),
        ("missing", "indicator-1 in narrative", "–"),
        ("right", "IIT in summary", "99.08 in summary"),
        ("wrong", "IIT in summary", "99.80 in summary"),
    ]


def test_recommendations_are_paired_by_items_then_by_text() -> None:
    gold = {
        "recommendations": [
            {"indicator": 9, "items": ["o1"], "issue": "แผนพัฒนาหน่วยงานประจำปี"},
            {"indicator": 9, "items": ["o2"], "issue": "คู่มือการให้บริการประชาชน"},
        ]
    }
    found = [
        recommendation(1, 9, ("o12",), "คู่มือการให้บริการประชาชน"),
        recommendation(2, 9, ("o1",), "ข้อความอื่นทั้งหมดโดยสิ้นเชิง"),
        recommendation(3, 9, ("o30",), "…"),
    ]
    points = score(report(recommendations=found), gold).points
    assert [(p.key, p.field, str(p.outcome)) for p in points] == [
        ("9 [o1]", "indicator", "right"),
        ("9 [o1]", "items", "right"),
        ("9 [o1]", "issue", "wrong"),
        ("9 [o2]", "indicator", "right"),
        ("9 [o2]", "items", "wrong"),
        ("9 [o2]", "issue", "right"),
        ("9 [o30]", "row", "extra"),
    ]


def test_recommendations_of_equal_items_are_told_apart_by_their_issue() -> None:
    gold = {
        "recommendations": [{"indicator": 8, "items": [], "issue": text} for text in ("เรื่องหนึ่ง", "อีกประการ")]
    }
    found = [recommendation(1, 8, (), "อีกประการ"), recommendation(2, 8, (), "เรื่องหนึ่ง")]
    assert count(score(report(recommendations=found), gold)) == Counts(right=6)


def test_steps_are_compared_by_number_and_steps_of_unknown_measures_are_extra() -> None:
    steps = [
        {"measure": 1, "step": 1, "text": "ก"},
        {"measure": 2, "step": 1, "text": "ทำคู่มือ"},
        {"measure": 2, "step": 3, "text": "เผยแพร่"},
        {"measure": 7, "step": 1, "text": "ค"},
    ]
    points = [p for p in score(perfect(measure_steps=steps), GOLD).points if p.table == "measure_steps"]
    assert [(p.key, p.field, str(p.outcome)) for p in points] == [
        ("1", "count", "wrong"),
        ("2.1", "text", "right"),
        ("2.2", "text", "missing"),
        ("2.3", "row", "extra"),
        ("7.1", "row", "extra"),
    ]


def test_a_key_printed_twice_counts_once_and_the_worse_row_is_extra() -> None:
    twice = [
        {"indicator": 1, "name_written": "ก", "score": "1.00"},
        {"indicator": 1, "name_written": "การปฏิบัติหน้าที่", "score": "98.29"},
    ]
    counts = count(score(perfect(indicator_scores=twice), GOLD))
    assert (counts.right, counts.wrong, counts.extra, counts.silent) == (TOTAL, 0, 1, 1)


def test_nothing_read_makes_all_missing_even_where_the_gold_is_empty() -> None:
    for nothing in (None, report("failed"), report("not_ita")):
        counts = count(score(nothing, GOLD))
        assert (counts.right, counts.missing) == (0, TOTAL)
    crashed = count(score(None, GOLD))
    assert (crashed.extra, crashed.silent, crashed.lost) == (0, 0, 0)
    # to call a true report none is a wrong claim made without a doubt
    refused = count(score(report("not_ita"), GOLD))
    assert (refused.extra, refused.silent, refused.lost) == (1, 1, TOTAL)


@pytest.mark.parametrize(
    ("status", "wanted", "outcome", "silent"),
    [
        ("not_ita", "not_ita", "right", 0),
        ("ok", "not_ita", "wrong", 1),
        ("review", "not_ita", "wrong", 0),
        ("failed", "not_ita", "wrong", 0),
        ("review", ["not_ita", "review"], "right", 0),
        ("not_ita", "ok", "wrong", 1),
    ],
)
def test_status_that_the_gold_asks_for(status: str, wanted: Any, outcome: str, silent: int) -> None:
    scored = score(report(status), {"status": wanted})
    assert [str(point.outcome) for point in scored.points] == [outcome]
    assert count(scored).silent == silent


def test_values_are_compared_by_what_they_say() -> None:
    assert plain("ข้อ ๑๐\n ก\u00a0") == "ข้อ10ก"
    assert plain("กำ") != plain("กํา")  # no normal form hides a difference of spelling
    assert same_value(Decimal("96.30"), Decimal("96.3"))
    assert not same_value(Decimal("96.30"), "96.30")
    assert same_value(["o8", "o10"], ("o10", "o8"))
    assert not same_value(["o8"], ("o8", "o8"))
    assert not same_value(["o8"], "o8")
    assert not same_value("o8", ("o8",))
    assert same_value([], ()) and same_value("", "") and same_value(None, None)
    assert not same_value(None, Decimal(0))
    assert not same_value(Decimal(0), None)


def test_gold_that_would_pass_vacuously_is_refused() -> None:
    with pytest.raises(GoldError):
        score(perfect(), {"recommendations": [{"indicator": 1, "items": ["i2"], "issue_contains": " "}]})
    with pytest.raises(GoldError):
        score(perfect(), {"status": "fine"})
    misspelt = {
        "documents": {"ratings": "AA"},
        "indicator_score": [],
        "measures": [{"measure": 1, "step": []}],
    }
    assert score(perfect(), misspelt).unscored == ("indicator_score", "documents.ratings", "measures.step")


def test_findings_are_scored_apart() -> None:
    finding = {
        "rule": "score-mismatch",
        "severity": "error",
        "subject": "IIT",
        "message_th": "",
        "message_en": "",
    }
    found = Report(document=report().document, findings=({**finding},))  # type: ignore[arg-type]
    gold = {
        "findings_present": ["score-mismatch", "unknown-item"],
        "findings_absent": ["score-mismatch", "copied-text"],
    }
    assert [str(point.outcome) for point in score_findings(found, gold)] == [
        "right",
        "missing",
        "wrong",
        "right",
    ]
    assert score(found, gold).points == ()


def folder_with(tmp_path: Path, gold: dict[str, Any], name: str = "a") -> Path:
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / f"{name}.pdf").write_bytes(b"%PDF-1.7")
    text = json.dumps(gold, ensure_ascii=False, default=float)
    (tmp_path / f"{name}.gold.json").write_text(text, encoding="utf-8")
    return tmp_path


def test_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(folder_with(tmp_path, GOLD))
    silent = perfect(document={"overall_score": "1.00"})
    doubted = perfect("review", document={"overall_score": "1.00"})

    def crash(path: Path) -> Report:
        raise RuntimeError(f"no {path.name}")

    assert accuracy.main([folder], lambda _: perfect()) == 0
    assert accuracy.main([folder, "--strict"], lambda _: perfect()) == 0
    assert accuracy.main([folder], lambda _: silent) == 1
    assert accuracy.main([folder], lambda _: doubted) == 0
    assert accuracy.main([folder, "--strict"], lambda _: doubted) == 1
    empty = str(
        folder_with(
            tmp_path.with_name(f"{tmp_path.name}-b"), {"instrument_scores": GOLD["instrument_scores"]}
        )
    )
    assert accuracy.main([empty], lambda _: report("review")) == 1  # nothing right is no success
    capsys.readouterr()
    assert accuracy.main([folder, "--json"], crash) == 1
    stated = capsys.readouterr()
    assert "no a.pdf" in stated.err
    assert json.loads(stated.out)["all"]["missing"] == TOTAL
    assert json.loads(stated.out)["all"]["right"] == 0


def test_nothing_to_measure_is_no_success(tmp_path: Path) -> None:
    assert accuracy.main([str(tmp_path / "absent")], lambda _: perfect()) == 2
    assert accuracy.main([str(tmp_path)], lambda _: perfect()) == 2
    assert accuracy.main([str(folder_with(tmp_path, {"synthetic": True}))], lambda _: perfect()) == 2


def test_tables_and_faults_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(folder_with(tmp_path, GOLD))
    assert (
        accuracy.main([folder, "--verbose", "--markdown"], lambda _: perfect(document={"fiscal_year": 2567}))
        == 1
    )
    stated = capsys.readouterr().out
    assert "a.pdf: SILENT wrong documents fiscal_year" in stated
    assert "expected 2568" in stated and "found    2567" in stated
    assert (
        f"| all               |    {TOTAL - 1} |    {TOTAL} |     1 |       0 |     0 |      1 |    0 |"
        in stated
    )


def test_corpus_finds_golds_and_names_what_it_leaves_out(tmp_path: Path) -> None:
    examples, seed = tmp_path / "examples", tmp_path / "seed"
    examples.mkdir()
    seed.mkdir()
    (seed / "gold.json").write_text('{"documents": {"overall_score": 96.30}}', encoding="utf-8")
    for name in ("seed-word", "seed-scan-200dpi", "other"):
        (examples / f"{name}.pdf").write_bytes(b"%PDF-1.7")
    (examples / "lonely.gold.json").write_text("{}", encoding="utf-8")
    found = corpus(examples)
    assert [case.pdf.name for case in found.cases] == ["seed-word.pdf"]
    assert sorted(reason.split(":")[0] for reason in found.left_out) == [
        "lonely.gold.json",
        "other.pdf",
        "seed-scan-200dpi.pdf",
    ]
    assert load_gold(found.cases[0].gold)["documents"]["overall_score"] == Decimal("96.30")
    assert len(corpus(examples, scans=True).cases) == 2


def test_tables_for_people_and_for_the_documentation() -> None:
    rows = [["กิ่ง", 1, 0.5], ["a|b", 20, 99.0]]
    assert table(("name", "n", "%"), rows) == "\n".join(
        ["name   n      %", "────  ──  ─────", "กิ่ง     1   0.50", "a|b   20  99.00"]
    )
    assert table(("name", "n", "%"), rows, markdown=True).splitlines()[1:] == [
        "|------|---:|------:|",
        "| กิ่ง   |  1 |  0.50 |",
        "| a\\|b | 20 | 99.00 |",
    ]


def test_every_entry_of_the_seed_gold_is_scored() -> None:
    if not SEED_GOLD.is_file():
        pytest.skip("../shared/seed/gold.json is not there")
    scored = score(None, load_gold(SEED_GOLD))
    assert scored.unscored == ()
    # 7; 4; 10 x 2; 9 x 4, a part with 4 of them and one unresolved; 5 counts; 5 x 4; 5 counts of steps
    assert count(scored) == Counts(missing=7 + 4 + 20 + 41 + 5 + 20 + 5)
