"""Tables that draw rules between their rows only: the rules between their columns, found from joints and gaps.

Chromium and LibreOffice draw the lower border of each cell by itself: where one ends and the next begins stands a
joint, and that is where a column ends. Rules drawn in one piece leave the gaps that run through all rows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ita_extract.reading.page import Rule
from ita_extract.thai.clusters import Cluster

_LEAST = 8.0  # points; shorter rules are parts of letters, ticks and boxes
_SAME = 1.5  # points by which ends that meet may differ
_DOUBLE = 4.0  # points between two rules that are one: under the headings and over the first row
_SAME_EDGE = 3.0  # points by which the edges of a table's rules may differ
_GAP = 4.0  # points that part two columns where rules have no joints: the padding of two cells
_TOUCHING = 0.2  # em between characters of one word
_FOLLOWS = 2.2  # em from one line to the next of the same cell
_NEAR_EDGE = 0.22  # share of a page's height from its edge to where a table is cut
_ALONE = 0.6  # share of a page's width
_HEAD_REACH = 90.0  # points over the first rule in which headings stand
_FOLLOWS_HEAD = 1.7  # em from one line of a heading to the next, and to the rule
_FEWEST_LEVELS = 3  # rules in one piece that make a table


@dataclass(frozen=True)
class _Level:
    """A horizontal line of rules: its y, its ends, and the joints between its pieces (x)."""

    y: float
    x0: float
    x1: float
    joints: tuple[float, ...]

    def continues(self, above: _Level) -> bool:
        """Whether it is as wide as a level above it."""
        return abs(self.x0 - above.x0) < _SAME_EDGE and abs(self.x1 - above.x1) < _SAME_EDGE

    def has(self, x: float) -> bool:
        """Whether it has a joint at an x."""
        return any(abs(joint - x) < _SAME for joint in self.joints)


def column_rules(rules: Sequence[Rule], clusters: Sequence[Cluster]) -> list[Rule]:
    """Return the vertical rules that a page's tables with rules between rows would have, and those that close them.

    A table that a page end cuts goes on to the last line that keeps to its columns, above its first rule and below
    its last one.
    """
    levels = _levels(rules)
    if not levels:
        return []
    upright = [rule for rule in rules if rule.bottom - rule.top >= _LEAST]
    inked = [cluster for cluster in clusters if not cluster.is_space]
    added: list[Rule] = []
    for chain in _chains(levels, upright, inked):
        joints = _joints(chain, upright, inked)
        if joints:
            added.extend(_closed(chain, joints, upright, inked))
    return added


def _levels(rules: Sequence[Rule]) -> list[_Level]:
    """Return the horizontal lines of a page from top to bottom; pieces that meet are one line with joints."""
    flat = sorted(
        (rule for rule in rules if rule.x1 - rule.x0 >= _LEAST and rule.bottom - rule.top < _SAME),
        key=lambda rule: (rule.top, rule.x0),
    )
    levels: list[_Level] = []
    start = 0
    while start < len(flat):
        stop = start
        while stop < len(flat) and flat[stop].top - flat[start].top < _SAME:
            stop += 1
        pieces = sorted({(round(rule.x0, 1), round(rule.x1, 1)) for rule in flat[start:stop]})
        levels.extend(_lines(flat[start].top, pieces))
        start = stop
    return levels


def _lines(y: float, pieces: list[tuple[float, float]]) -> list[_Level]:
    """Join the pieces of one height that meet; a rule in one piece may lie over the borders of the cells."""
    spans: list[tuple[float, float]] = []
    for left, right in pieces:
        if spans and left - spans[-1][1] <= _SAME:
            spans[-1] = spans[-1][0], max(spans[-1][1], right)
        else:
            spans.append((left, right))
    meeting = sorted({right for _, right in pieces if any(abs(left - right) <= _SAME for left, _ in pieces)})
    return [_Level(y, x0, x1, tuple(x for x in meeting if x0 + _SAME < x < x1 - _SAME)) for x0, x1 in spans]


def _chains(levels: list[_Level], upright: Sequence[Rule], inked: Sequence[Cluster]) -> list[list[_Level]]:
    """Return the levels that follow each other in one table: as wide, and nothing between that parts two tables."""
    chains: list[list[_Level]] = []
    for level in levels:
        for chain in reversed(chains):
            above = chain[-1]
            if level.y - above.y > _SAME and level.continues(above):
                if _are_parted(chain, level, upright, _between(inked, above.y, level.y)):
                    continue
                chain.append(level)
                break
            if level.continues(above):
                break  # the same line drawn twice
        else:
            chains.append([level])
    for chain in chains:
        joints = [x for level in chain for x in level.joints]
        while len(chain) > 2 and any(_crosses(_between(inked, chain[-2].y, chain[-1].y), x) for x in joints):
            chain.pop()  # a title behind the last row
    return [chain for chain in chains if len(chain) >= 2 or _may_be_alone(chain[0], inked)]


def _are_parted(
    chain: Sequence[_Level], level: _Level, upright: Sequence[Rule], band: Sequence[Cluster]
) -> bool:
    """Whether what stands between a table and a line of rules below it is no row: nothing, a title, framed prose."""
    above = chain[-1]
    if not band:
        return level.y - above.y > _DOUBLE
    joints = sorted({*level.joints, *(x for other in chain for x in other.joints)})
    if any(_crosses(band, x) for x in level.joints):
        return True
    if not level.joints and _is_prose(band, joints):
        return True
    # tables with all sides drawn end where their sides do; rows on grounds of two colours fill their columns
    sides = [rule for rule in upright if abs(rule.x0 - level.x0) < _SAME_EDGE]
    sided = any(rule.bottom > chain[0].y + _SAME_EDGE and rule.top < above.y for rule in sides)
    reaches = any(rule.top < above.y + _SAME_EDGE and rule.bottom > level.y - _SAME_EDGE for rule in sides)
    filled = {bisect_right(joints, cluster.x0) for cluster in band}
    return sided and not reaches and (len(filled) < 2 or any(_crosses(band, x) for x in joints))


def _is_prose(band: Sequence[Cluster], joints: Sequence[float]) -> bool:
    """Whether several lines run over the columns."""
    lines = {round(cluster.baseline) for cluster in band}
    return len(lines) > 1 and any(_crosses(band, x) for x in joints)


def _may_be_alone(level: _Level, inked: Sequence[Cluster]) -> bool:
    """Whether one line of rules may be all that a page shows of a table: an underlined heading has pieces too."""
    wide = bool(inked) and level.x1 - level.x0 > _ALONE * inked[0].sheet.width
    return wide and len(level.joints) >= 2


def _joints(chain: list[_Level], upright: Sequence[Rule], inked: Sequence[Cluster]) -> list[float]:
    """Return where the columns of a table part: at the joints of its levels, or at the gaps that run through it."""
    x0, x1 = chain[0].x0, chain[0].x1
    found: list[float] = []
    for level in chain:
        for joint in level.joints:
            inside = x0 + _LEAST < joint < x1 - _LEAST
            if inside and not any(abs(joint - other) < _SAME_EDGE for other in found):
                found.append(joint)
    if found or len(chain) < _FEWEST_LEVELS or any(_is_inside(rule, chain) for rule in upright):
        return sorted(found)
    bands = [band for above, below in pairwise(chain) if (band := _between(inked, above.y, below.y))]
    gaps = _gaps([cluster for band in bands for cluster in band], x0, x1)
    parted = sum(
        sum(any(left < c.x0 < right for c in band) for left, right in pairwise([x0, *gaps, x1])) >= 2
        for band in bands
    )
    return gaps if len(bands) >= 2 and len(gaps) >= 2 and parted == len(bands) else []


def _is_inside(rule: Rule, chain: list[_Level]) -> bool:
    """Whether a vertical rule stands between the edges of a table."""
    return (
        chain[0].x0 + _SAME_EDGE < rule.x0 < chain[0].x1 - _SAME_EDGE
        and rule.top < chain[-1].y
        and rule.bottom > chain[0].y
    )


def _gaps(inked: Sequence[Cluster], x0: float, x1: float) -> list[float]:
    """Return the middles of the gaps that no character of a table stands in."""
    gaps: list[float] = []
    right = x0
    for cluster in sorted(inked, key=lambda item: item.x0):
        if cluster.x0 - right >= _GAP and right > x0:
            gaps.append((right + cluster.x0) / 2)
        right = max(right, cluster.x1)
    return [gap for gap in gaps if gap < x1]


def _closed(
    chain: list[_Level], joints: list[float], upright: Sequence[Rule], inked: Sequence[Cluster]
) -> list[Rule]:
    """Return the vertical rules of a table, band by band, and the rules that close what a page end cut."""
    x0, x1 = chain[0].x0, chain[0].x1
    by_gaps = not any(level.joints for level in chain)
    columns = [
        [x for x in joints if by_gaps or below.has(x) or not below.joints] for above, below in pairwise(chain)
    ] or [joints]
    drawn = _drawn(chain, joints, upright)
    headed = 0 in drawn  # headings on a ground of their own colour: all sides are drawn
    added: list[Rule] = []
    for number, (above, below) in enumerate(pairwise(chain)):
        if number not in drawn:
            band = _between(inked, above.y, below.y)
            sides = (x for x in (x0, *columns[number], x1) if not _crosses(band, x))
            added.extend(Rule(x, above.y, x, below.y) for x in sides)
    first, last = chain[0].y, chain[-1].y
    top = bottom = first
    if not headed:
        top = min(_head_of(chain[0], columns[0], inked), _reach(chain, inked, columns[0], down=False))
    if len(chain) - 2 not in drawn or len(drawn) == 1:  # all sides of all rows are drawn: nothing is open
        bottom = _reach(chain, inked, columns[-1], down=True)
    if (
        bottom <= last and drawn and len(drawn) < len(chain) - 1
    ):  # rows on grounds of two colours, the last without
        bottom = _last_row(chain[-1], columns[-1], inked)
    if first - top > _LEAST:
        added += [*(Rule(x, top, x, first) for x in (x0, *columns[0], x1)), Rule(x0, top, x1, top)]
    if bottom - last > _LEAST:
        added += [*(Rule(x, last, x, bottom) for x in (x0, *columns[-1], x1)), Rule(x0, bottom, x1, bottom)]
    return added


def _drawn(chain: list[_Level], joints: list[float], upright: Sequence[Rule]) -> set[int]:
    """Return the bands between levels in which rules between columns are drawn from the upper to the lower level."""
    heights = [level.y for level in chain]
    drawn: set[int] = set()
    for rule in upright:
        nearest = min(joints, key=lambda x: abs(rule.x0 - x))
        if abs(rule.x0 - nearest) < _SAME_EDGE:
            first = bisect_left(heights, rule.top - _SAME_EDGE)
            last = bisect_right(heights, rule.bottom + _SAME_EDGE) - 1
            drawn.update(range(first, last))
    return drawn


def _head_of(first: _Level, joints: Sequence[float], inked: Sequence[Cluster]) -> float:
    """Return where headings begin that stand over the first rule of a table: lines that keep to its columns.

    They stand in half of the columns at least; without them it is where the rule is.
    """
    top, filled = first.y, set[int]()
    above = [cluster for cluster in inked if first.y - _HEAD_REACH < cluster.baseline < first.y]
    for baseline in sorted({round(cluster.baseline, 1) for cluster in above}, reverse=True):
        line = [cluster for cluster in above if abs(cluster.baseline - baseline) < 0.06]
        size = max(cluster.size for cluster in line)
        if (
            top - baseline > _FOLLOWS_HEAD * size
            or not _is_within(line, first)
            or any(_crosses(line, x) for x in joints)
        ):
            break
        filled |= {bisect_right(joints, cluster.x0) for cluster in line}
        top = baseline - size
    return top if len(filled) * 2 > len(joints) + 1 else first.y


def _last_row(last: _Level, joints: Sequence[float], inked: Sequence[Cluster]) -> float:
    """Return where the lines end that keep to the columns below the last rule; their first fills two columns."""
    bottom, first = last.y, True
    below = [cluster for cluster in inked if last.y < cluster.baseline]
    for baseline in sorted({round(cluster.baseline, 1) for cluster in below}):
        line = [cluster for cluster in below if abs(cluster.baseline - baseline) < 0.06]
        size = max(cluster.size for cluster in line)
        filled = {bisect_right(joints, cluster.x0) for cluster in line}
        far = baseline - bottom > _FOLLOWS * size
        if (
            far
            or not _is_within(line, last)
            or any(_crosses(line, x) for x in joints)
            or (first and len(filled) < 2)
        ):
            break
        bottom, first = baseline + 0.4 * size, False
    return bottom


def _reach(chain: list[_Level], inked: Sequence[Cluster], joints: Sequence[float], *, down: bool) -> float:
    """Return how far the lines go on that keep to the columns: to the end of the page's text, or nowhere.

    Only a page end cuts a table; what stands far off is a running head or foot.
    """
    y = chain[-1].y if down else chain[0].y
    beyond = [cluster for cluster in inked if (cluster.baseline > y if down else cluster.baseline < y)]
    end = y
    for baseline in sorted({round(cluster.baseline, 1) for cluster in beyond}, reverse=not down):
        line = [cluster for cluster in beyond if abs(cluster.baseline - baseline) < 0.06]
        size = max(cluster.size for cluster in line)
        if abs(baseline - end) > _FOLLOWS * size:
            break
        if any(_crosses(line, x) for x in joints) or not _is_within(line, chain[0]):
            return y
        end = baseline + 0.4 * size if down else baseline - size
    share = end / inked[0].sheet.height if inked else 0.5
    return end if (share > 1 - _NEAR_EDGE if down else share < _NEAR_EDGE) else y


def _is_within(line: Sequence[Cluster], level: _Level) -> bool:
    return all(level.x0 - _SAME <= cluster.x0 and cluster.x1 <= level.x1 + _SAME for cluster in line)


def _between(inked: Sequence[Cluster], top: float, bottom: float) -> list[Cluster]:
    """Return the characters between two heights."""
    return [cluster for cluster in inked if top <= cluster.baseline - 0.3 * cluster.size < bottom]


def _crosses(inked: Sequence[Cluster], x: float) -> bool:
    """Whether text runs over an x: a character, or two of a word that touch there."""
    if any(cluster.x0 < x - 0.5 and cluster.x1 > x + 0.5 for cluster in inked):
        return True
    left = [cluster for cluster in inked if -6 < cluster.x1 - x <= 0.5]
    right = [cluster for cluster in inked if -0.5 <= cluster.x0 - x < 6]
    return any(
        abs(near.baseline - far.baseline) < 0.1 * near.size and far.x0 - near.x1 < _TOUCHING * near.size
        for near in left
        for far in right
    )
