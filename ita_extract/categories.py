"""The closed lists of the model: statuses, severities, sections, subjects, fates, verdicts, kinds of documents."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, get_args

Instrument = Literal["IIT", "EIT", "OIT"]


class Status(StrEnum):
    """How reading a document ended."""

    OK = "ok"
    REVIEW = "review"
    NOT_ITA = "not_ita"
    FAILED = "failed"


class AgencyKind(StrEnum):
    """What kind of public body an organisation is."""

    LOCAL_GOVERNMENT = "local_government"
    PROVINCE = "province"
    DEPARTMENT = "department"
    STATE_ENTERPRISE = "state_enterprise"
    UNIVERSITY = "university"
    HOSPITAL = "hospital"
    HEALTH_OFFICE = "health_office"
    EDUCATION_AREA = "education_area"
    SCHOOL = "school"
    POLICE = "police"
    PRISON = "prison"
    COURT = "court"
    INDEPENDENT = "independent"
    OTHER = "other"


class DocumentKind(StrEnum):
    """What kind of document around the ITA it is."""

    ANALYSIS = "analysis"
    MEASURES = "measures"
    CARRYING_OUT = "carrying-out"
    ANNOUNCEMENT = "announcement"
    ROSTER = "roster"
    OLD_METHOD = "old-method"
    NOT_ITA = "not_ita"


class Severity(StrEnum):
    """How much a finding matters to an auditor."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Section(StrEnum):
    """The part of a report in which a score was mentioned."""

    SUMMARY = "summary"
    INDICATOR_TABLE = "indicator_table"
    NARRATIVE = "narrative"
    FACTS = "facts"
    MEASURES = "measures"
    HISTORY = "history"
    IMAGE = "image"


class Subject(StrEnum):
    """What a score is the score of: the whole, an instrument, a part of EIT, or one of the ten indicators."""

    OVERALL = "overall"
    IIT = "IIT"
    EIT = "EIT"
    EIT_1 = "EIT-1"
    EIT_2 = "EIT-2"
    OIT = "OIT"
    INDICATOR_1 = "indicator-1"
    INDICATOR_2 = "indicator-2"
    INDICATOR_3 = "indicator-3"
    INDICATOR_4 = "indicator-4"
    INDICATOR_5 = "indicator-5"
    INDICATOR_6 = "indicator-6"
    INDICATOR_7 = "indicator-7"
    INDICATOR_8 = "indicator-8"
    INDICATOR_9 = "indicator-9"
    INDICATOR_10 = "indicator-10"

    @classmethod
    def of_indicator(cls, number: int) -> Subject:
        """Return an indicator by its number, 1-10; raises ValueError for another."""
        return cls(f"indicator-{number}")

    @classmethod
    def of_instrument(cls, name: Instrument, part: int | None = None) -> Subject:
        """Return an instrument, or a part (1 or 2) of EIT; raises ValueError for a part of another."""
        return cls(name if part is None else f"{name}-{part}")

    @property
    def indicator(self) -> int | None:
        """Return the number of the indicator, 1-10; None for what is no indicator."""
        return int(self.value.removeprefix("indicator-")) if self.value.startswith("indicator-") else None

    @property
    def instrument(self) -> Instrument | None:
        """Return the instrument that this is, or is a part of; None for the whole and for indicators."""
        return next((name for name in get_args(Instrument) if self.value.startswith(name)), None)

    @property
    def part(self) -> int | None:
        """Return the part of EIT, 1 or 2; None for all else."""
        return int(self.value[-1]) if self.value.startswith("EIT-") else None


class Fate(StrEnum):
    """What became of a number of the document."""

    CLAIMED = "claimed"
    EXCUSED = "excused"
    UNRESOLVED = "unresolved"


class Verdict(StrEnum):
    """What a person said of a value, a review reason or a finding."""

    ACCEPT = "accept"  # it is right as it was read
    CORRECT = "correct"  # another value stands there
    REJECT = "reject"  # it is no such value, no such fault
    SAYS_SO = "says-so"  # read right: the report itself contradicts itself, or lacks it


def joined_name(kind: str | None, name: str | None) -> str | None:
    """Return class and bare name in one; a name that is its own class (กรุงเทพมหานคร) once."""
    if not name:
        return None
    whole = not kind or name.replace(" ", "").startswith(kind)
    return name if whole else f"{kind}{name}"
