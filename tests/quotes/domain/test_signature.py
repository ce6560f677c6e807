import base64
import hashlib
import struct

import pytest

from services.quotes.domain.errors import InvalidSignature, InvalidText
from services.quotes.domain.signature import CONSENT_TEXT, CONSENT_VERSION, Signature, read_signature
from tests.quotes.domain.build import chunk, png


def _encoded(image: bytes) -> str:
    return base64.b64encode(image).decode()


@pytest.mark.shows("SGN-1")
def test_a_typed_name_is_a_signature() -> None:
    signature = read_signature("typed", "  Zoë Doe ")

    assert signature == Signature("typed", "Zoë Doe", None, hashlib.sha256("Zoë Doe".encode()).hexdigest())


@pytest.mark.parametrize("text", [None, "", "   ", "x" * 201, "Pat\0Doe"])
def test_refuses_a_name_that_is_none(text: str | None) -> None:
    with pytest.raises(InvalidText) as refused:
        read_signature("typed", text)

    assert refused.value.field == "signature.text"


@pytest.mark.shows("SGN-1")
@pytest.mark.parametrize("prefix", ["", "data:image/png;base64,"])
def test_a_drawn_png_is_a_signature(prefix: str) -> None:
    image = png(600, 200)

    signature = read_signature("drawn", None, prefix + _encoded(image))

    assert signature == Signature("drawn", None, image, hashlib.sha256(image).hexdigest())


@pytest.mark.shows("SGN-1")
@pytest.mark.parametrize(
    "text",
    [
        "\u200b",
        "\u2060",
        "\ufeff",
        "\u00ad",
        "\u3164",
        "\u2800",
        "\u0301\u0301",
        "...",
        "2026",
        "Pat\u202e eoD",
        "Pat\u2066Doe",
        "Pat\u200bDoe",
        "Pat\nDoe",
        "Pat\u2028Doe",
        "Pat \u200d Doe",
        "\u200dPat",
        "Pat\u200d",
    ],
)
def test_refuses_a_name_of_which_nothing_or_something_else_is_seen(text: str) -> None:
    with pytest.raises(InvalidText) as refused:
        read_signature("typed", text)

    assert refused.value.field == "signature.text"
    assert refused.value.message.startswith("signature.text ")
    assert refused.value.message.endswith(("as it is signed.", "must not be empty."))


@pytest.mark.shows("SGN-1")
@pytest.mark.parametrize(
    "text",
    [
        "X",
        "Ng",
        "O'Brien-Ruiz 3rd, Jr.",
        "李小龍",
        "محمد‌رضا",
        "ශ්‍රී ලාල්",
        "രാജന്‍",
        "Zoe\u0308",
    ],
)
def test_takes_names_as_they_are_written_anywhere(text: str) -> None:
    assert read_signature("typed", text).text == text


@pytest.mark.parametrize("size", [(40, 10), (1600, 400), (320, 2000), (4000, 160)])
def test_takes_images_up_to_the_largest_size(size: tuple[int, int]) -> None:
    assert read_signature("drawn", None, _encoded(png(*size))).kind == "drawn"


@pytest.mark.parametrize("size", [(0, 10), (20, 0), (1, 1), (19, 10), (20, 9), (4001, 10), (20, 2001)])
def test_refuses_other_sizes_and_names_the_limits(size: tuple[int, int]) -> None:
    with pytest.raises(InvalidSignature, match="at least 20 by 10 are needed, and at most 4000 by 2000 fit") as refused:
        read_signature("drawn", None, _encoded(png(*size)))

    assert refused.value.field == "signature.png_base64"


def test_refuses_more_pixels_than_can_be_looked_through() -> None:
    with pytest.raises(InvalidSignature, match="at most 640000 pixels in all fit"):
        read_signature("drawn", None, _encoded(png(1601, 400)))


def test_takes_an_image_of_just_the_limit() -> None:
    image = png(noise=bytes(300_000 - len(png())))

    assert len(image) == 300_000
    assert read_signature("drawn", None, "data:image/png;base64," + _encoded(image)).png == image


@pytest.mark.parametrize("excess", [1, 2, 3, 1000])
def test_refuses_a_larger_image_and_names_the_limit(excess: int) -> None:
    image = png(noise=bytes(300_000 - len(png()) + excess))

    with pytest.raises(InvalidSignature, match="300000") as refused:
        read_signature("drawn", None, _encoded(image))

    assert refused.value.field == "signature.png_base64"


HEADER = chunk(b"IHDR", struct.pack(">IIBBBBB", 10, 10, 8, 0, 0, 0, 0))
MAGIC, DATA, END = b"\x89PNG\r\n\x1a\n", chunk(b"IDAT", b"x"), chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "encoded",
    [
        None,
        "",
        "  ",
        "not base64!",
        "é",
        "AAA",
        _encoded(b"GIF89a"),
        _encoded(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        "data:image/svg+xml;base64," + _encoded(png()),
        _encoded(MAGIC),
        _encoded(MAGIC + HEADER + END),
        _encoded(MAGIC + HEADER + DATA),
        _encoded(MAGIC + DATA + END),
        _encoded(MAGIC + DATA + HEADER + END),
        _encoded(MAGIC + chunk(b"IHDR", b"short") + DATA + END),
        _encoded(MAGIC + HEADER + DATA + END + b"trailing"),
        _encoded(MAGIC + HEADER + DATA + END + b"<script>alert(1)</script>"),
        _encoded(png()[:-1]),
        _encoded(png().replace(b"Comment", b"comment")),
        _encoded(MAGIC + b"\xff\xff\xff\xffIHDR" + HEADER),
    ],
)
def test_refuses_what_is_no_whole_png(encoded: str | None) -> None:
    with pytest.raises(InvalidSignature) as refused:
        read_signature("drawn", None, encoded)

    assert refused.value.field == "signature.png_base64"


def test_refuses_other_kinds_of_signature() -> None:
    with pytest.raises(InvalidSignature) as refused:
        read_signature("stamped", "Pat")

    assert refused.value.field == "signature.kind"


@pytest.mark.shows("SGN-1")
def test_there_is_a_consent_to_show_and_its_version() -> None:
    assert "electronically" in CONSENT_TEXT
    assert CONSENT_VERSION
