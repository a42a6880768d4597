"""Read a table file into rows of cells."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from assistant.retrieval.errors import DocumentError
from assistant.retrieval.importing.opening import check_office, read_text

DELIMITERS = {".tsv": "\t"}


def read_tables(path: Path) -> dict[str, list[list[str]]]:
    """Return the rows of each sheet; a text file is one sheet without a name. Cells are stripped texts.

    Raises:
        DocumentError: the file is broken, empty, encrypted, or no table.
    """
    sheets = _workbook(path) if path.suffix.lower() == ".xlsx" else {"": _separated(path)}
    filled = {name: rows for name, rows in sheets.items() if any(any(row) for row in rows)}
    if not filled:
        raise DocumentError(f"{path.name}: holds no rows; put a question and its answer into each")
    return filled


def _workbook(path: Path) -> dict[str, list[list[str]]]:
    from openpyxl import load_workbook

    check_office(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheets = {
            sheet.title: [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        }
        written = load_workbook(path, read_only=True)
        formulas = [
            (sheet.title, cell.coordinate, sheets[sheet.title][cell.row - 1][cell.column - 1])
            for sheet in written.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise DocumentError(
            f"{path.name}: is broken, or not a workbook ({type(error).__name__}); save it anew as .xlsx"
        ) from error
    for title, place, value in formulas:
        if not value or value.startswith("#"):
            raise DocumentError(
                f"{path.name} {title}!{place}: is a formula without a result; put the text itself there, or save it from Excel"
            )
    return sheets


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _separated(path: Path) -> list[list[str]]:
    text = read_text(path)
    delimiter = DELIMITERS.get(path.suffix.lower()) or _delimiter(text)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [[cell.strip() for cell in row] for row in rows]
    except csv.Error as error:
        raise DocumentError(f"{path.name}: is no table: {error}") from error


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",\t;，", key=first.count)
