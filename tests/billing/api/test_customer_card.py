"""A customer's saved card, as the office sees it and removes it."""

from uuid import UUID

import pytest

from services.billing.domain.saved_card import Asker, SavedCard
from services.billing.usecases.choose_about_card import choose_about_card
from shared.clock import utc_now
from shared.ids import new_id
from shared.messaging.tables import outbox
from tests.billing.conftest import ACCOUNT
from tests.billing.house import RIVAL, SPARKLE, House, staff

pytestmark = pytest.mark.shows("EXT-1")


@pytest.fixture
def customer(house: House) -> UUID:
    """Somebody whose card is kept, and charged by itself."""
    whose = {"workspace_id": SPARKLE, "customer_id": house.register()}
    with house.context.database.begin() as session:
        card = SavedCard(
            **whose,
            stripe_account_id=ACCOUNT,
            stripe_customer="cus_1",
            brand="visa",
            last4="4242",
            saved_at=utc_now(),
            method="pm_1",
        )
        session.add(card)
        session.flush()
        asker = Asker("198.51.100.7", "Firefox")
        choose_about_card(session, **whose, choice="autopay_on", asker=asker, now=utc_now())
    return whose["customer_id"]


def path(customer_id: UUID) -> str:
    return f"/invoices/card?customer_id={customer_id}"


def forgotten(house: House) -> list[dict[str, str]]:
    """What Stripe is to forget."""
    with house.context.database.read() as session:
        rows = session.execute(outbox.select().where(outbox.c.name == "billing.forget_card")).all()
        return [row.body for row in rows]


def test_the_office_sees_the_card_and_the_words_that_were_agreed_to(house: House, customer: UUID) -> None:
    found = house.office("GET", path(customer))

    card, (consent,) = found["card"], found["consents"]
    assert (card["brand"], card["last4"], card["autopay_since"] is not None) == ("visa", "4242", True)
    assert (consent["choice"], "Sparkle Clean charges my saved card" in consent["words"]) == ("autopay_on", True)
    assert "pm_1" not in str(found)


def test_the_office_removes_it_and_what_was_agreed_to_stays(house: House, customer: UUID) -> None:
    house.office("DELETE", path(customer), status=204)
    again = house.ask("DELETE", path(customer), staff(SPARKLE))

    found = house.office("GET", path(customer))
    assert (found["card"], [one["choice"] for one in found["consents"]]) == (None, ["remove", "autopay_on"])
    assert (again.status_code, again.json()["code"]) == (409, "no_saved_card")
    assert len(forgotten(house)) == 1


def test_nobody_else_sees_or_removes_it(house: House, customer: UUID) -> None:
    nothing = house.office("GET", path(customer), workspace=RIVAL)
    strangers = house.ask("DELETE", path(customer), staff(RIVAL)), house.ask("DELETE", path(new_id()), staff(SPARKLE))
    viewer = house.ask("DELETE", path(customer), staff(SPARKLE, role="viewer"))

    assert nothing == {"card": None, "consents": []}
    assert ([answer.status_code for answer in strangers], viewer.status_code) == ([409, 409], 403)
    assert forgotten(house) == []
