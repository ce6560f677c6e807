"""Finding records by what occurs in them."""

import re
from typing import Any

from sqlalchemy import ColumnElement, or_

_PART_OF_A_PHONE = re.compile(r"[\d\s()+./-]+")
_FEWEST_DIGITS = 3


def mentions(search: str, *columns: Any, phone: Any = None) -> ColumnElement[bool]:
    """Whether `search` occurs in one of the columns, case aside, or its digits in the phone number, however written."""
    places = [column.icontains(search, autoescape=True) for column in columns]
    # However its parts are kept apart, and also as it is dialled at home; not for the number of a house.
    digits = re.sub(r"\D", "", search).lstrip("0")
    if phone is not None and _PART_OF_A_PHONE.fullmatch(search) and len(digits) >= _FEWEST_DIGITS:
        places.append(phone.contains(digits, autoescape=True))
    return or_(*places)
