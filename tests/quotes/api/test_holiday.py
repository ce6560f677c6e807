"""A holiday proposal from its draft to its sealed paper: zones, lights, the property before and after, and one signature."""

from typing import Any

import pytest

from shared.service import Context
from tests.quotes.office import Office, Visitor, gutters, signature, tiers
from tests.quotes.paper import text_of
from tests.quotes.tags import tags_of
from tests.support.images import PDF, image
from tests.support.services import published

pytestmark = pytest.mark.shows("HOL-1")

DESIGN = {
    "style": "Warm and classic",
    "zones": [
        {"name": "Roof line", "light_type": "C9 LED", "colors": ["warm white"], "length_ft": 120, "count": 160},
        {"name": "Front door", "light_type": "Garland", "length_ft": 18},
    ],
}
NOW, THEN = image("JPEG", (1200, 800)), image("PNG", (800, 600))
SEEN = {"visible_to_customer": "true"}


def lights(**rest: Any) -> dict[str, Any]:
    return tiers(record_type="holiday_lights", holiday=DESIGN) | rest


def path_of(estimate: dict[str, Any]) -> str:
    return f"/estimates/{estimate['estimate_id']}"


def illustrated(office: Office, **rest: Any) -> tuple[dict[str, Any], str, str]:
    """A holiday proposal that was sent with a pair of pictures of its roof, and their ids."""
    drafted = office.draft(lights(), **rest)
    pictures = [
        office.attach(path_of(drafted), content, stage=stage, zone="Roof line", caption=caption, **SEEN)
        for content, stage, caption in ((NOW, "before", "As it is"), (THEN, "after", ""))
    ]
    link = office.post(f"{path_of(drafted)}/send", {})["link"]
    sent = office.estimate(drafted["estimate_id"]) | {"token": link.rpartition("/")[2]}
    before, after = (picture["attachment_id"] for picture in pictures)
    return sent, before, after


def test_the_page_has_every_zone_with_its_lights_and_its_pictures(office: Office, visitor: Visitor) -> None:
    estimate, before, after = illustrated(office)

    page = visitor.page(estimate["token"])

    whole, roof, door = page["design"]
    assert whole == {"title": "", "facts": [{"label": "Style", "value": "Warm and classic"}], "pictures": []}
    assert (roof["title"], roof["pictures"]) == ("Roof line", [{"before": before, "after": after}])
    assert [fact["label"] for fact in roof["facts"]] == ["Light type", "Colors", "Length", "Count"]
    assert (door["title"], door["pictures"]) == ("Front door", [])
    for picture in (before, after):
        for size in ("file", "thumbnail"):
            shown = visitor.ask("GET", f"/public/links/{estimate['token']}/attachments/{picture}/{size}")
            assert (shown.status_code, shown.headers["content-type"][:6]) == (200, "image/")


@pytest.mark.shows("LNK-6")
def test_it_can_be_looked_at_as_its_design_and_counts_as_that(
    context: Context, office: Office, visitor: Visitor
) -> None:
    estimate, *_ = illustrated(office)

    page, as_design = visitor.page(estimate["token"]), visitor.page(estimate["token"], "?view=holiday")
    visitor.do(estimate["token"], "view", {"version": page["version"], "view": "holiday"})

    assert (page["purpose"], page["views"]) == ("proposal", ["proposal", "estimate", "holiday"])
    assert as_design["purpose"] == "holiday"
    assert published(context, "EstimateViewed")[-1]["data"]["kind"] == "holiday"


@pytest.mark.shows("EST-5")
def test_the_paper_has_the_pictures_beside_each_other_with_words_for_those_who_do_not_see_them(
    office: Office, visitor: Visitor
) -> None:
    estimate, *_ = illustrated(office)
    office.attach(path_of(estimate), image("JPEG", (60, 50)), caption="The crew", **SEEN)

    answer = visitor.ask("GET", f"/public/links/{estimate['token']}/pdf?view=holiday")

    text = " ".join(text_of(answer.content).replace("\N{NO-BREAK SPACE}", " ").split())
    assert b"pdfuaid:part" in answer.content
    assert answer.content.count(b"/Subtype/Image") == 3
    assert "Holiday lights design" in text
    assert "Roof line Before · As it is After Light type C9 LED Colors warm white Length 120 ft Count 160" in text
    assert text.index("The design") < text.index("Basic")
    assert text.count("As it is") == 1
    pictures = [tag.alt for tag in tags_of(answer.content).all("Figure")]
    assert pictures == ["Before, Roof line, As it is", "After, Roof line", "The crew"]


