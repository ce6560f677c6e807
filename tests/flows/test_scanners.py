"""Mail scanners open every link and post every form: nothing may happen."""

import re
from collections.abc import Callable
from html import unescape

import httpx
import pytest

from tests.support.held_links import EVERY_FORM, Held, settled
from tests.support.patience import SECONDS, get, post
from tests.support.story import Office, Sent

pytestmark = pytest.mark.shows("LNK-10")

Form = tuple[str, str]
"""Where it is posted, and what is inside."""
FILLED = {
    "signer_name": "on",
    "signature_kind": "typed",
    "signature_text": "on",
    "consent": "yes",
    "reason": "price",
    "note_text": "on",
}
SCANNER = {"user-agent": "Mozilla/5.0 (compatible; LinkGuard/1.0)"}


def state(sent: Sent) -> object:
    estimate = sent.estimate()
    history = sent.office.call("GET", f"/estimates/{sent.estimate_id}/history")["items"]
    return estimate["status"], estimate["viewed_at"], len(history), sent.invoice(), estimate["acceptance"]


def test_opening_a_link_fifty_times_changes_nothing(office: Office) -> None:
    sent = office.send()
    before = state(sent)

    with httpx.Client(timeout=SECONDS) as client:
        pages = [sent.link, f"{sent.link}?view=proposal", f"{sent.link}/pdf", f"{sent.link}/totals"]
        statuses = {
            client.request(method, page).status_code for _ in range(50) for page in pages for method in ("GET", "HEAD")
        }

    assert statuses == {200}
    assert state(sent) == before


def test_posting_every_form_with_whatever_it_holds_changes_nothing(office: Office) -> None:
    sent = office.send()
    before = state(sent)
    page = get(sent.link, headers=SCANNER).text
    actions = re.findall(r'<form[^>]*method="post"[^>]*action="([^"]+)"', page, re.IGNORECASE)
    names = re.findall(r'name="([^"]+)"', page)

    for action in actions:
        filled = dict.fromkeys(names, "on") | {"option_id": sent.option("Premium"), "version": "1", "nonce": ""}
        origin = office.world.url
        answer = post(httpx.URL(origin).join(action), data=filled, headers=SCANNER | {"origin": origin})
        assert answer.status_code in {200, 422}, f"{action}: {answer.status_code}"

    assert len(actions) >= 3
    assert state(sent) == before


def test_sending_the_forms_of_the_answers_as_well_changes_nothing(office: Office) -> None:
    sent = office.send()
    before = state(sent)
    signing = {name: value for name, value in sent.acceptance().items() if isinstance(value, str | int)}
    filled = signing | {"signature_kind": "typed", "signature_text": "on", "consent": "yes", "note_text": "on"}

    asked = [
        post(f"{sent.link}/{part}", data=filled | {"reason": "price"}, headers=SCANNER).text
        for part in ("accept", "decline", "notes")
    ]
    for page in asked:
        [action] = re.findall(r'<form[^>]*action="([^"]+)"', page)
        fields = {name: unescape(value) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', page)}
        for attempt in (fields, fields | {"subject": "on"}):
            post(httpx.URL(office.world.url).join(action), data=attempt, headers=SCANNER)

    assert all("pressed" in page for page in asked)
    assert state(sent) == before


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.__name__)
def test_a_scanners_whole_trace_changes_nothing_by_any_form_of_link(
    office: Office, form: Callable[[Office], Held]
) -> None:
    held = form(office)
    before = settled(held)

    with httpx.Client(
        base_url=office.world.url, headers=SCANNER | {"origin": office.world.url}, timeout=SECONDS
    ) as client:
        pages = [client.request(method, held.address).text for method in ("HEAD", "GET", "HEAD", "GET")]
        for page in pages:
            answered = [send(client, one, {}) for one in forms(page)] + [
                send(client, one, FILLED) for one in forms(page)
            ]
            for again in (one for answer in answered for one in forms(answer)):
                send(client, again, {})

    assert forms(pages[1])
    assert held.state() == before


def forms(page: str) -> list[Form]:
    """Every form of a page that is posted."""
    found = re.findall(r"<form([^>]*)>(.*?)</form>", page, re.IGNORECASE | re.DOTALL)
    return [
        (address[1], inside)
        for attributes, inside in found
        if (address := re.search(r'action="([^"]+)"', attributes)) and 'method="post"' in attributes
    ]


def send(client: httpx.Client, form: Form, filled: dict[str, str]) -> str:
    """Posts the form with whatever it holds, and what it was filled with."""
    action, inside = form
    held = {name: unescape(value) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', inside)}
    return client.post(unescape(action), data=held | filled).text


def test_a_form_sent_from_another_site_is_refused(office: Office) -> None:
    sent = office.send()
    headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}

    answer = post(f"{sent.link}/decline", data={"reason": "no"}, headers=headers)

    assert answer.status_code == 403
    assert sent.estimate()["status"] == "sent"
