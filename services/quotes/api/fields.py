"""What a field of a body may hold. Nothing is guessed: 12.5 is no price, "12" is no whole number, 1 is no true."""

import re
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, StrictBool, StrictInt, WithJsonSchema

_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Body(BaseModel):
    """A request's body: names that are not known are refused, as they may be misspelt ones that are."""

    model_config = ConfigDict(extra="forbid")


def _minor(value: Any) -> Any:
    if not isinstance(value, int) or isinstance(value, bool):
        message = "must be a whole number of minor units, such as 1250 for $12.50"
        raise ValueError(message)  # noqa: TRY004 - pydantic turns ValueErrors into refusals
    return value


def _decimal(value: Any) -> Any:
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        message = 'must be a decimal number written as a text, such as "2.5"'
        raise ValueError(message)
    return value


def _rate(value: Any) -> Any:
    return _minor(value) if isinstance(value, int | float) else _decimal(value)


def _day(value: Any) -> Any:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        message = "must be a day written as 2026-12-31"
        raise ValueError(message)
    return value


Minor = Annotated[int, BeforeValidator(_minor)]
DecimalText = Annotated[str, BeforeValidator(_decimal)]
Rate = Annotated[int | str, PlainValidator(_rate), WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string"}]})]
Day = Annotated[date, BeforeValidator(_day)]
Whole = StrictInt
Flag = StrictBool

Limit = Annotated[int, Query(ge=1, le=100)]
Cursor = Annotated[UUID | None, Query()]
Search = Annotated[str | None, Query(max_length=200)]


def sought(search: str | None) -> str | None:
    """What is to be found; None where that is everything."""
    return search.strip() or None if search else None
