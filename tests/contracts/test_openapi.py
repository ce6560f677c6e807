"""The public document of the JSON API: what callers can reach, and nothing else."""

from collections import Counter
from typing import Any

import pytest

from deploy.documents import openapi_document
from services.__main__ import service
from services.portal.api.gateway import ROUTES
from services.portal.domain.scopes import is_placed
from tests.support.world import NAMES

PREFIX = "/api/v1"
LINK = f"{PREFIX}/public/links/{{token}}"
PORTAL = f"{PREFIX}/public/portals/{{slug}}"
DOCUMENT = f"{PREFIX}/public/documents/{{document_id}}"

pytestmark = pytest.mark.shows("OFF-2")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return openapi_document([service(name) for name in NAMES])


def test_what_only_the_gateway_may_ask_is_not_in_it(document: dict[str, Any]) -> None:
    public = [path for path in document["paths"] if path.startswith(f"{PREFIX}/public/")]

    assert public
    assert [path for path in public if not path.startswith((LINK, PORTAL, DOCUMENT))] == []


def test_every_path_of_a_service_is_one_that_the_gateway_hands_on(document: dict[str, Any]) -> None:
    own = {path for route in service("portal").routers for path in _paths(route)}
    handed_on = [path.removeprefix(f"{PREFIX}/") for path in document["paths"] if path not in own]

    assert handed_on
    assert [path for path in handed_on if not path.startswith((*ROUTES, "public/links/", "public/documents/"))] == []


def test_every_part_that_the_gateway_hands_on_is_answered(document: dict[str, Any]) -> None:
    paths = [path.removeprefix(f"{PREFIX}/") for path in document["paths"]]

    assert [part for part in ROUTES if not any(path.startswith(part) for path in paths)] == []


def test_no_service_describes_what_another_one_describes(document: dict[str, Any]) -> None:
    described = Counter(path for name in NAMES for route in service(name).routers for path in _paths(route))

    assert [path for path, times in described.items() if times > 1] == []


def test_a_customers_link_is_described_with_paying(document: dict[str, Any]) -> None:
    shown = document["paths"][LINK]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    paid = document["paths"][f"{LINK}/checkout"]["post"]["responses"]["201"]["content"]["application/json"]["schema"]

    assert "document" in _schema(document, shown)["properties"]
    assert set(_schema(document, paid)["properties"]) == {"checkout_url", "expires_at"}


def test_every_route_of_the_office_says_which_scope_it_takes_or_that_it_is_for_people_alone(
    document: dict[str, Any],
) -> None:
    office = {
        path.removeprefix(f"{PREFIX}/")
        for path, item in document["paths"].items()
        for operation in item.values()
        if operation["security"]
    }

    assert len(office) > 80
    # What is not in the table of services/portal/domain/scopes.py no key reaches; say there which scope it takes.
    assert [path for path in sorted(office) if not is_placed(path)] == []


def test_a_staff_token_or_a_key_opens_what_is_not_public(document: dict[str, Any]) -> None:
    schemes, paths = document["components"]["securitySchemes"], document["paths"]

    assert {scheme["scheme"] for scheme in schemes.values()} == {"bearer"}
    assert paths[f"{PREFIX}/leads"]["get"]["security"] == [{"bearer": []}, {"api_key": ["leads:read"]}]
    assert paths[f"{PREFIX}/api-keys"]["post"]["security"] == [{"bearer": []}]
    assert paths[LINK]["get"]["security"] == []


def _paths(router: Any) -> set[str]:
    return {route.path for route in router.routes if getattr(route, "include_in_schema", False)}


def _schema(document: dict[str, Any], reference: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"][reference["$ref"].rsplit("/", 1)[-1]]
    return found
