"""The hosted page as an HTTP client without JavaScript sees it."""

from concurrent.futures import ThreadPoolExecutor

from stripe.checkout import Session

from .support import ACCOUNT, Running, line, options


def charges(running: Running, session: Session) -> list[str]:
    events = running.stripe.v1.events.list({"type": "charge.succeeded"}, options(ACCOUNT)).data
    return [
        event.data.object["id"] for event in events if event.data.object["payment_intent"] == session.payment_intent
    ]


def test_shows_whom_and_what_one_pays_and_that_no_money_moves(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session(line_items=[line(amount=62_525, name="Roof wash", quantity=2)])

    page = running_sandbox.page(opened)

    assert page.status_code == 200
    for text in ("Pay Bright Homes", "Roof wash", "2 \u00d7 $625.25", "$1,250.50", "No money moves"):
        assert text in page.text
    assert 'href="http://portal.example/pay"' in page.text


def test_shows_currencies_without_decimals_as_they_are(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session(line_items=[line(amount=12_500, currency="jpy")])

    assert "Pay ¥12,500<" in running_sandbox.page(opened).text


def test_shows_names_as_text_and_never_as_markup(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session(line_items=[line(amount=500, name="<script>alert(1)</script>")])

    page = running_sandbox.page(opened)

    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text


def test_paying_completes_the_session_and_leads_back(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()

    answer = running_sandbox.choose(opened, "pay")

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"http://portal.example/pay/done?session={opened.id}"
    paid = running_sandbox.session(opened.id)
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    intent = running_sandbox.stripe.v1.payment_intents.retrieve(str(paid.payment_intent), options=options(ACCOUNT))
    assert (intent.status, intent.amount_received, intent.metadata["invoice"]) == ("succeeded", 12_500, "1")
    charge = running_sandbox.stripe.v1.charges.retrieve(str(intent.latest_charge), options=options(ACCOUNT))
    assert (charge.status, charge.paid, charge.amount) == ("succeeded", True, 12_500)


def test_paying_from_many_tabs_at_once_charges_once(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()

    with ThreadPoolExecutor(8) as tabs:
        answers = list(tabs.map(lambda _: running_sandbox.choose(opened, "pay"), range(8)))

    assert [answer.status_code for answer in answers] == [303] * 8
    assert len(charges(running_sandbox, running_sandbox.session(opened.id))) == 1


def test_a_declined_card_leaves_the_session_open(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()

    answer = running_sandbox.choose(opened, "decline")

    assert answer.status_code == 402
    assert "Your card was declined." in answer.text
    assert "Pay $125.00" in answer.text
    still = running_sandbox.session(opened.id)
    assert (still.status, still.payment_status) == ("open", "unpaid")
    intent = running_sandbox.stripe.v1.payment_intents.retrieve(str(still.payment_intent), options=options(ACCOUNT))
    assert intent.status == "requires_payment_method"
    assert intent.last_payment_error is not None
    assert intent.last_payment_error.code == "card_declined"


def test_a_second_attempt_pays_the_same_payment(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()
    running_sandbox.choose(opened, "decline")
    attempted = running_sandbox.session(opened.id).payment_intent

    running_sandbox.choose(opened, "pay")

    paid = running_sandbox.session(opened.id)
    assert (paid.payment_status, paid.payment_intent) == ("paid", attempted)


def test_a_bank_transfer_completes_now_and_is_paid_later(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()

    answer = running_sandbox.choose(opened, "transfer")

    assert answer.status_code == 303
    heard = running_sandbox.endpoint.wait_for("checkout.session.completed", "checkout.session.async_payment_succeeded")
    completed = next(event for event in heard if event.type == "checkout.session.completed")
    assert (completed.data.object["status"], completed.data.object["payment_status"]) == ("complete", "unpaid")
    assert running_sandbox.session(opened.id).payment_status == "paid"


def test_a_bank_transfer_can_fail_later(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()

    running_sandbox.choose(opened, "failing_transfer")

    running_sandbox.endpoint.wait_for("checkout.session.async_payment_failed", "payment_intent.payment_failed")
    failed = running_sandbox.session(opened.id)
    assert (failed.status, failed.payment_status) == ("complete", "unpaid")
    assert charges(running_sandbox, failed) == []


def test_a_complete_session_says_so_and_offers_no_payment(running_sandbox: Running) -> None:
    paid = running_sandbox.paid_session()

    page = running_sandbox.page(paid)

    assert "This checkout is complete" in page.text
    assert "<form" not in page.text
    assert f'href="http://portal.example/pay/done?session={paid.id}"' in page.text


def test_an_expired_session_says_so_and_takes_no_payment(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()
    running_sandbox.stripe.v1.checkout.sessions.expire(opened.id, options=options(ACCOUNT))

    page, answer = running_sandbox.page(opened), running_sandbox.choose(opened, "pay")

    assert (page.status_code, answer.status_code) == (410, 410)
    assert "This checkout has expired" in answer.text
    assert running_sandbox.session(opened.id).payment_status == "unpaid"


def test_an_unknown_address_is_a_page_that_says_so(running_sandbox: Running) -> None:
    page = running_sandbox.browser.get(f"{running_sandbox.url}/c/pay/cs_test_nothing")

    assert page.status_code == 404
    assert "There is no checkout at this address" in page.text
    assert "No money moves" in page.text


def test_an_object_that_is_no_session_has_no_page(running_sandbox: Running) -> None:
    assert running_sandbox.browser.get(f"{running_sandbox.url}/c/pay/{ACCOUNT}").status_code == 404


def test_a_choice_that_does_not_exist_changes_nothing(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()

    answer = running_sandbox.choose(opened, "steal")

    assert answer.status_code == 200
    assert running_sandbox.session(opened.id).status == "open"


def test_looking_changes_nothing(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()

    running_sandbox.browser.get(f"{running_sandbox.url}/c/pay/{opened.id}", params={"choice": "pay"})

    assert running_sandbox.session(opened.id).to_dict() == opened.to_dict()


def test_runs_nothing_and_posts_only_home_or_to_the_shop(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()

    policy = running_sandbox.page(opened).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "form-action 'self' http://portal.example;" in policy


def test_the_front_page_says_what_this_is(running_sandbox: Running) -> None:
    page = running_sandbox.browser.get(f"{running_sandbox.url}/")

    assert page.status_code == 200
    assert "A sandbox of Stripe\u2019s API" in page.text
