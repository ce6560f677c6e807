import pytest

from services.notifications.manifest import service
from shared.database.migrate import check
from shared.events.base import Event
from shared.ids import new_id
from shared.messaging.inbox import retry_due
from tests.conftest import OpenService
from tests.notifications import enquiries, lookups, story, visits, word_of_mouth
from tests.support import business
from tests.support.services import deliver, published, run_tasks

CUSTOMER = ("customer", business.CUSTOMER_EMAIL)
OFFICE = ("office", business.OWNER_EMAIL)

WHO_IS_TOLD = [
    (story.estimate_sent(), [("estimate_sent", *CUSTOMER)], []),
    (story.estimate_viewed(), [], ["estimate_viewed"]),
    (story.changes_requested(), [("changes_requested_office", *OFFICE)], ["changes_requested"]),
    (story.note_answered(), [("note_answered", *CUSTOMER)], []),
    (
        business.estimate_accepted(),
        [("estimate_accepted_customer", *CUSTOMER), ("estimate_accepted_office", *OFFICE)],
        ["estimate_accepted"],
    ),
    (story.estimate_declined(), [("estimate_declined_office", *OFFICE)], ["estimate_declined"]),
    (lookups.proposals_found(), [("proposals_found", *CUSTOMER)], []),
    (lookups.holiday_lights_found(), [("holiday_lights_found", *CUSTOMER)], []),
    (lookups.invoices_found(), [("invoices_found", *CUSTOMER)], []),
    (story.invoice_due(), [("invoice_due", *CUSTOMER)], []),
    (story.invoice_overdue(), [("invoice_overdue", *CUSTOMER)], []),
    (
        business.invoice_paid(),
        [("receipt_customer", *CUSTOMER), ("payment_received_office", *OFFICE)],
        ["payment_received"],
    ),
    (story.payment_failed(), [("payment_failed_office", *OFFICE)], ["payment_failed"]),
    (story.payment_refunded(), [("payment_refunded_office", *OFFICE)], ["payment_refunded"]),
    (story.refund_failed(), [("refund_failed_office", *OFFICE)], ["refund_failed"]),
    (story.payment_disputed(), [("payment_disputed_office", *OFFICE)], ["payment_disputed"]),
    (story.discrepancy_found(), [("discrepancy_found_office", *OFFICE)], ["discrepancy_found"]),
    (word_of_mouth.review_submitted(), [("low_review_office", *OFFICE)], ["low_review"]),
    (word_of_mouth.review_submitted(rating=5, is_private=False), [], ["review_left"]),
    (word_of_mouth.review_changed(), [("low_review_office", *OFFICE)], ["low_review"]),
    (word_of_mouth.review_changed(rating=4, is_private=False), [], ["review_left"]),
    (word_of_mouth.review_answered(), [("review_answered", *CUSTOMER)], []),
    (word_of_mouth.review_link_issued(), [("review_link", *CUSTOMER)], []),
    (word_of_mouth.review_link_issued(cause="completed"), [], []),
    (enquiries.lead_created(), [("lead_created_office", *OFFICE)], ["lead_created"]),
    (visits.job_scheduled(), [("appointment_set", *CUSTOMER)], []),
    (
        visits.appointment_requested(),
        [("appointment_requested_office", *OFFICE)],
        ["appointment_requested"],
    ),
    (visits.appointment_request_declined(), [("appointment_kept", *CUSTOMER)], []),
    (visits.appointment_cancelled(), [("appointment_cancelled", *CUSTOMER)], []),
    (word_of_mouth.referral_attributed(), [], ["referral_attributed"]),
    (word_of_mouth.referral_lookup_answered(), [("referral_link", *CUSTOMER)], []),
    (word_of_mouth.reward_earned(), [], ["reward_earned"]),
    (word_of_mouth.reward_approved(), [("reward_approved", *CUSTOMER)], []),
    (word_of_mouth.reward_approved(customer_email=None), [], []),
]

