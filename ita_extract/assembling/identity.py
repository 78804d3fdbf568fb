"""Whose document it is, of which year, and of what kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ita_extract.assembling.document_kinds import kind_titled
from ita_extract.language.years import analysed_year
from ita_extract.layout.document import Document
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.reasons import reason
from ita_extract.model import DocumentKind, ReviewReason
from ita_extract.outline.cover import Cover, Organization, choose_organization, locality_from_heads
from ita_extract.outline.names import Mention
from ita_extract.outline.version import Version, read_version

# a letter that sends a report along, of the district office or the province to the body that the report is of
_LETTER = re.compile(r"ที่[ก-๙]{1,6}\d{2,6}(?:\.\d+)*/.{0,400}?เรื่อง.{2,200}?เรียน(?:นายก|ท้องถิ่น|ผู้|ปลัด|หัวหน้า)")


@dataclass(frozen=True)
class Identity:
    """The body that a document is about, the year of its results (B.E.), its kind, and what is in doubt about these."""

    fiscal_year: int | None
    kind: DocumentKind
    organization: Organization
    mentions: tuple[Mention, ...]
    version: Version
    reasons: tuple[ReviewReason, ...]


def read_identity(pages: list[PageLayout], document: Document) -> Identity:
    """Read who, when and what from the cover, the titles and the sentences that tell results."""
    analysed = analysed_year(document)
    organization, mentions = _organization(pages, document)
    return Identity(
        analysed.year,
        kind_titled(pages),
        organization,
        tuple(mentions),
        read_version(document, [line for page in pages for line in page.furniture]),
        tuple(_reasons(analysed.doubt, organization.doubts)),
    )


def _reasons(doubt: str | None, doubts: Iterable[ReviewReason]) -> Iterable[ReviewReason]:
    if doubt:
        yield reason("doubtful-year", doubt)
    yield from doubts


def _organization(pages: list[PageLayout], document: Document) -> tuple[Organization, list[Mention]]:
    heads = [line for page in pages for line in page.furniture]
    organization, mentions = choose_organization(document, _cover(pages, document), heads)
    if organization.province is None or organization.district is None:
        organization = locality_from_heads(organization, heads)
    return organization, mentions


def _cover(pages: list[PageLayout], document: Document) -> Cover:
    """Return the first page that is no covering letter; a page may hold nothing but frames."""
    begin = 0
    for page in pages:
        end = document.page_end(page.number)
        letter = _LETTER.search(document.text.key, begin, end) is not None
        if (page.lines and not letter) or page is pages[-1]:
            return Cover(end, begin, page.number)
        begin = end
    return Cover(0)
