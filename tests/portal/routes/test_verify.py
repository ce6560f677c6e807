"""The page where anybody can have a document checked, with a browser and without scripts."""

import hashlib
from typing import Any

import pytest

from tests.portal.conftest import QUOTE, RECORD, House
from tests.portal.fake_documents import FILE
from tests.portal.records import ACCEPTANCE, DOCUMENT_ID, ESTIMATE_ID

pytestmark = pytest.mark.shows("EST-5")

PAGE = f"/verify/{DOCUMENT_ID}"


@pytest.fixture
def opened(house: House) -> House:
    house.sent(house.open("evergreen"))
    return house


def test_it_tells_what_is_known_in_the_dress_of_the_business(opened: House) -> None:
    page = opened.browser().get(PAGE)

    assert page.status_code == 200
    for words in ("Evergreen Exteriors", "E-1001, version 1", "ab" * 32, "cd" * 32, hashlib.sha256(FILE).hexdigest()):
        assert words in page.text
    assert 'enctype="multipart/form-data"' in page.text


@pytest.mark.parametrize(
    ("file", "said"), [(FILE, "This file is the sealed document."), (FILE + b" ", "changed after it was sealed")]
)
def test_a_file_that_is_handed_in_is_told_for_what_it_is(opened: House, file: bytes, said: str) -> None:
    page = opened.browser().post(PAGE, files={"file": ("E-1001.pdf", file, "application/pdf")})

    assert page.status_code == 200
    assert said in page.text
    assert hashlib.sha256(file).hexdigest() in page.text


@pytest.mark.parametrize("form", [{}, {"file": "no file but a text"}])
def test_without_a_file_it_says_what_to_do(opened: House, form: dict[str, str]) -> None:
    page = opened.browser().post(PAGE, data=form)

    assert page.status_code == 422
    assert "Choose the PDF first" in page.text


@pytest.mark.parametrize(
    "sent",
    [
        {"files": [("file", (f"{n}.pdf", b"%PDF", "application/pdf")) for n in range(1000)]},
        {"files": {"file": b"%PDF"}, "data": {f"field{n}": "x" for n in range(1000)}},
        {"content": b"x", "headers": {"content-type": "multipart/form-data"}},
        {"content": b"x", "headers": {"content-type": "multipart/form-data; boundary=line"}},
    ],
    ids=["files", "fields", "no boundary", "no part"],
)
def test_what_is_no_form_with_one_file_is_told_so(opened: House, sent: dict[str, Any]) -> None:
    answer = opened.browser().post(PAGE, **sent)

    assert answer.status_code == 422
    assert "This was no form with one file." in answer.text


@pytest.mark.parametrize("address", ["/verify/0198f000-0000-7000-8000-0000000000ff", "/verify/nothing", "/verify/"])
def test_what_is_no_document_is_not_found(opened: House, address: str) -> None:
    page = opened.browser().get(address)

    assert page.status_code == 404
    assert "Evergreen" not in page.text


def test_a_file_as_large_as_none_of_ours_is_refused_with_a_page(opened: House) -> None:
    page = opened.browser().post(PAGE, files={"file": ("big.pdf", b"0" * 17_000_000, "application/pdf")})

    assert page.status_code == 413
    assert "larger than 16 MB" in page.text


@pytest.mark.shows("EST-5", "EST-7")
def test_the_customers_page_names_what_is_signed_and_where_to_check_it(opened: House) -> None:
    browser = opened.browser()
    before = browser.get(QUOTE).text
    estimate = opened.quotes.estimates[next(iter(opened.quotes.estimates))]

    estimate.status, estimate.acceptance = "accepted", dict(ACCEPTANCE)
    waiting = browser.get(f"{QUOTE}/accepted").text
    estimate.acceptance["sealed_at"] = "2026-11-23T20:05:02.000000Z"
    sealed = [browser.get(page).text for page in (QUOTE, f"{QUOTE}/accepted")]

    assert "ab" * 32 in before
    assert "is being sealed" in waiting
    assert all(f'href="{PAGE}"' in page and "ab" * 32 in page for page in sealed)


@pytest.mark.shows("SGN-5", "OFF-1")
def test_the_office_sees_that_the_chain_is_intact_and_takes_the_evidence_along(opened: House) -> None:
    browser = opened.signed_in("evergreen")

    page = browser.get(RECORD).text
    export = browser.get(f"{RECORD}/evidence")

    assert "The chain is intact:</strong> all 6 lines are as they were written." in page
    assert f'href="{RECORD}/evidence"' in page
    assert (export.json(), export.headers["content-disposition"]) == (
        {"format": "fake"},
        'attachment; filename="E-1001.json"',
    )


@pytest.mark.shows("SGN-5")
def test_where_the_evidence_cannot_be_looked_at_the_record_shows_all_the_same(opened: House) -> None:
    browser = opened.signed_in("evergreen")
    opened.quotes.refuse(f"/estimates/{ESTIMATE_ID}/evidence", 503, "unavailable", "Not now.")

    page = browser.get(RECORD)

    assert (page.status_code, "The chain" in page.text) == (200, False)
