"""Many reports together: what one gets wrong in the light of the others, or of published scores."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ita_extract.checking.collection.copying import Prints, compare_texts, fingerprints
from ita_extract.checking.collection.official import compare_official
from ita_extract.checking.collection.published import Published, read_official
from ita_extract.checking.collection.reports import Digest, Ledger, digest
from ita_extract.checking.collection.same_year import compare_reports
from ita_extract.checking.collection.versions import Fact, Version, fact_of, versions
from ita_extract.checking.violations import CheckResult
from ita_extract.model import Report, Status

_READ = (Status.OK, Status.REVIEW)


class Collection:
    """Reports taken in one by one; only a digest of each is kept, so that ten thousand fit into memory."""

    def __init__(self) -> None:
        self._digests: list[Digest] = []
        self._prints: list[Prints] = []
        self._facts: list[Fact] = []

    def add(self, report: Report) -> None:
        """Take in a report; one that was not read, or is no ITA report, is left out."""
        if report.document.status in _READ:
            self._digests.append(digest(report))
            self._prints.append(fingerprints(report))
            fact = fact_of(report.document)
            self._facts += [fact] if fact else []

    def versions(self) -> dict[str, Version]:
        """Return the documents that are not alone of their organisation, kind and year, and what became of each."""
        return versions(self._facts)

    def check(self, official: list[Published] | None = None) -> dict[str, CheckResult]:
        """Return the findings across reports by document_id; documents without one are left out."""
        ledger = Ledger()
        found = self.versions()
        for document_id, version in found.items():
            for doubt in version.reasons:
                ledger.tell(document_id, doubt)
        current = [entry for entry in self._digests if not _is_passed_over(found.get(entry.document_id))]
        compare_reports(current, ledger)
        compare_texts(self._digests, self._prints, ledger)
        if official:
            compare_official(current, official, ledger)
        return ledger.close()


def _is_passed_over(version: Version | None) -> bool:
    """Whether a newer version of a document is held against others in its place."""
    return version is not None and version.superseded_by is not None


def check_collection(reports: Iterable[Report], *, official: Path | None = None) -> dict[str, CheckResult]:
    """Return what reports get wrong in each other's light, by document_id: a year reported twice, copied text, history.

    `official` is a CSV file of published scores (see `read_official`). Raises UsageError for one that cannot be
    read.
    """
    collection = Collection()
    for report in reports:
        collection.add(report)
    return collection.check(read_official(official) if official else None)
