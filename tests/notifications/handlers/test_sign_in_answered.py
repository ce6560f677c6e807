"""A customer wants to sign in: the link and the code are in the message, and in nothing else that is kept."""

import re
from uuid import UUID

import pytest

from services.notifications.adapters.sign_in_tickets import with_ticket
from shared.events.portal import SIGN_IN_TICKETS
from shared.tickets import Tickets
from tests.conftest import OpenService
from tests.notifications import lookups, story
from tests.notifications.fakes import FakeMailer, text_of, with_mailer
from tests.support import business
from tests.support.services import SECRETS, deliver, run_tasks

pytestmark = pytest.mark.shows("ACC-5")
TICKETS = Tickets(SIGN_IN_TICKETS, SECRETS["SERVICE_TOKEN_SECRET"])


def test_one_message_has_the_link_and_the_code_and_no_row_has_either(open_service: OpenService) -> None:
    mailer = FakeMailer()
    context = with_mailer(story.open_business(open_service, PORCHLIGHT_PUBLIC_URL="https://portal.test"), mailer)
    for _ in range(2):
        deliver(context, lookups.sign_in_answered())

    run_tasks(context)

    (message,) = mailer.taken
    (delivery,) = story.deliveries(context)
    code, token = TICKETS.code(lookups.SIGN_IN), TICKETS.token(lookups.SIGN_IN)
    assert message["To"] == business.CUSTOMER_EMAIL
    assert message["Subject"].startswith(f"{code} is your code for ")
    assert f"https://portal.test/customer/login/{token}" in text_of(message)
    assert code in text_of(message, "html")
    assert code not in str(delivery.context)
    assert token not in str(delivery.context)


def test_who_signs_in_by_phone_gets_a_text(open_service: OpenService) -> None:
    context = story.open_business(open_service)

    deliver(context, lookups.sign_in_answered(email=None, phone="+12125550123"))

    (delivery,) = story.deliveries(context)
    assert (delivery.channel, delivery.recipient) == ("sms", "+12125550123")


def test_each_sign_in_has_a_code_and_a_link_of_its_own() -> None:
    other = UUID(int=7)
    secret = SECRETS["SERVICE_TOKEN_SECRET"]
    known = [with_ticket({"sign_in_id": str(one)}, secret, linked=True) for one in (lookups.SIGN_IN, other)]

    assert known[0]["login_path"] != known[1]["login_path"]
    assert [bool(re.fullmatch(r"\d{6}", one["code"])) for one in known] == [True, True]
    assert with_ticket({"name": "Dana"}, "", linked=True) == {"name": "Dana"}


def test_no_link_to_sign_in_by_leads_past_a_businesss_own_website(open_service: OpenService) -> None:
    mailer = FakeMailer()
    context = with_mailer(story.open_business(open_service, PORCHLIGHT_PUBLIC_URL=""), mailer)
    deliver(context, lookups.sign_in_answered())

    run_tasks(context)

    (message,) = mailer.taken
    assert TICKETS.code(lookups.SIGN_IN) in text_of(message)
    assert TICKETS.token(lookups.SIGN_IN) not in text_of(message) + text_of(message, "html")
