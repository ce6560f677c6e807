import json
from typing import Any

import jwt
import pytest
from starlette.testclient import TestClient

from tests.portal.conftest import QUOTE, House, nonce_on
from tests.portal.records import ACCEPTANCE, ESTIMATE_ID, INVOICE_ID

# Only its purpose is read here; whether it is good is billing's to say.
PAYMENT_TOKEN = jwt.encode({"typ": "payment"}, "k" * 32, algorithm="HS256")
PAY = f"/l/{PAYMENT_TOKEN}"

FAILED = {"status": "failed", "created_at": "2026-11-23T20:09:00Z"}
REFUNDED = {"status": "refunded", "created_at": "2026-11-23T20:02:00Z"}


def accepted(house: House, slug: str = "evergreen") -> None:
    estimate = house.sent(house.open(slug))
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE


def press_pay(browser: TestClient, address: str) -> Any:
    return browser.post(f"{address}/checkout", data={"nonce": nonce_on(browser.get(address).text)})


@pytest.mark.shows("PAY-2")
def test_paying_the_deposit_leads_to_the_hosted_checkout(house: House) -> None:
    accepted(house)
    house.billing.issue()

    answer = press_pay(house.browser(), QUOTE)

    assert (answer.status_code, answer.headers["location"]) == (303, "https://checkout.stripe.com/c/pay/cs_1")
    asked = house.billing.last("/public/checkout")
    assert (asked.claims["knd"], asked.claims["scp"]) == ("link", f"estimate:{ESTIMATE_ID}")
    assert asked.body == b'{"return_url":"http://portal.test' + QUOTE.encode() + b'/payment"}'


