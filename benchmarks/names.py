"""How safely a written name finds its organisation, and how fast.

    python benchmarks/names.py [--seed N] [--share 0.1]

Every name of the gazetteer is damaged as OCR damages names and resolved again: with its district known, and with its
province alone. "look-alike" damage is one of the letters that the eye confuses, or a lost mark; "mixed" damage also
loses and replaces any letter (harder than what OCR does, for comparison; no bound). "absent" resolves true names
against a gazetteer that lacks them: each answer is a wrong one. Ends with 1 if a bound is missed. `--share` takes a
random part of the names, for a quick look.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.tabulate import table
from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.classes import SUBDISTRICT_MUNICIPALITY
from ita_extract.organizations.gazetteer import Gazetteer, Listed
from ita_extract.organizations.keys import key_of
from ita_extract.organizations.official import load_gazetteer
from ita_extract.organizations.resolution import DocumentFacts, Resolution, resolve
from ita_extract.organizations.spelling import plain

OFFICIAL = Path(__file__).resolve().parents[2] / "shared" / "domain" / "lao_2017.csv"
FOLDS = 10
DOCUMENTS = 10_000
LIMIT_SECONDS = 60
# Damage has tables of its own: those of the program would flatter it.
LOOK_ALIKE = ("ิีึื", "่้", "ผฝพฟ", "ดตค", "ถภ", "บป", "ฎฏ", "ขชซ")
CONFUSED = {a: [b for b in group if b != a] for group in LOOK_ALIKE for a in group}
MARKS = "ัิีึืุู็่้๊๋์"
LETTERS = "กขคงจชซดตถทนบปผพฟมยรลวสหอ"

Damage = Callable[[str, random.Random], str]


def look_alike(name: str, chance: random.Random) -> str:
    """Replace a letter by one that looks like it, three times in four; else lose a mark above or below."""
    alike = [at for at, letter in enumerate(name) if letter in CONFUSED]
    marks = [at for at, letter in enumerate(name) if letter in MARKS]
    if alike and (not marks or chance.random() < 0.75):
        at = chance.choice(alike)
        return name[:at] + chance.choice(CONFUSED[name[at]]) + name[at + 1 :]
    if marks:
        at = chance.choice(marks)
        return name[:at] + name[at + 1 :]
    at = chance.randrange(len(name))
    return name[:at] + chance.choice(LETTERS) + name[at + 1 :]


def mixed(name: str, chance: random.Random) -> str:
    """As look-alike, but one time in five lose any letter, replace it by any other, or change a mark."""
    if chance.random() < 0.8:
        return look_alike(name, chance)
    at = chance.randrange(len(name))
    if len(name) > 3 and chance.random() < 0.4:
        return name[:at] + name[at + 1 :]
    other = chance.choice(MARKS if name[at] in MARKS else LETTERS)
    return name[:at] + other + name[at + 1 :]


def damage_again(name: str, damage: Damage, times: int, chance: random.Random) -> str:
    """Damage a name so many times, each time to a form that it had not before."""
    forms = [name]
    for _ in range(times):
        tries = (damage(forms[-1], chance) for _ in range(20))
        other = next((form for form in tries if plain(form) not in map(plain, forms)), None)
        forms.append(other or forms[-1] + chance.choice(LETTERS))
    return forms[-1]


@dataclass
class Tally:
    """Right, wrong and unanswered."""

    right: int = 0
    wrong: int = 0
    silent: int = 0  # wrong, and without a doubt that would send the document to review
    asked: int = 0

    def add(self, found: Resolution, key: str | None) -> None:
        """Count an answer; a key that rests on the name as written is no answer of the gazetteer."""
        self.asked += 1
        if found.organization_id is None or found.organization_id_kind == "written":
            return
        self.right += found.organization_id == key
        self.wrong += found.organization_id != key
        self.silent += found.organization_id != key and not found.doubts

    @property
    def precision(self) -> float:
        """Return the per cent of answers that are right."""
        return 100 * self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Return the per cent of names that were found again."""
        return 100 * self.right / max(1, self.asked)

    @property
    def wrongly(self) -> float:
        """Return the per cent of names that got a wrong answer."""
        return 100 * self.wrong / max(1, self.asked)


def facts(entry: Listed, name: str, gazetteer: Gazetteer, *, district: bool = True) -> DocumentFacts:
    """Return what a report of that organisation would say of it."""
    assert entry.district is not None
    where = gazetteer.area(entry.district).name if district else None
    kind = entry.type or SUBDISTRICT_MUNICIPALITY
    return DocumentFacts(kind, name, where, gazetteer.area(entry.province).name)


def damaged(
    entries: Iterable[Listed], gazetteer: Gazetteer, damage: Damage, times: int, seed: int, *, district: bool
) -> Tally:
    """Damage each name so many times and resolve it."""
    chance, tally = random.Random(seed), Tally()
    for entry in entries:
        name = damage_again(entry.name, damage, times, chance)
        key, _ = key_of(entry, entry.type or SUBDISTRICT_MUNICIPALITY, gazetteer)
        tally.add(resolve(facts(entry, name, gazetteer, district=district), (), gazetteer), key)
    return tally


def absent(entries: list[Listed], gazetteer: Gazetteer, seed: int, *, district: bool) -> Tally:
    """Resolve each name, undamaged, against a gazetteer without it, wherever in the country it stands."""
    chance, tally = random.Random(seed), Tally()
    fold = {plain(name): chance.randrange(FOLDS) for name in gazetteer.names}
    for number in range(FOLDS):
        without = Gazetteer(
            gazetteer.provinces,
            gazetteer.districts,
            [entry for entry in gazetteer.listed if fold[plain(entry.name)] != number],
            source=gazetteer.source,
            official=gazetteer.official,
        )
        for entry in entries:
            if fold[plain(entry.name)] == number:
                tally.add(resolve(facts(entry, entry.name, gazetteer, district=district), (), without), None)
    return tally


