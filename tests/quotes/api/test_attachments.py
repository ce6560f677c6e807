"""Photos and files of an estimate: kept for the office, and where it says so part of what the customer signs."""

from typing import Any

import pytest

from shared.service import Context
from tests.quotes.office import NEIGHBOUR, Office, Visitor, gutters, open_workspace
from tests.support.images import PDF, SVG, image
from tests.support.services import published

pytestmark = pytest.mark.shows("EXT-2")

PHOTO, OTHER = image("JPEG", (1200, 800)), image("PNG")
SEEN = {"visible_to_customer": "true"}


def _path(estimate: dict[str, Any]) -> str:
    return f"/estimates/{estimate['estimate_id']}"


def _captions(office: Office, estimate: dict[str, Any]) -> list[str]:
    return [one["caption"] for one in office.get(f"{_path(estimate)}/attachments")["items"]]


def _offered(office: Office, estimate: dict[str, Any]) -> list[str]:
    """The captions of what the current version shows."""
    shown = office.estimate(estimate["estimate_id"])["document"].get("attachments", [])
    return [entry["caption"] for entry in shown]


def test_a_photo_is_kept_for_the_office_until_it_is_shown(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())

    made = office.attach(_path(estimate), PHOTO, caption=" The gutter over the door ")

    assert office.get(f"{_path(estimate)}/attachments")["items"] == [made]
    assert (made["kind"], made["content_type"], made["width"], made["height"]) == ("photo", "image/jpeg", 1200, 800)
    assert (made["caption"], made["visible_to_customer"], made["position"]) == ("The gutter over the door", False, 1)
    assert made["created_by"] == "Sam Office"
    now = office.estimate(estimate["estimate_id"])
    assert (now["version"], now["document_hash"]) == (1, estimate["document_hash"])
    assert "attachments" not in visitor.page(estimate["token"])["document"]


@pytest.mark.shows("EST-1", "EST-7")
def test_what_the_customer_sees_is_part_of_a_new_version(context: Context, office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())

    made = office.attach(_path(estimate), PHOTO, caption="The roof today", **SEEN)

    page = visitor.page(estimate["token"])
    names = ("kind", "content_type", "caption", "sha256", "size", "width", "height")
    assert page["version"] == 2
    assert page["document"]["attachments"] == [{"id": made["attachment_id"]} | {name: made[name] for name in names}]
    assert page["document_hash"] != estimate["document_hash"]
    assert published(context, "EstimateChanged")[0]["data"]["document_hash"] == page["document_hash"]
    stale = visitor.accept(estimate["token"], version=1)
    fresh = visitor.accept(estimate["token"], version=2, document_hash=page["document_hash"])
    assert (stale.json()["code"], fresh.status_code) == ("stale_version", 201)
    assert office.actions(estimate["estimate_id"])[2:] == ["attachment_added", "revised", "accepted"]


def test_a_draft_is_changed_without_a_new_version(office: Office) -> None:
    estimate = office.draft(gutters())

    office.attach(_path(estimate), PHOTO, caption="Now", **SEEN)

    now = office.estimate(estimate["estimate_id"])
    assert (now["version"], len(now["document"]["attachments"])) == (1, 1)


def test_other_changes_keep_what_is_shown(office: Office) -> None:
    estimate = office.sent(gutters())
    office.attach(_path(estimate), PHOTO, caption="Before", **SEEN)

    office.ask("PATCH", _path(estimate), {"title": "Gutters and more"})

    assert (office.estimate(estimate["estimate_id"])["version"], _offered(office, estimate)) == (3, ["Before"])


