"""Photos and files of an invoice: kept for the office, and where it says so shown beside it to the customer."""

from typing import Any
from uuid import UUID

import pytest

from shared.web.caller import Caller
from tests.billing.house import CUSTOMER, RIVAL, SPARKLE, House, holder, staff
from tests.support.images import GIF, HEIC, PDF, SVG, huge_png, image, opened

pytestmark = pytest.mark.shows("EXT-2", "LNK-11")

PHOTO = image("JPEG", (1200, 800))
SEEN = {"visible_to_customer": "true"}


def put(house: House, invoice: dict[str, Any], content: bytes, who: Caller | None = None, **fields: str) -> Any:
    """The form that brings a file, and what is answered."""
    path = f"/invoices/{invoice['invoice_id']}/attachments"
    return house.ask("POST", path, who or staff(SPARKLE), files={"file": ("a.jpg", content)}, data=fields)


def listed(house: House, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    return list(house.office("GET", f"/invoices/{invoice['invoice_id']}/attachments")["items"])


def by_link(house: House, invoice: dict[str, Any], part: str = "") -> Any:
    """What the holder of the invoice's link is answered."""
    return house.ask("GET", f"/public/invoice{part}", holder(SPARKLE, UUID(invoice["invoice_id"]), "invoice"))


def test_a_photo_is_the_offices_own_until_it_is_shown(house: House) -> None:
    invoice = house.issued(90_00)

    made = put(house, invoice, PHOTO, caption=" The gutter, done ").json()
    hidden = by_link(house, invoice).json()["attachments"]
    refused = by_link(house, invoice, f"/attachments/{made['attachment_id']}/file")
    path = f"/invoices/{invoice['invoice_id']}/attachments/{made['attachment_id']}"
    house.office("PATCH", path, {"visible_to_customer": True})
    (shown,) = by_link(house, invoice).json()["attachments"]

    assert (made["kind"], made["caption"], made["width"], made["position"]) == ("photo", "The gutter, done", 1200, 1)
    assert (hidden, refused.status_code, refused.json()["code"]) == ([], 404, "file_not_found")
    assert shown == {name: made[name] for name in shown if name != "id"} | {"id": made["attachment_id"]}
    whole, small = (by_link(house, invoice, f"/attachments/{shown['id']}/{form}") for form in ("file", "thumbnail"))
    assert (opened(whole.content).size, opened(small.content).size) == ((1200, 800), (800, 533))
    assert whole.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert whole.headers["cache-control"] == "private, no-cache"


def test_a_pdf_is_saved_and_never_shown(house: House) -> None:
    invoice = house.issued(90_00)
    made = put(house, invoice, PDF, **SEEN).json()

    answer = by_link(house, invoice, f"/attachments/{made['attachment_id']}/file")

    assert answer.headers["content-disposition"] == f'attachment; filename="{invoice["number"]}-1.pdf"'
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")
    assert by_link(house, invoice, f"/attachments/{made['attachment_id']}/thumbnail").status_code == 404
    again = house.ask(
        "GET",
        f"/public/invoice/attachments/{made['attachment_id']}/file",
        holder(SPARKLE, UUID(invoice["invoice_id"]), "invoice"),
        headers={"If-None-Match": answer.headers["etag"]},
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "content",
    [SVG, HEIC, GIF, huge_png(30_000, 30_000), b"", PHOTO[:200], PDF.replace(b"<<", b"<</S/JavaScript"), b"MZ" + PHOTO],
    ids=["svg", "heic", "gif", "bomb", "empty", "cut", "script", "polyglot"],
)
def test_what_estimates_do_not_take_invoices_do_not_take(house: House, content: bytes) -> None:
    invoice = house.issued(90_00)

    refused = put(house, invoice, content)

    assert (refused.status_code, [one["field"] for one in refused.json()["errors"]]) == (422, ["file"])
    assert listed(house, invoice) == []


def test_what_is_hidden_behind_a_photo_is_not_kept(house: House) -> None:
    invoice = house.issued(90_00)

    made = put(house, invoice, PHOTO + b"<script>alert(1)</script>").json()

    path = f"/invoices/{invoice['invoice_id']}/attachments/{made['attachment_id']}/file"
    kept = house.ask("GET", path, staff(SPARKLE)).content
    assert b"<script>" not in kept
    assert opened(kept).size == (1200, 800)


def test_they_are_put_in_order_and_removed(house: House) -> None:
    invoice = house.draft(90_00)
    first, second, third = (put(house, invoice, PHOTO, caption=name).json() for name in ("a", "b", "c"))
    path = f"/invoices/{invoice['invoice_id']}/attachments"

    house.office("PATCH", f"{path}/{third['attachment_id']}", {"position": 1})
    moved = [one["caption"] for one in listed(house, invoice)]
    house.office("DELETE", f"{path}/{first['attachment_id']}", status=204)

    assert moved == ["c", "a", "b"]
    assert [(one["caption"], one["position"]) for one in listed(house, invoice)] == [("c", 1), ("b", 2)]
    assert house.ask("GET", f"{path}/{first['attachment_id']}/file", staff(SPARKLE)).status_code == 404
    nowhere = house.ask("PATCH", f"{path}/{second['attachment_id']}", staff(SPARKLE), {"position": 3})
    assert (nowhere.status_code, nowhere.json()["code"]) == (422, "invalid_place")


@pytest.mark.parametrize("caption", ["x" * 301, "a\x00b", "a\x1b[2Jb"])
def test_a_caption_that_nobody_could_read_is_refused(house: House, caption: str) -> None:
    invoice = house.issued(90_00)

    refused = put(house, invoice, PHOTO, caption=caption)

    assert (refused.status_code, [one["field"] for one in refused.json()["errors"]]) == (422, ["caption"])


def test_no_more_than_thirty_fit(house: House) -> None:
    invoice = house.issued(90_00)
    statuses = [put(house, invoice, PDF).status_code for _ in range(31)]

    assert statuses == [201] * 30 + [409]


def test_the_paper_of_an_invoice_stays_as_it_is(house: House) -> None:
    invoice = house.issued(90_00)
    path = f"/invoices/{invoice['invoice_id']}"
    before = house.ask("GET", f"{path}/pdf", staff(SPARKLE)).content, house.office("GET", path)["version"]

    put(house, invoice, PHOTO, **SEEN)

    assert (house.ask("GET", f"{path}/pdf", staff(SPARKLE)).content, house.office("GET", path)["version"]) == before


def test_a_viewer_looks_and_changes_nothing(house: House) -> None:
    invoice = house.issued(90_00)
    made = put(house, invoice, PHOTO).json()
    viewer = Caller("staff", SPARKLE, "viewer-1", "Vic", "viewer")
    path = f"/invoices/{invoice['invoice_id']}/attachments"

    looked = house.ask("GET", f"{path}/{made['attachment_id']}/thumbnail", viewer)
    tried = [
        put(house, invoice, PHOTO, viewer),
        house.ask("PATCH", f"{path}/{made['attachment_id']}", viewer, {"caption": "mine"}),
        house.ask("DELETE", f"{path}/{made['attachment_id']}", viewer),
    ]

    assert (looked.status_code, [answer.status_code for answer in tried]) == (200, [403] * 3)
    assert [one["caption"] for one in listed(house, invoice)] == [""]


def test_nobody_else_gets_at_them(house: House) -> None:
    invoice, other = house.issued(90_00), house.issued(10_00)
    made = put(house, invoice, PHOTO, **SEEN).json()
    part = f"/attachments/{made['attachment_id']}/file"
    mine = Caller("customer", SPARKLE, actor_id=invoice["customer"]["id"], scope=f"invoice:{invoice['invoice_id']}")
    stranger = Caller("customer", SPARKLE, actor_id=str(CUSTOMER), scope=f"invoice:{invoice['invoice_id']}")

    statuses = {
        "link": by_link(house, invoice, part).status_code,
        "customer": house.ask("GET", f"/public/invoice{part}", mine).status_code,
        "another link": by_link(house, other, part).status_code,
        "another customer": house.ask("GET", f"/public/invoice{part}", stranger).status_code,
        "another business": house.ask(
            "GET", f"/public/invoice{part}", holder(RIVAL, UUID(invoice["invoice_id"]), "invoice")
        ).status_code,
        "another office": house.ask("GET", f"/invoices/{invoice['invoice_id']}{part}", staff(RIVAL)).status_code,
        "another's file put to it": put(house, invoice, PHOTO, staff(RIVAL)).status_code,
    }

    assert statuses == {"link": 200, "customer": 200} | dict.fromkeys(list(statuses)[2:], 404)


def test_a_draft_that_is_thrown_away_takes_its_files_along(house: House) -> None:
    draft = house.draft(90_00)
    put(house, draft, PHOTO)

    house.office("DELETE", f"/invoices/{draft['invoice_id']}", status=204)

    assert house.ask("GET", f"/invoices/{draft['invoice_id']}/attachments", staff(SPARKLE)).status_code == 404
