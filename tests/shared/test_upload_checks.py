"""Files as they come in: what is taken, what becomes of it, and what is refused."""

import hashlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from shared.upload import InvalidFile
from shared.upload_checks import LONGEST_SIDE, MAX_BYTES, THUMBNAIL_SIDE, read_upload
from tests.support.images import GIF, HEIC, PDF, SVG, huge_png, huge_webp, image, opened

pytestmark = pytest.mark.shows("EXT-2")

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
NAVY, KHAKI = (0, 0, 128), (240, 230, 140)


def _near(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(colour, wanted, strict=False))


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (image("JPEG"), "image/jpeg"),
        (image("JPEG", mode="L"), "image/jpeg"),
        (image("JPEG", mode="CMYK"), "image/jpeg"),
        (image("PNG"), "image/png"),
        (image("PNG", mode="P"), "image/png"),
        (image("PNG", mode="RGBA"), "image/png"),
        (image("WEBP", quality=90), "image/jpeg"),
        (image("WEBP", lossless=True), "image/jpeg"),
        (image("WEBP", mode="RGBA", lossless=True), "image/png"),
    ],
)
def test_a_photo_becomes_a_jpeg_or_a_png_that_looks_the_same(raw: bytes, content_type: str) -> None:
    upload = read_upload(raw)

    assert (upload.kind, upload.content_type, upload.width, upload.height) == ("photo", content_type, 60, 40)
    assert upload.sha256 == hashlib.sha256(upload.content).hexdigest()
    seen = opened(upload.content)
    assert (Image.MIME[seen.format or ""], seen.size) == (content_type, (60, 40))
    left, right = (seen.convert("RGB").getpixel((x, 20)) for x in (10, 50))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert sum(left) + 100 < sum(right)


def test_it_is_no_larger_than_is_of_use_and_has_a_small_twin() -> None:
    upload = read_upload(image("JPEG", (3600, 2400)))

    assert (upload.width, upload.height) == (LONGEST_SIDE, 1600)
    assert opened(upload.content).size == (LONGEST_SIDE, 1600)
    assert opened(upload.thumbnail or b"").size == (THUMBNAIL_SIDE, 533)
    assert upload.thumbnail_sha256 == hashlib.sha256(upload.thumbnail or b"").hexdigest()


def test_what_a_camera_tells_of_its_owner_is_left_out_and_the_photo_stands_upright() -> None:
    told = Image.Exif()
    told[ORIENTATION], told[MAKER] = 6, "Pat's own camera"
    told.get_ifd(GPS)[1] = "N"
    raw = image("JPEG", exif=told, comment=b"taken at Pat's", icc_profile=_srgb())
    assert b"Pat" in raw

    upload = read_upload(raw)

    assert (upload.width, upload.height) == (40, 60)
    for content in (upload.content, upload.thumbnail or b""):
        found = opened(content)
        assert b"Pat" not in content
        assert dict(found.getexif()) == {}
        assert set(found.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    top, bottom = (opened(upload.content).convert("RGB").getpixel((20, y)) for y in (10, 50))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (_near(top, NAVY), _near(bottom, KHAKI)) == (True, True)


def test_words_hidden_in_a_png_are_left_out() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Pat Doe")
    words.add_text("Story", "Pat Doe " * 1000, zip=True)

    upload = read_upload(image("PNG", pnginfo=words))

    assert (b"tEXt" in upload.content, b"zTXt" in upload.content, opened(upload.content).info) == (False, False, {})


def test_only_the_first_picture_of_a_moving_one_is_kept() -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("navy", "khaki")]

    upload = read_upload(image("WEBP", save_all=True, append_images=frames))

    assert getattr(opened(upload.content), "n_frames", 1) == 1


def test_a_pdf_is_kept_as_it_is() -> None:
    upload = read_upload(PDF)

    assert (upload.kind, upload.content_type, upload.content) == ("file", "application/pdf", PDF)
    assert (upload.thumbnail, upload.width, upload.height) == (None, None, None)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is empty"),
        (SVG, "neither a JPEG"),
        (GIF, "neither a JPEG"),
        (b"<html><script>alert(1)</script>", "neither a JPEG"),
        (b"MZ\x90\x00", "neither a JPEG"),
        (b"PK\x03\x04", "neither a JPEG"),
        (HEIC, "save it as a JPEG"),
        (PDF[:-8], "cut short"),
        (image("JPEG")[:-40], "cannot be read to its end"),
        (image("PNG")[:-40], "cannot be read to its end"),
        (image("WEBP")[:-20], "cannot be read to its end"),
        (b"\xff\xd8\xff" + bytes(100), "cannot be read to its end"),
        (b"RIFF\x00\x00\x00\x00WEBP", "not a whole WebP"),
        (b"x" * (MAX_BYTES + 1), "larger than 12 MB"),
        (huge_png(30_000, 30_000), "30000 by 30000 pixels"),
        (image("JPEG")[:-2] + b"\xff\xda\x00\x02" * 1_000 + b"\xff\xd9", "too many layers"),
        (huge_webp(16_000, 16_000), "16000 by 16000 pixels"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whatever_else_is_refused_with_the_way_out(raw: bytes, why: str) -> None:
    with pytest.raises(InvalidFile, match=why) as refused:
        read_upload(raw)

    assert refused.value.field == "file"


def _srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
