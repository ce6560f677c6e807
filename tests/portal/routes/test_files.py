"""Files that belong to an estimate, in the browser of whoever may see its page."""

import pytest
from fastapi.responses import JSONResponse

from tests.portal.conftest import QUOTE, RECORD, House
from tests.portal.fake_files import IMAGE, TAG
from tests.portal.pages.sample_files import INSURANCE, ROOF, SHOWN, WALL
from tests.portal.records import ACCEPTANCE, TOKEN

STORED = ACCEPTANCE | {"signature_kind": "drawn", "signature_text": None, "signature_png_base64": None}


@pytest.mark.shows("SGN-3")
def test_a_stored_signature_is_an_image_on_the_page(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance = "accepted", STORED
    customer, office = house.browser(), house.signed_in("evergreen")
    preview = f"{RECORD}/preview"
    pages = {f"{QUOTE}/accepted": QUOTE, QUOTE: QUOTE, RECORD: RECORD, preview: preview}

    for page, base in pages.items():
        browser = customer if base == QUOTE else office
        image = f'<img class="signature-image" src="{base}/signature" alt="Signature of Dana Fox">'
        assert image in browser.get(page).text
        assert browser.get(f"{base}/signature").content == IMAGE


@pytest.mark.shows("SGN-3")
def test_a_signature_that_came_with_the_page_is_not_asked_for(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance = "accepted", STORED | {"signature_png_base64": "iVBORw0KGgo="}

    page = house.browser().get(QUOTE).text

    assert 'src="data:image/png;base64,iVBORw0KGgo="' in page
    assert f"{QUOTE}/signature" not in page


def test_a_file_is_private_cannot_run_and_is_not_sent_twice(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()

    first = browser.get(f"{QUOTE}/signature")
    again = browser.get(f"{QUOTE}/signature", headers={"If-None-Match": TAG})

    assert first.headers["content-type"] == "image/png"
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert first.headers["x-content-type-options"] == "nosniff"
    assert "x-secret" not in first.headers
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", TAG)


@pytest.mark.shows("LNK-11")
@pytest.mark.parametrize(
    ("status", "code", "heading"),
    [(404, "link_not_valid", "We could not find this page"), (410, "link_expired", "Email me a fresh link")],
)
def test_a_file_is_refused_as_the_page_is(house: House, status: int, code: str, heading: str) -> None:
    house.quotes.refuse(f"/public/links/{TOKEN}/signature", status, code, "Not this one.")

    answer = house.browser().get(f"{QUOTE}/signature")

    assert (answer.status_code, heading in answer.text) == (status, True)


@pytest.mark.shows("EXT-2")
def test_photos_of_the_offer_and_of_the_work_are_on_the_customers_page(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.document["attachments"] = SHOWN
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE
    work = {**ROOF, "id": "0198f000-0000-7000-8000-0000000000b1", "caption": "Done"}
    house.quotes.answer(f"/public/links/{TOKEN}/job-attachments", JSONResponse({"items": [work]}))
    browser = house.browser()

    page = browser.get(QUOTE).text

    for shown, alt in ((ROOF, "The roof today &lt;b&gt;"), (WALL, "Photo 2 of 2"), (work, "Done")):
        small = f'src="{QUOTE}/attachments/{shown["id"]}/thumbnail" width="{shown["width"]}" height="{shown["height"]}"'
        assert f'{small} loading="lazy" alt="{alt}"' in page
    assert f'href="{QUOTE}/attachments/{INSURANCE["id"]}/file"' in page
    assert "PDF, 1.2\u00a0MB" in page
    for form in ("file", "thumbnail"):
        assert browser.get(f"{QUOTE}/attachments/{ROOF['id']}/{form}").content == IMAGE


@pytest.mark.shows("EXT-2")
def test_the_page_stands_without_the_photos_of_the_work(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE
    house.quotes.refuse(f"/public/links/{TOKEN}/job-attachments", 503, "unavailable", "Not now.")

    answer = house.browser().get(QUOTE)

    assert (answer.status_code, "Photos of the work" in answer.text) == (200, False)


def test_the_offices_own_address_is_for_the_office(house: House) -> None:
    house.sent(house.open("evergreen"))

    answer = house.browser().get(f"{RECORD}/signature")

    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/office/login")
