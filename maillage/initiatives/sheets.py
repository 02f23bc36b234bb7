"""Spreadsheets under the name by which floors above knew them; they are written in people."""

from maillage.people.sheets import (
    Column,
    Sheet,
    SheetTooLong,
    answer_with_sheets,
    rows_to_csv,
    rows_to_xlsx,
    sheet_name,
)

__all__ = ["Column", "Sheet", "SheetTooLong", "answer_with_sheets", "rows_to_csv", "rows_to_xlsx", "sheet_name"]
