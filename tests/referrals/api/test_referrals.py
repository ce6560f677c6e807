from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from services.referrals.manifest import service
from shared.database.migrate import check
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.referrals import story
from tests.support import business
from tests.support.apps import api_of
from tests.support.services import deliver, published


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


@pytest.fixture
def client(context: Context) -> Iterator[TestClient]:
    with TestClient(api_of(context)) as client:
        yield client


def referrers(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get("/referrals", params=query, headers=story.staff()).json()["items"]
    return items


def ask_for_code(client: TestClient, customer_id: UUID = business.CUSTOMER, role: str = "office") -> Any:
    return client.post("/referrals", json={"customer_id": str(customer_id)}, headers=story.staff(role))


@pytest.mark.shows("REF-4")
def test_a_customer_is_worth_what_they_have_paid_per_currency(client: TestClient, context: Context) -> None:
    deliver(context, business.estimate_accepted())
    deliver(context, business.invoice_paid())
    deliver(context, business.invoice_paid(invoice_id=new_id(), kind="invoice", total=183_750))
    deliver(context, business.invoice_paid(invoice_id=new_id(), currency="EUR", total=5_000))

    (dana,) = referrers(client)

    assert dana == {
        "customer_id": str(business.CUSTOMER),
        "name": "Dana Fox",
        "email": "dana@fox.test",
        "code": None,
        "lifetime_value": [{"currency": "EUR", "minor": 5_000}, {"currency": "USD", "minor": 245_000}],
        "accepted": 1,
        "created_at": dana["created_at"],
    }


@pytest.mark.shows("REF-4")
def test_what_is_told_twice_counts_once(client: TestClient, context: Context) -> None:
    for _ in range(2):
        deliver(context, story.customer_registered())
        deliver(context, business.estimate_accepted())
        deliver(context, business.invoice_paid())

    (dana,) = referrers(client)

    assert dana["lifetime_value"] == [{"currency": "USD", "minor": 61_250}]
    assert dana["accepted"] == 1


@pytest.mark.shows("REF-4")
def test_what_is_told_before_its_customer_counts_as_well(client: TestClient, context: Context) -> None:
    deliver(context, business.invoice_paid(customer_id=story.KIM))
    deliver(context, story.customer_registered(customer_id=story.KIM, name="Kim Lee", email=None))

    kim, dana = referrers(client)

    assert (kim["name"], kim["email"]) == ("Kim Lee", None)
    assert kim["lifetime_value"] == [{"currency": "USD", "minor": 61_250}]
    assert dana["lifetime_value"] == []


@pytest.mark.shows("REF-1")
def test_a_customer_gets_one_code_however_often_it_is_asked_for(client: TestClient, context: Context) -> None:
    first = ask_for_code(client)
    second = ask_for_code(client)

    code = first.json()["code"]
    (created,) = published(context, "ReferralCodeCreated")
    (dana,) = referrers(client)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json() == {"code": code, "share_url": f"http://portal.test/r/{code}"}
    assert created["data"]["code"] == dana["code"] == code


@pytest.mark.shows("REF-1")
def test_two_who_ask_at_once_get_the_same_code(client: TestClient, context: Context) -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = [answer.result() for answer in [threads.submit(ask_for_code, client) for _ in range(4)]]

    assert len({answer.json()["code"] for answer in answers}) == 1
    assert len(published(context, "ReferralCodeCreated")) == 1


@pytest.mark.shows("LNK-4", "REF-1")
@pytest.mark.parametrize(
    ("public_url", "site", "base"),
    [
        ("https://app.test/", "https://brightlawn.test", "https://app.test"),
        ("", "https://brightlawn.test/", "https://brightlawn.test"),
    ],
)
def test_a_share_link_leads_to_the_app_else_to_the_site(
    public_url: str, site: str, base: str, open_service: OpenService
) -> None:
    context = story.open_business(open_service, site=site, PORCHLIGHT_PUBLIC_URL=public_url)

    answer = ask_for_code(TestClient(api_of(context)))

    assert answer.json()["share_url"] == f"{base}/r/{answer.json()['code']}"


@pytest.mark.shows("LNK-4")
def test_without_any_address_for_links_no_code_is_made(open_service: OpenService) -> None:
    context = story.open_business(open_service, PORCHLIGHT_PUBLIC_URL="")

    answer = ask_for_code(TestClient(api_of(context)))

    assert (answer.status_code, answer.json()["code"]) == (409, "link_setup")
    assert published(context, "ReferralCodeCreated") == []


def test_customers_come_page_by_page(client: TestClient, context: Context) -> None:
    deliver(context, story.customer_registered(customer_id=story.KIM, name="Kim Lee"))

    first = client.get("/referrals", params={"limit": 1}, headers=story.staff()).json()
    second = client.get("/referrals", params={"limit": 1, "cursor": first["next_cursor"]}, headers=story.staff()).json()

    assert [item["name"] for item in first["items"] + second["items"]] == ["Kim Lee", "Dana Fox"]
    assert second["next_cursor"] is None


def test_another_workspace_sees_none_of_it_and_can_give_no_code(client: TestClient, context: Context) -> None:
    deliver(context, business.workspace_created(workspace_id=business.OTHER_WORKSPACE, slug="other"))
    theirs = story.staff(workspace_id=business.OTHER_WORKSPACE)

    listed = client.get("/referrals", headers=theirs)
    given = client.post("/referrals", json={"customer_id": str(business.CUSTOMER)}, headers=theirs)

    assert listed.json() == {"items": [], "next_cursor": None}
    assert (given.status_code, given.json()["code"]) == (404, "customer_not_found")


def test_a_viewer_may_look_and_not_give_codes(client: TestClient) -> None:
    looked = client.get("/referrals", headers=story.staff("viewer"))
    given = ask_for_code(client, role="viewer")

    assert (looked.status_code, given.status_code) == (200, 403)


@pytest.mark.parametrize("body", [{}, {"customer_id": "dana"}, {"customer_id": str(business.CUSTOMER), "code": "MINE"}])
def test_what_names_no_customer_is_refused(body: dict[str, str], client: TestClient) -> None:
    answer = client.post("/referrals", json=body, headers=story.staff())

    assert answer.status_code == 422


def test_nobody_looks_without_signing_in(client: TestClient) -> None:
    assert client.get("/referrals").status_code == 401


def test_a_request_before_its_workspace_says_so(open_service: OpenService) -> None:
    context = open_service(service)

    answer = ask_for_code(TestClient(api_of(context)))

    assert (answer.status_code, answer.json()["code"]) == (404, "workspace_not_found")


def test_what_is_no_cursor_is_refused(client: TestClient) -> None:
    answer = client.get("/referrals", params={"cursor": "7"}, headers=story.staff())

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_cursor")


def test_the_tables_in_code_and_in_the_migrated_database_are_the_same(context: Context) -> None:
    check(context)