WHAT_IT_SAYS = [
    (word_of_mouth.review_submitted(), "Unhappy customer", "Dana Fox gave 2 of 5 stars: It rained in."),
    (
        word_of_mouth.review_changed(rating=5, is_private=False, text=""),
        "Review changed",
        "Dana Fox gave 5 of 5 stars, 4 before",
    ),
    (word_of_mouth.referral_attributed(), "Recommended by a customer", "Dana Fox recommended you to Kim Lee"),
    (
        word_of_mouth.referral_attributed(credited=False, reason="self"),
        "Recommended by a customer",
        "Dana Fox recommended you to Kim Lee, and is not credited: it is the same person",
    ),
    (word_of_mouth.reward_earned(), "Reward earned", "Dana Fox has earned $50.00 for recommending you"),
    (enquiries.lead_created(), "New estimate request", "Kim Lee asks for an estimate: New lawn, Paving"),
    (enquiries.lead_created(services=()), "New estimate request", "Kim Lee asks for an estimate"),
    (story.estimate_viewed(), "Estimate viewed", "The customer opened E-1001"),
    (
        story.changes_requested(text="Please leave out\nthe hedge."),
        "Changes requested",
        "Dana Fox asked for changes to E-1001: Please leave out the hedge.",
    ),
    (
        story.changes_requested(text="Which seed?", blocks_acceptance=False),
        "New question",
        "Dana Fox asked about E-1001: Which seed?",
    ),
    (business.estimate_accepted(), "Estimate accepted", "Dana Fox accepted E-1001 · $2,450.00"),
    (business.estimate_accepted(total=0), "Estimate accepted", "Dana Fox accepted E-1001"),
    (story.estimate_declined(reason=""), "Estimate declined", "Dana Fox declined E-1001"),
    (business.invoice_paid(), "Deposit paid", "Dana Fox paid INV-2001 · $612.50"),
    (
        visits.appointment_requested(),
        "Another time asked for",
        "Dana Fox asked for another time for E-1001: December 7 or December 8",
    ),
    (
        story.payment_failed(),
        "Payment failed",
        "$612.50 from Dana Fox for INV-2001 did not come through: The card was declined.",
    ),
    (
        story.refund_failed(),
        "Refund failed",
        "$612.50 could not be given back to Dana Fox for INV-2001: The card was lost.",
    ),
    (
        story.discrepancy_found(),
        "Stripe and the books differ",
        "$612.50: Stripe has a payment made for this business that is not in its books",
    ),
    (
        story.payment_disputed(),
        "Payment disputed",
        "$612.50 from Dana Fox for INV-2001: The customer's bank has taken the money back until it has decided",
    ),
    (
        story.payment_disputed(outcome="won"),
        "Payment disputed",
        "$612.50 from Dana Fox for INV-2001: The dispute was won: the money is back",
    ),
    (
        story.payment_refunded(),
        "Payment refunded",
        "$612.50 went back to Dana Fox for INV-2001: paid twice",
    ),
]


def name_of(value: object) -> str | None:
    return type(value).__name__ if isinstance(value, Event) else ""


@pytest.mark.shows("SGN-2", "PAY-4", "NOT-1", "NOT-2")
@pytest.mark.parametrize(("event", "mails", "told"), WHO_IS_TOLD, ids=name_of)
def test_each_one_concerned_is_told_once_of(
    event: Event, mails: list[tuple[str, str, str]], told: list[str], open_service: OpenService
) -> None:
    context = story.open_business(open_service)

    deliver(context, event)

    found = story.deliveries(context)
    assert [(mail.template, mail.recipient_kind, mail.recipient) for mail in found] == mails
    assert [notice.kind for notice in story.notices(context)] == told
    assert len(published(context, "MessageQueued")) == len(mails)


