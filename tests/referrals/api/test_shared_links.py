"""Shared links: who has one, what counts as a visit, and who is credited with a lead."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from shared.events.portal import ReferralLookupRequested
from shared.events.quotes import CustomerChanged
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.referrals import story
from tests.referrals.recommending import VISITOR, code_of_dana, lead, look_up, told
from tests.support import business
from tests.support.apps import api_of
from tests.support.services import deliver, published, run_tasks


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


@pytest.fixture
def client(context: Context) -> Iterator[TestClient]:
    with TestClient(api_of(context)) as client:
        yield client


@pytest.mark.shows("REF-1")
def test_a_customer_without_a_code_is_asked_for_a_name_once(client: TestClient, context: Context) -> None:
    asked = look_up(client).json()
    before = published(context, "ReferralCodeCreated")
    made = look_up(client, name="Dana F.").json()
    again = look_up(client, " DANA@fox.test ").json()

    assert (asked["status"], asked["code"], before) == ("name_needed", None, [])
    assert made["status"] == again["status"] == "known"
    assert made["share_url"] == again["share_url"] == f"http://portal.test/r/{made['code']}"
    assert made["totals"] == {"visits": 0, "requests": 0, "won": 0, "rewards": []}


@pytest.mark.shows("REF-1")
def test_who_is_no_customer_gets_no_code(client: TestClient, context: Context) -> None:
    answer = look_up(client, "stranger@else.test", "Stranger")

    assert answer.json() == {"status": "unknown", "code": None, "share_url": None, "totals": None}
    assert published(context, "ReferralCodeCreated") == []


@pytest.mark.shows("REF-1", "SET-3")
@pytest.mark.parametrize(("email", "answered"), [(business.CUSTOMER_EMAIL, 1), ("stranger@else.test", 0)])
def test_a_silent_look_up_is_answered_to_the_address_on_file(
    client: TestClient, context: Context, email: str, answered: int
) -> None:
    asked = ReferralLookupRequested(workspace_id=business.WORKSPACE, lookup_id=new_id(), email=email)

    deliver(context, asked)
    run_tasks(context)

    found = told(context, "ReferralLookupAnswered")
    assert len(found) == len(published(context, "ReferralCodeCreated")) == answered
    assert [one["customer_email"] for one in found] == [business.CUSTOMER_EMAIL] * answered


@pytest.mark.shows("REF-1")
def test_a_customer_who_has_moved_mailboxes_is_known_by_the_new_one(client: TestClient, context: Context) -> None:
    changed = {"workspace_id": business.WORKSPACE, "customer_id": business.CUSTOMER, "name": "Dana Fox"}
    deliver(context, CustomerChanged(**changed, email="dana@new.test"))

    assert look_up(client, "dana@new.test").json()["status"] == "name_needed"
    assert look_up(client).json()["status"] == "unknown"


@pytest.mark.shows("REF-2", "REF-3")
def test_opening_a_link_counts_nothing_and_a_visitor_counts_once_a_day(client: TestClient, context: Context) -> None:
    code = code_of_dana(client)

    opened = [client.get(f"/public/codes/{code.lower()}", headers=story.visitor(None)).json() for _ in range(3)]
    for _ in range(2):
        client.post(f"/public/codes/{code}/visit", json={"visitor": VISITOR}, headers=story.visitor(None))

    assert opened[0] == {"workspace_id": str(business.WORKSPACE), "code": code, "name": "Dana", "is_on": True}
    assert len(told(context, "ReferralVisited")) == 1
    assert look_up(client).json()["totals"]["visits"] == 1


@pytest.mark.shows("REF-2")
def test_a_lead_with_the_code_is_attributed_once(client: TestClient, context: Context) -> None:
    code = code_of_dana(client)

    for _ in range(2):
        deliver(context, lead(code))

    (attributed,) = told(context, "ReferralAttributed")
    assert (attributed["referrer_id"], attributed["referrer_name"]) == (str(business.CUSTOMER), "Dana")
    assert (attributed["credited"], attributed["reason"]) == (True, None)
    assert look_up(client).json()["totals"]["requests"] == 1


@pytest.mark.shows("REF-2")
@pytest.mark.parametrize("same", [{"email": " DANA@fox.test"}, {"email": None, "phone": "+12125550111"}])
def test_who_recommends_themselves_is_not_credited(client: TestClient, context: Context, same: dict[str, Any]) -> None:
    known = {"workspace_id": business.WORKSPACE, "customer_id": business.CUSTOMER, "name": "Dana Fox"}
    deliver(context, CustomerChanged(**known, email=business.CUSTOMER_EMAIL, phone="+12125550111"))

    deliver(context, lead(code_of_dana(client), **same))

    (attributed,) = told(context, "ReferralAttributed")
    assert (attributed["credited"], attributed["reason"]) == (False, "self")
    assert look_up(client).json()["totals"]["requests"] == 0


@pytest.mark.shows("REF-2")
def test_somebody_who_is_a_customer_already_is_not_credited(client: TestClient, context: Context) -> None:
    deliver(context, story.customer_registered(customer_id=story.KIM, name="Kim Lee", email="kim@lee.test"))

    deliver(context, lead(code_of_dana(client)))

    assert told(context, "ReferralAttributed")[0]["reason"] == "duplicate"


@pytest.mark.shows("REF-2")
@pytest.mark.parametrize("same", [{"email": "KIM@lee.test", "phone": None}, {"email": "kim@work.test"}])
def test_the_same_friend_is_credited_once_by_address_or_number(
    client: TestClient, context: Context, same: dict[str, Any]
) -> None:
    code = code_of_dana(client)

    deliver(context, lead(code))
    deliver(context, lead(code, lead_id=new_id(), **same))

    assert [one["reason"] for one in told(context, "ReferralAttributed")] == [None, "duplicate"]


@pytest.mark.shows("REF-2")
@pytest.mark.parametrize("code", [None, "NOBODYS2"])
def test_a_lead_without_a_good_code_is_nobodys(client: TestClient, context: Context, code: str | None) -> None:
    deliver(context, lead(code))

    assert told(context, "ReferralAttributed") == []


@pytest.mark.shows("REF-2")
def test_a_code_of_another_business_is_worth_nothing_here(client: TestClient, context: Context) -> None:
    deliver(context, business.workspace_created(workspace_id=business.OTHER_WORKSPACE, slug="other"))

    deliver(context, lead(code_of_dana(client), workspace_id=business.OTHER_WORKSPACE))

    assert told(context, "ReferralAttributed") == []
