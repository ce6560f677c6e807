"""Photos and files on paper: what the customer is shown, wherever it is kept."""

from dataclasses import replace

import pytest

from shared.service import Context
from tests.quotes.office import Office, Visitor, gutters
from tests.quotes.paper import text_of
from tests.support.images import PDF, image
from tests.support.services import run_tasks
from tests.support.storage import MemoryStorage

pytestmark = pytest.mark.shows("EXT-2", "EST-5")

SEEN = {"visible_to_customer": "true"}


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


@pytest.fixture
def context(context: Context, storage: MemoryStorage) -> Context:
    """The service with a storage that the test holds in its hands."""
    return replace(context, adapters=replace(context.adapters, storage=storage))


def _with_photos(office: Office) -> tuple[str, str]:
    """The token of an estimate that shows two photos and a file, and the hash of the file."""
    estimate = office.sent(gutters())
    path = f"/estimates/{estimate['estimate_id']}"
    office.attach(path, image("JPEG", (300, 200)), caption="#The *roof* today", **SEEN)
    office.attach(path, image("PNG", (200, 300)), **SEEN)
    file = office.attach(path, PDF, caption="Certificate of insurance", **SEEN)
    office.attach(path, image(), caption="For the crew")
    return estimate["token"], file["sha256"]


def _pdf(visitor: Visitor, token: str) -> bytes:
    answer = visitor.ask("GET", f"/public/links/{token}/pdf")
    assert answer.status_code == 200, answer.text
    return answer.content


def test_what_is_shown_is_on_it_and_files_by_name_and_hash(office: Office, visitor: Visitor) -> None:
    token, sha256 = _with_photos(office)

    drawn = _pdf(visitor, token)

    assert drawn.count(b"/Subtype/Image") == 2
    assert b"pdfuaid:part" in drawn
    text = text_of(drawn)
    for words in ("Photos and files", "#The *roof* today", "Certificate of insurance", sha256):
        assert words in text
    assert "For the crew" not in text


def test_it_is_the_same_wherever_the_photos_are(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    token, _ = _with_photos(office)
    here = _pdf(visitor, token)

    run_tasks(context)

    assert len(storage.objects) == 7
    assert _pdf(visitor, token) == here


def test_a_photo_that_is_lost_or_out_of_reach_is_told_of_in_words(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    token, _ = _with_photos(office)
    run_tasks(context)
    storage.away = True
    out_of_reach = _pdf(visitor, token)
    storage.away = False
    storage.objects.clear()

    lost = _pdf(visitor, token)

    for drawn in (out_of_reach, lost):
        assert drawn.count(b"/Subtype/Image") == 0
        assert "Photo 2 of 2 is kept with the record" in text_of(drawn).replace("\n", " ")


def test_what_was_accepted_keeps_them(office: Office, visitor: Visitor) -> None:
    token, sha256 = _with_photos(office)
    assert visitor.accept(token, version=4).status_code == 201

    drawn = _pdf(visitor, token)

    assert drawn.count(b"/Subtype/Image") == 2
    assert sha256 in text_of(drawn)