@pytest.mark.shows("SGN-3", "SGN-2", "EST-7")
def test_it_is_signed_as_everything_is_and_the_pictures_are_part_of_it(
    context: Context, office: Office, visitor: Visitor
) -> None:
    estimate, before, _ = illustrated(office)
    page = visitor.page(estimate["token"], "?view=holiday")
    choice = {"version": page["version"], "option_id": page["document"]["options"][0]["id"]}

    accepted = visitor.do(estimate["token"], "accept", signature(**choice, document_hash=page["document_hash"]))
    afterwards = office.ask("PATCH", f"{path_of(estimate)}/attachments/{before}", {"mockup": {"stage": "after"}})

    assert accepted.status_code == 201, accepted.text
    assert published(context, "EstimateAccepted")[0]["data"]["record_type"] == "holiday_lights"
    assert afterwards.json()["code"] == "not_revisable"
    signed = visitor.page(estimate["token"])
    assert (signed["status"], signed["in_season"], signed["document"]["mockups"]) == (
        "accepted",
        True,
        page["document"]["mockups"],
    )


@pytest.mark.shows("EST-7", "OFF-2")
def test_what_a_picture_shows_can_be_changed_and_makes_a_new_version(office: Office, visitor: Visitor) -> None:
    estimate, before, after = illustrated(office)
    one = f"{path_of(estimate)}/attachments/{before}"

    def pictures() -> list[tuple[str, list[dict[str, str | None]]]]:
        return [(part["title"], part["pictures"]) for part in visitor.page(estimate["token"])["design"]]

    moved = office.ask("PATCH", one, {"mockup": {"stage": "before", "zone": "Garage"}})
    elsewhere = pictures()
    again = office.ask("PATCH", one, {"mockup": {"stage": "before", "zone": "Garage"}, "caption": "As it is"})
    taken_away = office.ask("PATCH", one, {"mockup": None})

    assert moved.json()["mockup"] == {"stage": "before", "zone": "Garage"}
    assert elsewhere[1:] == [
        ("Roof line", [{"before": None, "after": after}]),
        ("Front door", []),
        ("Garage", [{"before": before, "after": None}]),
    ]
    assert again.json() == moved.json()
    assert taken_away.json()["mockup"] is None
    assert [title for title, _ in pictures()] == ["", "Roof line", "Front door"]
    assert office.estimate(estimate["estimate_id"])["version"] == 3
    assert [one["mockup"] for one in office.get(f"{path_of(estimate)}/attachments")["items"]] == [
        None,
        {"stage": "after", "zone": "Roof line"},
    ]


def test_a_picture_that_nobody_was_shown_is_removed_with_all_that_is_known_of_it(office: Office) -> None:
    estimate = office.draft(lights())
    made = office.attach(path_of(estimate), NOW, stage="before")

    removed = office.ask("DELETE", f"{path_of(estimate)}/attachments/{made['attachment_id']}")

    assert removed.status_code == 204
    assert office.get(f"{path_of(estimate)}/attachments")["items"] == []


@pytest.mark.parametrize(
    ("record_type", "content", "fields", "field"),
    [
        ("generic", NOW, {"stage": "before"}, "stage"),
        ("holiday_lights", PDF, {"stage": "after"}, "stage"),
        ("holiday_lights", NOW, {"stage": "during"}, "stage"),
        ("holiday_lights", NOW, {"stage": "after", "zone": "x" * 201}, "zone"),
    ],
)
def test_what_is_no_picture_of_a_design_is_refused_by_name(
    office: Office, record_type: str, content: bytes, fields: dict[str, str], field: str
) -> None:
    estimate = office.draft(gutters(record_type=record_type))

    refused = office.upload(path_of(estimate), content, **fields)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)
    assert office.get(f"{path_of(estimate)}/attachments")["items"] == []


def test_once_it_is_no_holiday_proposal_any_more_its_pictures_are_photos_like_others(
    office: Office, visitor: Visitor
) -> None:
    estimate, _before, _ = illustrated(office)

    office.ask("PATCH", path_of(estimate), {"record_type": "residential", "holiday": None})
    office.attach(path_of(estimate), NOW, caption="One more", **SEEN)

    page = visitor.page(estimate["token"])
    assert (page["design"], page["in_season"], len(page["document"]["attachments"])) == ([], False, 3)
    assert "mockups" not in page["document"]


@pytest.mark.shows("LNK-7")
def test_the_office_sees_the_same_before_it_is_sent(office: Office) -> None:
    drafted = office.draft(lights())
    office.attach(path_of(drafted), THEN, stage="after", **SEEN)

    preview = office.get(f"{path_of(drafted)}/preview?view=holiday")

    assert (preview["purpose"], len(preview["design"][0]["pictures"])) == ("holiday", 1)