def unlisted_local_governments(gazetteer: Gazetteer) -> Tally:
    """Resolve real municipalities whose names are no area's and no two areas' joined; prints what is answered.

    Some answers are right: a municipality may spell the area's name its own way (ปากน้ำประแส, ปากน้ำกระแส).
    """
    tally = Tally()
    for entry in load_gazetteer(OFFICIAL).listed:
        if entry.district is None or gazetteer.named(entry.name) or "-" in entry.name:
            continue
        tally.add(resolve(facts(entry, entry.name, gazetteer), (), gazetteer), None)
        found = resolve(facts(entry, entry.name, gazetteer), (), gazetteer)
        if found.organization_id_kind == "area":
            stated = "; ".join(doubt.short for doubt in found.doubts)
            print(f"  answered {'with' if stated else 'WITHOUT'} a doubt: {stated or entry.name}")
    return tally


def documents(gazetteer: Gazetteer, seed: int) -> Iterator[DocumentFacts]:
    """Yield what 10,000 reports would say: eight of ten plain, one damaged, one with its province alone."""
    chance = random.Random(seed)
    entries = [entry for entry in gazetteer.listed if entry.district is not None and entry.type is None]
    for number in range(DOCUMENTS):
        entry = chance.choice(entries)
        name = look_alike(entry.name, chance) if number % 10 == 8 else entry.name
        yield facts(entry, name, gazetteer, district=number % 10 != 9)


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def loaded_at_start() -> set[str]:
    """Return which of the libraries that names need are loaded by `ita-extract --help`."""
    program = "import sys, ita_extract.cli.program; print(*(name for name in sys.modules if '.' not in name))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return {"geothai", "rapidfuzz"} & set(ended.stdout.split())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure how safely names find their organisations.")
    parser.add_argument("--seed", type=int, default=2568)
    parser.add_argument("--share", type=float, default=1.0, help="part of the names to take, 0-1")
    parser.add_argument("--markdown", action="store_true")
    chosen = parser.parse_args(arguments)
    index_seconds = seconds(area_gazetteer) + seconds(lambda: area_gazetteer().model)
    gazetteer = area_gazetteer()
    chance = random.Random(chosen.seed)
    entries = [entry for entry in gazetteer.listed if entry.district is not None and entry.type is None]
    entries = [entry for entry in entries if chance.random() < chosen.share]
    missed: list[str] = []
    rows: list[tuple[str | int | float, ...]] = []

    def note(what: str, tally: Tally, precision: float | None, recall: float | None) -> None:
        bounds = f"{precision or '–'} / {recall or '–'}"
        rows.append((what, tally.asked, tally.precision, tally.recall, bounds, tally.silent))
        if (precision and tally.precision < precision) or (recall and tally.recall < recall):
            missed.append(what)

    for damage, times, district, precision, recall in (
        (look_alike, 1, True, 99.9, 99.5),
        (look_alike, 2, True, 99.9, 98.0),
        (mixed, 1, True, None, None),
        (mixed, 2, True, None, None),
        (look_alike, 1, False, 99.5, None),
        (look_alike, 2, False, 99.5, None),
    ):
        what = (
            f"{'district' if district else 'province'} known, {times} × {damage.__name__.replace('_', '-')}"
        )
        tally = damaged(entries, gazetteer, damage, times, chosen.seed, district=district)
        note(what, tally, precision, recall)
    print(f"{gazetteer.source}: {len(entries)} names of {len(gazetteer.listed)} entries")
    print(
        table(
            ("names damaged", "asked", "precision %", "recall %", "bounds", "silently wrong"),
            rows,
            markdown=chosen.markdown,
        )
    )

    rows = []
    for what, tally in (
        ("left out, district known", absent(entries, gazetteer, chosen.seed, district=True)),
        ("left out, province known", absent(entries, gazetteer, chosen.seed, district=False)),
    ):
        rows.append((what, tally.asked, tally.wrongly, "< 1", tally.silent))
        if tally.wrongly >= 1:
            missed.append(what)
    if OFFICIAL.exists():
        tally = unlisted_local_governments(gazetteer)
        rows.append(("real names of no area, district known", tally.asked, tally.wrongly, "–", tally.silent))
    print(
        table(
            ("true names that are absent", "asked", "wrongly matched %", "bound", "silently"),
            rows,
            markdown=chosen.markdown,
        )
    )

    every = list(documents(gazetteer, chosen.seed))
    took = seconds(lambda: [resolve(element, (), gazetteer) for element in every])
    nowhere = [DocumentFacts(element.type, element.name, None, None) for element in every[:500]]
    searched = (
        seconds(lambda: [resolve(element, (), gazetteer) for element in nowhere]) * DOCUMENTS / len(nowhere)
    )
    early = loaded_at_start()
    rows = [
        ("index the gazetteer, once in a process", index_seconds, "–"),
        (f"resolve {DOCUMENTS} documents", took, f"< {LIMIT_SECONDS}"),
        ("the same with no district and no province (from 500)", searched, f"< {LIMIT_SECONDS}"),
    ]
    print(table(("speed on one core", "seconds", "bound"), rows, markdown=chosen.markdown))
    print(f"loaded by ita-extract --help: {', '.join(sorted(early)) or 'neither geothai nor rapidfuzz'}")
    missed += ["speed"] if max(took, searched) >= LIMIT_SECONDS else []
    missed += ["start-up"] if early else []
    if missed:
        print(f"missed: {', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
