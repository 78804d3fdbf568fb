"""What overviews call their parts, in English and Thai."""

from __future__ import annotations

from ita_extract.messages.both import Both, both
from ita_extract.model import Subject
from ita_extract.review.overview.choosing import LeftOutBecause
from ita_extract.review.overview.methods import Difference

BECAUSE_WORDS = {
    LeftOutBecause.FAILED: both("could not be read"),
    LeftOutBecause.NOT_ITA: both("no ITA report"),
    LeftOutBecause.NO_YEAR: both("no fiscal year was read"),
    LeftOutBecause.NO_RESULTS: both("no analysis of own results: a roster, an announcement, measures"),
    LeftOutBecause.SUPERSEDED: both("superseded by a newer version"),
    LeftOutBecause.NO_OVERALL: both("no overall score was read, or two that contradict each other"),
    LeftOutBecause.ANOTHER: both("another document of the same organisation and year is counted"),
}
DIFFERENCE_WORDS = {
    Difference.UNKNOWN_YEAR: both("the rules of one year are not known"),
    Difference.WEIGHTS: both("the weights of the instruments"),
    Difference.COMPUTING: both("how a score is computed"),
    Difference.LEVELS: both("the levels and their bounds"),
    Difference.INDICATORS: both("which indicators belong to which instrument"),
    Difference.IIT_ITEMS: both("the questions of IIT"),
    Difference.EIT_ITEMS: both("the questions of EIT"),
    Difference.EIT_PARTS: both("EIT in one part or in two"),
    Difference.OIT_ITEMS: both("the number of OIT items"),
}


def subject_words(subject: Subject) -> Both:
    """Return what a score is called in a table."""
    if subject is Subject.OVERALL:
        return both("Overall score")
    if subject.indicator is not None:
        return both("Indicator {number}", number=subject.indicator)
    if subject.part is not None:
        return both("{instrument} part {part}", instrument=subject.instrument, part=subject.part)
    return Both(subject.value, subject.value)
