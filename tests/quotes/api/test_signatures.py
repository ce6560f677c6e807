"""Names and drawings that come with an acceptance, and are none."""

import base64
import zlib

import pytest

from tests.quotes.domain.build import png
from tests.quotes.office import Office, Visitor, gutters

pytestmark = pytest.mark.shows("SGN-1")

BLANK = zlib.compress((b"\0" + b"\xff" * 300) * 100)


@pytest.mark.parametrize(
    "drawn",
    [png(noise=b"x" * 1_000_000), b"GIF89a and so on", b"", png(1, 1), png(pixels=BLANK)],
    ids=["a megabyte", "not a PNG", "nothing", "a single pixel", "a blank sheet"],
)
def test_a_drawing_that_cannot_be_kept_is_refused_by_name(office: Office, visitor: Visitor, drawn: bytes) -> None:
    token = office.sent(gutters())["token"]

    refused = visitor.accept(token, signature={"kind": "drawn", "png_base64": base64.b64encode(drawn).decode()})

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "signature.png_base64")
    assert visitor.page(token)["status"] == "sent"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"signer_name": "\u2060"}, "signer_name"),
        ({"signer_name": "Pat \u202eeoD"}, "signer_name"),
        ({"signature": {"kind": "typed", "text": "\u200b"}}, "signature.text"),
    ],
)
def test_a_name_that_cannot_be_read_is_refused_by_name(
    office: Office, visitor: Visitor, change: dict[str, object], field: str
) -> None:
    token = office.sent(gutters())["token"]

    refused = visitor.accept(token, **change)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)
    assert refused.json()["detail"].startswith(field)
    assert visitor.page(token)["status"] == "sent"
