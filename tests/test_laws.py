"""Nothing goes missing: the laws of the ledger and of the lay-out, over all fixtures, with faults put in between.

A lay-out is damaged behind the reading of the file and before the report is assembled: what a reader then loses or
takes for something else must be told. The draws are seeded; some 200 examples in all.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ita_extract.layout.blocks import Block, Furniture, Heading, ListItem, Paragraph, Rotated, TableBlock
from ita_extract.layout.document import Document, document_of
from ita_extract.layout.gutters import as_table, find_unruled, stands_in_columns
from ita_extract.layout.lines import Line
from ita_extract.layout.span import Span
from ita_extract.layout.tables import Table
from ita_extract.model import Fate, NumberFate, Report
from ita_extract.numbers.ledger import TOKEN
from ita_extract.tables.heads import heading_keys
from tests.laying import (
    REPORTS,
    ROSTERS,
    Home,
    Laid,
    Pages,
    Place,
    assembled,
    below,
    changed,
    exchanged,
    is_told,
    laid,
    letters,
    line_at,
    numbers_in,
    places,
    planted,
    reworded,
    speaks_of,
    tables_of,
    whole,
    with_blocks,
    with_lines,
    without_row,
)

ALL = REPORTS + ROSTERS
PLANTED = "87.65"  # stands in none of the fixtures
UNKNOWN = "กขฃคฅฆง"  # no word


def examples(count: int) -> Callable[..., Callable[..., None]]:
    """Return settings for so many examples, the same in each run; a failing one is small as it is."""
    return settings(
        max_examples=count,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
