"""Files in the embedded run: drawn signatures, whose folder goes away while people sign, and photos."""

import base64
import io
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PIL import Image

from shared.web.middleware import MAX_BODY
from tests.flows.test_story import drawn_signature
from tests.support.images import opened
from tests.support.patience import get
from tests.support.story import Office, Sent, open_office
from tests.support.world import World, eventually

pytestmark = pytest.mark.shows("SGN-3")

DRAWING = base64.b64decode(drawn_signature())
_STILL_HERE = """
SELECT (SELECT count(*) FROM acceptances WHERE signature_png IS NOT NULL)
     + (SELECT count(*) FROM files WHERE content IS NOT NULL)
"""


@pytest.fixture
def office(embedded_world: World) -> Iterator[Office]:
    opened = open_office(embedded_world)
    yield opened
    opened.client.close()


def _sign(office: Office) -> Sent:
    sent = office.send()
    accepted = sent.accept(signature={"kind": "drawn", "png_base64": drawn_signature()})
    assert accepted.status_code == 201, accepted.text
    return sent


def _stored(folder: Path, sent: Sent) -> list[bytes]:
    """What the folder has of the estimate."""
    return [file.read_bytes() for file in folder.glob(f"*/{sent.estimate_id}/*-signature.png")]


def _all_moved(office: Office) -> bool:
    """Whether the database keeps no file any more. A signature that has left its row is one for a while; nobody is told."""
    with closing(
        sqlite3.connect(f"file:{office.world.folder / 'quotes.db'}?mode=ro", uri=True, timeout=30)
    ) as database:
        (left,) = database.execute(_STILL_HERE).fetchone()
    return bool(left == 0)


def _shown(sent: Sent) -> bytes:
    """The signature as the customer's browser gets it."""
    image = get(f"{sent.link}/signature")
    assert (image.status_code, image.headers["content-type"]) == (200, "image/png"), image.text
    return image.content


def test_a_folder_deleted_while_somebody_signs_is_made_again(office: Office) -> None:
    folder = office.world.folder / "objects"
    earlier = _sign(office)
    eventually(lambda: _all_moved(office), "the first signature, and whatever was on its way with it, has moved")
    shutil.rmtree(folder)

    sent = _sign(office)
    eventually(lambda: _all_moved(office), "the signature has moved")

    assert _stored(folder, sent) == [DRAWING]
    assert _shown(sent) == DRAWING
    lost = get(f"{earlier.link}/signature")
    assert lost.status_code == 404
    assert get(earlier.link).status_code == 200


@pytest.mark.shows("EXT-2", "LNK-11")
def test_a_large_photo_reaches_the_customers_page_and_nobody_elses(office: Office) -> None:
    sent, other = office.send(), office.send()
    path, fields = f"/estimates/{sent.estimate_id}/attachments", {"caption": "Today", "visible_to_customer": "true"}
    photo = _grainy_photo()
    assert len(photo) > MAX_BODY

    attached = office.client.post(path, files={"file": photo}, data=fields)
    assert attached.status_code == 201, attached.text
    shown = f"attachments/{attached.json()['attachment_id']}"
    folder = office.world.folder / "objects"
    eventually(lambda: list(folder.glob(f"*/{sent.estimate_id}/*-whole.jpg")), "the photo is stored")

    page = get(sent.link).text
    assert f"{sent.link.removeprefix(office.world.url)}/{shown}/thumbnail" in page
    small = get(f"{sent.link}/{shown}/thumbnail")
    assert (small.headers["content-type"], opened(small.content).size) == ("image/jpeg", (800, 600))
    assert get(f"{other.link}/{shown}/thumbnail").status_code == 404
    assert b"/Subtype/Image" in get(f"{sent.link}/pdf").content


def test_a_folder_that_stays_away_refuses_nobody(office: Office) -> None:
    # The last of these: a storage that has failed is left alone for a while.
    with _in_the_way_of(office.world.folder / "objects"):
        sent = _sign(office)
        eventually(lambda: sent.estimate()["acceptance"]["signature_png_base64"] is None, "its storing was tried")

        assert sent.estimate()["status"] == "accepted"
        assert _shown(sent) == DRAWING


def _grainy_photo() -> bytes:
    """What a phone takes in the dusk: grain that hardly anything makes smaller."""
    out = io.BytesIO()
    Image.effect_noise((2000, 1500), 80).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


@contextmanager
def _in_the_way_of(folder: Path) -> Iterator[None]:
    """For as long as the block runs there is a file where the folder should be."""
    aside = folder.with_name("aside")
    if folder.exists():
        folder.rename(aside)
    folder.write_text("in the way")
    try:
        yield
    finally:
        folder.unlink()
        if aside.exists():
            aside.rename(folder)
