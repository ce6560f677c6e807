"""A link that is taken back is taken back everywhere: its page, its files, its payment, and the links that came of it."""

import re

import httpx
import pytest

from tests.support.patience import get, post
from tests.support.story import Office, Sent, pay
from tests.support.world import eventually

pytestmark = pytest.mark.shows("LNK-11", "LNK-1")
PARTS = ("", "/totals", "/pdf", "/accepted", "/payment", "/receipt", "/signature")


@pytest.mark.parametrize("public_token", [True, False], ids=["token", "signed"])
@pytest.mark.parametrize("of", ["link", "record", "customer"])
def test_nothing_behind_the_link_can_be_seen_or_done_any_more(office: Office, of: str, *, public_token: bool) -> None:
    sent = office.send(public_token=public_token)
    sent.accept()
    pay(sent.checkout())
    eventually(lambda: (sent.invoice() or {}).get("status") == "paid", "the deposit is paid")
    good = {part: get(sent.link + part).status_code for part in PARTS}

    revoke(sent, of)

    assert set(good.values()) <= {200, 404}
    assert {get(sent.link + part).status_code for part in PARTS} == {410}
    assert {answer.status_code for answer in answers(sent)} == {410}
    page = get(sent.link).text
    assert "This link was withdrawn" in page
    assert "Email me a fresh link" in page


@pytest.mark.parametrize("of", ["record", "customer"])
def test_the_payment_links_of_the_record_go_with_it(office: Office, of: str) -> None:
    sent = office.send()
    sent.accept()
    pay(sent.checkout())
    letter = eventually(lambda: sent.mails("Receipt"), "the receipt is mailed")[0]
    receipt = next(link for link in re.findall(r"https?://\S+", letter["text"]) if "/l/" in link)
    assert get(receipt).status_code == 200

    revoke(sent, of)

    eventually(lambda: get(receipt).status_code == 410, "billing has heard of it")


def test_a_fresh_link_comes_by_mail_and_opens_the_record(office: Office) -> None:
    sent = office.send(public_token=False)
    eventually(sent.mails, "the proposal is mailed")
    revoke(sent, "record")

    renewed = post(f"{sent.api}/renew")

    letters = eventually(lambda: sent.mails()[1:], "the fresh link is mailed")
    fresh = next(link for link in re.findall(r"https?://\S+", letters[0]["text"]) if "/l/" in link)
    assert (renewed.status_code, letters[0]["to"]) == (202, sent.customer["email"])
    assert get(fresh).status_code == 200


def revoke(sent: Sent, of: str) -> None:
    whose = f"/customers/{sent.customer['customer_id']}" if of == "customer" else f"/estimates/{sent.estimate_id}"
    sent.office.call("POST", f"{whose}/links/revoke", {"token": sent.token} if of == "link" else None)


def answers(sent: Sent) -> list[httpx.Response]:
    bodies = {"decline": {}, "notes": {"text": "Hello?"}, "view": {"version": 1}, "checkout": {}}
    return [post(f"{sent.api}/{part}", json=body) for part, body in bodies.items()]
