"""What every service's application does, whatever its routes are."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import APIRouter
from starlette.testclient import TestClient

from shared.web.app import build_api
from tests.support import services, toys

router = APIRouter()


@router.get("/balls")
def balls() -> list[int]:
    return [1, 2, 3]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    juggler = replace(toys.receiver, routers=[router])
    with services.running(juggler, services.sqlite_url(tmp_path, "receiver")) as context:
        yield TestClient(build_api(context), follow_redirects=False)


def test_an_address_is_right_to_the_last_character(client: TestClient) -> None:
    answers = [client.get(path, headers={"Host": "evil.example"}) for path in ("/balls", "/balls/")]

    assert [answer.status_code for answer in answers] == [200, 404]
    assert "location" not in answers[1].headers


@pytest.mark.parametrize("address", ["/readyz%0A", "/%0A", "/ready%00z", "/a/%7F/b"])
def test_control_characters_in_an_address_are_refused_as_any_other_error(client: TestClient, address: str) -> None:
    answer = client.get(address)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
