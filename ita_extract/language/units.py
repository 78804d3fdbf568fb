"""The units that are responsible for a measure: a cell's text to a list."""

from __future__ import annotations

import re
from itertools import pairwise

from ita_extract.layout.span import Span
from ita_extract.thai.letters import BULLETS

# Words with which the name of a unit or a post begins.
_UNIT_WORD = (
    r"(?:สำนัก|กอง(?!ทุน)|ฝ่าย|หน่วยตรวจสอบ|หน่วยงาน|ทุก|งาน(?!บริการ)|คณะ|ส่วน(?!ราชการ)|ศูนย์|โรงเรียน|"
    r"ปลัด|นายก|รองปลัด|ผู้อำนวยการ|ผอ\.|หัวหน้า|เจ้าหน้าที่|นักวิเคราะห์|นิติกร)"
)
_SEPARATOR = re.compile(
    r"[,;、+&]|(?:โดย)?(?:ร่วมกับ|กับ|(?:ด้วย)?ความร่วมมือ(?:ของ|จาก))(?=" + _UNIT_WORD + r")|"
    r"(?<!ทุกสำนัก)(?<!ทุกกอง)(?<!ทุกส่วน)/(?=" + _UNIT_WORD + r")|และ(?=" + _UNIT_WORD + r")"
)
# ผู้อำนวยการ⏎กองคลัง is one, and so is a word that the line end cuts
_GOES_ON = (
    "/", "ผู้อำนวยการ", "หัวหน้า", "ผอ.", "รอง", "ผู้ช่วย", "เจ้าหน้าที่", "สำนัก", "สำนักงาน", "หน่วย", "ทำ", "พนัก", "และ",
)  # fmt: skip
_NUMBER = re.compile(rf"^(?:\(?\d{{1,2}}[.)]|[{BULLETS}])+")
NEW_UNIT = re.compile(r"สำนัก|กอง(?!ทุน)|หน่วยตรวจสอบ|ทุก(?=ส่วน|กอง|สำนัก|หน่วย)")
# words that begin a unit or a post only at the beginning of a line
_NEW_ON_LINE = re.compile(
    r"หัวหน้า|ผู้อำนวยการ|ผอ\.|ปลัด(?=เทศบาล|อบต|อบจ|องค์การ)|รองปลัด|นายก|นิติกร|นักวิชาการ|นักวิเคราะห์|"
    r"นักทรัพยากร|นักจัดการ|นักพัฒนา|เจ้าพนักงาน|ฝ่าย|คณะ(?=กรรมการ|ทำงาน)|ศูนย์|งาน(?=[ก-ฮเ-ไ])"
)


# `หน่วยงานหลัก : กองช่าง / หน่วยงานสนับสนุน : สำนักปลัด`: what part a unit takes is no part of its name
_PART = re.compile(r"^\s*(?:หน่วยงาน)?(?:ที่รับผิดชอบ)?(?:หลัก|รอง|สนับสนุน|ร่วม)\s*:\s*")
_PART_HEAD = re.compile(r"(?:หน่วยงาน)?(?:ที่รับผิดชอบ)?(?:หลัก|รอง|สนับสนุน|ร่วม):")


def _is_open(before: str) -> bool:
    """Whether what stands before a unit's word goes on with it; `กองการเจ้าหน้าที่` is a unit, `เจ้าหน้าที่` a post."""
    return before.endswith(_GOES_ON) and not before.endswith("การเจ้าหน้าที่")


def split_units(span: Span) -> tuple[str, ...]:
    """Return the units that a cell names, each as written without spaces at its line ends.

    Commas and slashes part units, and so do numbers and bullets, and a space or line end before a word with which
    a unit begins: `สำนักปลัด กองคลัง` are two, `กองการศึกษา ศาสนาและวัฒนธรรม` is one.
    """
    key = span.key
    cuts = {0, len(key)}
    drops: list[tuple[int, int]] = []
    for match in _SEPARATOR.finditer(key):
        drops.append(match.span())
        cuts.update(match.span())
    cuts.update(match.start() for match in _PART_HEAD.finditer(key))
    for match in NEW_UNIT.finditer(key):
        before = key[: match.start()]
        if before and span.follows_space(match.start()) and not _is_open(before):
            cuts.add(match.start())
    for match in span.finditer(_NEW_ON_LINE):
        before = key[: match.start()]
        if before and span.starts_line(match.start()) and not before.endswith((*_GOES_ON, "(")):
            cuts.add(match.start())
    for match in re.finditer(r"\(?\d{1,2}[.)]|[-–•●○▪■◦·*]", key):
        if span.starts_line(match.start()) or span.follows_space(match.start()):
            cuts.add(match.start())
    places = sorted(cuts)
    units = []
    for start, stop in pairwise(places):
        if (start, stop) in drops:
            continue
        piece = span.cut(start, stop)
        number = _NUMBER.match(piece.key)
        if number:
            piece = piece.cut(number.end())
        text = _PART.sub("", piece.text).strip(" ,;/:")
        if text:
            units.append(text)
    return tuple(dict.fromkeys(units))
