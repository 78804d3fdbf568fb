"""The instrument over the shared cases is held against reports whose faults are known."""

from __future__ import annotations

import json
import os
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import cases
from benchmarks.case_scoring import printing, tasks, together
from benchmarks.case_scoring.accusations import judge_gold, judge_listed
from benchmarks.case_scoring.answers import gold_of_kind, gold_of_text
from benchmarks.case_scoring.bodies import body_value, never_values
from benchmarks.case_scoring.comparing import changes
from benchmarks.case_scoring.judging import outcome_of, slugs
from benchmarks.case_scoring.outcomes import FileOutcome, Value, from_json, to_json
from benchmarks.case_scoring.reading import Reading, read_all, slugs_of
from benchmarks.case_scoring.tasks import Task, tasks_of
from ita_extract.evidence import Row
from ita_extract.model import TABLES, Document, Finding, Report, Status

EVIDENCE = {
    "page": 1, "x0": 0, "top": 0, "x1": 1, "bottom": 1, "raw": "…", "text_source": "text", "confidence": 1,
}  # fmt: skip
BASE: dict[str, Any] = {
    "documents": {"fiscal_year": 2568, "organization_type": "เทศบาลตำบล", "overall_score": Decimal("92.00")},
    "instrument_scores": [
        {"instrument": "IIT", "part": None, "score": Decimal("89.80")},
        {"instrument": "EIT", "part": 1, "score": Decimal("89.62")},
        {"instrument": "EIT", "part": 2, "score": Decimal("90.82")},
    ],
    "indicator_scores": [{"indicator": 4, "score": Decimal("86.75")}],
}


def row(table: str, **values: Any) -> Row:
    return TABLES[table].model_validate({**EVIDENCE, **values})


def report(
    status: str = "ok",
    document: dict[str, Any] | None = None,
    findings: tuple[Finding, ...] = (),
    **tables: Any,
) -> Report:
    return Report(
        document=Document(
            document_id="d" + "0" * 16,
            source="a.pdf",
            sha256="0" * 64,
            extractor_version="0",
            status=Status(status),
            **(document or {}),
        ),
        findings=findings,
        **{name: tuple(row(name, **values) for values in rows) for name, rows in tables.items()},
    )


def finding(rule: str, severity: str = "error", subject: str = "overall", **more: Any) -> Finding:
    words = {"message_th": "…", "message_en": "…", **more}
    return Finding.model_validate({"rule": rule, "severity": severity, "subject": subject, **words})


def indicator(number: int, score: str) -> dict[str, Any]:
    return {"indicator": number, "score": Decimal(score), "name_written": "ก"}


def judged(kind: str, answer: dict[str, Any], read: Report | None, **more: Any) -> FileOutcome:
    return outcome_of(Task("word", kind, Path("a.pdf"), answer, **more), Reading(read))


def outcome(status: str, *values: Value, file: str = "a.pdf") -> FileOutcome:
    return FileOutcome("word", file, status, values=values)


def value(fate: str, field: str = "score", read: str = "1") -> Value:
    return Value("indicator_scores", "4", field, fate, "2", read)


GOLD = {"indicator_scores": [indicator(1, "90.00"), indicator(2, "91.00"), indicator(3, "92.00")]}
READ = [indicator(1, "90.0"), indicator(2, "19.00"), indicator(9, "5.00")]


def test_each_value_has_its_fate_and_counts_against_a_report_that_claims_to_be_right() -> None:
    entry = judged(tasks.GOLD, GOLD, report(indicator_scores=READ))
    fates = {(item.key, item.field): item.fate for item in entry.values}
    assert fates[("1", "score")] == "right"  # 90.0 is 90.00
    assert fates[("2", "score")] == "wrong"
    assert fates[("3", "score")] == "missing"
    assert fates[("9", "row")] == "invented"
    assert [item.key for item in entry.silent] == ["2", "9"]
    assert {item.key for item in entry.lost} == {"3"}


def test_nothing_is_silent_or_lost_where_a_person_is_asked() -> None:
    entry = judged(tasks.GOLD, GOLD, report("review", indicator_scores=READ))
    assert len(entry.of("wrong", "invented")) == 2
    assert not entry.silent
    assert not entry.lost


def test_a_file_that_could_not_be_read_is_failed_and_misses_everything() -> None:
    entry = outcome_of(
        Task("word", tasks.GOLD, Path("a.pdf"), {"documents": {"district": None, "fiscal_year": 2568}}),
        Reading(None, "timeout", 3.0),
    )
    assert (entry.status, entry.error_code, entry.seconds) == ("failed", "timeout", 3.0)
    assert [item.field for item in entry.of("missing")] == ["fiscal_year"]  # nothing is lost of nothing


