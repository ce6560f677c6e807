from tests.billing.house import House
from tests.support.stripe_fake import FakeStripe


def test_asks_for_the_deposit_no_longer(house: House) -> None:
    estimate = house.accept()

    house.void(estimate)

    assert [invoice.status for invoice in house.invoices()] == ["void"]
    assert [(told["number"], told["reason"]) for told in house.told("InvoiceVoided")] == [("INV-1001", "Wrong house")]
    assert house.invoice(estimate)["not_payable_reason"] == "void"


def test_has_nothing_to_do_without_a_deposit(house: House) -> None:
    house.void(house.accept(deposit_due=0))

    assert house.told("InvoiceVoided") == []


def test_a_page_that_is_just_being_opened_is_closed_too(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    house.set_checkout(house.checkouts()[0], status="creating", session_id=None, url=None)

    house.void(estimate)
    house.work()

    assert [stripe.see(session_id).status for session_id in stripe.session_ids()] == ["expired"]
    assert [checkout.status for checkout in house.checkouts()] == ["expired"]


def test_a_transfer_under_way_goes_back_when_it_arrives(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    (session_id,) = stripe.session_ids()
    stripe.start_transfer(session_id)
    house.hear_all(stripe.webhooks())

    house.void(estimate)
    house.work()
    stripe.end_transfer(session_id, arrives=True)
    house.hear_all(stripe.webhooks())

    assert [checkout.status for checkout in house.checkouts()] == ["refunded"]
    assert house.told("InvoicePaid") == []
