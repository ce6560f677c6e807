"""Photos with a request: what is kept, what is refused by its name, who sees them, and that they go on with the lead."""

import io
from collections.abc import MutableMapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import anyio
import pytest
import time_machine
from PIL import Image

from services.portal.domain.request_photo import MOST_PHOTOS, read_name
from services.portal.queries.request_photos import photos_of_request
from services.portal.usecases import limit_photos
from shared.clock import utc_now
from shared.upload_checks import MAX_BYTES
from tests.portal.conftest import BROWSER, House
from tests.portal.routes.test_request import HIDDEN, KIM, PAGE, PRESSED, form_on, opened, requested
from tests.support.images import HEIC, PDF, SVG, huge_png, image

GPS = 0x8825
MEGABYTE = 1024 * 1024
Sent = list[tuple[str, tuple[str, bytes, str]]]


class Upload:
    """A browser that sends a long form in parts, and what it gets."""

    def __init__(self, parts: list[bytes]) -> None:
        self.scope: dict[str, Any] = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
            "path": PAGE, "raw_path": PAGE.encode(), "query_string": b"", "root_path": "",
            "client": ("testclient", 1), "server": ("portal.test", 80),
            "headers": [
                (b"host", b"portal.test"), (b"user-agent", BROWSER.encode()), (b"accept", b"text/html"),
                (b"content-type", b"multipart/form-data; boundary=cut"),
                (b"content-length", str(sum(map(len, parts))).encode()),
            ],
        }  # fmt: skip
        self._parts = parts
        self.taken = self.taken_by_then = self.status = 0
        self.text = ""

    async def receive(self) -> dict[str, Any]:
        self.taken += 1
        return {
            "type": "http.request",
            "body": self._parts[self.taken - 1],
            "more_body": self.taken < len(self._parts),
        }

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status, self.taken_by_then = message["status"], self.taken
        else:
            self.text += message["body"].decode()


def photo(name: str = "gutter.jpg", content: bytes | None = None, shade: int = 0) -> tuple[str, tuple[str, bytes, str]]:
    """A file of the form; one of another shade is another photo."""
    return "photos", (name, image(size=(60, 40 + shade)) if content is None else content, "image/jpeg")


def send(house: House, photos: Sent, **typed: Any) -> Any:
    """The answer to the form with these photos, sent by a person."""
    browser = house.browser()
    return browser.post(PAGE, data=form_on(browser.get(PAGE).text, **KIM | typed), files=photos)


def kept(house: House, request_id: str) -> list[Image.Image]:
    """The photos that a request has."""
    with house.context.database.read() as session:
        (workspace,) = {told["workspace_id"] for told in requested(house)}
        found = photos_of_request(session, UUID(workspace), UUID(request_id), whole=True)
        return [Image.open(io.BytesIO(one.content)) for one in found]


@pytest.mark.shows("REQ-1", "REQ-2")
def test_photos_are_kept_with_the_request_while_every_other_service_is_down(house: House) -> None:
    opened(house)
    house.take_down("quotes", "billing", "notifications", "referrals")

    answer = send(house, [photo(), photo("roof.png", image("PNG"))])

    (told,) = requested(house)
    assert "Thank you, Kim Doe!" in answer.text
    assert told["photos"] == 2
    assert [one.format for one in kept(house, told["request_id"])] == ["JPEG", "PNG"]


@pytest.mark.shows("REQ-1")
def test_nothing_that_a_camera_wrote_into_a_photo_is_kept(house: House) -> None:
    opened(house)
    exif = Image.Exif()
    exif[GPS] = {1: "N", 2: (46.0, 47.0, 1.0)}

    send(house, [photo(content=image(exif=exif) + b"<script>alert(1)</script>")])

    (told,) = requested(house)
    (found,) = kept(house, told["request_id"])
    assert found.getexif() == {}


@pytest.mark.shows("REQ-1")
@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("house.svg", SVG, "neither a JPEG, PNG or WebP"),
        ("house.heic", HEIC, "save it as a JPEG"),
        ("offer.pdf", PDF, "only photos can go along"),
        ("bomb.png", huge_png(30_000, 30_000), "million fit"),
        ("half.jpg", image()[:300], "cannot be read to its end"),
        ("none.jpg", b"", "is empty"),
        ("large.jpg", b"\xff\xd8\xff" + bytes(MAX_BYTES), "larger than 12 MB"),
    ],
)
def test_a_file_that_is_no_photo_is_refused_by_its_name_and_all_else_is_kept(
    house: House, name: str, content: bytes, why: str
) -> None:
    opened(house)

    answer = send(house, [photo("good.jpg"), photo(name, content)], notes="Mind the dog.")

    assert answer.status_code == 422
    assert f"{name}: " in answer.text
    assert why in answer.text
    assert "Mind the dog." in answer.text
    assert "good.jpg" in answer.text
    assert requested(house) == []


@pytest.mark.shows("REQ-1", "REQ-2")
def test_photos_need_not_be_chosen_again_after_a_mistake_and_can_be_left_out(house: House) -> None:
    opened(house)
    browser = house.browser()
    form = form_on(browser.get(PAGE).text, **KIM | {"email": ""})
    again = browser.post(PAGE, data=form, files=[photo("a.jpg"), photo("b.jpg", shade=1)])
    first = again.text.partition('name="leave_out" value="')[2].partition('"')[0]

    browser.post(PAGE, data=form_on(again.text, **KIM, leave_out=first), files=[photo("c.jpg", shade=2)])

    (told,) = requested(house)
    assert again.status_code == 422
    assert [one.height for one in kept(house, told["request_id"])] == [41, 42]