@pytest.mark.shows("NOT-1")
@pytest.mark.parametrize(("event", "title", "text"), WHAT_IT_SAYS, ids=name_of)
def test_the_office_reads_plain_words_of(event: Event, title: str, text: str, open_service: OpenService) -> None:
    context = story.open_business(open_service)

    deliver(context, event)

    (notice,) = story.notices(context)
    assert (notice.title, notice.text) == (title, text)


@pytest.mark.shows("NOT-1")
def test_a_notice_names_the_customer_who_was_written_to_before(open_service: OpenService) -> None:
    context = story.open_business(open_service)
    deliver(context, story.estimate_sent())

    deliver(context, story.estimate_viewed())

    (notice,) = story.notices(context)
    assert notice.text == "Dana Fox opened E-1001"
    assert notice.url == f"/office/estimates/{business.ESTIMATE}"


@pytest.mark.shows("NOT-2")
@pytest.mark.parametrize("event", [business.estimate_accepted(), business.invoice_paid()], ids=name_of)
def test_an_event_that_arrives_twice_is_told_once(event: Event, open_service: OpenService) -> None:
    context = story.open_business(open_service)
    cause = new_id()
    deliver(context, event, event_id=cause)
    handler = service.handlers[type(event)]

    deliver(context, event, event_id=cause)
    with context.database.begin() as session:
        handler(session, story.received(event, cause))

    assert len(story.deliveries(context)) == 2
    assert len(story.notices(context)) == 1
    assert len(published(context, "MessageQueued")) == 2


@pytest.mark.shows("EVT-3")
def test_an_event_waits_for_its_workspace(open_service: OpenService) -> None:
    context = open_service(service)
    deliver(context, story.estimate_sent(), dead_ok=True)
    deliver(context, business.workspace_created())

    retry_due(context)

    assert story.the_delivery(context).template == "estimate_sent"


@pytest.mark.shows("LNK-8", "NOT-2")
def test_a_text_message_fails_as_what_it_is_while_none_can_be_sent(open_service: OpenService) -> None:
    context = story.open_business(open_service)

    deliver(context, story.estimate_sent(channel="sms", customer_phone="+12125550100"))
    run_tasks(context)

    delivery = story.the_delivery(context)
    assert (delivery.channel, delivery.recipient, delivery.status) == ("sms", "+12125550100", "failed")
    assert delivery.category == "sms_unavailable"
    assert [failed["data"]["category"] for failed in published(context, "MessageFailed")] == ["sms_unavailable"]


@pytest.mark.shows("LNK-8", "NOT-2")
def test_a_receipt_for_a_customer_without_an_address_fails_and_the_office_is_still_told(
    open_service: OpenService,
) -> None:
    context = story.open_business(open_service)

    deliver(context, business.invoice_paid(customer_email=None))

    receipt, to_office = story.deliveries(context)
    assert (receipt.status, receipt.category) == ("failed", "missing_contact")
    assert (to_office.recipient, to_office.status) == (business.OWNER_EMAIL, "queued")


def test_each_workspace_tells_its_own_office(open_service: OpenService) -> None:
    context = story.open_business(open_service)
    other = {"workspace_id": business.OTHER_WORKSPACE, "owner_id": story.OTHER_OWNER, "owner_email": "boss@other.test"}
    deliver(context, business.workspace_created(slug="other", **other))

    deliver(context, story.estimate_declined(workspace_id=business.OTHER_WORKSPACE))

    assert story.the_delivery(context).recipient == "boss@other.test"


def test_the_tables_in_code_and_in_the_migrated_database_are_the_same(open_service: OpenService) -> None:
    context = open_service(service)

    check(context)


@pytest.mark.parametrize("event", [business.invoice_paid(), story.payment_failed(), story.payment_refunded()])
def test_a_notice_of_a_payment_leads_to_the_estimate_it_is_for(open_service: OpenService, event: Event) -> None:
    context = story.open_business(open_service)

    deliver(context, event)

    (notice,) = story.notices(context)
    assert notice.url == f"/office/estimates/{business.ESTIMATE}"
