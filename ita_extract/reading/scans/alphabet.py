"""The characters that the line reader knows; the order is that of the network's outputs (0 is CTC's blank)."""

from __future__ import annotations

ALPHABET = (
    " กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะัาำิีึืฺุูเแโใไๅๆ็่้๊๋์ํ๎๐๑๒๓๔๕๖๗๘๙฿"
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    ".,:;-–/()%&'\"+=_@!?#*[]<>•“”‘’…°"
)
