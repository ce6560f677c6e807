import pytest

from services.notifications.tasks import send_email
from tests.conftest import OpenService
from tests.notifications import story
from tests.notifications.fakes import FakeMailer, with_mailer
from tests.support import business
from tests.support.outages import away_at
from tests.support.services import deliver


@pytest.mark.shows("NOT-2")
def test_a_message_that_was_taken_while_the_database_went_away_is_not_in_doubt(open_service: OpenService) -> None:
    context = story.open_business(open_service)
    deliver(context, story.estimate_sent())
    mailer, queued = FakeMailer(), story.the_delivery(context)
    recording = 2

    with away_at(recording, with_mailer(context, mailer)) as unsteady:
        send_email.run(unsteady, workspace_id=str(queued.workspace_id), delivery_id=str(queued.id))

    delivery = story.the_delivery(context)
    assert mailer.tried == [business.CUSTOMER_EMAIL]
    assert (delivery.status, delivery.attempts, delivery.undecided) == ("sent", 1, False)
