"""From a stranger's request to a signed estimate: every step is pressed, none is typed twice."""

from typing import Any

import pytest

from tests.support.patience import post
from tests.support.story import Office
from tests.support.world import eventually


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
