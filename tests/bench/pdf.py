"""The paper of a large proposal: 40 lines, a logo, two photos and a drawn signature. Beside it WeasyPrint, on the same.

WeasyPrint is no dependency of Porchlight: install the group `bench` of pyproject.toml for the comparison (it needs Pango).
"""

import base64
import hashlib
import io
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from html import escape
from importlib import import_module
from typing import Any

from PIL import Image

from services.quotes.adapters.paper import Paper, content_of
from services.quotes.adapters.paper_evidence import Signed
from services.quotes.adapters.pdf import render_estimate
from services.quotes.adapters.seal import Seal
from services.quotes.domain.attached import Attached
from services.quotes.domain.document import document
from services.quotes.domain.offer import LineItem, Offer
from services.quotes.domain.selection import select
from services.quotes.domain.signature import CONSENT_TEXT, CONSENT_VERSION
from shared.ids import new_id
from tests.quotes.seals import PASSWORD, key

ROUNDS = 20
LINES = 40
_STYLE = """
@page { size: letter; margin: 18mm 20mm 26mm; @bottom-left { content: string(foot); font-size: 7.5pt } }
body { font: 10pt serif } h1, h2 { color: #0f766e } table { width: 100%; border-collapse: collapse }
td, th { padding: 5pt 4pt; border-bottom: 0.4pt solid #ccc; text-align: right } td:first-child { text-align: left }
.foot { string-set: foot content() } .scope { color: #4b5563; font-size: 9pt } .page { break-before: page }
"""


def _picture(width: int, height: int, form: str) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(file, form)
    return file.getvalue()


def _offered(photos: Mapping[str, bytes]) -> dict[str, Any]:
    lines = tuple(
        LineItem(
            description=f"Line {number}: soft wash of one side of the house",
            scope="All siding, soffits and gutter faces up to two storeys.\nLow pressure, rinsed twice.",
            quantity=Decimal("1.5"),
            unit_price=10_000 + number,
            tax_rate=Decimal("0.0825"),
        )
        for number in range(LINES)
    )
    attached = tuple(
        Attached(
            id=name,
            kind="photo",
            content_type="image/jpeg",
            caption="The house",
            sha256=hashlib.sha256(photo).hexdigest(),
            size=len(photo),
            width=800,
            height=600,
        )
        for name, photo in photos.items()
    )
    terms = "As agreed.\n" * 20
    return document(
        Offer(title="Exterior cleaning", currency="USD", line_items=lines, terms=terms, attachments=attached)
    )


def _signed(total: int) -> Signed:
    signature, document_id = _picture(600, 200, "PNG"), new_id()
    return Signed(
        document_id=document_id,
        check_at=f"https://portal.example.com/verify/{document_id}",
        sealed=True,
        version=1,
        document_hash="ab" * 32,
        at=datetime(2026, 11, 20, 23, 4, 5, tzinfo=UTC),
        signer_name="Dana Fox",
        kind="drawn",
        text=None,
        png=signature,
        sha256=hashlib.sha256(signature).hexdigest(),
        consent_text=CONSENT_TEXT,
        locale="en_US",
        consent_version=CONSENT_VERSION,
        ip="203.0.113.7",
        user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15",
        choices=(),
        total=total,
        deposit_due=0,
        currency="USD",
        history_position=4,
        history_hash="cd" * 32,
    )


def _paper() -> Paper:
    photos = {str(new_id()): _picture(800, 600, "JPEG") for _ in range(2)}
    offered = _offered(photos)
    chosen = select(offered)
    return Paper(
        company_name="Sparkle Clean",
        contacts=[("(415) 555-0100", "tel:+14155550100"), ("hello@example.com", "mailto:hello@example.com")],
        accent_color="#0f766e",
        logo=_picture(600, 200, "PNG"),
        photos=photos,
        locale="en-US",
        zone="America/Los_Angeles",
        kind="proposal",
        number="E-1001",
        version=1,
        document_hash="ab" * 32,
        customer_name="Dana Fox",
        customer_address="18 Larkspur Lane\nMill Valley, CA 94941",
        document=offered,
        selection=chosen,
        signed=_signed(chosen.totals["total"]),
    )


def _html(paper: Paper) -> str:
    """The same words, figures and pictures, as somebody would write them for a renderer of HTML."""
    content = content_of(paper)
    rows = "".join(
        f"<tr><td>{escape(line['description'])}<div class=scope>{'<br>'.join(map(escape, line['scope']))}</div></td>"
        f"<td>{line['quantity']}</td><td>{line['unit_price']}</td><td>{line['tax']}</td><td>{line['amount']}</td></tr>"
        for group in content["groups"]
        for line in group["lines"]
    )
    heads = "".join(f"<th>{name}</th>" for name in content["columns"])
    sums = "".join(f"<tr><td>{row['label']}</td><td>{row['amount']}</td></tr>" for row in content["sums"])
    facts = "".join(
        f"<tr><td>{fact['label']}</td><td>{escape(fact['value'])}</td></tr>" for fact in content["evidence"]["facts"]
    )
    terms = "".join(f"<p>{escape(row)}</p>" for row in content["terms"])
    photos = "".join(_image(photo, "jpeg", 75) for photo in paper.photos.values())
    logo, signature = (_image(picture or b"", "png", 20) for picture in (paper.logo, paper.signed and paper.signed.png))
    return (
        f"<html lang=en-US><title>{content['title']}</title><style>{_STYLE}</style>"
        f"<p class=foot>{' '.join(content['footer'])}</p>{logo}<h1>{content['title']}</h1>"
        f"<table><thead><tr>{heads}</tr></thead>{rows}</table><table>{sums}</table>{photos}<h2>Terms</h2>{terms}"
        f"{signature}<div class=page><h1>Evidence</h1><table>{facts}</table></div></html>"
    )


def _image(picture: bytes, form: str, millimetres: int) -> str:
    data = base64.b64encode(picture).decode()
    return f'<img alt="" style="height:{millimetres}mm" src="data:image/{form};base64,{data}">'


def _median(act: Callable[[], Any]) -> float:
    """Milliseconds, the first time left out: it loads what is kept for all that follow."""
    act()
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def run() -> None:
    """Prints milliseconds per document, and how many times faster than WeasyPrint that is."""
    paper = _paper()
    seal = Seal(key(), PASSWORD)
    drawn = render_estimate(paper)
    ours = _median(lambda: render_estimate(paper))
    sealing = _median(lambda: seal.apply(drawn, reason="bench"))
    print(
        f"pdf: {LINES} lines with pictures and evidence, {len(drawn) / 1000:.0f} kB: {ours:.0f} ms; its seal {sealing:.0f} ms"
    )
    try:
        weasyprint = import_module("weasyprint")
    except (ImportError, OSError) as error:
        print(f"pdf: WeasyPrint is not here to compare with ({type(error).__name__}); install the group 'bench'")
        return
    html = _html(paper)
    theirs = _median(lambda: weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1"))
    print(f"pdf: WeasyPrint on the same content: {theirs:.0f} ms, {theirs / ours:.1f} times ours")


if __name__ == "__main__":
    run()
