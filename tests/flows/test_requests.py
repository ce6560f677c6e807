"""From a stranger's request to a signed estimate: every step is pressed, none is typed twice."""

import re
from typing import Any

import httpx
import pytest

from tests.support.images import image
from tests.support.patience import post
from tests.support.story import Office
from tests.support.world import eventually

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
NONCE = re.compile(r'<body[^>]* data-nonce="([^"]+)"')


def ask(office: Office, **changes: Any) -> str:
    """Somebody asks for an estimate; the id of their request."""
    body = {
        "name": "Kim <b>Doe</b>",
        "email": f"kim.{office.slug}@example.com",
        "address": "3 Oak Street",
        "services": ["House wash"],
        "notes": "The gate is open.",
        "submission": "the-same-form",
    }
    answer = post(f"{office.world.url}/api/v1/public/portals/{office.slug}/estimate-requests", json=body | changes)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["request_id"])


@pytest.mark.shows("REQ-1", "REQ-2", "REQ-3", "NOT-1")
def test_a_request_becomes_a_lead_an_estimate_and_a_job(office: Office) -> None:
    office.call("PATCH", "/settings/services", {"services": ["House wash", "Roof cleaning"]})
    office.call("PATCH", "/settings/portal", {"estimate_requests": True})

    asked = {ask(office) for _ in range(2)}
    (lead,) = eventually(lambda: office.call("GET", "/leads")["items"], "the lead appears")
    (notice,) = eventually(
        lambda: [one for one in office.inbox() if one["kind"] == "lead_created"], "the office is told"
    )
    (mail,) = eventually(
        lambda: [one for one in office.world.mails(office.email) if "asks for an estimate" in one["subject"]],
        "the office is mailed",
    )
    estimate_id = office.call("POST", f"/leads/{lead['lead_id']}/estimate")["estimate_id"]
    link = office.call("POST", f"/estimates/{estimate_id}/send", {})["link"]
    signed = {
        "version": 1,
        "signer_name": "Kim Doe",
        "consent": True,
        "signature": {"kind": "typed", "text": "Kim Doe"},
    }
    accepted = post(f"{office.world.url}/api/v1/public/links/{link.rpartition('/')[2]}/accept", json=signed)

    won = office.call("GET", f"/leads/{lead['lead_id']}")
    assert asked == {lead["lead_id"]}
    assert notice["url"] == f"/office/leads/{lead['lead_id']}"
    assert "<b>Doe" not in mail["html"]
    assert accepted.status_code == 201
    assert won["status"] == "won"
    assert [line["action"] for line in won["history"]] == ["created", "drafted", "quoted", "won"]


@pytest.mark.shows("REQ-1", "REQ-2", "REQ-3", "EXT-2")
def test_photos_of_a_request_are_on_its_lead_and_on_the_estimate_made_of_it(office: Office) -> None:
    office.call("PATCH", "/settings/services", {"services": ["House wash"]})
    office.call("PATCH", "/settings/portal", {"estimate_requests": True})
    page = f"{office.world.url}/portal/{office.slug}/request"
    browser = httpx.Client(headers={"user-agent": BROWSER, "accept": "text/html"}, timeout=30)
    shown = browser.get(page).text
    form = dict(HIDDEN.findall(shown)) | {
        "nonce": NONCE.findall(shown)[0],
        "name": "Kim Doe",
        "email": "kim@example.com",
    }
    files = [("photos", (name, image(shape), "image/any")) for name, shape in (("a.jpg", "JPEG"), ("b.png", "PNG"))]

    thanks = browser.post(page, data=form, files=files)
    (lead,) = eventually(lambda: office.call("GET", "/leads")["items"], "the lead appears")
    photos = office.call("GET", f"/leads/{lead['lead_id']}/photos")["items"]
    estimate_id = office.call("POST", f"/leads/{lead['lead_id']}/estimate")["estimate_id"]
    office.call("POST", f"/leads/{lead['lead_id']}/estimate")
    attached = office.call("GET", f"/estimates/{estimate_id}/attachments")["items"]

    browser.close()
    assert "Thank you, Kim Doe!" in thanks.text
    assert [photo["name"] for photo in photos] == ["a.jpg", "b.png"]
    assert [one["content_type"] for one in attached] == [photo["content_type"] for photo in photos]
    assert {one["visible_to_customer"] for one in attached} == {False}
