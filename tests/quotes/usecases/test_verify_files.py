"""Whoever changes a file of what was agreed is found out, wherever it is kept: flip any byte of it, or add or cut one."""

import base64
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select, update

from services.quotes.domain.kept_file import KeptFile
from services.quotes.manifest import service
from services.quotes.usecases.verify_evidence import Verified, verify_evidence
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.domain.build import png
from tests.quotes.office import PREMIUM, WORKSPACE, Office, Visitor, open_workspace, tiers
from tests.quotes.seals import sealing
from tests.support.services import run_tasks
from tests.support.storage import MemoryStorage

pytestmark = pytest.mark.shows("SGN-5", "EST-5")

FLIPS = 500
PLACES = {"signature": "signature", "sealed": "sealed document"}
DRAWN = {"kind": "drawn", "png_base64": base64.b64encode(png()).decode()}
Rewrite = Callable[[bytes], None]


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


@pytest.fixture
def context(open_service: OpenService, storage: MemoryStorage) -> Context:
    opened = open_service(service, **sealing())
    open_workspace(opened)
    return replace(opened, adapters=replace(opened.adapters, storage=storage))


@pytest.fixture
def estimate_id(context: Context, office: Office, visitor: Visitor) -> UUID:
    """An estimate that was accepted and sealed, its files in the storage."""
    estimate = office.sent(tiers())
    visitor.accept(estimate["token"], option_id=PREMIUM, signature=DRAWN)
    run_tasks(context)
    return UUID(estimate["estimate_id"])


def looked_at(context: Context, estimate_id: UUID) -> Verified:
    with context.database.read() as session:
        found = verify_evidence(session, workspace_id=WORKSPACE, estimate_id=estimate_id)
    return found.with_files(context.adapters.storage)


def places(context: Context, estimate_id: UUID) -> list[str]:
    return [problem.place for problem in looked_at(context, estimate_id).problems]


def changes(content: bytes) -> Iterator[bytes]:
    """The content with one bit of it turned over, many times; and longer, shorter, and empty."""
    rng = random.Random(7)  # noqa: S311 - the same changes each time
    for _ in range(FLIPS):
        at = rng.randrange(len(content))
        yield content[:at] + bytes([content[at] ^ 1 << rng.randrange(8)]) + content[at + 1 :]
    yield from (content + b"\n", content[:-1], content[1:], content[: len(content) // 2], b"")


@pytest.mark.parametrize("form", PLACES)
def test_every_change_of_a_stored_file_is_found(
    context: Context, estimate_id: UUID, storage: MemoryStorage, form: str
) -> None:
    key = next(key for key in storage.objects if f"-{form}." in key)
    content_type, content = storage.objects[key]
    before = looked_at(context, estimate_id)
    found = []

    for changed in changes(content):
        storage.objects[key] = content_type, changed
        found.append(places(context, estimate_id))
    del storage.objects[key]
    found.append(places(context, estimate_id))

    assert (before.is_intact, len(before.stored), before.unread) == (True, 2, ())
    assert found == [[PLACES[form]]] * (FLIPS + 6)


@pytest.mark.parametrize("form", PLACES)
def test_every_change_of_a_file_in_the_database_is_found(
    context: Context, estimate_id: UUID, storage: MemoryStorage, form: str
) -> None:
    key = next(key for key in storage.objects if f"-{form}." in key)
    content = storage.objects[key][1]
    mine = KeptFile.form == form
    found = []

    for changed in [content, *list(changes(content))[-25:]]:
        with context.database.begin() as session:
            session.execute(update(KeptFile).where(mine).values(content=changed, key=None))
        found.append(places(context, estimate_id))

    assert found == [[], *[[PLACES[form]]] * 25]


def test_a_storage_that_is_away_is_no_change(context: Context, estimate_id: UUID, storage: MemoryStorage) -> None:
    storage.away = True

    found = looked_at(context, estimate_id)

    with context.database.read() as session:
        forms = session.scalars(select(KeptFile.form).order_by(KeptFile.form)).all()
    assert (found.problems, sorted(found.unread)) == ((), sorted(PLACES[form] for form in forms))
