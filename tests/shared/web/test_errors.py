"""What a program is told of a request that cannot be read."""

from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.testclient import TestClient

from shared.web.errors import install_errors


class Ball(BaseModel):
    number: int


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    install_errors(app)

    @app.post("/balls")
    def throw(ball: Ball) -> int:
        return ball.number

    return TestClient(app)


@pytest.mark.parametrize(
    ("request_of", "came"),
    [
        ({"data": {"number": "1"}}, "it came as application/x-www-form-urlencoded"),
        ({"files": {"number": b"1"}}, "it came as multipart/form-data"),
        ({"content": b'{"number": 1}', "headers": {"content-type": "text/plain"}}, "it came as text/plain"),
        ({"content": b'{"number": 1}'}, "it came without a Content-Type"),
    ],
)
def test_a_body_in_another_form_is_told_which_one_is_read(
    client: TestClient, request_of: dict[str, Any], came: str
) -> None:
    answer = client.post("/balls", **request_of)

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
    assert answer.json()["detail"] == f"Send the body as Content-Type: application/json; {came}."
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "application/vnd.balls+json"])
def test_json_is_read_whatever_it_is_of(client: TestClient, kind: str) -> None:
    answer = client.post("/balls", content=b'{"number": 7}', headers={"content-type": kind})

    assert (answer.status_code, answer.json()) == (200, 7)


@pytest.mark.parametrize("content", [b"", b"[1]", b"{}"])
def test_json_that_does_not_fit_is_still_told_by_its_fields(client: TestClient, content: bytes) -> None:
    answer = client.post("/balls", content=content, headers={"content-type": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