def test_caption_place_and_showing_can_be_changed(office: Office) -> None:
    estimate = office.sent(gutters())
    first, second, third = (
        office.attach(_path(estimate), PHOTO, caption=caption, **SEEN)["attachment_id"] for caption in "ABC"
    )

    def change(attachment_id: str, **body: Any) -> Any:
        answer = office.ask("PATCH", f"{_path(estimate)}/attachments/{attachment_id}", body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    moved = change(third, position=1)
    renamed = change(first, caption="A, closer")
    hidden = change(second, visible_to_customer=False)

    assert (moved["position"], renamed["caption"], hidden["visible_to_customer"]) == (1, "A, closer", False)
    assert _captions(office, estimate) == ["C", "A, closer", "B"]
    assert _offered(office, estimate) == ["C", "A, closer"]
    assert office.estimate(estimate["estimate_id"])["version"] == 7


@pytest.mark.parametrize("body", [{}, {"caption": "A"}, {"position": 1}, {"visible_to_customer": True}])
def test_a_change_that_changes_nothing_makes_no_version(office: Office, body: dict[str, Any]) -> None:
    estimate = office.sent(gutters())
    made = office.attach(_path(estimate), PHOTO, caption="A", **SEEN)
    before = office.actions(estimate["estimate_id"])

    answer = office.ask("PATCH", f"{_path(estimate)}/attachments/{made['attachment_id']}", body)

    assert (answer.status_code, answer.json()) == (200, made)
    assert (office.estimate(estimate["estimate_id"])["version"], office.actions(estimate["estimate_id"])) == (2, before)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"position": 0}, "position"),
        ({"position": 2}, "position"),
        ({"caption": "x" * 301}, "caption"),
        ({"caption": "\x00"}, "caption"),
        ({"visible_to_customer": "yes"}, "visible_to_customer"),
        ({"sha256": "ab"}, "sha256"),
    ],
)
def test_a_change_that_cannot_be_is_refused_by_name(office: Office, body: dict[str, Any], field: str) -> None:
    estimate = office.sent(gutters())
    made = office.attach(_path(estimate), PHOTO, caption="A")

    answer = office.ask("PATCH", f"{_path(estimate)}/attachments/{made['attachment_id']}", body)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert _captions(office, estimate) == ["A"]


@pytest.mark.parametrize("content", [SVG, b"", b"hello", PHOTO[:100]], ids=["svg", "empty", "text", "half a photo"])
def test_what_is_no_photo_and_no_pdf_is_refused_whatever_it_is_called(office: Office, content: bytes) -> None:
    estimate = office.sent(gutters())

    refused = office.upload(_path(estimate), content)

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_file")
    assert refused.json()["errors"][0]["field"] == "file"
    assert _captions(office, estimate) == []


def test_no_more_than_fit_are_taken(office: Office) -> None:
    estimate = office.draft(gutters())
    for number in range(30):
        office.attach(_path(estimate), PDF, caption=str(number))

    refused = office.upload(_path(estimate), PDF)

    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_attachments")
    assert len(_captions(office, estimate)) == 30


@pytest.mark.shows("EST-7")
def test_what_was_accepted_shows_what_it_showed(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    shown = office.attach(_path(estimate), PHOTO, caption="As agreed", **SEEN)
    visitor.accept(estimate["token"], version=2)
    one = f"{_path(estimate)}/attachments/{shown['attachment_id']}"

    refusals = [
        office.upload(_path(estimate), PHOTO, **SEEN),
        office.ask("PATCH", one, {"caption": "Otherwise"}),
        office.ask("PATCH", one, {"visible_to_customer": False}),
        office.ask("DELETE", one),
    ]
    office.attach(_path(estimate), OTHER, caption="For the crew")

    assert [(answer.status_code, answer.json()["code"]) for answer in refusals] == [(409, "not_revisable")] * 4
    assert (_captions(office, estimate), _offered(office, estimate)) == (["As agreed", "For the crew"], ["As agreed"])


@pytest.mark.parametrize("role", ["viewer"])
def test_who_may_only_look_changes_nothing(context: Context, office: Office, role: str) -> None:
    estimate = office.sent(gutters())
    made = office.attach(_path(estimate), PHOTO)
    one = f"{_path(estimate)}/attachments/{made['attachment_id']}"
    viewer = Office(context, role=role)

    answers = [viewer.upload(_path(estimate), PHOTO), viewer.ask("PATCH", one, {}), viewer.ask("DELETE", one)]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert viewer.ask("GET", f"{one}/file").status_code == 200


def test_an_attachment_is_for_its_own_office_and_estimate(context: Context, office: Office) -> None:
    open_workspace(context, NEIGHBOUR)
    estimate, other = office.sent(gutters()), office.sent(gutters())
    made = office.attach(_path(estimate), PHOTO)["attachment_id"]
    neighbour = Office(context, NEIGHBOUR)
    wrong = [
        (neighbour, _path(estimate)),
        (office, _path(other)),
    ]

    for someone, path in wrong:
        one = f"{path}/attachments/{made}"
        answers = [
            someone.ask("GET", f"{one}/file"),
            someone.ask("GET", f"{one}/thumbnail"),
            someone.ask("PATCH", one, {"caption": "Mine"}),
            someone.ask("DELETE", one),
        ]
        assert [answer.status_code for answer in answers] == [404] * 4
    assert neighbour.upload(_path(estimate), PHOTO).status_code == 404
    assert _captions(office, estimate) == [""]


def test_sending_the_same_form_again_attaches_once(context: Context, office: Office) -> None:
    estimate = office.sent(gutters())
    office.client.headers["Idempotency-Key"] = "photo-1"

    answers = [office.upload(_path(estimate), PHOTO, caption="Once") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert _captions(office, estimate) == ["Once"]