@pytest.mark.shows("REQ-1", "LNK-10")
def test_without_a_script_the_photos_wait_until_the_request_is_confirmed(house: House) -> None:
    opened(house)
    browser = house.browser()
    form = form_on(browser.get(PAGE).text, **KIM) | {"nonce": ""}

    asked = browser.post(PAGE, data=form, files=[photo()])
    before = requested(house)
    with time_machine.travel(utc_now() + timedelta(seconds=5), tick=False):
        browser.post(PAGE, data=dict(HIDDEN.findall(asked.text)) | PRESSED)

    assert "gutter.jpg" in asked.text
    assert before == []
    assert [told["photos"] for told in requested(house)] == [1]


@pytest.mark.shows("REQ-2")
def test_the_same_form_sent_twice_keeps_each_photo_once(house: House) -> None:
    opened(house)
    browser = house.browser()
    form = form_on(browser.get(PAGE).text, **KIM)

    for _ in range(2):
        browser.post(PAGE, data=form, files=[photo(), photo("copy.jpg")])

    (told,) = requested(house)
    assert len(kept(house, told["request_id"])) == 1


@pytest.mark.shows("REQ-1")
@pytest.mark.parametrize("by_two", [False, True])
def test_more_photos_than_fit_are_refused(house: House, *, by_two: bool) -> None:
    opened(house)
    many = [photo(f"{shade}.jpg", shade=shade) for shade in range(MOST_PHOTOS + 1)]
    browser = house.browser()
    page = browser.get(PAGE).text
    if by_two:
        page = browser.post(PAGE, data=form_on(page, **KIM | {"email": ""}), files=many[:4]).text

    answer = browser.post(PAGE, data=form_on(page, **KIM), files=many[4:] if by_two else many)

    assert answer.status_code == 422
    assert "At most 6 photos" in answer.text


@pytest.mark.shows("REQ-1")
def test_a_film_of_a_hundred_megabytes_is_refused_by_name_before_it_has_come(house: House) -> None:
    opened(house)
    browser = house.browser()
    form = form_on(browser.get(PAGE).text, **KIM | {"services": "House wash"}, notes="Mind the dog.")
    texts = "".join(f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{form[name]}\r\n' for name in form)
    film = '--cut\r\nContent-Disposition: form-data; name="photos"; filename="film.mp4"\r\n\r\n'
    upload = Upload([texts.encode(), film.encode(), *[bytes(MEGABYTE)] * 100, b"\r\n--cut--\r\n"])

    anyio.run(house.app, upload.scope, upload.receive, upload.send)

    assert upload.status == 413
    assert "film.mp4: The file is larger than 12 MB" in upload.text
    assert "Mind the dog." in upload.text
    assert upload.taken_by_then < 20
    assert upload.taken < 100
    assert requested(house) == []


@pytest.mark.shows("REQ-1")
def test_whoever_sends_photos_without_end_is_asked_to_wait(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(house)
    monkeypatch.setattr(limit_photos, "PER_NETWORK", 1)

    answers = [send(house, [photo()], name=name) for name in ("Kim", "Otto")]

    assert [answer.status_code for answer in answers] == [200, 429]
    assert "Otto" in answers[1].text


def test_no_network_may_send_photos_past_the_limit_of_the_workspace(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(house)
    monkeypatch.setattr(limit_photos, "PER_WORKSPACE", 1)

    answers = [send(house, [photo()], name=name) for name in ("Kim", "Otto")]

    assert [answer.status_code for answer in answers] == [200, 429]


@pytest.mark.shows("REQ-3", "EXT-2")
def test_the_lead_shows_its_photos_to_its_own_office_and_hands_them_on(house: House) -> None:
    opened(house)
    send(house, [photo("<b>gutter.jpg")])
    (told,) = requested(house)
    lead_id = told["request_id"]
    house.quotes.leads.ask(lead_id=lead_id)
    house.open("rival")
    office, rival = house.signed_in("evergreen"), house.signed_in("rival")
    program = house.program(house.access_token("evergreen"))

    page = office.get(f"/office/leads/{lead_id}").text
    (listed,) = program.get(f"/api/v1/leads/{lead_id}/photos").json()["items"]
    base = f"/leads/{lead_id}/photos/{listed['photo_id']}"
    shown = [office.get(f"/office{base}/{form}") for form in ("file", "thumbnail")]
    by_program = program.get(f"/api/v1{base}/file")
    foreign = [
        rival.get(f"/office{base}/file").status_code,
        house.program(house.access_token("rival")).get(f"/api/v1{base}/file").status_code,
        house.browser().get(f"/office{base}/file").status_code,
        program.get(f"/api/v1/leads/{uuid4()}/photos").status_code,
    ]
    office.post(f"/office/leads/{lead_id}/estimate")
    handed_on = house.quotes.leads.photos
    house.quotes.leads.photos = []
    quoted = program.post(f"/api/v1/leads/{lead_id}/estimate")

    assert f"/office{base}/thumbnail" in page
    assert "<b>gutter" not in page
    assert [answer.headers["content-type"] for answer in shown] == ["image/jpeg"] * 2
    assert shown[0].headers["content-security-policy"].endswith("sandbox")
    assert office.get(f"/office{base}/file", headers={"if-none-match": shown[0].headers["etag"]}).status_code == 304
    assert by_program.content == shown[0].content
    assert foreign == [404, 404, 303, 404]
    assert handed_on == [shown[0].content]
    assert (quoted.status_code, house.quotes.leads.photos) == (201, handed_on)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\Users\\kim\\gutter.jpg", "gutter.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\x00\u202eb.jpg", "ab.jpg"),
        ("x" * 200, "x" * 99 + "…"),
    ],
)
def test_a_name_is_shown_without_its_folders_and_tricks(name: str, shown: str) -> None:
    assert read_name(name) == shown
