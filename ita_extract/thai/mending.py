"""Clusters of one line, in printed order, mended: sara am in all its broken forms, doubled letters, foreign names.

Each rule is certain by what it sees, or it raises the cluster's count of guesses. No rule drops a mark.
"""

from __future__ import annotations

from ita_extract.reading.page import Kind
from ita_extract.thai.clusters import Cluster
from ita_extract.thai.fonts import FontUse, shifted_digit, shifted_tone
from ita_extract.thai.letters import CONSONANTS, LAKKHANGYAO, NIKHAHIT, SARA_AA, SARA_AM, UNKNOWN, is_thai, ordered


def mend_line(line: list[Cluster], uses: list[FontUse]) -> list[Cluster]:
    """Return a line's clusters (left to right, spaces among them) with their `text` mended.

    `uses` is the survey of the page's fonts, by font number. Clusters that only carried a mark or the trace of a
    nikhahit are merged into their neighbours; their `raw` goes along.
    """
    mended: list[Cluster] = []
    spaced = _is_letter_spaced(line)
    for cluster in line:
        before = mended[-1] if mended else None
        text = cluster.text
        if text in (SARA_AA, SARA_AM, UNKNOWN, LAKKHANGYAO):
            _mend_sara(cluster, mended, uses[cluster.font], spaced)
        elif text == "เ" and before is not None and before.text == "เ" and _touch(before, cluster):
            before.text = "แ"
            before.raw += cluster.raw
            before.x1 = cluster.x1
            continue
        elif uses[cluster.font].shifted:
            tone = shifted_tone(text)
            if tone is not None and before is not None and is_thai(before.text[0]):
                before.text = before.text[0] + ordered([*before.text[1:], tone])
                before.raw += cluster.raw
                before.x1 = max(before.x1, cluster.x1)
                continue
            digit = shifted_digit(text)
            if digit is not None and uses[cluster.font].thai > uses[cluster.font].other:
                cluster.text = digit
        mended.append(cluster)
    return mended


def _mend_sara(cluster: Cluster, before: list[Cluster], use: FontUse, spaced: bool) -> None:
    """Decide what a following vowel is: sara aa, or sara am whose nikhahit went astray."""
    base = before[-1] if before else None
    if base is None:
        return
    space = None
    if base.kind == Kind.SPACE and len(before) > 1:
        space, base = base, before[-2]
    if base.kind == Kind.SPACE:
        return
    nikhahit = NIKHAHIT in base.text
    ghost = base.ghost > 0
    # a following vowel cannot begin a word, so a space before it is a lost nikhahit (`ก าหนด`),
    # unless the whole line is set with spaces between its letters (`ก า ร`)
    trace = space is not None and not spaced and base.text[0] in CONSONANTS
    if cluster.text == UNKNOWN:
        if ghost or nikhahit:  # fpdf2: the glyph of sara aa has no character, its nikhahit is called sara am
            _become_sara_am(cluster, base, before, None)
        return
    if cluster.text == LAKKHANGYAO:
        if base.text[0] in "ฤฦ":
            return
        cluster.text = SARA_AA
    if cluster.text == SARA_AM and use.swaps_sara_aa:
        cluster.text = SARA_AA
    if cluster.text == SARA_AM:
        if trace or nikhahit:
            _become_sara_am(cluster, base, before, space)
        return
    if nikhahit or ghost or trace:
        _become_sara_am(cluster, base, before, space)


def _become_sara_am(cluster: Cluster, base: Cluster, before: list[Cluster], space: Cluster | None) -> None:
    cluster.text = SARA_AM
    cluster.guesses = 0
    base.ghost = 0
    base.text = base.text.replace(NIKHAHIT, "")
    if space is not None:
        before.remove(space)
        cluster.raw = space.raw + cluster.raw


def _touch(left: Cluster, right: Cluster) -> bool:
    return right.x0 - left.x1 < 0.2 * right.size


def _is_letter_spaced(line: list[Cluster]) -> bool:
    """Whether most letters of a line are set apart by spaces."""
    spaces = sum(cluster.kind == Kind.SPACE for cluster in line)
    return spaces >= 3 and spaces > 0.6 * (len(line) - spaces - 1)
