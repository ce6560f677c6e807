"""Every POST of the office, asked twice with one Idempotency-Key; and every list that has pages, read while it grows."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.support.bodies import AN_ID, body_for
from tests.support.story import PROPOSAL, Office, Sent, open_office
from tests.support.world import World, eventually

PREFIX = "/api/v1"
_NOT_KEPT = {
    # Its answer has a secret, which must not be kept: the name is taken the second time.
    "/api-keys": "api_key_name_taken",
}
_CHANGES_NOTHING = {
    "/estimates/totals",
    "/estimates/{estimate_id}/preview/accept",
    "/settings/templates/preview",
    "/settings/billing/check",
    # Its answer has a secret, which must not be kept: the second one takes the place of the first until one is confirmed.
    "/me/second-factor",
}
_OF_STRIPE = "/settings/billing/"
"""What asks Stripe, outside any transaction, and comes to the same however often it is asked."""
_APART = {
    # Made once by a key of its own.
    "/settings/first-steps/sample-proposal",
    # Ends the token that it is asked with, and all others.
    "/me/sign-out",
}

pytestmark = pytest.mark.shows("OFF-2")


@pytest.fixture(scope="module")
def sent(embedded_world: World) -> Iterator[Sent]:
    office = open_office(embedded_world)
    yield office.send()
    office.client.close()


def test_a_post_that_is_repeated_is_done_once_and_answered_the_same(sent: Sent) -> None:
    office, document = sent.office, sent.office.call("GET", "/openapi.json")
    ids = _ids(sent)
    bodies = _bodies(ids["customer_id"])
    done, broken = [], []

    for path, operation in _posts(document):
        asked = body_for(document, operation, customer_id=ids["customer_id"], email=f"{len(done)}.kim@example.com")
        if path in bodies:
            asked["json"] = bodies[path]
        asked["headers"] = {"idempotency-key": f"once {path}"}
        first, again = (office.client.post(path.format(**ids), **asked) for _ in range(2))
        if first.is_success:
            done.append(path)
            broken += [] if _is_the_same(path, first, again) else [f"{path}: {again.status_code} {again.text[:200]}"]
        elif again.status_code != first.status_code:
            broken.append(f"{path}: {first.status_code}, then {again.status_code}")

    assert broken == []
    assert {*bodies, "/api-keys/{api_key_id}/revoke", "/invoices/{invoice_id}/issue"} <= set(done)
    assert len(done) > 24, done


def _is_the_same(path: str, first: httpx.Response, again: httpx.Response) -> bool:
    if path in _NOT_KEPT:
        return again.status_code == httpx.codes.CONFLICT and again.json()["code"] == _NOT_KEPT[path]
    if path in _CHANGES_NOTHING or path.startswith(_OF_STRIPE):
        return again.status_code == first.status_code
    replayed = again.headers.get("idempotent-replayed") == "true"
    return replayed and (again.status_code, again.content) == (first.status_code, first.content)


def _bodies(customer_id: str) -> dict[str, Any]:
    """For those whose schemas do not say all that they need."""
    offered = PROPOSAL | {"customer_id": customer_id}
    line = {"description": "Gutters", "quantity": "1", "unit_price": 9_500}
    return {
        "/customers/{customer_id}/contacts": {"name": "Kim", "email": "kim@example.com"},
        "/estimates": offered,
        "/invoices": {"customer_id": customer_id, "title": "Gutters", "lines": [line]},
    }


def _ids(sent: Sent) -> dict[str, str]:
    """A record that each of them can be asked of, where there is one; an id of nothing else."""
    signed = sent.office.send()
    assert signed.accept().status_code == 201
    job = eventually(lambda: sent.office.call("GET", "/jobs")["items"], "there is a job")[0]
    invoice = sent.office.call("POST", "/invoices", _bodies(sent.customer["customer_id"])["/invoices"])
    key = sent.office.call("POST", "/api-keys", {"name": "To be revoked", "scopes": ["leads:read"]}, expect=201)
    known = {
        "api_key_id": key["api_key_id"],
        "estimate_id": sent.estimate_id,
        "customer_id": sent.customer["customer_id"],
        "job_id": job["job_id"],
    }
    made_up = (
        "lead_id",
        "review_id",
        "reward_id",
        "programme_id",
        "discrepancy_id",
        "delivery_id",
        "brand_id",
        "invitation_id",
    )
    return dict.fromkeys(made_up, AN_ID) | known | {"invoice_id": invoice["invoice_id"]}


def _posts(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        own = path.removeprefix(PREFIX)
        if "post" in item and item["post"]["security"] and own not in _APART:
            yield own, item["post"]


@pytest.mark.parametrize("path", ["/customers", "/estimates", "/activity"])
def test_a_list_that_grows_while_it_is_read_loses_and_repeats_nothing(sent: Sent, path: str) -> None:
    office = sent.office
    for _ in range(3):
        office.draft(office.add_customer()["customer_id"])
    there = _all(office, path)

    read: list[str] = []
    cursor = ""
    while cursor is not None:
        found = office.call("GET", f"{path}?limit=2&cursor={cursor}" if cursor else f"{path}?limit=2")
        read += [_id_of(path, item) for item in found["items"]]
        cursor = found["next_cursor"]
        office.draft(office.add_customer()["customer_id"])

    assert len(there) >= 4
    assert [one for one in read if one in there] == there
    assert len(read) == len(set(read))


def _all(office: Office, path: str) -> list[str]:
    return [_id_of(path, item) for item in office.call("GET", f"{path}?limit=100")["items"]]


def _id_of(path: str, item: dict[str, Any]) -> str:
    return str(item[{"/customers": "customer_id", "/estimates": "estimate_id", "/activity": "activity_id"}[path]])


def test_a_list_tells_where_its_next_page_begins_or_is_whole(sent: Sent) -> None:
    document = sent.office.call("GET", "/openapi.json")

    found = {path.removeprefix(PREFIX): item["get"] for path, item in document["paths"].items() if "get" in item}
    lists = {path: _fields(document, one) for path, one in found.items() if "items" in _fields(document, one)}
    paged = {path for path in lists if "limit" in _asked(found[path])}

    assert len(paged) > 10
    # Best first and no more than asked for, of which there is no next page.
    assert {path for path in paged if "next_cursor" not in lists[path] or "cursor" not in _asked(found[path])} == {
        "/referrals/top"
    }


def _asked(operation: dict[str, Any]) -> set[str]:
    return {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}


def _fields(document: dict[str, Any], operation: dict[str, Any]) -> set[str]:
    content = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return set(document["components"]["schemas"].get(name, {}).get("properties", {}))
