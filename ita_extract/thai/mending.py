"""Clusters of one line, in printed order, mended: sara am in all its broken forms, doubled letters, foreign names.

Each rule is certain by what it sees, or it raises the cluster's count of guesses. No rule drops a mark.
"""

from __future__ import annotations

from ita_extract.reading.page import Kind
from ita_extract.thai.clusters import Cluster
from ita_extract.thai.fonts import FontUse, coded_digit
from ita_extract.thai.letters import CONSONANTS, LAKKHANGYAO, NIKHAHIT, SARA_AA, SARA_AM, TONES, UNKNOWN

_SARA = frozenset((SARA_AA, SARA_AM, UNKNOWN, LAKKHANGYAO))


def mend_line(line: list[Cluster], uses: list[FontUse]) -> list[Cluster]:
    """Return a line's clusters (left to right, spaces among them) with their `text` mended.

    `uses` is the survey of the page's fonts, by font number. Clusters that only carried a mark or the trace of a
    nikhahit are merged into their neighbours; their `raw` goes along.
    """
    mended: list[Cluster] = []
    spaced = _is_letter_spaced(line)
    in_doubt = blank = False
    unmapped = Kind.UNMAPPED
    for index, cluster in enumerate(line):
        text = cluster.text
        if text in _SARA:
            use = uses[cluster.font]
            _mend_sara(cluster, mended, use, spaced or _is_set_apart(line, index))
            in_doubt = in_doubt or use.by_words or use.suspect
        elif text == "เ" and mended and _is_half_of_sara_ae(mended, cluster, spaced):
            before = mended[-1]
            if before.is_space:
                mended.pop()
                before = mended[-1]
            before.text = "แ"
            before.raw += cluster.raw
            before.x1 = cluster.x1
            continue
        elif cluster.kind == unmapped:
            _mend_unmapped(cluster, uses[cluster.font])
        if cluster.ghost or cluster.blanks:
            blank = True
        mended.append(cluster)
    if blank:
        _show_lost_marks(mended, uses)
    if in_doubt:
        from ita_extract.thai.words import choose_sara

        choose_sara(mended, uses, spaced=spaced)
    return mended


def _show_lost_marks(line: list[Cluster], uses: list[FontUse]) -> None:
    """Show the glyphs without advance that were no nikhahit: marks that nobody can name.

    A space without advance behind a consonant is one too (`ชื อ` for ชื่อ), unless the consonant has its tone or
    the font has such spaces behind other letters: then they say where a line may break.
    """
    for cluster in line:
        lost = len(cluster.blanks)
        if cluster.ghost and cluster.text[0] in CONSONANTS and cluster.text[-1] not in TONES:
            lost += not uses[cluster.font].breaks
        if lost:
            cluster.text += UNKNOWN * lost
            cluster.guesses += lost
        cluster.blanks, cluster.ghost = (), 0


def _mend_unmapped(cluster: Cluster, use: FontUse) -> None:
    """Read a digit by its code where it is as wide as the font's true digits; any other glyph stays unknown.

    The value counts as guessed: it rests on the order of the codes.
    """
    digit = coded_digit(cluster.text[0])
    width = (cluster.x1 - cluster.x0) / cluster.size if cluster.size > 0 else 0.0
    if digit is not None and use.thai > use.other and use.digit_width and abs(width - use.digit_width) < 0.03:
        cluster.text = digit + cluster.text[1:]
    else:
        cluster.text = UNKNOWN + cluster.text[1:]
    cluster.guesses = 1


def _mend_sara(cluster: Cluster, before: list[Cluster], use: FontUse, spaced: bool) -> None:  # noqa: C901
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
    # a following vowel cannot begin a word, so a space before it is a lost nikhahit (`ก าหนด`),
    # unless the spaces stand between all letters (`ก า ร`)
    trace = space is not None and not spaced and base.text[0] in CONSONANTS
    blank = bool(base.blanks)
    ghost = base.ghost > 0 and base.text[0] in CONSONANTS
    drawn = NIKHAHIT in base.text
    sure = drawn or ghost
    if base.ghost and blank and base.text[-1] in TONES:
        base.blanks = base.blanks[1:]  # fpdf2: nikhahit in two glyphs, and a letter has but one tone
    if cluster.text == UNKNOWN:
        if sure:  # fpdf2: the glyph of sara aa has no character, its nikhahit is called sara am
            _become_sara_am(cluster, base, before, None)
        return
    if cluster.text == LAKKHANGYAO:
        if base.text[0] in "ฤฦ":
            return
        cluster.text = SARA_AA
    if cluster.text == SARA_AM and use.swaps_sara_aa:
        cluster.text = SARA_AA
    if cluster.text == SARA_AM:
        base.ghost = 0
        if trace or sure:
            _become_sara_am(cluster, base, before, space)
    elif sure or trace:
        _become_sara_am(cluster, base, before, space)
        # a font that shows sara am otherwise has no need to show it so; one that hides tones hides letters too
        sound = use.ghosts_are_nikhahit and not use.sara_am and not use.nikhahit
        cluster.guesses = int(not (drawn or sound))
    elif blank and use.is_nikhahit(base.blanks[0]):
        _become_sara_am(cluster, base, before, space)
        cluster.guesses = int(use.blanks[base.blanks[0]][0] < 3)
        base.blanks = base.blanks[1:]


def _become_sara_am(cluster: Cluster, base: Cluster, before: list[Cluster], space: Cluster | None) -> None:
    cluster.text = SARA_AM
    cluster.guesses = 0
    base.ghost = 0
    base.text = base.text.replace(NIKHAHIT, "")
    if space is not None:
        before.remove(space)
        cluster.raw = space.raw + cluster.raw
        cluster.x0 = min(cluster.x0, space.x0)  # what stood there is part of the letter, no gap before it


def _is_set_apart(line: list[Cluster], index: int) -> bool:
    """Whether a letter is one of four or more in a row that stand alone between spaces (`ป ร ะ ก า ศ` in a line)."""
    alone = 1
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(line) and line[at].is_space:
            while 0 <= at < len(line) and line[at].is_space:
                at += step
            after = at + step
            if not 0 <= at < len(line) or (0 <= after < len(line) and not line[after].is_space):
                break
            alone += 1
            at = after
        if index + step in range(len(line)) and not line[index + step].is_space:
            return False
    return alone >= 4


def _is_half_of_sara_ae(before: list[Cluster], cluster: Cluster, spaced: bool) -> bool:
    """Whether a เ follows another one, so that both were typed for แ."""
    if spaced:
        first = next((item for item in before[:-3:-1] if not item.is_space), None)
        return first is not None and first.text == "เ"
    return before[-1].text == "เ" and cluster.x0 - before[-1].x1 < 0.2 * cluster.size


def _is_letter_spaced(line: list[Cluster]) -> bool:
    """Whether most letters of a line are set apart by spaces."""
    spaces = [cluster.kind for cluster in line].count(Kind.SPACE)
    return spaces >= 3 and spaces > 0.6 * (len(line) - spaces - 1)
