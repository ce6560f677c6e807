"""Signatures in a real folder and a real bucket, which go away at the worst moment."""

import base64
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from services.quotes.adapters import build_adapters
from services.quotes.domain.kept_file import KeptFile
from services.quotes.manifest import service
from services.quotes.tasks import store_files
from shared.clock import utc_now
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.domain.build import png
from tests.quotes.office import Office, Visitor, gutters, open_workspace
from tests.support.s3 import KEYS, S3Server, s3_server
from tests.support.services import run_tasks

pytestmark = pytest.mark.shows("SGN-3")

DRAWING = png()
DRAWN = {"kind": "drawn", "png_base64": base64.b64encode(DRAWING).decode()}


@dataclass
class Place:
    """A storage as the environment names it, and how to delete it."""

    environment: dict[str, str]
    delete: Callable[[], None]


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    with s3_server() as running:
        yield running


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "folder":
        folder = tmp_path / "objects"
        return Place({"OBJECT_STORE_URL": folder.as_uri()}, lambda: shutil.rmtree(folder))
    running: S3Server = request.getfixturevalue("server")
    running.lose_everything()
    environment = {"OBJECT_STORE_URL": "s3://signatures/porchlight"} | running.options()
    return Place(environment, running.lose_everything)


def _open(open_service: OpenService, **environment: str) -> tuple[Context, Office, Visitor]:
    context = open_service(service, **environment)
    open_workspace(context)
    return context, Office(context), Visitor(context)


def _signed(office: Office, visitor: Visitor) -> str:
    """The token of an estimate that was accepted with a drawing."""
    token: str = office.sent(gutters())["token"]
    assert visitor.accept(token, signature=DRAWN).status_code == 201
    return token


def _is_inline(visitor: Visitor, token: str) -> bool:
    return visitor.page(token)["acceptance"]["signature_png_base64"] is not None


def test_a_place_deleted_amid_an_acceptance_is_made_again(open_service: OpenService, place: Place) -> None:
    context, office, visitor = _open(open_service, **place.environment)
    earlier = _signed(office, visitor)
    run_tasks(context)
    place.delete()

    token = _signed(office, visitor)
    run_tasks(context)

    answers = [visitor.ask("GET", f"/public/links/{one}/signature") for one in (earlier, token)]
    assert [answer.status_code for answer in answers] == [404, 200]
    assert answers[1].content == DRAWING
    assert not _is_inline(visitor, token)


@pytest.fixture(params=["folder", "bucket"])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment that names a place which nobody can use."""
    if request.param == "folder":
        (tmp_path / "objects").write_text("somebody put a file in its place")
        yield {"OBJECT_STORE_URL": (tmp_path / "objects").as_uri()}
        return
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        yield KEYS | {
            "OBJECT_STORE_URL": "s3://signatures",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{reserved.getsockname()[1]}",
        }


def test_a_place_that_is_away_for_good_refuses_nobody(open_service: OpenService, nowhere: dict[str, str]) -> None:
    context, office, visitor = _open(open_service, **nowhere)

    token = _signed(office, visitor)
    run_tasks(context)
    with time_machine.travel(utc_now().replace(year=utc_now().year + 1)):
        store_files.run(context)

    assert visitor.page(token)["status"] == "accepted"
    with context.database.read() as session:
        (kept,) = session.scalars(select(KeptFile).where(KeptFile.form == "signature"))
    assert (kept.content, kept.key) == (DRAWING, None)
    assert visitor.ask("GET", f"/public/links/{token}/signature").content == DRAWING


def test_a_folder_that_becomes_usable_again_gets_what_was_waiting(open_service: OpenService, tmp_path: Path) -> None:
    folder = tmp_path / "objects"
    folder.write_text("somebody put a file in its place")
    context, office, visitor = _open(open_service, OBJECT_STORE_URL=folder.as_uri())
    token = _signed(office, visitor)
    run_tasks(context)

    folder.unlink()
    # A storage that has failed is left alone for a while; another worker has not heard of it.
    context = replace(context, adapters=build_adapters(context.settings))
    with time_machine.travel(utc_now().replace(year=utc_now().year + 1), tick=False):
        store_files.run(context)

    assert [file.read_bytes() for file in folder.rglob("*.png")] == [DRAWING]
    assert Visitor(context).ask("GET", f"/public/links/{token}/signature").content == DRAWING