def test_the_words_of_a_variant_become_a_gold() -> None:
    assert gold_of_text("as base", BASE) == BASE
    assert list(gold_of_text("indicators = base, not 85.00", BASE)) == ["indicator_scores"]
    other = gold_of_text("values as base; org no LAO -> review", BASE)
    assert other["documents"] == {"fiscal_year": 2568, "overall_score": Decimal("92.00")}
    whole = gold_of_text("as base (EIT 90.22 whole)", BASE)
    assert whole["instrument_scores"][1:] == [{"instrument": "EIT", "part": None, "score": Decimal("90.22")}]
    history = gold_of_text("as base; history 2565=78.31 2566=84.02 or told", BASE)
    assert [row["fiscal_year"] for row in history["score_history"]] == [2565, 2566]
    assert gold_of_text("fiscal_year 2567 or review", BASE) == {"documents": {"fiscal_year": 2567}}
    assert gold_of_text("as 73", BASE) == {}
    assert gold_of_text("as base", {**BASE, "guidelines_count": {}}) == BASE  # left open, not none


def test_what_must_never_stand_on_ok_may_stand_on_review() -> None:
    name = {"organization_name": "ตรัง", "organization_type": "เทศบาลนคร"}
    assert [item.fate for item in never_values(report("ok", name), name)] == ["wrong"]
    assert [item.fate for item in never_values(report("review", name), name)] == ["right"]
    other = {**name, "organization_type": "เทศบาลตำบล"}  # both must hold
    assert [item.fate for item in never_values(report("ok", other), name)] == ["right"]
    scores = report(indicator_scores=[indicator(4, "86.75")])
    assert never_values(scores, {"indicator": 4, "score": Decimal("86.75")})[0].fate == "wrong"
    assert never_values(scores, {"indicator": 5, "score": Decimal("86.75")})[0].fate == "right"


def test_never_ok_with_lists_is_one_value_for_each() -> None:
    never = {"overall_score": ["88.64"], "body": ["เทศบาลนครตรัง"], "fiscal_year": [2566, 2567]}
    read = report(
        "ok",
        {
            "overall_score": Decimal("88.64"),
            "organization_type": "เทศบาลนคร",
            "organization_name": "ตรัง",
            "fiscal_year": 2567,
        },
    )
    fates = [item.fate for item in never_values(read, never)]
    assert fates == ["wrong", "wrong", "right", "wrong"]


def test_a_body_is_known_by_its_whole_name() -> None:
    read = report("ok", {"organization_type": "เทศบาลตำบล", "organization_name": "ตรัง"}).document
    assert body_value(read, "เทศบาลตำบล ตรัง").fate == "right"
    assert body_value(read, "โรงเรียนตรัง").fate == "wrong"
    assert body_value(report().document, "โรงเรียนตรัง").fate == "missing"


def test_an_expectation_of_a_kind_becomes_a_gold() -> None:
    gold = gold_of_kind(
        {
            "document_kind": "roster",
            "fiscal_year": None,
            "overall_score": "92.10",
            "indicator_scores": {"1": "96.83"},
            "score_history": {"2566": "87.38"},
            "roster": [["อบต.ก", "95.42"]],
        }
    )
    assert gold["documents"]["overall_score"] == Decimal("92.10")
    assert gold["indicator_scores"] == [{"indicator": 1, "score": Decimal("96.83")}]
    assert gold["score_history"][0]["subject"] == "overall"
    assert gold["roster_scores"] == [{"organization_written": "อบต.ก", "total": Decimal("95.42")}]


def test_findings_are_true_false_missed_or_allowed() -> None:
    answer = {
        "present": [["unknown-item", "i22"], ["unknown-item", "o35"], ["overall-mismatch", "plain mean"]],
        "allowed": ["uncovered-weak-indicator"],
    }
    found = (
        finding("unknown-item", subject="o35", found="o35"),
        finding("unknown-item", subject="i22", found="i22"),
        finding("unknown-item", subject="e9", found="e9"),
        finding("uncovered-weak-indicator"),
        finding("rating-mismatch", "warning"),
    )
    fates = [(entry.rule, entry.subject, entry.fate) for entry in judge_listed(found, answer)]
    assert fates == [
        ("unknown-item", "i22", "true"),
        ("unknown-item", "o35", "true"),
        ("overall-mismatch", "", "missed"),
        ("unknown-item", "e9", "false"),
        ("uncovered-weak-indicator", "overall", "allowed"),
        ("rating-mismatch", "overall", "false"),
    ]


def test_a_planted_fault_is_found_or_missed_and_every_other_error_is_false() -> None:
    read = report(
        findings=(
            finding("rating-mismatch"),
            finding("foreign-organization"),
            finding("score-precision", "note"),
        )
    )
    planted = judge_gold(read, {"planted": ["level", "superlative"]})
    assert [(entry.rule, entry.fate) for entry in planted] == [
        ("planted level", "true"),
        ("planted superlative", "missed"),
        ("foreign-organization", "false"),
    ]
    clean = judge_gold(read, {"planted": [], "findings_absent": ["score-precision"]})
    assert [entry.rule for entry in clean if entry.fate == "false"] == [
        "score-precision",
        "rating-mismatch",
        "foreign-organization",
    ]


