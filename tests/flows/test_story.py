"""From a sent proposal to a paid deposit, on the embedded run and on PostgreSQL with RabbitMQ."""

import base64
import threading
import zlib
from collections import Counter

import httpx
import pytest

from tests.support.patience import get, post
from tests.support.story import Office, Sent, pay
from tests.support.world import eventually


def drawn_signature() -> str:
    """A PNG of 60 by 20 pixels with a stroke across it, in base64."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (60).to_bytes(4, "big") + (20).to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    rows = [b"\0" + (b"\x20" if row == 10 else b"\xff") * 60 for row in range(20)]
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"".join(rows))) + chunk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + data).decode()


def paid(sent: Sent) -> bool:
    invoice = sent.invoice()
    return invoice is not None and invoice["status"] == "paid"


@pytest.mark.shows("SGN-2", "SGN-4", "PAY-2", "PAY-3", "PAY-4", "NOT-1", "NOT-2", "EST-3")
def test_a_proposal_is_sent_signed_and_its_deposit_paid(office: Office) -> None:
    sent = office.send()
    first = eventually(lambda: sent.mails("Your proposal"), "the proposal is mailed")

    gutters = sent.estimate()["document"]["line_items"][0]["id"]
    drawn = {"kind": "drawn", "png_base64": drawn_signature()}
    accepted = sent.accept(optional_item_ids=[gutters], signature=drawn)
    returned = pay(sent.checkout())
    eventually(lambda: paid(sent), "the invoice is paid")
    eventually(lambda: len(sent.mails()) == 5, "both have both mails")

    assert sent.link in first[0]["text"]
    assert accepted.status_code == 201, accepted.text
    assert accepted.json()["status"] == "accepted"
    assert returned.status_code == 303
    estimate = sent.estimate()
    assert (estimate["status"], estimate["job"]["total"]) == ("accepted", 128_500)
    invoice = sent.invoice()
    assert invoice is not None
    assert (invoice["total"], invoice["paid"], invoice["amount_due"]) == (32_125, 32_125, 0)
    recipients = Counter(mail["to"] for mail in sent.mails())
    assert recipients == {sent.customer["email"]: 3, office.email: 2}
    actions = [entry["action"] for entry in office.call("GET", f"/estimates/{sent.estimate_id}/history")["items"]]
    assert {"sent", "accepted"} <= set(actions)
    titles = " ".join(f"{item['title']} {item['text']}" for item in office.inbox())
    assert "accepted" in titles
    assert "$321.25" in titles


@pytest.mark.shows("SGN-2")
def test_twenty_at_once_accept_once(office: Office) -> None:
    sent = office.send()
    body = sent.acceptance()
    answers: list[httpx.Response] = []

    def click() -> None:
        answers.append(post(f"{sent.api}/accept", json=body))

    threads = [threading.Thread(target=click) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    eventually(sent.invoice, "the deposit is invoiced")

    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 19}
    assert len({answer.text for answer in answers}) == 1
    assert len([job for job in office.call("GET", "/jobs")["items"] if job["estimate_id"] == sent.estimate_id]) == 1
    history = office.call("GET", f"/estimates/{sent.estimate_id}/history")["items"]
    assert [entry["action"] for entry in history].count("accepted") == 1


@pytest.mark.shows("EST-7", "EST-3")
def test_a_stale_page_cannot_accept_a_changed_estimate(office: Office) -> None:
    sent = office.send()
    stale = sent.acceptance()
    dearer = {
        "options": [{"name": "Premium", "line_items": [{"description": "All", "quantity": "1", "unit_price": 200_000}]}]
    }
    office.call("PATCH", f"/estimates/{sent.estimate_id}", dearer)

    refused = post(f"{sent.api}/accept", json=stale)
    page = get(sent.link)

    assert refused.status_code == 409
    assert (refused.json()["code"], refused.json()["current_version"]) == ("stale_version", 2)
    assert sent.estimate()["status"] != "accepted"
    assert "$2,000.00" in page.text
    assert sent.invoice() is None


@pytest.mark.shows("PAY-3")
def test_a_declined_card_leaves_the_deposit_payable_and_a_second_try_pays_it(office: Office) -> None:
    sent = office.send()
    sent.accept()
    url = sent.checkout()

    declined = pay(url, "decline")
    pay(url)
    eventually(lambda: paid(sent), "the invoice is paid")

    assert declined.status_code != 303
    invoice = sent.invoice()
    assert invoice is not None
    assert invoice["paid"] == invoice["total"]


@pytest.mark.shows("SGN-2")
def test_an_accepted_estimate_without_a_deposit_owes_nothing_now(office: Office) -> None:
    sent = office.send(deposit=None)

    accepted = sent.accept()

    assert accepted.json().get("next") is None
    assert eventually(lambda: sent.estimate()["job"], "the job is there")["total"] == 110_000
    assert sent.invoice() is None


@pytest.mark.shows("EST-3", "EST-4")
def test_a_customer_declines_and_the_office_hears_why(office: Office) -> None:
    sent = office.send()

    answer = post(f"{sent.api}/decline", json={"reason": "Found another company"})
    late = sent.accept()
    eventually(
        lambda: any("Found another company" in item["text"] for item in office.inbox()), "the office hears of it"
    )

    assert answer.is_success, answer.text
    assert late.status_code == 409
    assert late.json()["code"] == "not_acceptable"
    assert sent.estimate()["status"] == "declined"
