import pytest

from tests.conftest import OpenService
from tests.notifications import story
from tests.notifications.fakes import FakeMailer, with_mailer
from tests.support import business
from tests.support.services import deliver, run_tasks


@pytest.mark.shows("NOT-1")
@pytest.mark.parametrize(
    ("contact", "answered_by"), [("hello@brightlawn.test", "hello@brightlawn.test"), (None, business.OWNER_EMAIL)]
)
def test_an_answer_reaches_the_business_or_else_its_owner(
    open_service: OpenService, contact: str | None, answered_by: str
) -> None:
    context = story.open_business(open_service)
    deliver(context, story.workspace_changed(contact_email=contact))
    deliver(context, story.estimate_sent())
    mailer = FakeMailer()

    run_tasks(with_mailer(context, mailer))

    (message,) = mailer.taken
    assert message["Reply-To"] == answered_by
