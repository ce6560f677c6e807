"""Drawn signatures on their way into the storage: with the acceptance in the database, then stored, never lost between."""

import base64
import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from services.quotes.domain.kept_file import LEASE, KeptFile
from services.quotes.tasks import check_files, store_files
from shared.clock import utc_now
from shared.service import Context
from tests.quotes.domain.build import png
from tests.quotes.office import Office, Visitor, gutters
from tests.quotes.together import together
from tests.support.services import run_tasks
from tests.support.storage import MemoryStorage

pytestmark = pytest.mark.shows("SGN-3")

DRAWING = png()
DRAWN = {"kind": "drawn", "png_base64": base64.b64encode(DRAWING).decode()}


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


@pytest.fixture
def context(context: Context, storage: MemoryStorage) -> Context:
    """The service with a storage that the test holds in its hands."""
    return replace(context, adapters=replace(context.adapters, storage=storage))


def _signed(office: Office, visitor: Visitor) -> dict[str, str]:
    """An estimate accepted with a drawing."""
    estimate = office.sent(gutters())
    assert visitor.accept(estimate["token"], signature=DRAWN).status_code == 201
    return {"id": estimate["estimate_id"], "token": estimate["token"]}


def _files(context: Context) -> list[KeptFile]:
    with context.database.read() as session:
        return list(session.scalars(select(KeptFile)))


def _images(office: Office, visitor: Visitor, estimate: dict[str, str]) -> list[bytes | int]:
    """What office and customer are shown as the signature: the image, or the status of the refusal."""
    answers = [
        office.ask("GET", f"/estimates/{estimate['id']}/signature"),
        visitor.ask("GET", f"/public/links/{estimate['token']}/signature"),
    ]
    return [answer.content if answer.status_code == 200 else answer.status_code for answer in answers]


