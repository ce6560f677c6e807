"""Where pages behind links are: a record's saved token opens them under /quote, a signed link under /l.

To the office they are previews.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Depends

from services.portal.pages.office_looks import as_customer
from services.portal.pages.places import LOOK

F = TypeVar("F", bound=Callable[..., Any])

_PLACES = ("/quote/{token}", "/l/{token}")


def looking(router: APIRouter, part: str = "") -> Callable[[F], F]:
    """Has a function answer GET and HEAD at `part` of every link. It must change nothing: robots open links, too."""
    return _at(router, part, LOOK)


def answering(router: APIRouter, part: str) -> Callable[[F], F]:
    """Has a function answer POST at `part` of every link."""
    return _at(router, part, ["POST"])


def _at(router: APIRouter, part: str, methods: list[str]) -> Callable[[F], F]:
    def add(function: F) -> F:
        for place in _PLACES:
            router.add_api_route(place + part, function, methods=methods, dependencies=[Depends(as_customer)])
        return function

    return add
