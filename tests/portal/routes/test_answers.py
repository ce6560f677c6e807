import pytest
import time_machine
from starlette.testclient import TestClient

from tests.portal.conftest import QUOTE, SIGNING, House, nonce_on
from tests.portal.records import TOKEN


def with_nonce(browser: TestClient, **fields: str) -> dict[str, str]:
    return fields | {"nonce": nonce_on(browser.get(QUOTE).text)}


@pytest.mark.shows("SGN-1", "SGN-2")
def test_signing_leads_to_the_confirmation(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.browser()

    answer = browser.post(f"{QUOTE}/accept", data=with_nonce(browser, **SIGNING))

    assert (answer.status_code, answer.headers["location"]) == (303, f"{QUOTE}/accepted")
    assert estimate.acceptance
    assert "Thank you, Dana Fox" in browser.get(f"{QUOTE}/accepted").text


@pytest.mark.shows("SGN-1")
def test_hands_over_the_whole_signature(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    drawn = SIGNING | {
        "signature_kind": "drawn",
        "signature_png": "iVBORw0KGgo=",
        "item": "extra-1",
        "document_hash": "ab" * 32,
    }

    browser.post(f"{QUOTE}/accept", data=with_nonce(browser, **drawn))

    accepted = house.quotes.last(f"/public/links/{TOKEN}/accept")
    assert accepted.claims["ip"] == "testclient"
    assert accepted.body == (
        b'{"version":1,"optional_item_ids":["extra-1"],"signer_name":"Dana Fox","consent":true,'
        b'"signature":{"kind":"drawn","png_base64":"iVBORw0KGgo="},"option_id":"standard","document_hash":"'
        + b"ab" * 32
        + b'"}'
    )


@pytest.mark.shows("SGN-2")
def test_signing_twice_shows_the_same_confirmation(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    signing = with_nonce(browser, **SIGNING)
    browser.post(f"{QUOTE}/accept", data=signing)

    again = browser.post(f"{QUOTE}/accept", data=signing)

    assert (again.status_code, again.headers["location"]) == (303, f"{QUOTE}/accepted")


@pytest.mark.shows("SGN-4")
def test_the_confirmation_pays_the_deposit_in_one_click(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.billing.issue()
    browser = house.browser()
    browser.post(f"{QUOTE}/accept", data=with_nonce(browser, **SIGNING))

    page = browser.get(f"{QUOTE}/accepted").text

    assert "Pay the deposit of $300.00" in page


@pytest.mark.shows("SGN-4")
def test_until_the_deposit_invoice_is_there_the_confirmation_waits_for_it(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    browser.post(f"{QUOTE}/accept", data=with_nonce(browser, **SIGNING))

    page = browser.get(f"{QUOTE}/accepted").text

    assert "We are preparing your payment" in page
    assert "data-watch" in page


@pytest.mark.shows("LNK-10")
@pytest.mark.parametrize("nonce", ["", "made-up", "0.abc"])
def test_a_form_without_a_good_nonce_only_asks(house: House, nonce: str) -> None:
    estimate = house.sent(house.open("evergreen"))

    answer = house.browser().post(f"{QUOTE}/accept", data=SIGNING | {"nonce": nonce})

    assert answer.status_code == 200
    assert "Accept this estimate?" in answer.text
    assert "$1,190.75" in answer.text
    assert house.quotes.asked("POST") == []
    assert estimate.acceptance is None


@pytest.mark.shows("LNK-10")
def test_the_nonce_of_another_link_does_not_sign(house: House) -> None:
    workspace = house.open("evergreen")
    house.sent(workspace)
    house.quotes.add(workspace, "another-token-9")
    browser = house.browser()
    foreign = nonce_on(browser.get("/quote/another-token-9").text)

    browser.post(f"{QUOTE}/accept", data=SIGNING | {"nonce": foreign})

    assert house.quotes.asked("POST") == []


@pytest.mark.shows("LNK-10")
def test_a_nonce_of_the_day_before_yesterday_does_not_sign(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    with time_machine.travel("2026-11-20T12:00:00Z", tick=False):
        old = with_nonce(browser, **SIGNING)

    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        browser.post(f"{QUOTE}/accept", data=old)

    assert house.quotes.asked("POST") == []


@pytest.mark.shows("EST-7")
def test_a_stale_page_shows_what_is_current_and_signs_nothing(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.browser()
    signing = with_nonce(browser, **SIGNING)
    estimate.version = 2
    estimate.document["title"] = "Whole-house exterior wash and gutters"

    answer = browser.post(f"{QUOTE}/accept", data=signing)

    assert answer.status_code == 409
    assert "has changed since you last looked" in answer.text
    assert "Whole-house exterior wash and gutters" in answer.text
    assert 'name="version" value="2"' in answer.text
    assert 'name="signer_name" value="Dana Fox"' in answer.text
    assert estimate.acceptance is None


@pytest.mark.shows("EST-7")
def test_a_stale_page_is_told_before_it_is_asked_to_confirm(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.version = 2

    answer = house.browser().post(f"{QUOTE}/accept", data=SIGNING)

    assert answer.status_code == 409
    assert "has changed since you last looked" in answer.text


@pytest.mark.shows("SGN-1")
@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"signer_name": " "}, "signer_name", "Enter your full name."),
        ({"consent": ""}, "consent", "Tick the box to sign electronically."),
        ({"signature_text": ""}, "signature_text", "Type your name as your signature."),
        ({"signature_kind": "drawn"}, "signature", "Draw your signature, or type it."),
    ],
)
def test_what_is_missing_is_named_at_its_field(house: House, change: dict[str, str], field: str, sentence: str) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.browser()

    answer = browser.post(f"{QUOTE}/accept", data=with_nonce(browser, **(SIGNING | change)))

    assert answer.status_code == 422
    assert f'<a href="#{field}">{sentence}</a>' in answer.text
    assert estimate.acceptance is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("This is no PNG picture.", "This is no PNG picture."),
        ("signature.png_base64 shows nothing; draw it.", "Your signature shows nothing; draw it."),
    ],
)
def test_what_the_service_finds_wrong_is_named_at_its_field_by_its_label(house: House, said: str, shown: str) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    path = f"/public/links/{TOKEN}/accept"
    house.quotes.refuse(path, 422, "invalid_signature", "Check it.", ("signature.png_base64", said))

    answer = browser.post(f"{QUOTE}/accept", data=with_nonce(browser, **SIGNING))

    assert answer.status_code == 422
    assert f'<a href="#signature">{shown}</a>' in answer.text
    assert 'value="Dana Fox"' in answer.text


def test_what_cannot_be_accepted_any_more_says_so_on_its_page(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.browser()
    signing = with_nonce(browser, **SIGNING)
    estimate.status = "void"
    house.quotes.refuse(
        f"/public/links/{TOKEN}/accept", 409, "not_acceptable", "This was withdrawn and cannot be accepted."
    )

    answer = browser.post(f"{QUOTE}/accept", data=signing)

    assert answer.status_code == 409
    assert "This was withdrawn and cannot be accepted." in answer.text


@pytest.mark.shows("EST-4")
def test_declining_tells_the_reason(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.browser()

    answer = browser.post(f"{QUOTE}/decline", data=with_nonce(browser, version="1", reason="price", decline_text="No."))

    assert (answer.status_code, answer.headers["location"]) == (303, QUOTE)
    assert estimate.status == "declined"
    sent = house.quotes.last(f"/public/links/{TOKEN}/decline").body
    assert sent == b'{"version":1,"reason":"The price: No."}'


@pytest.mark.shows("EST-7", "EST-4")
@pytest.mark.parametrize("touched", [True, False])
def test_what_has_changed_is_not_declined_unseen(house: House, touched: bool) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.browser()
    no = {"version": "1", "reason": "price"} | (with_nonce(browser) if touched else {})
    estimate.version = 2

    answer = browser.post(f"{QUOTE}/decline", data=no)

    assert answer.status_code == 409
    assert "has changed" in answer.text
    assert estimate.status == "sent"


def test_declining_needs_a_reason(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.browser()

    answer = browser.post(f"{QUOTE}/decline", data=with_nonce(browser, reason="whim"))

    assert answer.status_code == 422
    assert "Choose the main reason." in answer.text
    assert estimate.status == "sent"


@pytest.mark.shows("EST-6")
def test_a_question_is_sent_and_shown(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    note = with_nonce(browser, note_text="Does it include the garage?", change_request="yes")

    answer = browser.post(f"{QUOTE}/notes", data=note)
    page = browser.get(answer.headers["location"]).text

    assert "Your message was sent. We answer on this page, and by email where we have your address." in page
    assert "Does it include the garage?" in page
    sent = house.quotes.last(f"/public/links/{TOKEN}/notes").body
    assert sent == b'{"text":"Does it include the garage?","request_changes":true}'


@pytest.mark.shows("LNK-10")
@pytest.mark.parametrize(
    ("part", "fields", "question"),
    [
        ("decline", {"reason": "price"}, "Decline this estimate?"),
        ("notes", {"note_text": "Hello"}, "Send this message?"),
        ("checkout", {}, "Go on to payment?"),
        ("renew", {}, "Email a fresh link?"),
    ],
)
def test_every_form_asks_first_when_nobody_has_touched_its_page(
    house: House, part: str, fields: dict[str, str], question: str
) -> None:
    house.sent(house.open("evergreen"))

    answer = house.browser().post(f"{QUOTE}/{part}", data=fields)

    assert answer.status_code == 200
    assert question in answer.text
    assert house.quotes.asked("POST") == []
    assert house.billing.calls == []


@pytest.mark.shows("LNK-10")
@pytest.mark.parametrize("part", ["accept", "decline", "notes", "view"])
def test_a_scanner_that_posts_empty_forms_changes_nothing(house: House, part: str) -> None:
    house.sent(house.open("evergreen"))

    house.browser().post(f"{QUOTE}/{part}", data={})

    assert house.quotes.asked("POST") == []


@pytest.mark.parametrize("part", ["accept", "decline", "notes", "checkout", "renew", "view"])
def test_reloading_the_address_of_a_form_leads_back_to_the_page(house: House, part: str) -> None:
    answer = house.browser().get(f"{QUOTE}/{part}")

    assert (answer.status_code, answer.headers["location"]) == (303, QUOTE)
