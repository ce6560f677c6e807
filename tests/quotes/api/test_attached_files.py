"""The bytes of photos and files: who gets them, in which form, and where they are kept."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.quotes.domain.attachment import Attachment
from services.quotes.domain.kept_file import KeptFile
from shared.service import Context
from tests.quotes.office import Office, Visitor, gutters
from tests.support.images import PDF, image, opened
from tests.support.services import run_tasks
from tests.support.storage import MemoryStorage

pytestmark = pytest.mark.shows("EXT-2")

PHOTO = image("JPEG", (1600, 1200))
SEEN = {"visible_to_customer": "true"}


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


@pytest.fixture
def context(context: Context, storage: MemoryStorage) -> Context:
    """The service with a storage that the test holds in its hands."""
    return replace(context, adapters=replace(context.adapters, storage=storage))


def _office_path(estimate: dict[str, Any]) -> str:
    return f"/estimates/{estimate['estimate_id']}"


def _link_path(estimate: dict[str, Any]) -> str:
    return f"/public/links/{estimate['token']}"


def test_office_and_customer_get_the_photo_and_its_small_twin(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    made = office.attach(_office_path(estimate), PHOTO, **SEEN)["attachment_id"]

    for someone, path in ((office, _office_path(estimate)), (visitor, _link_path(estimate))):
        whole = someone.ask("GET", f"{path}/attachments/{made}/file")
        small = someone.ask("GET", f"{path}/attachments/{made}/thumbnail")

        assert (opened(whole.content).size, opened(small.content).size) == ((1600, 1200), (800, 600))
        for answer in (whole, small):
            assert answer.headers["content-type"] == "image/jpeg"
            assert answer.headers["content-disposition"] == "inline"
            assert answer.headers["cache-control"] == "private, no-cache"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"


def test_a_pdf_is_saved_under_a_name_of_ours_and_never_shown_in_the_page(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    office.attach(_office_path(estimate), PHOTO, **SEEN)
    made = office.attach(_office_path(estimate), PDF, caption="Insurance", **SEEN)["attachment_id"]

    answer = visitor.ask("GET", f"{_link_path(estimate)}/attachments/{made}/file")

    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f'attachment; filename="{estimate["number"]}-2.pdf"'
    assert visitor.ask("GET", f"{_link_path(estimate)}/attachments/{made}/thumbnail").status_code == 404


@pytest.mark.shows("LNK-11")
def test_a_link_shows_what_its_page_shows_and_nothing_else(office: Office, visitor: Visitor) -> None:
    estimate, other = office.sent(gutters()), office.sent(gutters())
    hidden = office.attach(_office_path(estimate), PHOTO)["attachment_id"]
    shown = office.attach(_office_path(estimate), PHOTO, **SEEN)["attachment_id"]
    elsewhere = office.attach(_office_path(other), PHOTO, **SEEN)["attachment_id"]

    answers = {
        name: visitor.ask("GET", f"{_link_path(estimate)}/attachments/{one}/file")
        for name, one in (("shown", shown), ("hidden", hidden), ("elsewhere", elsewhere), ("none", UUID(int=1)))
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "shown": 200, "hidden": 404, "elsewhere": 404, "none": 404,
    }  # fmt: skip
    assert {answers[name].json()["code"] for name in ("hidden", "elsewhere", "none")} == {"file_not_found"}


def test_what_is_not_shown_any_more_is_not_given_out(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    made = office.attach(_office_path(estimate), PHOTO, **SEEN)["attachment_id"]
    path = f"{_link_path(estimate)}/attachments/{made}/file"
    before = visitor.ask("GET", path).status_code

    office.ask("PATCH", f"{_office_path(estimate)}/attachments/{made}", {"visible_to_customer": False})

    assert (before, visitor.ask("GET", path).status_code) == (200, 404)


def test_files_move_to_the_storage_and_are_shown_from_there(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    estimate = office.sent(gutters())
    made = office.attach(_office_path(estimate), PHOTO, **SEEN)["attachment_id"]
    path = f"{_link_path(estimate)}/attachments/{made}/file"
    at_first = visitor.ask("GET", path).content

    run_tasks(context)

    with context.database.read() as session:
        files = session.scalars(select(KeptFile)).all()
    assert [file.content for file in files] == [None, None]
    assert {key.rpartition("-")[2] for key in storage.objects} == {"whole.jpg", "thumbnail.jpg"}
    assert {kind for kind, _ in storage.objects.values()} == {"image/jpeg"}
    assert visitor.ask("GET", path).content == at_first
    storage.away = True
    assert visitor.ask("GET", path).json()["code"] == "file_unavailable"
    assert visitor.page(estimate["token"])["status"] == "sent"


def test_what_was_never_offered_is_forgotten_when_it_is_removed(
    context: Context, office: Office, storage: MemoryStorage
) -> None:
    estimate = office.draft(gutters())
    here = office.attach(_office_path(estimate), PHOTO, **SEEN)["attachment_id"]
    run_tasks(context)
    inline = office.attach(_office_path(estimate), PDF)["attachment_id"]

    for one in (here, inline):
        assert office.ask("DELETE", f"{_office_path(estimate)}/attachments/{one}").status_code == 204
    run_tasks(context)

    with context.database.read() as session:
        assert (session.scalars(select(Attachment)).all(), session.scalars(select(KeptFile)).all()) == ([], [])
    assert storage.objects == {}
    assert "attachments" not in office.estimate(estimate["estimate_id"])["document"]


def test_what_was_offered_is_kept_as_evidence_and_shown_to_nobody(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    estimate = office.sent(gutters())
    made = office.attach(_office_path(estimate), PHOTO, **SEEN)["attachment_id"]
    run_tasks(context)

    office.ask("DELETE", f"{_office_path(estimate)}/attachments/{made}")
    run_tasks(context)

    assert office.get(f"{_office_path(estimate)}/attachments")["items"] == []
    assert "attachments" not in visitor.page(estimate["token"])["document"]
    paths = [f"{place}/attachments/{made}/file" for place in (_office_path(estimate), _link_path(estimate))]
    assert [someone.ask("GET", path).status_code for someone, path in zip((office, visitor), paths, strict=True)] == [
        404, 404,
    ]  # fmt: skip
    assert len(storage.objects) == 2
    assert office.actions(estimate["estimate_id"])[-2:] == ["attachment_removed", "revised"]


def test_one_removed_while_it_is_stored_leaves_nothing_behind(
    context: Context, office: Office, storage: MemoryStorage
) -> None:
    estimate = office.draft(gutters())
    made = office.attach(_office_path(estimate), PDF)["attachment_id"]
    storage.after_put = lambda: office.ask("DELETE", f"{_office_path(estimate)}/attachments/{made}") and None

    run_tasks(context)

    assert storage.objects == {}


@pytest.mark.shows("EXT-2", "LNK-11")
def test_photos_of_the_work_are_shown_beside_what_was_signed(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    job = f"/jobs/{visitor.accept(estimate['token']).json()['job_id']}"
    hidden = office.attach(job, PHOTO)["attachment_id"]
    before, after = (office.attach(job, PHOTO, caption=caption, **SEEN)["attachment_id"] for caption in ("B", "A"))
    office.ask("PATCH", f"{job}/attachments/{after}", {"position": 1, "caption": "After"})

    shown = visitor.get(f"{_link_path(estimate)}/job-attachments")["items"]

    assert [(entry["id"], entry["caption"]) for entry in shown] == [(after, "After"), (before, "B")]
    statuses = [
        visitor.ask("GET", f"{_link_path(estimate)}/attachments/{one}/thumbnail").status_code
        for one in (before, after, hidden)
    ]
    assert statuses == [200, 200, 404]
    assert office.estimate(estimate["estimate_id"])["version"] == 1
    assert len(office.get(f"{job}/attachments")["items"]) == 3
    assert office.get(f"{_office_path(estimate)}/attachments")["items"] == []
    assert office.ask("DELETE", f"{job}/attachments/{before}").status_code == 204
    assert office.ask("GET", f"{_office_path(estimate)}/attachments/{after}/file").status_code == 404
    assert office.ask("GET", f"{job}/attachments/{after}/file").status_code == 200
    assert office.ask("GET", f"{job}/attachments/{after}/thumbnail").status_code == 200
    assert [entry["id"] for entry in visitor.get(f"{_link_path(estimate)}/job-attachments")["items"]] == [after]