def test_steps_are_counted_measure_by_measure_in_order() -> None:
    measures = [{"measure": number, "title": "ก"} for number in (1, 2)]
    steps = [{"measure": number, "step": at, "text": "ข"} for number, at in ((1, 1), (1, 2), (2, 1))]
    read = report(measures=measures, measure_steps=steps)
    whole = judged(tasks.STITCH, {"steps_of_each_measure": [2, 1]}, read)
    cut = judged(tasks.STITCH, {"steps_of_each_measure": [2, 2, 1]}, read)
    assert printing.stitch_verdict(whole) == "whole"
    assert [item.fate for item in cut.values] == ["right", "wrong", "missing"]
    assert printing.stitch_verdict(cut) == "silent"


def test_slugs_of_reasons_as_texts_or_rows() -> None:
    assert slugs_of({"document": {"review_reasons": ["unfit-text: page 1"]}}) == ("unfit-text",)
    assert slugs_of({"document": {}, "review_reasons": [{"slug": "unfit-text"}]}) == ("unfit-text",)
    assert slugs(None) == ()


def test_an_outcome_survives_json() -> None:
    entry = judged(tasks.GOLD, {**GOLD, "planted": ["level"]}, report(indicator_scores=READ))
    assert from_json(json.loads(json.dumps(to_json(entry)))) == entry


def test_a_change_is_worse_where_more_is_silent() -> None:
    before = [outcome("ok", value("right")), outcome("review", value("wrong"), file="b.pdf")]
    after = [outcome("ok", value("wrong")), outcome("ok", value("right"), file="b.pdf")]
    found = {(change.name, change.place): change.worse for change in changes(before, after)}
    assert found == {
        ("word/a.pdf", "indicator_scores[4].score"): True,
        ("word/b.pdf", "status"): False,
        ("word/b.pdf", "indicator_scores[4].score"): False,
    }
    assert changes(after, after) == []


def test_a_doubt_is_better_than_a_false_claim() -> None:
    found = changes([outcome("ok", value("wrong"))], [outcome("review", value("wrong"))])
    assert [entry.worse for entry in found] == [False, False]


def test_a_doubt_is_worse_than_a_claim_that_holds() -> None:
    found = changes([outcome("ok", value("right"))], [outcome("review", value("right"))])
    assert [(entry.place, entry.worse) for entry in found] == [("status", True)]


def crash_or_hang(path: Path) -> Reading:
    if path.stem == "crash":
        os._exit(9)
    if path.stem == "hang":
        time.sleep(60)
    return Reading(None, path.stem)


@pytest.mark.slow
def test_a_file_that_crashes_or_hangs_does_not_end_the_others() -> None:
    paths = [Path(name) for name in ("a", "crash", "hang", "b")]
    codes = [entry.error_code for entry in read_all(paths, 5, reader=crash_or_hang)]
    assert (codes[0], codes[2], codes[3]) == ("a", "timeout", "b")
    assert codes[1].startswith("crashed")


def test_each_folder_gives_its_files_with_their_answers(tmp_path: Path) -> None:
    for name in ("word", "field", "stitch"):
        (tmp_path / name).mkdir()
    for path in ("word/a.pdf", "field/00-base.pdf", "field/1.pdf", "stitch/s.pdf"):
        (tmp_path / path).write_bytes(b"")
    (tmp_path / "word/a.gold.json").write_text('{"documents": {"overall_score": 92.10}}')
    (tmp_path / "word/planted.json").write_text('{"a.pdf": [{"kind": "level", "what": "…"}]}')
    (tmp_path / "field/00-base.gold.json").write_text("{}")
    (tmp_path / "field/1.expected.txt").write_text("as  base\n")
    (tmp_path / "field/never_ok_with.json").write_text('{"1": {"fiscal_year": 2569}}')
    (tmp_path / "stitch/expected.json").write_text('{"s.pdf": {"steps_of_each_measure": [1]}, "t.pdf": {}}')
    (word,) = tasks_of(tmp_path / "word")
    assert (word.answer["documents"]["overall_score"], word.answer["planted"]) == (
        Decimal("92.10"),
        ["level"],
    )
    base, variant = tasks_of(tmp_path / "field")
    assert (base.text, variant.text, variant.never) == ("as base", "as base", {"fiscal_year": 2569})
    assert [task.pdf.name for task in tasks_of(tmp_path / "stitch")] == ["s.pdf"]


def test_sets_want_their_rules_in_the_files_that_break_them() -> None:
    by_name = {entry.name: entry for entry in together.SETS}
    assert by_name["A-truecopy"].wanted("a03.pdf") == ("copied-text",)
    assert not by_name["A-truecopy"].wanted("a04.pdf")
    assert not by_name["A20-template"].wanted("a03.pdf")


def test_absent_cases_are_skipped_and_said_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cases.main([], cases=tmp_path / "cases") == 2
    assert "skipped" in capsys.readouterr().err


def test_the_tables_tell_what_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    cases.show([judged(tasks.GOLD, GOLD, report(indicator_scores=READ))])
    stated = capsys.readouterr().out
    assert "word/a.pdf: ok, 2 silent, 2 lost" in stated
    assert "SILENT wrong indicator_scores[2].score: gold 91.00 | read 19.00" in stated
