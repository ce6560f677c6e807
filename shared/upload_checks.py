"""Files as they come in: what they are is told by their first bytes, and a photo is made anew from its pixels.

So nothing of what a camera writes beside them (place, time, owner) or somebody hid in them is kept or given out.
"""

import hashlib
import io
import struct
import threading
from collections.abc import Callable

from PIL import Image, ImageCms, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from shared.pdf_checks import NotTaken, check_pdf
from shared.upload import InvalidFile, Upload
from shared.words import say

MAX_MEGABYTES = 12
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SCANS = 64
"""A progressive JPEG comes in a dozen or so. Each goes over all the pixels again, and a few bytes are enough for one."""
LONGEST_SIDE = 2400
THUMBNAIL_SIDE = 800
_QUALITY = 85
_MOST_OF_A_PNG = 3 * 1024 * 1024
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error, ImageCms.PyCMSError)
# Decoding takes hundreds of megabytes at worst: not for everybody at once.
_decoding = threading.BoundedSemaphore(2)


def read_upload(raw: bytes) -> Upload:
    """The file in `raw`; raises `InvalidFile`, which says what it takes instead."""
    if not raw:
        raise _refused(say("The file is empty; choose a photo or a PDF."))
    if len(raw) > MAX_BYTES:
        raise _refused(say("The file is larger than {most} MB; save it smaller and try again.", most=MAX_MEGABYTES))
    if raw.startswith(b"%PDF-"):
        return _pdf(raw)
    if raw.startswith(b"\xff\xd8\xff"):
        _check_scans(raw)
        return _photo(raw, JpegImageFile)
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return _photo(raw, PngImageFile)
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        _check_size(*_webp_size(raw))
        return _photo(raw, WebPImageFile)
    if raw[4:8] == b"ftyp":
        raise _refused(say("The file is a photo or film in a form that not every browser shows; save it as a JPEG."))
    raise _refused(say("The file is neither a JPEG, PNG or WebP image nor a PDF."))


def _pdf(raw: bytes) -> Upload:
    try:
        check_pdf(raw)
    except NotTaken as refused:
        raise _refused(f"The file {refused}.") from None
    return Upload(kind="file", content_type="application/pdf", content=raw, sha256=_sha256(raw))


def _photo(raw: bytes, opened: Callable[[io.BytesIO], Image.Image]) -> Upload:
    with _decoding:
        try:
            # By the form's own reader: the general one refuses large images by its own measure, and tries other forms.
            with opened(io.BytesIO(raw)) as image:
                _check_size(*image.size)
                whole = _whole(image)
            form, content = _encoded(whole, sharp=opened is PngImageFile)
            thumbnail = _saved(_smaller(whole), form)
        except _BROKEN as error:
            raise _refused(
                say("The file is an image that cannot be read to its end; save it again and try once more.")
            ) from error
    return Upload(
        kind="photo",
        content_type=f"image/{form.lower()}",
        content=content,
        sha256=_sha256(content),
        thumbnail=thumbnail,
        thumbnail_sha256=_sha256(thumbnail),
        width=whole.width,
        height=whole.height,
    )


def _whole(image: Image.Image) -> Image.Image:
    """The pixels as they are seen, the right way up, in colours that every screen shows, no larger than is of use."""
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    profile = image.info.get("icc_profile")
    turned = ImageOps.exif_transpose(image)
    plain = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    if profile and plain.mode == "RGB":
        plain = _in_srgb(plain, profile)
    plain.info = {}
    return plain


def _smaller(image: Image.Image) -> Image.Image:
    small = image.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return small


def _encoded(image: Image.Image, *, sharp: bool) -> tuple[str, bytes]:
    """The name of a form that suits the image, and the image in it: PNG for drawings and what can be seen through."""
    if sharp or image.mode == "RGBA":
        content = _saved(image, "PNG")
        if len(content) <= _MOST_OF_A_PNG:
            return "PNG", content
    return "JPEG", _saved(image, "JPEG")


def _saved(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    if form == "PNG":
        image.save(out, form, optimize=True)
    else:
        _on_white(image).save(out, form, quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
    except (OSError, ImageCms.PyCMSError):
        return image  # a profile for other colours than these says nothing of them
    return converted or image


def _webp_size(raw: bytes) -> tuple[int, int]:
    """Told by the header: the reader itself makes room for all pixels before it can be asked."""
    kind, start = raw[12:16], raw[20:30]
    if len(start) == 10 and kind == b"VP8X":  # noqa: PLR2004 - as far as the sizes are
        return int.from_bytes(start[4:7], "little") + 1, int.from_bytes(start[7:10], "little") + 1
    if len(start) == 10 and kind == b"VP8L":  # noqa: PLR2004
        bits = int.from_bytes(start[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if len(start) == 10 and kind == b"VP8 ":  # noqa: PLR2004
        width, height = struct.unpack("<HH", start[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise _refused(say("The file is not a whole WebP image."))


def _check_scans(raw: bytes) -> None:
    # Within a scan 0xFF is never followed by this byte (ITU-T T.81, B.1.1.2): each is where a scan starts, or a small preview's.
    if raw.count(b"\xff\xda") > MAX_SCANS:
        raise _refused(say("The file is a JPEG in too many layers; save it again and try once more."))


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        most = MAX_PIXELS // 1_000_000
        raise _refused(
            say(
                "The file is {width} by {height} pixels; at most {most} million fit, so save it smaller.",
                width=width,
                height=height,
                most=most,
            )
        )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _refused(why: str) -> InvalidFile:
    return InvalidFile(why, field="file")
