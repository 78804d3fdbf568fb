"""Whose earlier report a history is held against: one's own, the predecessor's by the list, or one of the area."""

from __future__ import annotations

from ita_extract.checking.collection.predecessors import Predecessors
from ita_extract.checking.collection.reports import Digest, Identity
from ita_extract.model import Severity

OBT = Identity("องค์การบริหารส่วนตำบล", "ปงดอน", "แจ้ห่ม", "ลำปาง", "TH-52-0603-OBT", "TH-52-0603-OBT")
TT = Identity("เทศบาลตำบล", "ปงดอน", "แจ้ห่ม", "ลำปาง", "TH-52-0603-TT", "TH-52-0603-TT")


def digest(name: str, identity: Identity, year: int) -> Digest:
    return Digest(name, f"{name}.pdf", identity, year, {}, (), {})


def found(entry: Digest, year: int, *others: Digest) -> list[tuple[str, Severity | None]]:
    return [
        (earlier.digest.document_id, earlier.severity)
        for earlier in Predecessors([entry, *others]).of(entry, year)
    ]


def test_its_own_report_comes_first() -> None:
    entry = digest("b", TT, 2567)
    assert found(entry, 2566, digest("a", OBT, 2566), digest("c", TT, 2566)) == [("c", None)]


def test_one_lineage_is_one_body() -> None:
    entry = digest("b", TT._replace(organization_id="B", lineage="B"), 2567)
    former = digest("a", OBT._replace(organization_id="A", lineage="B"), 2566)
    assert found(entry, 2566, former) == [("a", None)]


def test_the_subdistrict_organisation_of_the_area_may_be_the_predecessor() -> None:
    assert found(digest("b", TT, 2567), 2566, digest("a", OBT, 2566)) == [("a", Severity.WARNING)]


def test_a_twin_that_still_reports_is_no_predecessor() -> None:
    entry = digest("b", TT, 2567)
    assert found(entry, 2566, digest("a", OBT, 2566), digest("d", OBT, 2567)) == []


def test_another_area_is_another_body() -> None:
    other = OBT._replace(district="เมืองปาน", organization_id="TH-52-1304-OBT", lineage="TH-52-1304-OBT")
    assert found(digest("b", TT, 2567), 2566, digest("a", other, 2566)) == []
