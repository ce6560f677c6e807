from datetime import timedelta

import pytest
import time_machine

from services.billing.manifest import service
from shared.clock import utc_now
from shared.web.caller import Caller
from tests.billing.domain import build
from tests.billing.house import CUSTOMER, SPARKLE, House, furnish
from tests.conftest import OpenService

NOBODY = Caller("anonymous")


def token_of(house: House) -> str:
    """The token of the link to the only invoice."""
    (invoice,) = house.invoices()
    link = house.context.adapters.links.link(None, invoice, utc_now())
    return str(link).removeprefix("http://portal.test/l/")


@pytest.mark.shows("LNK-1")
def test_says_what_the_link_opens(house: House) -> None:
    house.accept()
    invoice_id = str(house.invoices()[0].id)

    answer = house.ask("GET", f"/public/links/{token_of(house)}", NOBODY)

    assert answer.json() == {
        "workspace_id": str(SPARKLE),
        "invoice_id": invoice_id,
        "scope": f"invoice:{invoice_id}",
        "language": "",
    }


def test_a_link_that_was_cut_short_does_not_work(house: House) -> None:
    house.accept()

    answer = house.ask("GET", f"/public/links/{token_of(house)[:-5]}", NOBODY)

    assert (answer.status_code, answer.json()["code"]) == (404, "link_not_valid")


def test_a_link_to_an_invoice_that_is_not_there_is_not_found(house: House) -> None:
    link = house.context.adapters.links.link(None, build.invoice(), utc_now())

    answer = house.ask("GET", f"/public/links/{link.removeprefix('http://portal.test/l/')}", NOBODY)

    assert answer.status_code == 404


@pytest.mark.shows("LNK-1")
def test_an_expired_link_is_renewed_to_the_address_on_file(house: House) -> None:
    house.accept(customer_email="dana.fox@example.com", deposit_due=125_00)
    token = token_of(house)

    with time_machine.travel(utc_now() + timedelta(days=61)):
        expired = house.ask("GET", f"/public/links/{token}", NOBODY)
        renewed = house.ask("POST", f"/public/links/{token}/renew", NOBODY)

        (due,) = house.told("InvoiceDue")
        fresh = house.ask("GET", f"/public/links/{due['link'].removeprefix('http://portal.test/l/')}", NOBODY)

    assert (expired.status_code, expired.json()["code"]) == (410, "link_expired")
    assert (renewed.status_code, renewed.content) == (202, b"")
    assert (due["cause"], due["customer_email"], due["amount_due"]) == ("renewed", "dana.fox@example.com", 125_00)
    assert fresh.status_code == 200


def test_says_the_same_where_there_is_no_address(house: House) -> None:
    house.accept(customer_email=None)

    answer = house.ask("POST", f"/public/links/{token_of(house)}/renew", NOBODY)

    assert (answer.status_code, answer.content, house.told("InvoiceDue")) == (202, b"", [])


@pytest.mark.parametrize("now", ["dana@new.example", None])
def test_an_address_that_the_customer_has_left_gets_no_link(house: House, now: str | None) -> None:
    house.accept(customer_email="dana@old.example")
    token = token_of(house)
    house.register(customer_id=CUSTOMER, email=now)

    answer = house.ask("POST", f"/public/links/{token}/renew", NOBODY)

    assert answer.status_code == 202
    assert [due["customer_email"] for due in house.told("InvoiceDue")] == ([now] if now else [])


def test_nobody_is_flooded_with_links(house: House) -> None:
    house.accept()
    token = token_of(house)

    with time_machine.travel((utc_now() + timedelta(hours=1)).replace(minute=10)):
        answers = [house.ask("POST", f"/public/links/{token}/renew", NOBODY).status_code for _ in range(4)]

    assert answers == [202, 202, 202, 429]
    assert len(house.told("InvoiceDue")) == 3


def test_renewing_twice_under_one_key_sends_one_link(house: House) -> None:
    house.accept()
    path, key = f"/public/links/{token_of(house)}/renew", {"Idempotency-Key": "once"}

    answers = [house.ask("POST", path, NOBODY, headers=key).status_code for _ in range(2)]

    assert answers == [202, 202]
    assert len(house.told("InvoiceDue")) == 1


def test_without_a_secret_no_link_works(open_service: OpenService, house: House) -> None:
    house.accept()
    token = token_of(house)
    without = furnish(open_service(service, CUSTOMER_TOKEN_SECRET=""))

    assert without.ask("GET", f"/public/links/{token}", NOBODY).json()["code"] == "link_not_valid"
