"""Who is texted hears of money, appointments and answers as others do by email; and nobody is woken by what was not asked."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.notifications.domain.text_messages import segments
from shared.events.quotes import CustomerRegistered
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import story, texting, visits
from tests.notifications.later import told
from tests.notifications.texting import PHONE
from tests.notifications.twilio_server import TwilioServer, twilio
from tests.support import business

pytestmark = pytest.mark.shows("NOT-1", "NOT-2")


@pytest.fixture
def server() -> Iterator[TwilioServer]:
    with twilio() as running:
        yield running


@pytest.fixture
def context(open_service: OpenService, server: TwilioServer) -> Context:
    return texting.open_business(open_service, server)


def customer_registered(**changes: Any) -> CustomerRegistered:
    facts = {"customer_id": business.CUSTOMER, "name": "Dana Fox"}
    return CustomerRegistered(workspace_id=business.WORKSPACE, **facts | changes)


OF_PHONES = {"customer_email": None, "customer_phone": PHONE}


@pytest.mark.shows("PAY-4", "PAY-7", "EXT-5")
@pytest.mark.parametrize(
    ("event", "words"),
    [
        (
            story.invoice_due(cause="sent", kind="invoice", **OF_PHONES),
            "your invoice INV-2001, Front lawn renovation: $612.50, due on",
        ),
        (
            story.invoice_due(cause="reminder", **OF_PHONES),
            "your deposit INV-2001, Front lawn renovation: $612.50, due on",
        ),
        (
            story.invoice_due(amount_due=0, **OF_PHONES),
            "is paid, and nothing is due. Your receipt: https://portal.test/l/",
        ),
        (story.invoice_overdue(**OF_PHONES), "was due on December 1, 2026, and $612.50 is still open."),
        (business.invoice_paid(**OF_PHONES), "thank you, we have received $612.50 for INV-2001"),
        (visits.job_scheduled(**OF_PHONES), "is on Friday, December 4, 2026, 9:00 AM to 11:00 AM EST."),
        (visits.job_scheduled(cause="rescheduled", **OF_PHONES), "has moved to Friday, December 4, 2026"),
        (visits.job_scheduled(cause="confirmed", **OF_PHONES), "the other time that you asked for is settled"),
        (visits.appointment_request_declined(**OF_PHONES), "The roller is booked for Friday. To answer: "),
        (visits.appointment_cancelled(**OF_PHONES), "does not take place. The crew is ill. To answer: "),
        (story.note_answered(**OF_PHONES), "has answered you about E-1001"),
    ],
)
def test_what_others_are_mailed_of_money_and_appointments_is_texted_to_a_phone(
    context: Context, server: TwilioServer, event: Any, words: str
) -> None:
    told(context, event)

    (sent,) = server.taken
    (delivery,) = story.to_customer(context)
    assert (sent["To"], delivery.status, delivery.channel) == (PHONE, "sent", "sms")
    assert sent["Body"].startswith("Bright Lawn & Paving")
    assert words in sent["Body"].replace("\u202f", " ")
    assert sent["Body"].count("https://") <= 1
    assert segments(sent["Body"]) <= 3


def test_a_record_that_was_texted_last_goes_on_by_text_while_that_reaches_anybody(
    context: Context, server: TwilioServer
) -> None:
    both: dict[str, Any] = {"customer_phone": PHONE}
    told(context, story.invoice_due(cause="sent", channel="sms", **both))
    told(context, business.invoice_paid(**both))
    told(context, story.invoice_overdue(invoice_id=new_id(), **both))
    by_text = [(one.template, one.channel) for one in story.to_customer(context)]
    server.landlines.add(PHONE)
    other = new_id()
    told(context, story.invoice_due(invoice_id=other, cause="sent", channel="sms", **both))
    told(context, story.invoice_overdue(invoice_id=other, **both))

    assert by_text == [("invoice_due", "sms"), ("receipt_customer", "sms"), ("invoice_overdue", "email")]
    assert [one.channel for one in story.to_customer(context)[3:]] == ["sms", "email"]


IN_LOS_ANGELES = "+12135550123"
IN_NEW_YORK_IT_IS_NINE = datetime(2026, 11, 23, 14, tzinfo=UTC)


@pytest.mark.shows("NOT-4")
def test_what_goes_out_by_itself_waits_for_the_morning_where_the_number_is_from(
    context: Context, server: TwilioServer
) -> None:
    west = {"customer_email": None, "customer_phone": IN_LOS_ANGELES}
    told(context, story.invoice_overdue(**west), IN_NEW_YORK_IT_IS_NINE)
    told(context, story.invoice_due(cause="reminder", invoice_id=new_id(), **west), IN_NEW_YORK_IT_IS_NINE)
    told(context, business.invoice_paid(invoice_id=new_id(), **west), IN_NEW_YORK_IT_IS_NINE)
    told(context, story.invoice_due(cause="reminder", channel="sms", **west), IN_NEW_YORK_IT_IS_NINE)
    asked_for = len(server.taken)
    texting.pass_time(context, IN_NEW_YORK_IT_IS_NINE + timedelta(hours=2, minutes=-1))
    at_night = len(server.taken)
    texting.pass_time(context, IN_NEW_YORK_IT_IS_NINE + timedelta(hours=2))

    assert (asked_for, at_night, len(server.taken)) == (1, 1, 4)


@pytest.mark.shows("EXT-4")
def test_help_is_in_the_language_of_whoever_asks(context: Context) -> None:
    told(context, customer_registered(phone=PHONE, language="es"))
    told(context, story.estimate_sent(channel="sms", customer_phone=PHONE))

    answer = texting.call(context, From=PHONE, Body="HELP", MessageSid="SM5")

    assert "le escribimos sobre sus presupuestos, trabajos y facturas." in answer.text
    assert "Reply" not in answer.text
    assert "STOP" in answer.text
