"""What an offer shows beside its prices: it is part of the document, and so of what is signed."""

from dataclasses import replace

import pytest

from services.quotes.domain.attached import MAX_ATTACHMENTS, Attached, Shows
from services.quotes.domain.document import document, document_hash, offer_from
from services.quotes.domain.errors import InvalidOffer
from tests.quotes.domain.build import item_id, line, offer

pytestmark = pytest.mark.shows("EXT-2")


def photo(number: int = 1, caption: str = "The roof today") -> Attached:
    return Attached(
        id=item_id(number),
        kind="photo",
        content_type="image/jpeg",
        caption=caption,
        sha256="ab" * 32,
        size=123_456,
        width=2400,
        height=1600,
    )


def test_a_document_tells_what_is_shown_and_gives_it_back() -> None:
    shown = offer(line(), attachments=(photo(1), photo(2, caption="")))

    made = document(shown)

    assert made["attachments"][0] == {
        "id": item_id(1),
        "kind": "photo",
        "content_type": "image/jpeg",
        "caption": "The roof today",
        "sha256": "ab" * 32,
        "size": 123_456,
        "width": 2400,
        "height": 1600,
    }
    assert offer_from(made) == shown


def test_an_offer_without_any_has_the_document_it_always_had() -> None:
    made = document(offer(line()))

    assert "attachments" not in made
    assert offer_from(made).attachments == ()


@pytest.mark.shows("HOL-1")
def test_what_a_photo_shows_of_a_design_is_told_apart_from_it_and_comes_back() -> None:
    before, after = Shows("before"), Shows("after", "Roof line")
    attached = (replace(photo(1), shows=before), photo(2), replace(photo(3), shows=after))
    shown = offer(line(), record_type="holiday_lights", attachments=attached)

    made = document(shown)

    assert made["mockups"] == [
        {"attachment": item_id(1), "stage": "before", "zone": ""},
        {"attachment": item_id(3), "stage": "after", "zone": "Roof line"},
    ]
    assert {len(entry) for entry in made["attachments"]} == {8}
    assert offer_from(made) == shown


def test_photos_that_show_no_design_leave_the_document_as_it_was() -> None:
    assert "mockups" not in document(offer(line(), attachments=(photo(1),)))


@pytest.mark.parametrize(
    "other",
    [
        (),
        (photo(1),),
        (photo(1), photo(2), photo(3)),
        (photo(2), photo(1)),
        (photo(1), photo(2, caption="The roof afterwards")),
        (photo(1), replace(photo(2), sha256="cd" * 32)),
        (photo(1), replace(photo(2), shows=Shows("after"))),
    ],
    ids=["none", "one less", "one more", "another order", "another caption", "another image", "as a mockup"],
)
def test_whatever_the_customer_sees_otherwise_is_another_document(other: tuple[Attached, ...]) -> None:
    before = (photo(1), photo(2))

    hashes = {document_hash(document(offer(line(id=item_id(9)), attachments=shown))) for shown in (before, other)}

    assert len(hashes) == 2


@pytest.mark.parametrize(
    ("attached", "why"),
    [
        (tuple(photo(number) for number in range(MAX_ATTACHMENTS + 1)), "at most 30 fit"),
        ((photo(1), photo(1)), "there twice"),
    ],
)
def test_too_many_and_the_same_twice_are_refused(attached: tuple[Attached, ...], why: str) -> None:
    with pytest.raises(InvalidOffer, match=why):
        offer(line(), attachments=attached)
