"""Which label of a picture belongs to which score: by how both are arranged, never by which is merely near.

Charts and pasted tables set a score right of its label, above it or below it, and do so throughout. A pair is
given only where label and score alternate in their row or column, and where the whole picture speaks with one voice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from ita_extract.pictures.items import Figure, Label
from ita_extract.reading.page import Box

_LEVEL = 0.45  # heights of a score's digits by which its middle may lie off that of its label
_FAR = 5.0  # heights of its digits by which a score may stand away from its label where labels are not level
_CLOSE = 1.6  # heights of a label's letters from its foot to the head of a score that stands right below it
_FEWEST_STACKED = 4  # pairs
_TICKS = 3  # numbers in a row or column that go up with their place belong to an axis

Pair = tuple[Label, Figure]
_Item = Label | Figure


def pair(labels: Sequence[Label], figures: Sequence[Figure]) -> list[Pair]:
    """Return the pairs of label and score of a picture; none where two readings of it are possible."""
    scores = without_ticks(figures)
    found: list[Pair] = []
    for arrangement in (_in_rows, _above, _below, _stacked):
        found.extend(entry for entry in arrangement(labels, scores) if entry not in found)
    by_score = {id(score): label for label, score in found}
    by_label = {id(label): score for label, score in found}
    if any(by_score[id(score)] is not label or by_label[id(label)] is not score for label, score in found):
        return []
    if 2 * len(found) < len(scores):
        return []  # most of the numbers are of something else: two series, a table of other things
    if len(found) == 1:
        label, score = found[0]
        others = [_apart(entry.box, score.box) for entry in labels if entry is not label]
        away = _apart(label.box, score.box)
        if len(scores) > 1 or away > _FAR * score.height or any(other < 2 * away for other in others):
            return []
    return [(label, score) for label, score in found if score.score is not None]


def without_ticks(figures: Sequence[Figure]) -> list[Figure]:
    """Leave out numbers that label an axis: three or more in a column or row whose values follow their places."""
    ticks: set[int] = set()
    for across, along in ((_right, _middle_y), (_middle_x, _middle_y), (_middle_y, _middle_x)):
        for anchor in figures:
            line = [
                figure
                for figure in figures
                if abs(across(figure.box) - across(anchor.box)) < 0.35 * anchor.height
            ]
            # the steps of an axis are round: 60.00, 92.50
            points = [
                (along(figure.box), figure.guess)
                for figure in line
                if figure.guess is not None and figure.guess % 0.5 == 0
            ]
            if len(points) >= _TICKS and _follow_places(points):
                ticks.update(id(figure) for figure in line if figure.guess is None or figure.guess % 0.5 == 0)
    return [figure for figure in figures if id(figure) not in ticks]


def _follow_places(points: list[tuple[float, float]]) -> bool:
    """Whether most of the values, three at least, go up or down with their place by one and the same step."""
    for index, (at, value) in enumerate(points):
        for other_x, other in points[index + 1 :]:
            if abs(other_x - at) < 1 or value == other:
                continue
            slope = (other - value) / (other_x - at)
            on_line = sum(abs(value + slope * (x - at) - y) < 0.02 * abs(other - value) for x, y in points)
            if on_line >= max(_TICKS, 0.6 * len(points)):
                return True
    return False


def _in_rows(labels: Sequence[Label], scores: Sequence[Figure]) -> list[Pair]:
    """Pair labels with the score on their right, in rows that alternate between both.

    The labels must stand in one column: around a radar, labels and scores come to stand side by side by chance.
    """
    if not _in_line(labels, (_left, _right)) or _is_finer(scores, labels, _middle_y):
        return []
    found: list[Pair] = []
    for label in labels:
        level = [
            entry
            for entry in scores
            if abs(_middle_y(entry.box) - _middle_y(label.box)) < 0.9 * _taller(entry, label)
        ]
        row: list[_Item] = [
            *level,
            *(
                entry
                for entry in labels
                if abs(_middle_y(entry.box) - _middle_y(label.box)) < 0.6 * _high(label.box)
            ),
        ]
        row.sort(key=lambda entry: entry.box.x0)
        pairs = _alternating(row, label_first=True)
        found.extend(
            (entry, score)
            for entry, score in pairs
            if entry is label
            and score.box.x0 > entry.box.x1 - 1
            and abs(_middle_y(score.box) - _middle_y(entry.box)) <= _LEVEL * score.height
        )
    return found


def _above(labels: Sequence[Label], scores: Sequence[Figure]) -> list[Pair]:
    """Pair labels with the score above them: bars over their names."""
    return _in_columns(labels, scores, label_first=False)


def _below(labels: Sequence[Label], scores: Sequence[Figure]) -> list[Pair]:
    """Pair labels with the score below them: cards and gauges under their names."""
    return _in_columns(labels, scores, label_first=True)


def _stacked(labels: Sequence[Label], scores: Sequence[Figure]) -> list[Pair]:
    """Pair labels with the score that stands close below each, all by the same gap: around a radar, on cards.

    Other numbers may stand among them, as on the axes of a radar, but none as close to such a pair.
    """
    found: list[Pair] = []
    gaps: list[float] = []
    for label in labels:
        under = [
            item
            for item in scores
            if abs(_middle_x(item.box) - _middle_x(label.box)) <= _LEVEL * item.height
            and 0 <= item.box.top - label.box.bottom <= _CLOSE * _high(label.box)
        ]
        if len(under) > 1:
            return []
        if under:
            found.append((label, under[0]))
            gaps.append(under[0].box.top - label.box.bottom)
    if len(found) < max(_FEWEST_STACKED, 0.6 * len(labels)) or max(gaps) - min(gaps) > _LEVEL * max(
        score.height for _, score in found
    ):
        return []
    items: list[_Item] = [*labels, *scores]
    reach = 1.5 * max(gaps)
    for label, score in found:
        others = [item for item in items if item is not label and item is not score]
        if any(_apart(item.box, score.box) <= reach and _disputes(item, score) for item in others):
            return []
    return found


def _disputes(item: _Item, score: Figure) -> bool:
    """Whether what stands near a score may be its label too, or the second one of two series."""
    if isinstance(item, Label):
        return _share_column(item.box, score.box)
    return (
        abs(_middle_x(item.box) - _middle_x(score.box)) <= score.height
        or abs(_middle_y(item.box) - _middle_y(score.box)) <= _LEVEL * score.height
    )


def _in_columns(labels: Sequence[Label], scores: Sequence[Figure], *, label_first: bool) -> list[Pair]:
    if _is_finer(scores, labels, _middle_x):
        return []
    # bars, and gauges side by side, are as far from their names as they are high; names around a radar are not level
    level = _in_line(labels, (_top, _bottom))
    found: list[Pair] = []
    for label in labels:
        items: list[_Item] = [*labels, *scores]
        column = [item for item in items if _share_column(item.box, label.box)]
        column.sort(key=lambda item: _middle_y(item.box))
        found.extend(
            (item, score)
            for item, score in _alternating(column, label_first=label_first)
            if item is label
            and abs(_middle_x(score.box) - _middle_x(item.box)) <= _LEVEL * score.height
            and (score.box.top >= item.box.bottom if label_first else score.box.bottom <= item.box.top)
            and (level or _apart(item.box, score.box) <= _FAR * score.height)
        )
    return found


def _alternating(items: list[_Item], *, label_first: bool) -> list[Pair]:
    """Return the pairs of a row or column in which labels and scores take turns from its first to its last."""
    if len(items) % 2:
        return []
    pairs: list[Pair] = []
    for entry, other in zip(items[::2], items[1::2], strict=True):
        label, score = (entry, other) if label_first else (other, entry)
        if not isinstance(label, Label) or not isinstance(score, Figure):
            return []
        pairs.append((label, score))
    return pairs


def _in_line(labels: Sequence[Label], edges: Sequence[Callable[[Box], float]]) -> bool:
    """Whether most labels begin, or end, at one and the same place."""
    for edge in edges:
        for label in labels:
            near = 0.6 * _high(label.box)
            aligned = sum(abs(edge(entry.box) - edge(label.box)) < near for entry in labels)
            if aligned >= 0.7 * len(labels):
                return True
    return False


def _is_finer(scores: Sequence[Figure], labels: Sequence[Label], along: Callable[[Box], float]) -> bool:
    """Whether scores follow each other more closely than labels: there are several to a label, read or not."""
    if len(labels) < 2 or len(scores) < 2:
        return False
    height = min(score.height for score in scores)
    steps = [_steps([along(entry.box) for entry in group], 0.6 * height) for group in (labels, scores)]
    return bool(steps[0] and steps[1]) and min(steps[1]) < 0.7 * min(steps[0])


def _steps(places: list[float], same: float) -> list[float]:
    """Return the steps between places that are not the same."""
    ordered = sorted(places)
    return [after - before for before, after in pairwise(ordered) if after - before > same]


def _apart(first: Box, other: Box) -> float:
    """Return how far two boxes stand apart, in points; 0 where they meet."""
    return max(
        0.0, first.top - other.bottom, other.top - first.bottom, first.x0 - other.x1, other.x0 - first.x1
    )


def _share_column(first: Box, other: Box) -> bool:
    return min(first.x1, other.x1) > max(first.x0, other.x0)


def _taller(score: Figure, label: Label) -> float:
    return max(score.height, _high(label.box))


def _high(box: Box) -> float:
    return box.bottom - box.top


def _middle_x(box: Box) -> float:
    return (box.x0 + box.x1) / 2


def _middle_y(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _top(box: Box) -> float:
    return box.top


def _bottom(box: Box) -> float:
    return box.bottom


def _left(box: Box) -> float:
    return box.x0


def _right(box: Box) -> float:
    return box.x1
