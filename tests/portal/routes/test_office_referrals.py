"""Referrals in the console: who brings others, what they are worth, programmes, and rewards to be granted."""

import json

import pytest

from tests.portal.api.test_account import employ
from tests.portal.conftest import PASSWORD, House
from tests.portal.records import INVOICE_ID


@pytest.mark.shows("REF-4")
def test_the_office_sees_referrers_worth_programme_and_rewards(house: House) -> None:
    house.open("evergreen")

    page = house.signed_in("evergreen").get("/office/referrals").text

    for shown in (
        "Dana Fox",
        "Referred customers (1)",
        "$600.00",
        "Autumn",
        "10% of what the friend accepts",
        "Approve",
    ):
        assert shown in page


@pytest.mark.shows("REF-4")
def test_the_office_starts_a_programme_in_its_own_money(house: House) -> None:
    house.open("evergreen")
    form = {
        "name": "Winter", "referrer_kind": "fixed", "referrer_value": "25.50", "friend_kind": "percent",
        "friend_value": "5%", "approves": "yes",
    }  # fmt: skip

    answer = house.signed_in("evergreen").post("/office/referrals/programmes", data=form)

    assert answer.status_code == 303
    assert json.loads(house.referrals.last("/referrals/programmes").body) == {
        "name": "Winter", "referrer": {"kind": "fixed", "value": "2550"}, "friend": {"kind": "percent", "value": "5"},
        "approves_itself": True,
    }  # fmt: skip


def test_what_is_wrong_with_a_programme_is_told_at_the_field(house: House) -> None:
    house.open("evergreen")
    house.referrals.refuse_posts(
        "/referrals/programmes", 422, "invalid_programme", "No.", ("referrer", "referrer needs more.")
    )
    form = {"name": "Winter", "referrer_kind": "fixed", "referrer_value": "10", "friend_kind": "none"}

    answer = house.signed_in("evergreen").post("/office/referrals/programmes", data=form)

    assert answer.status_code == 422
    assert "The referrer&#39;s reward needs more." in answer.text
    assert 'value="10"' in answer.text


@pytest.mark.parametrize("typed", ["lots", "12,50"])
def test_an_amount_that_cannot_be_read_is_not_guessed(house: House, typed: str) -> None:
    house.open("evergreen")
    form = {"name": "Winter", "referrer_kind": "fixed", "referrer_value": typed, "friend_kind": "none"}

    answer = house.signed_in("evergreen").post("/office/referrals/programmes", data=form)

    assert (answer.status_code, house.referrals.asked("POST")) == (422, [])
    assert "The referrer&#39;s reward is not an amount as it is written here." in answer.text


@pytest.mark.shows("REF-4")
@pytest.mark.parametrize("act", ["approve", "decline", "redeem"])
def test_the_office_grants_declines_and_redeems(house: House, act: str) -> None:
    house.open("evergreen")
    reward = "0198f000-0000-7000-8000-0000000000cc"

    answer = house.signed_in("evergreen").post(f"/office/referrals/rewards/{reward}/{act}")

    assert answer.status_code == 303
    assert house.referrals.asked("POST") == [f"/rewards/{reward}/{act}"]


@pytest.mark.shows("REF-4")
def test_a_reward_is_redeemed_on_an_invoice_that_is_chosen(house: House) -> None:
    house.open("evergreen")
    house.billing.issue()
    house.referrals.reward_status = "approved"
    browser = house.signed_in("evergreen")

    page = browser.get("/office/referrals").text
    browser.post(
        "/office/referrals/rewards/0198f000-0000-7000-8000-0000000000cc/redeem", data={"invoice_id": INVOICE_ID}
    )
    house.take_down("billing")
    without = browser.get("/office/referrals")

    assert f'<option value="{INVOICE_ID}">INV-2001, $300.00 due</option>' in page
    redeemed = house.referrals.last("/rewards/0198f000-0000-7000-8000-0000000000cc/redeem")
    assert json.loads(redeemed.body) == {"invoice_id": INVOICE_ID}
    assert (without.status_code, INVOICE_ID in without.text, "Redeem" in without.text) == (200, False, True)


def test_a_viewer_sees_no_buttons(house: House) -> None:
    employ(house, house.open("evergreen"), "vera@evergreen.example", "viewer")
    viewer = house.browser()
    viewer.post("/office/login", data={"email": "vera@evergreen.example", "password": PASSWORD})

    page = viewer.get("/office/referrals").text

    assert "Dana Fox" in page
    assert "Approve" not in page
    assert "Start it" not in page
