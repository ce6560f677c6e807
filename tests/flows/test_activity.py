"""Who changed what, across the whole system: the office's acts and its programs', and none of the customer's."""

from typing import Any

import httpx
import pytest

from tests.support.patience import SECONDS
from tests.support.story import Office
from tests.support.world import World, eventually

pytestmark = pytest.mark.shows("SET-2", "EST-3")


def test_the_office_and_its_programs_leave_their_lines_and_customers_leave_none(running: World, office: Office) -> None:
    sent = office.send()
    assert sent.accept().status_code == 201
    invoice = eventually(sent.invoice, "the deposit is invoiced")
    office.call("PATCH", "/settings/privacy", {"privacy": "strict"})
    key = office.call("POST", "/api-keys", {"name": "Accounting", "scopes": ["invoices:write"]}, expect=201)
    headers = {"authorization": f"Bearer {key['key']}"}
    with httpx.Client(base_url=f"{running.url}/api/v1", headers=headers, timeout=SECONDS) as program:
        voided = program.post(f"/invoices/{invoice['invoice_id']}/void", json={"reason": "Twice"})

    lines = office.call("GET", "/activity?limit=100")["items"]
    assert voided.is_success, voided.text
    assert {line["actor_name"] for line in lines} == {office.email.partition("@")[0], "Accounting"}
    by_program = [line for line in lines if line["actor_kind"] == "api_key"]
    assert [(line["kind"], line["act"], line["subject_id"]) for line in by_program] == [
        ("invoices", "void", invoice["invoice_id"])
    ]
    assert said(lines, "settings") == [("change", [("privacy", "standard", "strict")])]
    assert [act for act, _ in said(lines, "api-keys")] == ["add"]
    assert ("send", sent.estimate_id) in [(line["act"], line["subject_id"]) for line in lines]
    drafted = next(line for line in lines if (line["kind"], line["act"]) == ("estimates", "add"))
    assert (drafted["subject_id"], drafted["subject_name"]) == (sent.estimate_id, sent.drafted["number"])
    assert {line["outcome"] for line in lines} == {"done"}


def said(lines: list[dict[str, Any]], kind: str) -> list[tuple[str, list[tuple[str, str | None, str | None]]]]:
    return [
        (line["act"], [(one["field"], one["before"], one["after"]) for one in line["changes"]])
        for line in lines
        if line["kind"] == kind
    ]