def test_it_is_in_the_database_with_the_acceptance_and_in_the_storage_right_after(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    estimate = _signed(office, visitor)
    at_once = (dict(storage.objects), _images(office, visitor, estimate), visitor.page(estimate["token"])["acceptance"])

    run_tasks(context)

    assert at_once[:2] == ({}, [DRAWING, DRAWING])
    assert at_once[2]["signature_png_base64"] == DRAWN["png_base64"]
    assert list(storage.objects.values()) == [("image/png", DRAWING)]
    (file,) = _files(context)
    assert (file.content, file.sha256) == (None, hashlib.sha256(DRAWING).hexdigest())
    assert _images(office, visitor, estimate) == [DRAWING, DRAWING]
    acceptance = visitor.page(estimate["token"])["acceptance"]
    assert (acceptance["signature_kind"], acceptance["signature_png_base64"]) == ("drawn", None)


def test_a_typed_signature_is_no_file(context: Context, office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    visitor.accept(estimate["token"])

    run_tasks(context)

    assert _files(context) == []
    assert _images(office, visitor, {"id": estimate["estimate_id"], "token": estimate["token"]}) == [404, 404]


def test_while_the_storage_is_away_it_stays_here_and_is_stored_once_that_is_back(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    storage.away = True
    estimate = _signed(office, visitor)

    run_tasks(context)

    (waiting,) = _files(context)
    assert (waiting.content, waiting.key) == (DRAWING, None)
    assert _images(office, visitor, estimate) == [DRAWING, DRAWING]
    storage.away = False
    with time_machine.travel(waiting.due_at):
        store_files.run(context)
    assert list(storage.objects.values()) == [("image/png", DRAWING)]
    assert _images(office, visitor, estimate) == [DRAWING, DRAWING]


def test_a_storage_that_is_away_for_good_is_asked_ever_less(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    storage.away = True
    estimate = _signed(office, visitor)
    now = utc_now()

    for minute in range(24 * 60):
        with time_machine.travel(now + timedelta(minutes=minute), tick=False):
            store_files.run(context)

    assert 90 < storage.asked < 110
    assert _images(office, visitor, estimate) == [DRAWING, DRAWING]
    assert visitor.page(estimate["token"])["status"] == "accepted"


def test_one_failure_ends_the_round_for_all_that_wait(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    storage.away = True
    for _ in range(3):
        _signed(office, visitor)

    store_files.run(context)

    assert storage.asked == 1
    storage.away = False
    with time_machine.travel(utc_now() + timedelta(minutes=1)):
        store_files.run(context)
    assert len(storage.objects) == 3


def test_without_a_storage_it_stays_with_the_acceptance(context: Context, office: Office, visitor: Visitor) -> None:
    estimate = _signed(office, visitor)

    store_files.run(replace(context, adapters=replace(context.adapters, storage=None)))

    assert _files(context) == []
    assert _images(office, visitor, estimate) == [DRAWING, DRAWING]


def test_a_worker_that_dies_between_storing_and_recording_loses_nothing(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    estimate = _signed(office, visitor)
    storage.after_put = _die

    with pytest.raises(KeyboardInterrupt):
        store_files.run(context)

    storage.after_put = lambda: None
    assert [file.content for file in _files(context)] == [DRAWING]
    with time_machine.travel(utc_now() + LEASE):
        store_files.run(context)
    assert [file.content for file in _files(context)] == [None]
    assert list(storage.objects.values()) == [("image/png", DRAWING)]
    assert _images(office, visitor, estimate) == [DRAWING, DRAWING]


def test_several_workers_share_what_there_is(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    for _ in range(4):
        _signed(office, visitor)

    together(*[lambda: store_files.run(context)] * 3)

    assert len(storage.objects) == 4
    assert [file.tries for file in _files(context)] == [1] * 4


def test_one_that_the_storage_loses_is_noticed_told_once_and_no_error_of_ours(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    estimate = _signed(office, visitor)
    run_tasks(context)
    kept = dict(storage.objects)
    storage.objects.clear()

    for weeks in (1, 2, 3):
        with time_machine.travel(utc_now() + timedelta(weeks=weeks)):
            check_files.run(context)

    assert _images(office, visitor, estimate) == [404, 404]
    assert office.ask("GET", f"/estimates/{estimate['id']}/signature").json()["code"] == "file_lost"
    assert visitor.page(estimate["token"])["acceptance"]["signature_kind"] == "drawn"
    assert office.actions(estimate["id"])[-2:] == ["accepted", "file_lost"]
    storage.objects.update(kept)
    with time_machine.travel(utc_now() + timedelta(weeks=4)):
        check_files.run(context)
    assert office.actions(estimate["id"])[-2:] == ["file_lost", "file_found"]
    assert _images(office, visitor, estimate) == [DRAWING, DRAWING]


def test_one_that_was_changed_in_the_storage_is_not_shown(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    estimate = _signed(office, visitor)
    run_tasks(context)

    for key in storage.objects:
        storage.objects[key] = ("image/png", png(noise=b"another hand"))

    assert _images(office, visitor, estimate) == [404, 404]


def test_a_storage_that_is_away_has_lost_nothing(
    context: Context, office: Office, visitor: Visitor, storage: MemoryStorage
) -> None:
    estimate = _signed(office, visitor)
    run_tasks(context)
    storage.away = True

    with time_machine.travel(utc_now() + timedelta(weeks=1)):
        check_files.run(context)

    assert _images(office, visitor, estimate) == [503, 503]
    assert office.actions(estimate["id"])[-1] == "accepted"
    storage.away = False
    assert _images(office, visitor, estimate) == [DRAWING, DRAWING]


def test_the_image_is_private_and_of_one_type(context: Context, office: Office, visitor: Visitor) -> None:
    estimate = _signed(office, visitor)
    run_tasks(context)
    path = f"/public/links/{estimate['token']}/signature"

    first = visitor.ask("GET", path)
    again = visitor.ask("GET", path, **{"If-None-Match": first.headers["etag"]})

    assert first.headers["content-type"] == "image/png"
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["x-content-type-options"] == "nosniff"
    assert first.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert (again.status_code, again.content) == (304, b"")


def _die() -> None:
    raise KeyboardInterrupt