@pytest.mark.shows("PAY-2")
def test_a_payment_link_shows_and_pays_its_one_invoice(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.billing.issue(title="Invoice for the wash")
    browser = house.browser()

    page = browser.get(PAY).text
    answer = press_pay(browser, PAY)

    assert "Invoice for the wash" in page
    assert "$300.00" in page
    assert answer.status_code == 303
    assert house.billing.last("/public/checkout").claims["scp"] == f"invoice:{INVOICE_ID}"
    assert house.quotes.calls == []


@pytest.mark.shows("PAY-2")
def test_forms_may_lead_to_the_checkout_only_where_there_is_something_to_pay(house: House) -> None:
    accepted(house)
    house.billing.issue()
    browser = house.browser()

    to_pay = browser.get(QUOTE).headers["content-security-policy"]
    house.quotes.estimates.clear()
    house.sent(house.open("another"))
    to_sign = browser.get(QUOTE).headers["content-security-policy"]

    assert "form-action 'self' https://checkout.stripe.com http://portal.test" in to_pay
    assert to_sign.endswith("form-action 'self'")


def test_the_browser_is_sent_to_no_other_host_to_pay(house: House) -> None:
    accepted(house)
    house.billing.issue()
    house.billing.checkout_url = "https://checkout.stripe.com.evil.example/c/pay/cs_1"

    answer = press_pay(house.browser(), QUOTE)

    assert answer.status_code == 502
    assert "location" not in answer.headers


@pytest.mark.shows("PAY-3")
def test_the_return_page_asks_stripe_when_the_webhook_is_late(house: House) -> None:
    accepted(house)
    house.billing.issue()
    house.billing.after_refresh = house.billing.paid()

    page = house.browser().get(f"{QUOTE}/payment?session_id=cs_1").text

    assert "Paid. Thank you!" in page
    assert house.billing.last("/public/checkout/refresh").body == b'{"session_id":"cs_1"}'


@pytest.mark.shows("PAY-3")
def test_a_paid_invoice_is_not_asked_about_again(house: House) -> None:
    accepted(house)
    house.billing.issue(**house.billing.paid())

    page = house.browser().get(f"{QUOTE}/payment?session_id=cs_1").text

    assert "Paid. Thank you!" in page
    assert house.billing.asked("POST") == []


@pytest.mark.shows("PAY-3")
@pytest.mark.parametrize(
    ("invoice", "query", "heading"),
    [
        ({"status": "processing", "payable": False, "not_payable_reason": None}, "", "Your payment is on its way"),
        ({"payments": [FAILED, REFUNDED]}, "", "The payment did not go through"),
        ({}, "?cancelled=1", "Nothing was charged"),
        ({}, "", "Invoice INV-2001"),
        ({"payable": False, "not_payable_reason": "not_connected"}, "", "tell you how to pay"),
        ({"status": "void", "payable": False, "not_payable_reason": "void"}, "", "This invoice was withdrawn"),
    ],
)
def test_tells_where_the_payment_stands(house: House, invoice: dict[str, Any], query: str, heading: str) -> None:
    accepted(house)
    house.billing.issue(**invoice)

    page = house.browser().get(f"{QUOTE}/payment{query}").text

    assert heading in page


@pytest.mark.shows("PAY-5")
def test_what_cannot_be_paid_online_has_no_button(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.billing.issue(payable=False, not_payable_reason="not_connected")

    page = house.browser().get(PAY).text

    assert "/checkout" not in page


@pytest.mark.shows("PAY-4")
def test_the_receipt_shows_what_was_paid(house: House) -> None:
    accepted(house)
    house.billing.issue(**house.billing.paid())

    page = house.browser().get(f"{QUOTE}/receipt").text

    assert "Visa 4242" in page
    assert "$300.00" in page


@pytest.mark.parametrize(
    ("stripes", "ours"),
    [
        ("card", "Card"),
        ("us_bank_account", "Bank transfer (ACH)"),
        ("amazon_pay", "Amazon pay"),
        ("Visa 4242", "Visa 4242"),
        (None, "Online"),
    ],
)
def test_the_receipt_names_the_payment_method_in_words(house: House, stripes: str | None, ours: str) -> None:
    accepted(house)
    house.billing.issue(**house.billing.paid() | {"payment_method": stripes})

    page = house.browser().get(f"{QUOTE}/receipt").text

    assert f"<dt>Paid by</dt><dd>{ours}</dd>" in page


def test_there_is_no_receipt_before_the_payment(house: House) -> None:
    accepted(house)
    house.billing.issue()

    answer = house.browser().get(f"{QUOTE}/receipt")

    assert (answer.status_code, answer.headers["location"]) == (303, f"{QUOTE}/payment")


@pytest.mark.parametrize(
    ("code", "page"),
    [("already_paid", "payment"), ("payments_not_connected", "payment"), ("invoice_not_ready", "accepted")],
)
def test_what_stands_in_the_way_of_paying_is_told_by_a_page(house: House, code: str, page: str) -> None:
    accepted(house)
    house.billing.issue()
    house.billing.refuse("/public/checkout", 409, code, "Not now.")

    answer = press_pay(house.browser(), QUOTE)

    assert (answer.status_code, answer.headers["location"]) == (303, f"{QUOTE}/{page}")


@pytest.mark.shows("PAY-5")
@pytest.mark.parametrize("address", [QUOTE, PAY])
def test_what_cannot_be_paid_says_why_and_whom_to_ask(house: House, address: str) -> None:
    accepted(house)
    contact = {"contact_phone": "(212) 555-0100"}
    house.program(house.access_token("evergreen")).patch("/api/v1/settings/account", json=contact)
    house.billing.issue()
    house.billing.refuse("/public/checkout", 409, "not_payable", "The amount is too small to be paid online.")

    answer = press_pay(house.browser(), address)

    assert answer.status_code == 409
    assert "The amount is too small to be paid online." in answer.text
    assert "Call (212) 555-0100" in answer.text
    assert "location" not in answer.headers


@pytest.mark.shows("LNK-1")
def test_an_expired_payment_link_offers_a_fresh_one(house: House) -> None:
    house.billing.refuse(f"/public/links/{PAYMENT_TOKEN}", 410, "link_expired", "This link has expired.")
    browser = house.browser()

    expired = browser.get(PAY)
    sent = browser.post(f"{PAY}/renew", data={"nonce": nonce_on(expired.text)})

    assert expired.status_code == 410
    assert "Email me a fresh link" in expired.text
    assert "a fresh link is on its way" in sent.text
    assert house.billing.asked("POST") == [f"/public/links/{PAYMENT_TOKEN}/renew"]


CHOICES = {"tip": True, "part_from": 50, "part_to": 299_50}


def test_a_part_and_a_tip_are_chosen_before_going_to_pay(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.billing.issue(choices=CHOICES)
    browser = house.browser()
    shown = browser.get(PAY).text

    form = {"nonce": nonce_on(shown), "whole": "no", "part": "120.50", "tip": "other", "tip_other": "$5"}
    answer = browser.post(f"{PAY}/checkout", data=form)

    for text in ("All that is due, $300.00", "From $0.50 to $299.50", "$30.00 (10%)", "$60.00 (20%)"):
        assert text in shown
    assert answer.status_code == 303
    body = json.loads(house.billing.last("/public/checkout").body)
    assert {name: body.get(name) for name in ("amount", "tip")} == {"amount": 120_50, "tip": 5_00}


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"whole": "no", "part": "12,50"}, "Write an amount such as 50.00."),
        ({"whole": "no", "part": ""}, "Write an amount such as 50.00."),
        ({"whole": "yes", "tip": "other", "tip_other": "a lot"}, "Write an amount such as 50.00."),
    ],
)
def test_a_choice_that_cannot_be_read_goes_nowhere(house: House, form: dict[str, str], words: str) -> None:
    house.sent(house.open("evergreen"))
    house.billing.issue(choices=CHOICES)
    browser = house.browser()

    answer = browser.post(f"{PAY}/checkout", data=form | {"nonce": nonce_on(browser.get(PAY).text)})

    assert (answer.status_code, words in answer.text) == (422, True)
    assert "/public/checkout" not in house.billing.asked("POST")


