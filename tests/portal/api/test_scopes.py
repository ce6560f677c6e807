"""Every route of the office's API, as its document lists them, against keys that lack what it takes."""

from collections.abc import Iterator
from typing import Any

import pytest

from deploy.documents import openapi_document
from services.__main__ import all_services
from services.portal.domain.scopes import SCOPES
from tests.portal.api.test_api_keys import make, owner_of
from tests.portal.conftest import House

PREFIX = "/api/v1/"
READING = {"get", "head"}

pytestmark = pytest.mark.shows("OFF-2")


def office_routes() -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Method, path with an id made up, and who may."""
    for path, item in openapi_document(all_services())["paths"].items():
        for method, operation in item.items():
            if operation["security"]:
                yield method, _filled(path), operation["security"]


def _filled(path: str) -> str:
    parts = ("0197d0aa-0000-7000-8000-000000000001" if part.startswith("{") else part for part in path.split("/"))
    return "/".join(parts)


ROUTES = list(office_routes())


def scope_in(security: list[dict[str, Any]]) -> str | None:
    return next((one["api_key"][0] for one in security if "api_key" in one), None)


def refusals(house: House, key: str, routes: list[tuple[str, str, list[dict[str, Any]]]]) -> list[str]:
    """The routes that do not refuse the key with 403, and what they say."""
    program = house.program(key)
    found = []
    for method, path, security in routes:
        answer = program.request(method.upper(), path)
        said = answer.json()
        scope = scope_in(security)
        expected = (403, "insufficient_scope", scope) if scope else (403, "people_only", None)
        if (answer.status_code, said.get("code"), said.get("scope")) != expected:
            found.append(f"{method} {path}: {answer.status_code} {said}")
    return found


def called(house: House) -> list[Any]:
    return [*house.quotes.calls, *house.billing.calls, *house.notifications.calls, *house.referrals.calls]


def test_there_are_routes_of_every_scope_and_some_for_people_alone() -> None:
    scopes = {scope_in(security) for _, _, security in ROUTES}

    assert scopes == {*SCOPES, None}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_key_without_a_scope_is_let_at_none_of_its_routes(house: House, scope: str) -> None:
    key = make(owner_of(house), [other for other in SCOPES if other != scope])["key"]
    routes = [route for route in ROUTES if scope_in(route[2]) in {scope, None}]

    assert refusals(house, key, routes) == []
    assert called(house) == []


def test_a_key_that_reads_everything_changes_nothing(house: House) -> None:
    key = make(owner_of(house), [scope for scope in SCOPES if scope.endswith(":read")])["key"]
    routes = [route for route in ROUTES if route[0] not in READING]

    assert len(routes) > 40
    assert refusals(house, key, routes) == []
    assert called(house) == []


def test_a_key_with_all_scopes_is_let_at_all_routes_that_are_not_for_people_alone(house: House) -> None:
    program = house.program(make(owner_of(house), list(SCOPES))["key"])

    refused = [
        f"{method} {path}"
        for method, path, security in ROUTES
        if program.request(method.upper(), path).status_code in {401, 403}
    ]

    assert refused == [f"{method} {path}" for method, path, security in ROUTES if scope_in(security) is None]
