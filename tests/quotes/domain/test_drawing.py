import struct
import zlib
from collections.abc import Iterator

import pytest

from services.quotes.domain.drawing import MIN_INK, check_drawing
from services.quotes.domain.errors import InvalidSignature
from tests.quotes.domain.build import chunk

Pixel = tuple[int, ...]

WIDTH, HEIGHT = 60, 20
CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
WHITE = {0: (255,), 2: (255, 255, 255), 4: (255, 255), 6: (255, 255, 255, 255)}
INK = {0: (27,), 2: (27, 29, 33), 4: (27, 255), 6: (27, 29, 33, 255)}
CLEAR = (0, 0, 0, 0)


def stroke(ink: Pixel, ground: Pixel, length: int = WIDTH) -> list[list[Pixel]]:
    """A line through the middle, on an even ground."""
    rows = [[ground] * WIDTH for _ in range(HEIGHT)]
    for place in range(length):
        rows[HEIGHT // 2][place] = ink
    return rows


def encoded(rows: list[list[Pixel]], colours: int, kind: int = 0, **changes: int) -> bytes:
    """The rows as a PNG, all behind the filter called `kind`."""
    form = {"depth": 8, "compression": 0, "filtering": 0, "interlacing": 0} | changes
    numbers = (form["depth"], colours, form["compression"], form["filtering"], form["interlacing"])
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), *numbers)
    packed = zlib.compress(b"".join(_filtered(rows, kind, CHANNELS.get(colours, 1))))
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", packed[:40]), chunk(b"IDAT", packed[40:]), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _filtered(rows: list[list[Pixel]], kind: int, step: int) -> Iterator[bytes]:
    above = bytes(len(rows[0]) * step)
    for row in rows:
        plain = bytes(value for pixel in row for value in pixel)
        left, corner = bytes(step) + plain, bytes(step) + above
        guessed = (_guess(kind, *given) for given in zip(left, above, corner, strict=False))
        yield bytes([kind]) + bytes((value - other) & 255 for value, other in zip(plain, guessed, strict=True))
        above = plain


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    nearest = min((left, up, corner), key=lambda value: abs(left + up - corner - value))
    return (0, left, up, (left + up) // 2, nearest)[kind]


def refusal(png: bytes) -> str:
    with pytest.raises(InvalidSignature) as refused:
        check_drawing(png, "signature.png_base64")
    assert refused.value.field == "signature.png_base64"
    return refused.value.message


@pytest.mark.shows("SGN-1")
@pytest.mark.parametrize("kind", range(5))
@pytest.mark.parametrize("colours", CHANNELS)
def test_a_stroke_is_seen_in_every_form_and_an_even_ground_is_not(colours: int, kind: int) -> None:
    check_drawing(encoded(stroke(INK[colours], WHITE[colours]), colours, kind), "signature.png_base64")

    message = refusal(encoded(stroke(WHITE[colours], WHITE[colours]), colours, kind))

    assert message == "signature.png_base64 shows nothing; draw the signature, or type the name instead."


@pytest.mark.parametrize(
    ("ink", "ground"),
    [(INK[6], CLEAR), ((0, 0, 0, 90), CLEAR), ((255, 255, 255, 255), (0, 0, 0, 255)), ((255, 255, 0, 255), WHITE[6])],
    ids=["on a clear ground", "thin ink", "white on black", "yellow"],
)
def test_ink_is_what_shows_on_its_ground(ink: Pixel, ground: Pixel) -> None:
    check_drawing(encoded(stroke(ink, ground), 6, 4), "signature.png_base64")


@pytest.mark.parametrize(
    ("ink", "ground"),
    [(CLEAR, CLEAR), ((255, 255, 255, 255), CLEAR), ((9, 9, 9, 0), CLEAR), ((250, 250, 250, 255), WHITE[6])],
    ids=["nothing", "white on a clear ground", "ink that is clear", "a shade that nobody sees"],
)
def test_what_cannot_be_seen_on_paper_is_no_ink(ink: Pixel, ground: Pixel) -> None:
    assert "shows nothing" in refusal(encoded(stroke(ink, ground), 6, 1))


@pytest.mark.parametrize("length", [1, MIN_INK - 1])
def test_a_dot_is_no_signature_whether_dark_or_light(length: int) -> None:
    for ink, ground in ((INK[6], CLEAR), (CLEAR, INK[6])):
        assert "shows nothing" in refusal(encoded(stroke(ink, ground, length), 6))


def test_a_corner_in_another_colour_makes_no_drawing_of_an_even_ground() -> None:
    rows = stroke(CLEAR, CLEAR)
    rows[0][0] = INK[6]

    assert "shows nothing" in refusal(encoded(rows, 6))


@pytest.mark.parametrize("changes", [{"depth": 16}, {"depth": 1}, {"interlacing": 1}])
def test_refuses_forms_that_no_canvas_makes_and_says_which_are_taken(changes: dict[str, int]) -> None:
    message = refusal(encoded(stroke(INK[6], CLEAR), 6, **changes))

    assert message.endswith("save it with 8 bits per channel, without a palette and without interlacing.")


def test_refuses_a_palette() -> None:
    assert "without a palette" in refusal(encoded(stroke((1,), (0,)), 3))


@pytest.mark.parametrize("kind", [5, 255])
def test_refuses_a_filter_that_there_is_not(kind: int) -> None:
    rows = (bytes([kind]) + bytes(WIDTH)) * HEIGHT
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")

    assert "not a whole PNG" in refusal(b"\x89PNG\r\n\x1a\n" + parts)


@pytest.mark.parametrize("rows", [HEIGHT - 1, HEIGHT + 1])
def test_refuses_more_or_fewer_pixels_than_it_says_it_has(rows: int) -> None:
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    packed = zlib.compress((b"\0" + bytes(WIDTH)) * rows)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")

    assert "not a whole PNG" in refusal(b"\x89PNG\r\n\x1a\n" + parts)