@pytest.mark.parametrize(
    ("field", "words"), [("amount", "Pay all of it, or from $0.50 to $299.50."), ("tip", "A tip can be up to $300.00.")]
)
def test_a_choice_that_billing_refuses_is_told_at_its_field(house: House, field: str, words: str) -> None:
    house.sent(house.open("evergreen"))
    house.billing.issue(choices=CHOICES)
    house.billing.refuse("/public/checkout", 422, "invalid_payment", "No.", (field, "No."))
    browser = house.browser()

    form = {"nonce": nonce_on(browser.get(PAY).text), "whole": "no", "part": "0.10", "tip": "3"}
    answer = browser.post(f"{PAY}/checkout", data=form)

    assert (answer.status_code, words in answer.text) == (422, True)


@pytest.mark.shows("EXT-1", "PAY-6")
def test_what_was_given_back_is_shown(house: House) -> None:
    house.sent(house.open("evergreen"))
    back = {"amount": 10_00, "created_at": "2026-11-28T20:00:00Z"}
    house.billing.issue(
        **house.billing.paid(), refunds=[back | {"status": "succeeded"}, back | {"amount": 5_00, "status": "pending"}]
    )
    browser = house.browser()

    for page in (browser.get(f"{PAY}/payment").text, browser.get(f"{PAY}/receipt").text):
        assert "Given back" in page
        assert "$10.00" in page
        assert "$5.00" in page
        assert page.count("on its way") >= 1


@pytest.mark.shows("PAY-5")
def test_an_amount_that_cannot_be_charged_says_what_to_do_instead(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.billing.issue(payable=False, not_payable_reason="amount", amount_due=49)

    page = house.browser().get(PAY).text

    assert "An amount as small, or as exact, as this cannot be paid online." in page
    assert "/checkout" not in page
