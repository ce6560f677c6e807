"""Files that come with a request: where they may be large, and a form that is sent twice."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import APIRouter, File, UploadFile
from starlette.testclient import TestClient

from shared.ids import new_id
from shared.web.app import build_api
from shared.web.caller import Caller, CallerDep
from shared.web.middleware import MAX_BODY, MAX_UPLOAD
from shared.web.unit_of_work import UnitOfWorkRoute, Writing
from tests.support import services, toys
from tests.support.business import bearer

router = APIRouter(route_class=UnitOfWorkRoute)


@router.post("/balls/photo")
def photograph(_session: Writing, _caller: CallerDep, file: Annotated[UploadFile, File()]) -> dict[str, str | int]:
    return {"id": str(new_id()), "size": file.size or 0}


@router.post("/balls/story")
def tell(_caller: CallerDep, file: Annotated[UploadFile, File()]) -> dict[str, int]:
    return {"size": file.size or 0}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    juggler = replace(toys.receiver, routers=[router], uploads=re.compile(r"/balls/photo"))
    with services.running(juggler, services.sqlite_url(tmp_path, "receiver")) as context:
        yield TestClient(build_api(context), headers=bearer("receiver", Caller("system")))


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/balls/photo", MAX_BODY + 1, 200),
        ("/balls/photo", MAX_UPLOAD + 1, 413),
        ("/balls/story", MAX_BODY + 1, 413),
    ],
)
def test_only_what_takes_files_takes_large_ones(client: TestClient, path: str, size: int, status: int) -> None:
    answer = client.post(path, files={"file": b"x" * size})

    assert answer.status_code == status
    assert status == 200 or answer.json()["code"] == "too_large"


@pytest.mark.parametrize(
    ("second", "status"), [(b"the same", 200), (b"another", 409)], ids=["the same file", "another file"]
)
def test_a_form_is_known_again_whatever_stands_between_its_parts(
    client: TestClient, second: bytes, status: int
) -> None:
    once = {"Idempotency-Key": "photo-1"}

    answers = [client.post("/balls/photo", files={"file": content}, headers=once) for content in (b"the same", second)]

    assert [answer.status_code for answer in answers] == [200, status]
    assert (answers[0].json() == answers[1].json()) == (status == 200)
