"""Looking proposals up: the same answer for everybody, and one message to the address on file for whom there is something."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support import world
from tests.support.patience import SECONDS, get
from tests.support.story import PROPOSAL, Office, Sent, line, open_office
from tests.support.world import World, eventually

BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"}
NONCE = re.compile(r'<body[^>]* data-nonce="([^"]+)"')
RANDOM = re.compile(r'nonce(-|=")[A-Za-z0-9_.-]+')
PLAN = {
    "title": "Every season",
    "options": [],
    "line_items": [],
    "deposit": None,
    "maintenance_plans": [{"name": "Yearly", "visits_per_year": 4, "price_per_visit": 9_500, "term_months": 12}],
}
PLAIN = {"title": "Gutters", "options": [], "deposit": None, "line_items": [line("Gutter clearing", 18_500)]}
_neighbours = itertools.count(2)


def somebody() -> httpx.Client:
    """A browser at an address that nobody has come from yet."""
    number = next(_neighbours)
    transport = httpx.HTTPTransport(local_address=f"127.0.{number // 250}.{number % 250 + 1}")
    return httpx.Client(transport=transport, headers=BROWSER, timeout=SECONDS)


def look_up(office: Office, contact: str) -> httpx.Response:
    """By the page, as a person does."""
    page = f"{office.world.url}/portal/{office.slug}/proposals"
    with somebody() as browser:
        found = NONCE.search(browser.get(page).text)
        assert found
        return browser.post(page, data={"contact": contact, "nonce": found[1]})


def look_up_by_program(office: Office, **contact: str) -> httpx.Response:
    with somebody() as client:
        path = f"/api/v1/public/portals/{office.slug}/proposal-lookup"
        return client.post(office.world.url + path, json=contact)


def send_more(sent: Sent, **offer: Any) -> dict[str, Any]:
    """One more record for the same customer."""
    drafted = sent.office.draft(sent.customer["customer_id"], **PROPOSAL | offer)
    answer: dict[str, Any] = sent.office.call("POST", f"/estimates/{drafted['estimate_id']}/send", {})
    return drafted | answer


def answers_to(office: Office, email: str) -> list[dict[str, Any]]:
    """The messages that answer look-ups."""
    return [mail for mail in office.world.mails(email) if re.search(r"Here (is|are) your links?\b", mail["text"])]


def told(answer: httpx.Response) -> tuple[object, ...]:
    """All that an answer tells; what is random in every answer by its length."""
    random = {"date": "", "x-correlation-id": ""}
    headers = {name: _masked(value) for name, value in answer.headers.items()}
    return answer.status_code, headers | random, _masked(answer.text)


def _masked(text: str) -> str:
    return RANDOM.sub(lambda found: "?" * len(found[0]), text)


@pytest.mark.shows("LKP-1", "LKP-3", "LNK-6", "ACC-2")
def test_one_message_with_all_that_is_open_goes_to_the_address_on_file(office: Office) -> None:
    sent = office.send()
    plain, plan = send_more(sent, **PLAIN), send_more(sent, **PLAN)
    withdrawn = send_more(sent)
    office.call("POST", f"/estimates/{withdrawn['estimate_id']}/void", {})
    email = sent.customer["email"]

    answer = look_up(office, f"  {email.upper()} ")
    (mail,) = eventually(lambda: answers_to(office, email), "the links arrive")

    assert answer.status_code == 200
    assert "Check your inbox" in answer.text
    assert mail["subject"].startswith("What is open for you at Flow Test Cleaning")
    links = re.findall(r"http\S+", mail["text"])
    assert len(links) == 3
    for record, words in ((sent.drafted, "proposal"), (plain, "estimate"), (plan, "maintenance plan")):
        assert record["number"] in mail["text"]
        assert f"View your {words}" in mail["html"]
    assert withdrawn["number"] not in mail["text"]
    pages = [get(link) for link in links]
    assert [page.status_code for page in pages] == [200, 200, 200]


@pytest.mark.shows("LKP-1", "ACC-2")
def test_by_phone_the_links_go_to_the_email_address_on_file(office: Office) -> None:
    customer = office.add_customer(phone="(212) 555-0143")
    drafted = office.draft(customer["customer_id"])
    eventually(lambda: office.try_send(drafted["estimate_id"]), "the workspace is known to quotes")

    answer = look_up_by_program(office, phone="+1 212.555.0143")
    (mail,) = eventually(lambda: answers_to(office, customer["email"]), "the link arrives")

    assert (answer.status_code, answer.json()) == (202, {"status": "accepted"})
    assert mail["subject"] == f"Your proposal {drafted['number']} from Flow Test Cleaning"


@pytest.mark.shows("LKP-1", "LKP-4")
def test_known_unknown_and_limited_addresses_get_the_same_bytes(office: Office) -> None:
    email = office.send().customer["email"]
    stranger, number = f"stranger.{office.slug}@example.com", "+1 212 555 0199"

    strangers = [look_up(office, stranger), look_up(office, number)]
    known = [look_up(office, email) for _ in range(5)]
    by_program = [look_up_by_program(office, email=one) for one in (stranger, email)]
    eventually(lambda: len(answers_to(office, email)) == 3, "three messages")

    assert [told(answer) for answer in (*strangers, *known)] == [told(strangers[0])] * 7
    assert told(by_program[0]) == told(by_program[1])
    assert office.world.mails(stranger) == []
    assert len(answers_to(office, email)) == 3


@pytest.mark.shows("LNK-10")
def test_a_scanner_that_posts_the_form_sends_nothing(office: Office) -> None:
    email = office.send().customer["email"]
    page = f"{office.world.url}/portal/{office.slug}/proposals"

    with somebody() as scanner:
        scanner.headers["user-agent"] = "Mozilla/5.0 (compatible; LinkGuard/1.0; bot)"
        nonce = NONCE.search(scanner.get(page).text)
        answers = [scanner.post(page, data={"contact": email, "nonce": nonce[1] if nonce else ""}) for _ in range(2)]
    # What is looked up afterwards arrives; what was looked up before would have arrived by then, too.
    look_up(office, email)
    eventually(lambda: answers_to(office, email), "the links arrive")

    assert ["Check your inbox" in answer.text for answer in answers] == [False, False]
    assert len(answers_to(office, email)) == 1


@pytest.fixture
def world_without_mail(tmp_path: Path) -> Iterator[World]:
    nobody = f"smtp://127.0.0.1:{world.free_port()}"
    running = world.embedded(tmp_path / "data", SMTP_URL=nobody, MAIL_FROM="portal@example.com")
    running.start()
    yield running
    running.close()


@pytest.mark.shows("LKP-2")
def test_once_no_mail_goes_out_everybody_is_asked_to_come_back(world_without_mail: World) -> None:
    office = open_office(world_without_mail)
    sent = office.send()
    for _ in range(4):
        send_more(sent)

    def refused() -> bool:
        return look_up_by_program(office, email="stranger@example.com").status_code == 503

    eventually(refused, "the portal has heard that no mail goes out")
    answers = [look_up_by_program(office, email=one) for one in (sent.customer["email"], "stranger@example.com")]
    page = look_up(office, sent.customer["email"])
    office.client.close()

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(503, "channel_unavailable")] * 2
    assert answers[0].json()["detail"] == answers[1].json()["detail"]
    assert page.status_code == 503
    assert "Please try again in a few minutes" in page.text
