"""What a program is told of a request that cannot be read."""

from typing import Any

import pytest
from fastapi import FastAPI, UploadFile
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

    @app.post("/photos")
    def show(photo: UploadFile) -> int:
        return photo.size or 0

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


def test_what_cannot_be_taken_apart_is_told_in_our_own_words(client: TestClient) -> None:
    json, form = {"content-type": "application/json"}, {"content-type": "multipart/form-data; boundary=x"}

    garbled = client.post("/balls", content=b'{"number": "\xff"}', headers=json)
    no_file = client.post(
        "/photos", content=b'--x\r\nContent-Disposition: form-data; name="photo"\r\n\r\n1\r\n--x--', headers=form
    )

    said = [(answer.status_code, answer.json()["errors"]) for answer in (garbled, no_file)]
    assert said == [
        (400, [{"field": "body", "message": garbled.json()["detail"]}]),
        (422, [{"field": "photo", "message": "Send a file here, in a form of the type multipart/form-data."}]),
    ]
    assert "text has to be UTF-8" in garbled.json()["detail"]


@pytest.mark.parametrize("content", [b"", b"[1]", b"{}"])
def test_json_that_does_not_fit_is_still_told_by_its_fields(client: TestClient, content: bytes) -> None:
    answer = client.post("/balls", content=content, headers={"content-type": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
