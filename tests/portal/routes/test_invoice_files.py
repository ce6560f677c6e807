"""Photos and files of an invoice: on its pages, and in the browser of whoever may see it."""

import pytest

from tests.portal.conftest import QUOTE, House
from tests.portal.fake_files import ATTACHMENT_ID, IMAGE, TAG
from tests.portal.pages.sample_files import SHOWN
from tests.portal.records import ACCEPTANCE, ESTIMATE_ID, INVOICE_ID
from tests.portal.routes.test_customer_account import signed_in
from tests.portal.routes.test_payment import PAY

pytestmark = pytest.mark.shows("EXT-2", "LNK-11")
OFFICE = f"/office/invoices/{INVOICE_ID}"
MINE = f"/customer/invoices/{INVOICE_ID}"
PART = f"invoice/attachments/{ATTACHMENT_ID}"


@pytest.fixture
def shown(house: House) -> House:
    """An invoice with files for its customer, of an estimate that was accepted."""
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE
    house.billing.issue(attachments=SHOWN)
    return house


@pytest.mark.parametrize(
    ("page", "base", "scope"),
    [(PAY, PAY, f"invoice:{INVOICE_ID}"), (f"{QUOTE}/payment", QUOTE, f"estimate:{ESTIMATE_ID}")],
    ids=["payment link", "deposit"],
)
def test_a_link_shows_those_that_the_office_shows(shown: House, page: str, base: str, scope: str) -> None:
    browser = shown.browser()

    text = browser.get(page).text
    file, again = (browser.get(f"{base}/{PART}/file", headers={"If-None-Match": tag}) for tag in ("", TAG))

    assert f'src="{base}/invoice/attachments/{SHOWN[0]["id"]}/thumbnail"' in text
    assert "Photos and files" in text
    assert (file.content, again.status_code) == (IMAGE, 304)
    assert file.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert shown.billing.last(f"/public/invoice/attachments/{ATTACHMENT_ID}/file").claims["scp"] == scope


def test_a_signed_in_customer_sees_them_too(shown: House) -> None:
    assert shown.billing.workspace_id is not None
    browser = signed_in(shown, shown.billing.workspace_id)

    text = browser.get(MINE).text
    file = browser.get(f"{MINE}/{PART}/thumbnail")

    assert f'href="{MINE}/invoice/attachments/{SHOWN[0]["id"]}/file"' in text
    assert file.content == IMAGE
    assert shown.billing.last(f"/public/invoice/attachments/{ATTACHMENT_ID}/thumbnail").claims["knd"] == "customer"


def test_a_page_without_any_says_nothing_of_them(shown: House) -> None:
    shown.billing.issue()

    assert "Photos and files" not in shown.browser().get(PAY).text


def test_nobody_gets_a_file_without_a_link_or_signing_in(shown: House) -> None:
    browser = shown.browser()

    answers = [browser.get(f"{place}/{PART}/file") for place in (MINE, f"{OFFICE}/preview")]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert shown.billing.asked("GET") == []


def test_the_office_looks_at_what_the_customer_sees_and_nothing_comes_of_it(shown: House) -> None:
    browser = shown.signed_in("evergreen")
    preview = f"{OFFICE}/preview"

    linked = browser.get(OFFICE).text
    page = browser.get(preview).text
    file = browser.get(f"{preview}/{PART}/file")
    paid = browser.post(f"{preview}/checkout")

    assert f'href="{preview}"' in linked
    assert "This is a preview." in page
    assert f'src="{preview}/invoice/attachments/{SHOWN[0]["id"]}/thumbnail"' in page
    assert file.content == IMAGE
    assert "This was a preview" in paid.text
    assert shown.billing.asked("POST") == []
    claims = shown.billing.last("/public/invoice").claims
    assert (claims["knd"], claims["scp"]) == ("staff", f"invoice:{INVOICE_ID}")
