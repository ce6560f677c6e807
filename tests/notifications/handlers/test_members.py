"""The people of an office: the links that are theirs alone, and who is told what the office is."""

import pytest

from services.notifications.queries.workspaces import members_of
from shared.events.base import Event
from shared.events.portal import INVITATION_TICKETS, PASSWORD_TICKETS
from shared.tickets import Tickets
from tests.conftest import OpenService
from tests.notifications import enquiries, staff, story
from tests.notifications.fakes import FakeMailer, text_of, with_mailer
from tests.support import business
from tests.support.services import SECRETS, deliver, published, run_tasks

pytestmark = pytest.mark.shows("SET-2")
SECRET = SECRETS["SERVICE_TOKEN_SECRET"]
JOIN = f"https://portal.test/office/join/{Tickets(INVITATION_TICKETS, SECRET).token(staff.INVITATION)}"
RESET = f"https://portal.test/office/reset/{Tickets(PASSWORD_TICKETS, SECRET).token(staff.RESET)}"


@pytest.mark.parametrize(
    ("event", "link", "subject"),
    [
        (staff.member_invited(), JOIN, "Join the office of Bright Lawn & Paving"),
        (staff.password_reset_requested(), RESET, "A new password for the office of Bright Lawn & Paving"),
    ],
)
def test_the_link_is_in_the_mail_and_in_nothing_that_is_kept(
    open_service: OpenService, event: Event, link: str, subject: str
) -> None:
    mailer = FakeMailer()
    context = with_mailer(story.open_business(open_service, PORCHLIGHT_PUBLIC_URL="https://portal.test"), mailer)

    deliver(context, event)
    run_tasks(context)

    (message,) = mailer.taken
    (delivery,) = story.deliveries(context)
    token = link.rpartition("/")[2]
    assert (message["To"], message["Subject"]) == (staff.EMAIL, subject)
    assert link in text_of(message)
    assert link in text_of(message, "html")
    assert token not in str(delivery.context)
    assert token not in str([event["data"] for event in published(context, "MessageQueued")])


def test_an_invitation_that_is_sent_again_is_another_mail(open_service: OpenService) -> None:
    context = story.open_business(open_service)

    deliver(context, staff.member_invited())
    deliver(context, staff.member_invited())

    assert [one.template for one in story.deliveries(context)] == ["member_invited_office"] * 2


def test_whoever_joins_is_told_what_the_office_is_until_they_leave(open_service: OpenService) -> None:
    context = story.open_business(open_service)

    deliver(context, staff.member_joined())
    deliver(context, enquiries.lead_created())
    told = {one.recipient for one in story.deliveries(context)}
    deliver(context, staff.member_removed())

    with context.database.read() as session:
        left = [member.email for member in members_of(session, business.WORKSPACE)]
    assert told == {business.OWNER_EMAIL, staff.EMAIL}
    assert left == [business.OWNER_EMAIL]


def test_whose_sign_in_has_changed_is_told_so(open_service: OpenService) -> None:
    mailer = FakeMailer()
    context = with_mailer(story.open_business(open_service), mailer)

    deliver(context, staff.member_secured())
    run_tasks(context)

    (message,) = mailer.taken
    assert "your password for the office was changed" in text_of(message)
