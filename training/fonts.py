"""The fonts that training lines are set in, by how often reports use them, and those held back for the evaluation."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

# share of the lines, then the files that may carry it: packages bring them (training/README.md)
_SHARES = {
    "THSarabunNew": 0.34, "Sarabun_": 0.14, "Laksaman": 0.12, "Norasi": 0.06, "Kinnari": 0.05, "Garuda": 0.05,
    "Loma": 0.05, "NotoSansThai": 0.04, "NotoSerifThai": 0.02, "NotoLoopedThai": 0.03, "Niramit": 0.03,
    "KoHo": 0.02, "Taviraj": 0.02, "Pridi": 0.01, "Waree": 0.02, "TlwgTypist": 0.01, "Sawasdee": 0.01, "Kanit": 0.01,
    "BaiJamjuree": 0.01, "Athiti": 0.01, "IBMPlexSansThaiLooped": 0.02, "IBMPlexSansThai_": 0.01, "Mali": 0.01,
    "NotoSansThaiLooped": 0.02, "Prompt": 0.01, "Mitr": 0.01, "Anuphan": 0.01, "ChakraPetch": 0.01, "Itim": 0.01,
    "Fahkwang": 0.01, "Kodchasan": 0.01, "Sriracha": 0.005, "Charm": 0.005, "Chonburi": 0.005, "Pattaya": 0.005,
}  # fmt: skip
HELD_BACK = ("Umpush", "Trirong", "K2D", "Maitree", "Arundina")
# Latin fonts, for Arabic figures: a bare stroke is a 1 in some, and charts and tables are often set in them
_LATIN = (
    "LiberationSans-", "LiberationSerif", "LiberationMono", "DejaVuSans", "DejaVuSerif", "NotoSans-", "NotoSerif-",
    "Archivo_", "Barlow_", "Cabin", "Carlito", "Comfortaa", "DMSans", "Dosis", "Exo2", "Figtree", "Inter_",
    "JosefinSans", "Jost", "Karla", "Lato", "Merriweather_", "Montserrat_", "Mulish", "Nunito_", "OpenSans",
    "Oswald", "Outfit", "PTSans_", "PTSerif", "Poppins", "Quicksand", "Roboto_", "Rubik_", "SourceSans3",
    "SourceSerif4", "Ubuntu_", "Urbanist", "WorkSans",
)  # fmt: skip
_LATIN_SHARE = 0.15
_STYLES = ("thin", "black", "100", "200", "900", "condensed", "extralight")


class Font(NamedTuple):
    """A font file and the share of lines that are set in it."""

    path: Path
    share: float


def find_fonts(folders: list[Path], *, held_back: bool = False) -> list[Font]:
    """Return the fonts found under some folders; raises SystemExit with what is missing if TH Sarabun is."""
    files = sorted(path for folder in folders for path in folder.rglob("*.ttf") if _usable(path))
    names = HELD_BACK if held_back else tuple(_SHARES)
    found = []
    for name in names:
        mine = [path for path in files if path.name.startswith(name)]
        found.extend(
            Font(path, (1.0 if held_back else _SHARES[name]) * _weight(path) / len(mine)) for path in mine
        )
    if not held_back:
        latin = [path for path in files if path.name.startswith(_LATIN)]
        found.extend(Font(path, _LATIN_SHARE * _weight(path) / len(latin)) for path in latin)
    if not held_back and not any(font.path.name.startswith("THSarabunNew") for font in found):
        raise SystemExit("TH Sarabun New was not found: training/README.md tells how to get the fonts")
    return found


def _usable(path: Path) -> bool:
    name = path.name.lower()
    return not any(style in name for style in _STYLES)


def _weight(path: Path) -> float:
    name = path.name.lower()
    if "italic" in name or "oblique" in name:
        return 0.3
    if any(style in name for style in ("light", "medium", "extra")):
        return 0.3
    return 0.8 if "bold" in name else 1.6
