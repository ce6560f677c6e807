"""Payment links that the office takes back: one, all of an invoice, and all of an estimate or a customer."""

import pytest
import time_machine

from shared.clock import utc_now
from shared.events.quotes import CustomerLinksRevoked, EstimateLinksRevoked
from shared.ids import new_id
from shared.web.caller import Caller
from tests.billing.house import CUSTOMER, RIVAL, SPARKLE, House, staff
from tests.support.services import deliver

pytestmark = pytest.mark.shows("LNK-11")
NOBODY = Caller("anonymous")


def token_of(house: House, number: int = 0) -> str:
    """The token of a link made now."""
    link = house.context.adapters.links.link(None, house.invoices()[number], utc_now())
    return str(link).removeprefix("http://portal.test/l/")


def opened(house: House, *tokens: str) -> list[tuple[int, str | None]]:
    answers = [house.ask("GET", f"/public/links/{token}", NOBODY) for token in tokens]
    return [(answer.status_code, answer.json().get("code")) for answer in answers]


GONE, GOOD = (410, "link_revoked"), (200, None)


def test_one_link_is_revoked_and_its_twin_is_not(house: House) -> None:
    house.accept()
    (invoice,) = house.invoices()
    one, twin = token_of(house), token_of(house)

    answers = [
        house.ask("POST", f"/invoices/{invoice.id}/links/revoke", staff(), {"token": one}).status_code for _ in "12"
    ]

    assert (answers, opened(house, one, twin)) == ([200, 200], [GONE, GOOD])


def test_all_links_of_an_invoice_are_revoked_and_a_fresh_one_works_at_once(house: House) -> None:
    house.accept()
    house.accept()
    with time_machine.travel(utc_now(), tick=False):
        old, other = token_of(house), token_of(house, 1)
        house.ask("POST", f"/invoices/{house.invoices()[0].id}/links/revoke", staff())

        assert opened(house, old, token_of(house), other) == [GONE, GOOD, GOOD]


def test_links_go_with_those_of_their_estimate(house: House) -> None:
    estimate_id = house.accept()
    house.accept()
    mine, other = token_of(house), token_of(house, 1)

    deliver(
        house.context,
        EstimateLinksRevoked(
            workspace_id=SPARKLE,
            estimate_id=estimate_id,
            number="E-1001",
            customer_id=CUSTOMER,
            revoked_at=utc_now(),
        ),
        sequence=2,
    )

    assert opened(house, mine, token_of(house), other) == [GONE, GOOD, GOOD]


def test_links_go_with_those_of_their_customer_and_nobody_elses(house: House) -> None:
    house.accept()
    house.accept(customer_id=new_id())
    house.accept(workspace=RIVAL)
    tokens = [token_of(house, number) for number in range(3)]

    deliver(house.context, CustomerLinksRevoked(workspace_id=SPARKLE, customer_id=CUSTOMER, revoked_at=utc_now()))

    assert opened(house, *tokens) == [GONE, GOOD, GOOD]


def test_an_older_revocation_that_comes_late_brings_no_link_back(house: House) -> None:
    house.accept()
    early, token = utc_now(), token_of(house)
    house.ask("POST", f"/invoices/{house.invoices()[0].id}/links/revoke", staff())

    deliver(house.context, CustomerLinksRevoked(workspace_id=SPARKLE, customer_id=CUSTOMER, revoked_at=early))

    assert opened(house, token) == [GONE]


@pytest.mark.shows("LNK-1")
def test_a_revoked_link_is_renewed_to_the_address_on_file(house: House) -> None:
    house.accept()
    token = token_of(house)
    house.ask("POST", f"/invoices/{house.invoices()[0].id}/links/revoke", staff())

    renewed = house.ask("POST", f"/public/links/{token}/renew", NOBODY)

    (due,) = house.told("InvoiceDue")
    assert (renewed.status_code, due["customer_email"]) == (202, "dana.fox@example.com")
    assert opened(house, due["link"].removeprefix("http://portal.test/l/")) == [GOOD]


def test_only_the_invoices_own_office_revokes_and_no_link_to_another_invoice(house: House) -> None:
    house.accept()
    house.accept()
    first, _ = house.invoices()
    path, token, other = f"/invoices/{first.id}/links/revoke", token_of(house), token_of(house, 1)

    answers = [
        house.ask("POST", path, who, body).status_code
        for who, body in [
            (staff(RIVAL), None),
            (staff(role="viewer"), None),
            (NOBODY, None),
            (staff(), {"token": other}),
            (staff(), {"token": "x.y.z"}),
        ]
    ]

    assert answers == [404, 403, 401, 422, 404]
    assert opened(house, token, other) == [GOOD, GOOD]
