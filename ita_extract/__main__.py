"""`python -m ita_extract` is the same program as `ita-extract`."""

from __future__ import annotations

from ita_extract.cli.program import main

if __name__ == "__main__":
    main()
