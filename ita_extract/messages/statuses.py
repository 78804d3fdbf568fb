"""The closed lists of the data in words: the data itself keeps its English names."""

from __future__ import annotations

from ita_extract.categories import Severity, Status
from ita_extract.messages.both import Both

STATUS_WORDS = {
    Status.OK: Both("ok", "อ่านครบ"),
    Status.REVIEW: Both("review", "ควรตรวจสอบ"),
    Status.FAILED: Both("failed", "อ่านไม่ได้"),
    Status.NOT_ITA: Both("not_ita", "ไม่ใช่รายงาน ITA"),
}
SEVERITY_WORDS = {
    Severity.ERROR: Both("error", "ข้อผิดพลาด"),
    Severity.WARNING: Both("warning", "คำเตือน"),
    Severity.NOTE: Both("note", "ข้อสังเกต"),
}
