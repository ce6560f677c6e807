"""What there is in the current versions of many records, without reading their documents."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from services.quotes.domain.kinds import HOLIDAY_LIGHTS, Contents
from services.quotes.queries.pages import AnyRow

_PARTS = {"has_lines": "line_items", "has_packages": "options", "has_plans": "maintenance_plans"}


def contents_columns(document: InstrumentedAttribute[dict[str, Any]]) -> list[ColumnElement[bool]]:
    """The columns that `contents_in` reads."""
    parts = [(document[part].as_string() != "[]").label(name) for name, part in _PARTS.items()]
    return [*parts, (document["record_type"].as_string() == HOLIDAY_LIGHTS).label("has_design")]


def contents_in(row: AnyRow) -> Contents:
    """The contents of the version in a row with `contents_columns`."""
    return Contents(bool(row.has_lines), bool(row.has_packages), bool(row.has_plans), design=bool(row.has_design))
