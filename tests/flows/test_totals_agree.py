"""What an estimate comes to, worked out by hand, and found to the cent wherever anybody can see it."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from shared.money import Money
from tests.quotes.paper import text_of
from tests.support.patience import get, post
from tests.support.story import Office, Sent, line, open_office
from tests.support.world import World, eventually

pytestmark = pytest.mark.shows("EST-1", "EST-2", "EST-5")


@dataclass(frozen=True)
class Case:
    """An estimate and its figures: subtotal, what comes off, tax, total, and what is due at once."""

    name: str
    currency: str
    content: dict[str, Any]
    figures: tuple[int, int, int, int, int]
    option: str | None = None
    ticked: bool = False


def percent(value: str) -> dict[str, str]:
    return {"kind": "percent", "value": value}


def fixed(value: int) -> dict[str, Any]:
    return {"kind": "fixed", "value": value}


CASES = [
    Case(
        "half a yen is a yen",
        "JPY",
        {"line_items": [line("Wash", 333, quantity="1.5", tax_rate="0.1")], "deposit": percent("33.3")},
        (500, 0, 50, 550, 183),
    ),
    Case(
        "thousandths, of which only tens can be paid online",
        "KWD",
        {"line_items": [line("Wash", 12_345, quantity="0.333", tax_rate="0.05")], "deposit": percent("50")},
        (4_111, 0, 206, 4_317, 2_160),
    ),
    Case(
        "a currency without decimals that is charged with two",
        "ISK",
        {
            "line_items": [line("Wash", 1_999, quantity="2.5", tax_rate="0.24") | {"discount": percent("12.5")}],
            "deposit": percent("25"),
        },
        (4_998, 625, 1_050, 5_423, 1_356),
    ),
    Case(
        "sixty lines with half a cent of tax on each",
        "USD",
        {"line_items": [line(f"Post {n}", 10, tax_rate="0.05") for n in range(60)], "deposit": percent("10")},
        (600, 0, 60, 660, 66),
    ),
    Case(
        "half a cent three times over",
        "USD",
        {
            "line_items": [line("One", 1, quantity="0.5"), line("Two", 3, quantity="0.5")],
            "discount": percent("50"),
            "deposit": None,
        },
        (3, 2, 0, 1, 0),
    ),
    Case(
        "all of it taken off",
        "USD",
        {"line_items": [line("Wash", 100_00, tax_rate="0.2")], "discount": percent("100"), "deposit": percent("50")},
        (100_00, 100_00, 0, 0, 0),
    ),
    Case(
        "all of it due at once",
        "EUR",
        {"line_items": [line("Wash", 49_99, tax_rate="0.19")], "deposit": fixed(59_49)},
        (49_99, 0, 9_50, 59_49, 59_49),
    ),
    Case(
        "three discounts one after the other, and an extra",
        "USD",
        {
            "line_items": [
                line("Siding", 100_00, tax_rate="0.0825"),
                line("Screens", 25_00, optional=True),
            ],
            "options": [
                {
                    "name": "Premium",
                    "line_items": [line("Roof", 199_99, tax_rate="0.0825") | {"discount": fixed(10_00)}],
                    "discount": percent("10"),
                },
                {"name": "Basic", "line_items": [line("Porch", 10_00)]},
            ],
            "discount": fixed(5_01),
            "deposit": percent("33.333"),
        },
        (324_99, 34_01, 21_98, 312_96, 104_32),
        option="Premium",
        ticked=True,
    ),
]


@pytest.fixture(scope="module")
def office(embedded_world: World) -> Iterator[Office]:
    opened = open_office(embedded_world)
    yield opened
    opened.client.close()


def shown(text: str) -> str:
    """The text as people read it, also that of a page."""
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", text)).replace("\N{NO-BREAK SPACE}", " ").split())


def money(minor: int, currency: str) -> str:
    return shown(Money(minor, currency).format("en-US"))


def send(office: Office, case: Case) -> Sent:
    customer = office.add_customer()
    content = {"options": [], "currency": case.currency} | case.content
    drafted = office.draft(customer["customer_id"], **content)
    link = office.call("POST", f"/estimates/{drafted['estimate_id']}/send", {})["link"]
    return Sent(office, customer, drafted, link)


def accept(sent: Sent, choice: dict[str, Any]) -> None:
    name = sent.customer["name"]
    signature = {"signer_name": name, "consent": True, "signature": {"kind": "typed", "text": name}}
    accepted = post(f"{sent.api}/accept", json={"version": 1} | choice | signature)
    assert accepted.status_code == 201, accepted.text


def chosen(sent: Sent, case: Case) -> dict[str, Any]:
    """The choice that the case is about, as an acceptance has it."""
    items = [item["id"] for item in sent.estimate()["document"]["line_items"] if item["optional"]]
    option = {"option_id": sent.option(case.option)} if case.option else {"option_id": None}
    return option | {"optional_item_ids": items if case.ticked else []}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_everybody_is_told_the_same(office: Office, case: Case) -> None:
    sent = send(office, case)
    choice = chosen(sent, case)
    figures = dict(zip(("subtotal", "discount", "tax", "total", "deposit_due"), case.figures, strict=True))
    subtotal, tax, total, due = (
        money(figures[name], case.currency) for name in ("subtotal", "tax", "total", "deposit_due")
    )
    query = {"option_id": choice["option_id"] or "", "item": choice["optional_item_ids"]}

    offered = get(sent.api, params=query).json()["selection"]["totals"]
    before = [shown(get(sent.link, params=query).text), shown(text_of(get(f"{sent.link}/pdf", params=query).content))]
    accept(sent, choice)
    after = [shown(get(f"{sent.link}/accepted").text), shown(text_of(get(f"{sent.link}/pdf").content))]
    thanks = eventually(lambda: sent.mails("Thank you"), "the customer is thanked")[0]
    invoice = eventually(sent.invoice, "the deposit is invoiced") if figures["deposit_due"] else sent.invoice()

    assert offered == figures
    for text in (*before, after[1]):
        assert f"Subtotal {subtotal}" in text
        assert f"Tax {tax}" in text or not figures["tax"]
    for text in (*before, *after):
        assert total in text
        assert due in text or not figures["deposit_due"]
    agreed = sent.estimate()
    assert (agreed["acceptance"]["total"], agreed["acceptance"]["deposit_due"]) == case.figures[3:]
    assert agreed["job"]["total"] == figures["total"]
    # Mail does not speak of a total of nothing.
    mails = [thanks, *([] if case.option else sent.mails("Your estimate"))] if figures["total"] else []
    assert all(f"Total: {total}" in shown(mail["text"]) for mail in mails)
    billed = (invoice["total"], invoice["currency"]) if invoice else (0, case.currency)
    assert billed == (figures["deposit_due"], case.currency)
