"""Somebody has looked up what is open: one message, to the address on file, with all of it."""

from uuid import UUID

import pytest

from services.notifications.adapters.letters import Letter, write_letter
from services.notifications.domain.workspace import Workspace
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import lookups, story
from tests.notifications.fakes import FakeMailer, text_of, with_mailer
from tests.support import business
from tests.support.services import deliver, published, run_tasks

NEIGHBOUR = UUID("01920000-0000-7000-8000-000000000022")
PROPOSAL = lookups.found(
    number="E-1002",
    title="Roof <wash>",
    kind="proposal",
    link="https://portal.test/quote/roof",
    total_from=42_000,
    expires_on=None,
)
PLAN = lookups.found(number="E-1003", title="Every season", kind="maintenance", link="https://portal.test/l/plan")
OF_SOMEBODY_ELSE = lookups.found(number="E-1004", customer_id=NEIGHBOUR, customer_name="Sam Hill")


def letter_of(context: Context) -> Letter:
    delivery = story.the_delivery(context)
    with context.database.read() as session:
        workspace = session.get(Workspace, business.WORKSPACE)
    assert workspace is not None
    return write_letter(
        delivery.template, delivery.context, workspace=workspace, public_url="https://portal.test", channel="email"
    )


@pytest.mark.shows("LKP-3", "LNK-6")
def test_one_message_lists_all_that_is_open_each_as_what_it_is(open_service: OpenService) -> None:
    mailer = FakeMailer()
    context = with_mailer(story.open_business(open_service), mailer)

    deliver(context, lookups.proposals_found(lookups.found(), PROPOSAL, PLAN))
    run_tasks(context)

    (mail,) = mailer.taken
    assert mail["To"] == business.CUSTOMER_EMAIL
    assert mail["Subject"] == "What is open for you at Bright Lawn & Paving"
    for kind in ("plain", "html"):
        text = text_of(mail, kind)
        for fact in (
            "Hello Dana Fox",
            "E-1001",
            "E-1002",
            "$420.00",
            f"{business.LINK}?via=estimate-email",
            "/quote/roof?via",
        ):
            assert fact in text
    for words in ("View your estimate", "View your proposal", "View your maintenance plan", "Roof &lt;wash&gt;"):
        assert words in text_of(mail, "html")


@pytest.mark.shows("LKP-3")
def test_a_single_one_is_named_in_the_subject(open_service: OpenService) -> None:
    context = story.open_business(open_service)

    deliver(context, lookups.proposals_found(PROPOSAL))

    letter = letter_of(context)
    assert letter.subject == "Your proposal E-1002 from Bright Lawn & Paving"
    assert "Starting at: $420.00" in letter.text
    assert "Good until" not in letter.text
    assert "The link is yours alone" in letter.text


@pytest.mark.shows("LKP-3")
def test_of_several_customers_on_one_address_each_ones_are_told_apart(open_service: OpenService) -> None:
    context = story.open_business(open_service)

    deliver(context, lookups.proposals_found(PROPOSAL, OF_SOMEBODY_ELSE))

    letter = letter_of(context)
    assert "Hello,\n" in letter.text
    assert "Proposal E-1002 for Dana Fox" in letter.text
    assert "Estimate E-1004 for Sam Hill" in letter.text
    assert "Proposal E-1002 for Dana Fox" in letter.html


@pytest.mark.shows("LKP-3", "NOT-2")
def test_a_look_up_that_is_answered_twice_sends_one_message(open_service: OpenService) -> None:
    context = story.open_business(open_service)

    for sequence in (1, 2):
        deliver(context, lookups.proposals_found(), event_id=new_id(), sequence=sequence)

    assert len(story.deliveries(context)) == 1
    assert len(published(context, "MessageQueued")) == 1


@pytest.mark.shows("LKP-3")
def test_two_addresses_on_file_get_a_message_each(open_service: OpenService) -> None:
    context = story.open_business(open_service)

    deliver(context, lookups.proposals_found())
    deliver(context, lookups.proposals_found(OF_SOMEBODY_ELSE, customer_email="sam@hill.test"), sequence=2)

    assert [delivery.recipient for delivery in story.deliveries(context)] == [business.CUSTOMER_EMAIL, "sam@hill.test"]


@pytest.mark.shows("HOL-1", "LNK-6")
def test_who_looked_up_holiday_lights_is_sent_the_design(open_service: OpenService) -> None:
    mailer = FakeMailer()
    context = with_mailer(story.open_business(open_service), mailer)
    link = f"{business.LINK}?view=holiday"
    design = lookups.found(number="E-1005", title="Lights <all round>", kind="holiday", link=link)
    signed = lookups.found(number="E-1006", title="The barn", kind="holiday", link=business.LINK, expires_on=None)

    deliver(context, lookups.holiday_lights_found(design, signed))
    run_tasks(context)

    (mail,) = mailer.taken
    assert (mail["To"], mail["Subject"]) == (business.CUSTOMER_EMAIL, "Your holiday lights from Bright Lawn & Paving")
    plain, html = text_of(mail, "plain"), text_of(mail, "html")
    for fact in ("Hello Dana Fox", "E-1005", "E-1006", "The barn", "view=holiday"):
        assert fact in plain
        assert fact in html
    assert f"{link}&via=estimate-email" in plain
    assert plain.count("Good until") == html.count("Good until") == 1
    assert html.count("View your design") == 2
    assert "Lights &lt;all round&gt;" in html


@pytest.mark.shows("HOL-1")
def test_a_single_design_reads_as_one(open_service: OpenService) -> None:
    context = story.open_business(open_service)

    deliver(context, lookups.holiday_lights_found())

    letter = letter_of(context)
    assert "Here is the link to your holiday lights" in letter.text
    assert "here is your design" in letter.html
    assert "The link is yours alone" in letter.text
