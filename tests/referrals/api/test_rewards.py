"""From a referral that was won to a reward: earned, approved, redeemed, and taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.referrals import story
from tests.referrals.recommending import (
    FIXED,
    code_of_dana,
    kim_pays,
    kim_signs,
    lead,
    look_up,
    refund,
    rewards,
    told,
    won,
)
from tests.support import business
from tests.support.apps import api_of
from tests.support.services import deliver


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


@pytest.fixture
def client(context: Context) -> Iterator[TestClient]:
    with TestClient(api_of(context)) as client:
        yield client


@pytest.mark.shows("REF-3", "REF-4")
def test_signing_converts_and_the_first_payment_earns_both_sides(client: TestClient, context: Context) -> None:
    won(client, context)

    (converted,) = told(context, "ReferralConverted")
    earned = {
        one["side"]: (one["customer_id"], one["currency"], one["amount"]) for one in told(context, "RewardEarned")
    }
    assert (converted["customer_id"], converted["total"]) == (str(story.KIM), 245_000)
    assert earned == {
        "referrer": (str(business.CUSTOMER), "USD", 5_000),
        "friend": (str(story.KIM), "USD", 24_500),
    }
    assert look_up(client).json()["totals"] == {
        "visits": 0, "requests": 1, "won": 1, "rewards": [{"currency": "USD", "minor": 5_000}],
    }  # fmt: skip


@pytest.mark.shows("REF-4")
def test_the_order_in_which_signing_and_paying_are_told_makes_no_difference(
    client: TestClient, context: Context
) -> None:
    client.post("/referrals/programmes", json=FIXED, headers=story.staff())
    deliver(context, lead(code_of_dana(client)))

    kim_pays(context)
    kim_signs(context)

    assert len(told(context, "RewardEarned")) == 2


@pytest.mark.shows("REF-4")
def test_a_second_estimate_and_payment_earn_nothing_more(client: TestClient, context: Context) -> None:
    won(client, context)

    deliver(
        context, business.estimate_accepted(estimate_id=new_id(), customer_id=story.KIM, customer_email="kim@lee.test")
    )
    deliver(context, business.invoice_paid(invoice_id=new_id(), customer_id=story.KIM))

    assert len(told(context, "ReferralConverted")) == 1
    assert len(told(context, "RewardEarned")) == 2


@pytest.mark.shows("REF-4")
def test_without_a_programme_nothing_is_earned(client: TestClient, context: Context) -> None:
    deliver(context, lead(code_of_dana(client)))
    kim_signs(context)
    kim_pays(context)

    assert told(context, "RewardEarned") == []


@pytest.mark.shows("REF-4")
def test_a_reward_is_approved_then_redeemed_and_billing_is_told(client: TestClient, context: Context) -> None:
    won(client, context)
    (reward,) = [one for one in rewards(client) if one["side"] == "referrer"]
    here = f"/rewards/{reward['reward_id']}"

    too_early = client.post(f"{here}/redeem", headers=story.staff())
    client.post(f"{here}/approve", headers=story.staff())
    redeemed = client.post(f"{here}/redeem", json={"invoice_id": str(business.INVOICE)}, headers=story.staff())
    again = client.post(f"{here}/redeem", headers=story.staff())

    (credited,) = told(context, "RewardRedeemed")
    assert (too_early.status_code, too_early.json()["code"]) == (409, "reward_not_in_state")
    assert (redeemed.json()["status"], again.status_code) == ("redeemed", 409)
    assert (credited["customer_id"], credited["amount"]) == (str(business.CUSTOMER), 5_000)
    assert credited["invoice_id"] == str(business.INVOICE)
    assert len(told(context, "RewardApproved")) == 1


@pytest.mark.shows("REF-4")
def test_a_programme_may_approve_by_itself(client: TestClient, context: Context) -> None:
    won(client, context, FIXED | {"approves_itself": True})

    assert {one["status"] for one in rewards(client)} == {"approved"}
    assert len(told(context, "RewardApproved")) == 2


@pytest.mark.shows("REF-4")
def test_a_refund_of_all_that_was_paid_takes_the_rewards_back(client: TestClient, context: Context) -> None:
    won(client, context, FIXED | {"approves_itself": True})
    (mine,) = [one for one in rewards(client) if one["side"] == "referrer"]
    client.post(f"/rewards/{mine['reward_id']}/redeem", headers=story.staff())

    refund(context, 61_250)

    reversed_by_side = {one["side"]: one["redeemed"] for one in told(context, "RewardReversed")}
    assert reversed_by_side == {"referrer": True, "friend": False}
    assert {one["status"] for one in rewards(client)} == {"reversed"}
    assert look_up(client).json()["totals"]["rewards"] == []


@pytest.mark.shows("REF-4")
@pytest.mark.parametrize(("amount", "cause"), [(61_249, "office"), (61_250, "duplicate"), (61_250, "void")])
def test_a_refund_that_leaves_something_or_never_counted_takes_nothing_back(
    client: TestClient, context: Context, amount: int, cause: str
) -> None:
    won(client, context)

    refund(context, amount, cause)

    assert told(context, "RewardReversed") == []


@pytest.mark.shows("REF-4")
def test_the_office_sees_who_brings_the_most_and_what_referred_customers_are_worth(
    client: TestClient, context: Context
) -> None:
    won(client, context)
    deliver(context, business.invoice_paid(invoice_id=new_id(), total=10_000))
    refund(context, 1_250)

    top = client.get("/referrals/top", headers=story.staff()).json()

    assert [(one["name"], one["won"], one["requests"]) for one in top["items"]] == [("Dana Fox", 1, 1)]
    assert top["referred"] == {"customers": 1, "lifetime_value": [{"currency": "USD", "minor": 60_000}]}
    assert top["others"] == {"customers": 1, "lifetime_value": [{"currency": "USD", "minor": 10_000}]}


@pytest.mark.shows("REF-4")
def test_one_programme_holds_at_a_time_and_can_be_ended(client: TestClient) -> None:
    first = client.post("/referrals/programmes", json=FIXED, headers=story.staff()).json()
    second = client.post("/referrals/programmes", json=FIXED | {"name": "Winter"}, headers=story.staff()).json()

    client.post(f"/referrals/programmes/{second['programme_id']}/end", headers=story.staff())

    listed = client.get("/referrals/programmes", headers=story.staff()).json()["items"]
    assert [one["name"] for one in listed] == ["Winter", "Autumn"]
    assert all(one["ended_at"] for one in listed)
    assert first["referrer"] == {"kind": "fixed", "value": "5000"}


@pytest.mark.shows("REF-4")
@pytest.mark.parametrize(
    "change",
    [
        {"referrer": {"kind": "fixed", "value": "12.5"}},
        {"referrer": {"kind": "fixed", "value": "-1"}},
        {"referrer": {"kind": "fixed", "value": "NaN"}},
        {"referrer": {"kind": "percent", "value": "101"}},
        {"referrer": {"kind": "percent", "value": "1e-9"}},
        {"referrer": {"kind": "percent", "value": "Infinity"}},
        {"referrer": {"kind": "none"}, "friend": {"kind": "none"}},
        {"referrer": {"kind": "free"}},
        {"name": " "},
    ],
)
def test_a_programme_that_promises_nothing_real_is_refused(client: TestClient, change: dict[str, Any]) -> None:
    answer = client.post("/referrals/programmes", json=FIXED | change, headers=story.staff())

    assert answer.status_code == 422


def test_another_workspace_has_none_of_it(client: TestClient, context: Context) -> None:
    won(client, context)
    deliver(context, business.workspace_created(workspace_id=business.OTHER_WORKSPACE, slug="other"))
    theirs = story.staff(workspace_id=business.OTHER_WORKSPACE)
    reward = rewards(client)[0]["reward_id"]

    listed = [client.get(path, headers=theirs).json()["items"] for path in ("/rewards", "/referrals/top")]
    acts = [
        client.post(f"/rewards/{reward}/{act}", headers=theirs).status_code for act in ("approve", "redeem", "decline")
    ]

    assert listed == [[], []]
    assert acts == [404] * 3


def test_a_viewer_grants_nothing(client: TestClient, context: Context) -> None:
    won(client, context)
    reward = rewards(client)[0]["reward_id"]

    answers = [
        client.post(f"/rewards/{reward}/approve", headers=story.staff("viewer")),
        client.post("/referrals/programmes", json=FIXED, headers=story.staff("viewer")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
