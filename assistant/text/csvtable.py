"""Tables as CSV that a spreadsheet opens as what they are: text as text, never as a formula."""

from __future__ import annotations

import csv
import io
from typing import Any, Iterable, Sequence

BOM = "\ufeff"  # without it Excel takes UTF-8 for the local code page
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table as CSV.

    >>> print(csv_text(["坐席", "次数"], [["=1+1", -2], [None, 3]]).lstrip(BOM).replace(chr(13), ""), end="")
    坐席,次数
    '=1+1,-2
    ,3
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guard(cell) for cell in header])
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return BOM + out.getvalue()


def guard(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs: text that would be a formula gets an apostrophe before it; numbers stay.

    >>> guard("@SUM(A1)"), guard(-3), guard("好")
    ("'@SUM(A1)", -3, '好')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA) else cell
