"""The office has answered: one message to the customer, or a plain word to the office on why there is none."""

import pytest

from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import story
from tests.notifications.fakes import FakeMailer, text_of, with_mailer
from tests.support import business
from tests.support.services import deliver, published, run_tasks

pytestmark = pytest.mark.shows("EST-6")


def mailing(open_service: OpenService) -> tuple[Context, FakeMailer]:
    mailer = FakeMailer()
    return with_mailer(story.open_business(open_service), mailer), mailer


def test_the_customer_reads_question_answer_and_where_to_go_on(open_service: OpenService) -> None:
    context, mailer = mailing(open_service)

    deliver(context, story.note_answered())
    run_tasks(context)

    (mail,) = mailer.taken
    assert (mail["To"], mail["Subject"]) == (business.CUSTOMER_EMAIL, "Our answer about E-1001, Front lawn renovation")
    for kind in ("plain", "html"):
        for words in ("Dana Fox", "Could you leave out the hedge?", "Sam Hill answered:", "The hedge stays."):
            assert words in text_of(mail, kind)
        assert f"{business.LINK}?via=estimate-email#questions" in text_of(mail, kind)
    assert "> And start after Easter?" in text_of(mail)
    delivery = story.the_delivery(context)
    assert (delivery.status, str(delivery.record_id)) == ("sent", str(business.ESTIMATE))
    assert len(published(context, "MessageSent")) == 1


@pytest.mark.shows("NOT-2")
def test_an_answer_that_is_told_twice_is_mailed_once(open_service: OpenService) -> None:
    context, mailer = mailing(open_service)
    told = new_id()

    for _ in range(2):
        deliver(context, story.note_answered(), event_id=told)
        run_tasks(context)

    assert len(mailer.taken) == 1


@pytest.mark.shows("NOT-2")
def test_each_of_two_answers_is_a_message_of_its_own(open_service: OpenService) -> None:
    context, mailer = mailing(open_service)

    deliver(context, story.note_answered())
    deliver(context, story.note_answered(note_id=new_id(), text="And in March."), sequence=2)
    run_tasks(context)

    assert ["And in March." in text_of(mail) for mail in mailer.taken] == [False, True]


def test_what_answers_nothing_is_called_a_message(open_service: OpenService) -> None:
    context, mailer = mailing(open_service)

    deliver(context, story.note_answered(question=None, author_name=None))
    run_tasks(context)

    (mail,) = mailer.taken
    assert mail["Subject"] == "A message about E-1001, Front lawn renovation"
    assert "Bright Lawn & Paving wrote to you about your estimate E-1001" in text_of(mail)
    assert "you wrote to us" not in text_of(mail) + text_of(mail, "html")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            {"customer_email": None, "not_mailed": "missing_contact"},
            "There is no email address on file for Dana Fox, who finds it on the page of E-1001 only.",
        ),
        ({"not_mailed": "link_setup"}, "Links are not set up, so Dana Fox finds it on the page of E-1001 only."),
        ({"not_mailed": "not_sent"}, "E-1001 has not been sent yet. Dana Fox finds it there once it has been."),
    ],
)
def test_an_answer_that_cannot_be_mailed_is_a_failed_delivery_and_the_office_hears_why(
    open_service: OpenService, facts: dict[str, str], words: str
) -> None:
    context, mailer = mailing(open_service)

    deliver(context, story.note_answered(link=None, **facts))
    run_tasks(context)

    assert mailer.taken == []
    delivery = story.the_delivery(context)
    assert (delivery.status, delivery.category) == ("failed", facts["not_mailed"])
    (failed,) = published(context, "MessageFailed")
    assert failed["data"]["category"] == facts["not_mailed"]
    (notice,) = story.notices(context)
    assert (notice.title, notice.text) == ("Answer not mailed", words)
    assert notice.url == f"/office/estimates/{business.ESTIMATE}"


def test_lines_that_look_like_headers_stay_in_the_subject(open_service: OpenService) -> None:
    context, mailer = mailing(open_service)

    deliver(context, story.note_answered(title="Lawn\r\nBcc: all@fox.test", author_name="Sam\nTo: x@fox.test"))
    run_tasks(context)

    (mail,) = mailer.taken
    assert mail["Subject"] == "Our answer about E-1001, Lawn Bcc: all@fox.test"
    assert (mail["Bcc"], mail.get_all("To")) == (None, [business.CUSTOMER_EMAIL])
