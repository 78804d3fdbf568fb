"""Text that stands in the reports of two organisations.

Only what an organisation writes itself is compared (its guidance, and the titles, analyses and steps of its
measures): the assessor's recommendations come from one system and are alike everywhere. Every report becomes a
set of fingerprints, hashes of 80 letters in a row without spaces, names and figures, of which those divisible by
16 are kept; 80 letters reach over the end of a step, so that one sentence in common is no copy. Sorting all of
them finds what two reports share in near-linear time; a fingerprint that stands in the reports of more than four
organisations is a template's (a province's, a consultant's), at five as at fifty, and is left out. So is one that
reaches over rows each of which stands in so many: who picks steps from one bank shares pairs of them with few.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from ita_extract.checking.collection.reports import Digest, Ledger
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.violations import Violation
from ita_extract.evidence import ComparedPlace
from ita_extract.model import Guideline, Measure, MeasureStep, Report, Severity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOW = 80
KEPT_OF = 16
TEMPLATE = 4
LEAST_SHARED = 6
LEAST_SHARE = 0.8
LEAST_OF_ALL = 0.2  # of the shorter report's text, templates among it
MOST_NAMED = 3
MOST_VERSIONS = 20  # reports that hold one fingerprint: four organisations with five versions or years each

COPIED = enter(
    Rule(
        slug="copied-text",
        scope=Scope.COLLECTION,
        severity=Severity.WARNING,
        title=Message(
            "ข้อความเหมือนรายงานของหน่วยงานอื่น", "Text that stands in another organisation's report, too"
        ),
        formula=f"fingerprints of {WINDOW} letters of guidance and measures, names and figures removed: at least "
        f"{LEAST_SHARE:.0%} of the shorter report's stand in the report of another organisation",
        tolerance=f"at least {LEAST_SHARED} shared fingerprints (about "
        f"{LEAST_SHARED * KEPT_OF} letters); text of more than "
        f"{TEMPLATE} organisations, or of rows that each so many have, is a template; "
        f"the {MOST_NAMED} nearest reports are named",
        messages={
            "": Message(
                "ข้อความราวร้อยละ {found} ของแนวทางและมาตรการ (หน้า {pages}) "
                "เหมือนรายงานของ{other} ({source} หน้า {other_pages})",
                "About {found} % of the text of guidance and measures (pages {pages}) "
                "also stands in the report of {other} "
                "({source}, pages {other_pages}).",
            )
        },
        example="แนวทางและขั้นตอนของมาตรการเหมือนรายงานของเทศบาลข้างเคียงทุกคำ",
    )
)


class Prints(NamedTuple):
    """The fingerprints of a report, each once, the rows in which each begins and ends (lines of `rows`), and the rows.

    `texts` has a hash of each row's whole text. `rows` has one line a row of text: its table (place in _TABLES), its
    number in the document, page, box.
    """

    hashes: NDArray[np.uint64]
    at: NDArray[np.int32]
    until: NDArray[np.int32]
    texts: NDArray[np.uint64]
    rows: NDArray[np.float64]

    def places(self, hashes: NDArray[np.intp], other: str | None = None) -> tuple[ComparedPlace, ...]:
        """Return the rows in which some fingerprints (by their index) stand; `other` names the document of them."""
        return tuple(
            ComparedPlace(
                other_document_id=other, table=_TABLES[int(table)], row=int(row), page=int(page),
                x0=x0, top=top, x1=x1, bottom=bottom,
            )
            for table, row, page, x0, top, x1, bottom in self.rows[sorted(set(self.at[hashes].tolist()))].tolist()
        )  # fmt: skip


_TABLES = ("guidelines", "measures", "measure_steps")
_Written = tuple[str, int, Guideline | Measure | MeasureStep, str]  # table, number, row, text


def own_words(report: Report) -> Iterator[list[_Written]]:
    """Yield what the organisation wrote itself, run by run: the rows of each list, with their texts."""
    guidance: dict[int, list[_Written]] = defaultdict(list)
    for number, guideline in enumerate(report.guidelines, start=1):
        guidance[guideline.indicator].append(("guidelines", number, guideline, guideline.text))
    yield from guidance.values()
    steps: dict[int, list[_Written]] = defaultdict(list)
    for number, step in enumerate(report.measure_steps, start=1):
        steps[step.measure].append(("measure_steps", number, step, step.text))
    for number, measure in enumerate(report.measures, start=1):
        yield [("measures", number, measure, f"{measure.title}{measure.analysis}"), *steps[measure.measure]]


def fingerprints(report: Report) -> Prints:
    """Return the fingerprints of what an organisation wrote itself."""
    import numpy as np

    document = report.document
    names = [document.organization_name, document.district, document.province]
    names += [row.normalized for row in report.organization_mentions]
    known = sorted({name for name in names if name and len(name) > 2}, key=len, reverse=True)
    removed = re.compile("|".join([*(re.escape(name) for name in known), r"[^ก-๎a-zA-Z]"]))
    hashes = [np.empty(0, dtype=np.uint64)]
    at, until = [np.empty(0, dtype=np.int32)], [np.empty(0, dtype=np.int32)]
    texts: list[int] = []
    rows: list[tuple[float, ...]] = []
    for run in own_words(report):
        bare = [removed.sub("", text) for _, _, _, text in run]
        places, found = _hashes("".join(bare))
        owners = np.repeat(np.arange(len(rows), len(rows) + len(run)), [len(text) for text in bare])
        rows += [
            (_TABLES.index(table), number, row.page, row.x0, row.top, row.x1, row.bottom)
            for table, number, row, _ in run
        ]
        hashes.append(found)
        at.append(owners[places].astype(np.int32))
        until.append(owners[places + WINDOW - 1].astype(np.int32))
        texts += [_hash_of(text) for text in bare]
    unique, first = np.unique(np.concatenate(hashes), return_index=True)
    return Prints(
        unique,
        np.concatenate(at)[first],
        np.concatenate(until)[first],
        np.array(texts, dtype=np.uint64),
        np.array(rows, dtype=np.float64).reshape(-1, 7),
    )


def _hash_of(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def _hashes(letters: str) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return places and hashes of the windows of a text that are kept; a text shorter than a window has none."""
    import numpy as np

    codes = np.frombuffer(letters.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    count = max(len(codes) - WINDOW + 1, 0)
    value = np.zeros(count, dtype=np.uint64)
    for offset in range(WINDOW):
        value = value * np.uint64(1_099_511_628_211) + codes[offset : offset + count]
    value ^= value >> np.uint64(29)
    value *= np.uint64(0xBF58476D1CE4E5B9)
    value ^= value >> np.uint64(32)
    kept = np.flatnonzero(value % np.uint64(KEPT_OF) == 0)
    return kept, value[kept]


def compare_texts(digests: list[Digest], prints: list[Prints], ledger: Ledger) -> None:
    """Book reports of two organisations that share much of their own text."""
    owners = [_owner(entry) for entry in digests]
    whole = [len(entry.hashes) for entry in prints]
    of_three = _of_more_than(2, [entry.hashes for entry in prints], owners)
    prints = _without_templates(prints, owners)
    nearest: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for entry, other, shared in _pairs(prints):
        first, second = digests[entry].identity, digests[other].identity
        if first is None or second is None or first.key == second.key:
            continue
        least = min(len(prints[entry].hashes), len(prints[other].hashes))
        if shared < LEAST_SHARED or shared < LEAST_SHARE * least:
            continue
        if all(len(prints[at].hashes) < whole[at] for at in (entry, other)):
            # two offices of one consultant: a step that few others have taken from his bank is no other's own
            between = _shared_by_two(prints[entry], prints[other], of_three)
            if between < LEAST_SHARE * least or between < LEAST_OF_ALL * min(whole[entry], whole[other]):
                continue
        nearest[entry].append((-shared, other))
        nearest[other].append((-shared, entry))
    for here, others in nearest.items():
        for _, there in sorted(others)[:MOST_NAMED]:
            _book(digests, prints, here, there, ledger)


def _owner(digest: Digest) -> tuple[str, ...]:
    return digest.identity.key if digest.identity else (digest.document_id,)


def _shared_by_two(first: Prints, other: Prints, of_three: NDArray[np.uint64]) -> int:
    """Return how many fingerprints two reports share that no third organisation has."""
    import numpy as np

    shared = np.intersect1d(first.hashes, other.hashes, assume_unique=True)
    return int(np.count_nonzero(~np.isin(shared, of_three)))


def _without_templates(prints: list[Prints], owners: list[tuple[str, ...]]) -> list[Prints]:
    """Return the fingerprints that stand in the reports of few enough organisations to be somebody's own."""
    import numpy as np

    shared = _of_more_than(TEMPLATE, [entry.hashes for entry in prints], owners)
    common = _of_more_than(TEMPLATE, [entry.texts for entry in prints], owners)
    found = []
    for entry in prints:
        banked = np.concatenate([[0], np.cumsum(np.isin(entry.texts, common))])  # rows of many, up to each
        spans = entry.until - entry.at + 1
        only_banked = banked[entry.until + 1] - banked[entry.at] == spans
        kept = ~np.isin(entry.hashes, shared) & ~only_banked
        found.append(entry._replace(hashes=entry.hashes[kept], at=entry.at[kept], until=entry.until[kept]))
    return found


def _of_more_than(
    most: int, hashes: list[NDArray[np.uint64]], owners: list[tuple[str, ...]]
) -> NDArray[np.uint64]:
    """Return the hashes that more than so many organisations have.

    Versions and years of one organisation's report count once.
    """
    import numpy as np

    groups: dict[tuple[str, ...], list[NDArray[np.uint64]]] = defaultdict(list)
    for owner, found in zip(owners, hashes, strict=True):
        groups[owner].append(found)
    once = [np.unique(np.concatenate(group)) for group in groups.values()]
    values, counts = np.unique(np.concatenate([np.empty(0, dtype=np.uint64), *once]), return_counts=True)
    return values[counts > most]


def _pairs(prints: list[Prints]) -> Iterator[tuple[int, int, int]]:
    """Yield the pairs of reports that share fingerprints, with how many."""
    import numpy as np

    if not prints:
        return
    hashes = np.concatenate([entry.hashes for entry in prints])
    owners = np.repeat(np.arange(len(prints)), [len(entry.hashes) for entry in prints])
    order = np.argsort(hashes, kind="stable")
    owners = owners[order]
    _, starts, sizes = np.unique(hashes[order], return_index=True, return_counts=True)
    packed = []
    for size in range(2, min(MOST_VERSIONS, int(sizes.max(initial=0))) + 1):
        at = starts[sizes == size]
        for first in range(size):
            for second in range(first + 1, size):
                packed.append(owners[at + first] * len(prints) + owners[at + second])
    if not packed:
        return
    pairs, counts = np.unique(np.concatenate(packed), return_counts=True)
    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        yield pair // len(prints), pair % len(prints), count


def _book(digests: list[Digest], prints: list[Prints], here: int, there: int, ledger: Ledger) -> None:
    import numpy as np

    _, at, other_at = np.intersect1d(
        prints[here].hashes, prints[there].hashes, assume_unique=True, return_indices=True
    )
    evidence = prints[here].places(at)
    others = prints[there].places(other_at, digests[there].document_id)
    pages, other_pages = (sorted({place.page for place in side}) for side in (evidence, others))
    other = digests[there].identity
    share = round(100 * len(at) / len(prints[here].hashes))
    shown = other.shown if other else ""
    violation = Violation(
        digests[there].document_id,
        {
            "found": share, "pages": _listed(pages), "other": shown, "source": digests[there].source,
            "other_pages": _listed(other_pages),
        },
        found=f"{share} %",
        pages=tuple(pages),
        other_document_id=digests[there].document_id,
        evidence=(*evidence, *others),
    )  # fmt: skip
    ledger.add(digests[here].document_id, COPIED, violation)


def _listed(pages: list[int]) -> str:
    return ", ".join(str(page) for page in pages)
