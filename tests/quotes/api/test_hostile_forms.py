"""Forms that are sent with bad intent: refused by name, and nothing of them stays."""

import json
from typing import Any

import pytest

from shared.service import Context
from shared.web.caller import mint
from tests.quotes.office import Office, Visitor, gutters, rows, signature, tiers
from tests.support.images import PDF, image

pytestmark = pytest.mark.shows("EXT-2", "SGN-1")

FILE = ("file", ("a.jpg", image(), "image/jpeg"))


def posted(office: Office, estimate_id: str, **sent: Any) -> Any:
    secret = office.context.settings.service_token_secret.get_secret_value()
    headers = {"Authorization": f"Bearer {mint(secret, 'quotes', office.caller)}"} | sent.pop("headers", {})
    return office.client.post(f"/estimates/{estimate_id}/attachments", headers=headers, **sent)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"files": [FILE] * 1000}, "Send one file"),
        ({"files": [FILE], "data": {f"field{n}": "x" for n in range(1000)}}, "no more than 20 fields"),
        ({"files": [FILE], "data": {"caption": "x" * 2_000_000}}, "Part exceeded"),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, "Missing boundary"),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=line"}}, "cannot be read"),
        ({"files": [("file", (None, "text"))]}, "file"),
        ({"json": {"file": "x"}}, "file"),
        ({"files": [("file", ("a.pdf", PDF.replace(b"<<", b"<</S/JavaScript"), "image/png"))]}, "does more than show"),
    ],
    ids=["files", "fields", "field", "no boundary", "no part", "no file", "json", "script"],
)
def test_a_form_that_is_none_is_refused_by_the_file_and_leaves_nothing(
    context: Context, office: Office, sent: dict[str, Any], said: str
) -> None:
    estimate_id = office.draft(gutters())["estimate_id"]
    before = rows(context)

    refused = posted(office, estimate_id, **sent)

    assert (refused.status_code, [error["field"] for error in refused.json()["errors"]]) == (422, ["file"])
    assert said in refused.json()["detail"]
    assert rows(context) == before


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\r\nSet-Cookie: x=1.jpg", "\u202egpj.exe", "nul\0.jpg"])
def test_a_name_of_a_file_counts_for_nothing(office: Office, name: str) -> None:
    estimate_id = office.draft(gutters())["estimate_id"]

    taken = posted(office, estimate_id, files=[("file", (name, PDF, "text/html"))])

    path = f"/estimates/{estimate_id}/attachments/{taken.json()['attachment_id']}/file"
    disposition = office.ask("GET", path).headers["content-disposition"]
    assert (taken.status_code, disposition) == (201, 'attachment; filename="attachment-1.pdf"')


@pytest.mark.parametrize(
    "odd",
    [
        {"option_id": "\ud800"},
        {"optional_item_ids": ["\ud800"]},
        {"option_id": "\0"},
        {"maintenance_plan_id": "\ud800"},
    ],
)
def test_letters_that_are_none_are_quoted_in_the_refusal_all_the_same(
    office: Office, visitor: Visitor, odd: dict[str, Any]
) -> None:
    token = office.sent(tiers())["token"]
    body = signature(version=1, option_id=tiers()["options"][0]["id"]) | odd

    refused = visitor.do(token, "accept", json.dumps(body).encode())

    assert (refused.status_code, [error["field"] for error in refused.json()["errors"]]) == (422, list(odd))
    assert visitor.page(token)["status"] == "sent"
