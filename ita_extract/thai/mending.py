"""Clusters of one line, in printed order, mended: sara am in all its broken forms, doubled letters, foreign names.

Each rule is certain by what it sees, or it raises the cluster's count of guesses. No rule drops a mark.
"""

from __future__ import annotations

from ita_extract.reading.page import Kind
from ita_extract.thai.clusters import Cluster
from ita_extract.thai.fonts import FontUse, coded_digit
from ita_extract.thai.letters import CONSONANTS, LAKKHANGYAO, NIKHAHIT, SARA_AA, SARA_AM, UNKNOWN


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
        elif cluster.kind == Kind.UNMAPPED:
            _mend_unmapped(cluster, uses[cluster.font])
        mended.append(cluster)
    return mended


def _mend_unmapped(cluster: Cluster, use: FontUse) -> None:
    """Read a digit by its code where it is as wide as the font's true digits; any other glyph stays unknown.

    The value counts as guessed: it rests on the order of the codes.
    """
    digit = coded_digit(cluster.text[0])
    width = (cluster.x1 - cluster.x0) / cluster.size
    if digit is not None and use.thai > use.other and use.digit_width and abs(width - use.digit_width) < 0.03:
        cluster.text = digit + cluster.text[1:]
    else:
        cluster.text = UNKNOWN + cluster.text[1:]
    cluster.guesses = 1


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
    if base.text == UNKNOWN and len(before) > 1 and base.x1 - base.x0 < 0.25 * base.size:
        # `ประจ�าปี`: a narrow glyph without a character between a consonant and a following vowel
        if cluster.text in (SARA_AA, SARA_AM) and before[-2].text[0] in CONSONANTS:
            before.pop()
            cluster.text, cluster.raw, cluster.guesses = SARA_AM, base.raw + cluster.raw, 1
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
