"""Messages offer to pay online where that is possible, and else say that the business will tell how."""

import pytest

from shared.events.base import Event
from tests.conftest import OpenService
from tests.notifications import story
from tests.notifications.adapters.test_letters import Tags, letters_of
from tests.support import business

PROMISE = "We will tell you how to pay"

pytestmark = pytest.mark.shows("NOT-1", "PAY-5")


@pytest.mark.parametrize(
    ("event", "template", "offer"),
    [
        (business.estimate_accepted(), "estimate_accepted_customer", "Pay the deposit"),
        (story.invoice_due(), "invoice_due", "pay it"),
    ],
)
@pytest.mark.parametrize("connected", [True, False])
def test_the_words_follow_what_is_possible(
    open_service: OpenService, event: Event, template: str, offer: str, connected: bool
) -> None:
    known = [story.stripe_account_changed(charges_enabled=True)]
    if not connected:
        known.append(story.stripe_account_changed(charges_enabled=False))

    letter = letters_of(open_service, *known, event)[template]

    for written in (letter.text, Tags(letter.html).text):
        assert (PROMISE in written) is not connected
        assert (offer in written.replace(f"{PROMISE} it", "")) is connected


def test_a_new_business_takes_no_payments_until_it_is_told_so(open_service: OpenService) -> None:
    letter = letters_of(open_service, business.estimate_accepted())["estimate_accepted_customer"]

    assert f"{PROMISE} the deposit." in letter.text


def test_without_a_deposit_nothing_is_said_of_paying(open_service: OpenService) -> None:
    letter = letters_of(open_service, business.estimate_accepted(deposit_due=0))["estimate_accepted_customer"]

    assert "pay" not in letter.text.lower()
