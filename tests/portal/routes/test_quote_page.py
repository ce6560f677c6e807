import pytest

from tests.portal.conftest import QUOTE, House
from tests.portal.records import ACCEPTANCE, TOKEN


@pytest.mark.shows("EST-4", "BRD-1")
def test_shows_the_proposal_in_the_workspaces_name(house: House) -> None:
    house.sent(house.open("evergreen"))

    answer = house.browser().get(QUOTE)

    assert answer.status_code == 200
    assert "Whole-house exterior wash" in answer.text
    assert "$1,190.75" in answer.text
    assert "Evergreen" in answer.text
    assert "Porchlight" not in answer.text


def test_costs_one_call_and_no_query(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    browser.get(QUOTE)
    house.quotes.calls.clear()

    browser.get(QUOTE)

    assert [call.path for call in house.quotes.calls] == [f"/public/links/{TOKEN}"]
    assert house.billing.calls == []


def test_tells_the_service_where_the_visitor_is_from(house: House) -> None:
    house.sent(house.open("evergreen"))

    house.browser().get(QUOTE)

    claims = house.quotes.calls[0].claims
    assert (claims["knd"], claims["ip"], claims["ws"]) == ("anonymous", "testclient", None)
    assert claims["ua"].startswith("Mozilla/5.0")


@pytest.mark.shows("EST-2")
def test_totals_follow_what_is_chosen(house: House) -> None:
    house.sent(house.open("evergreen"))

    answer = house.browser().get(f"{QUOTE}/totals?option_id=premium&item=extra-1")

    assert "$1,786.13" in answer.text
    assert "<html" not in answer.text
    assert house.quotes.calls[-1].query == "option_id=premium&item=extra-1"


@pytest.mark.shows("EST-4")
def test_hands_out_the_pdf_without_the_services_own_headers(house: House) -> None:
    house.sent(house.open("evergreen"))

    answer = house.browser().get(f"{QUOTE}/pdf")

    assert answer.content == b"%PDF-1.7 fake"
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'inline; filename="E-1001.pdf"'
    assert "x-secret" not in answer.headers


@pytest.mark.shows("LNK-1")
@pytest.mark.parametrize(
    ("status", "code", "heading"),
    [
        (404, "link_not_valid", "We could not find this page"),
        (410, "link_expired", "Email me a fresh link"),
        (410, "link_revoked", "This link was withdrawn"),
    ],
)
def test_a_pdf_that_is_refused_is_told_as_a_page(house: House, status: int, code: str, heading: str) -> None:
    house.quotes.refuse(f"/public/links/{TOKEN}/pdf", status, code, "Not this one.")

    answer = house.browser().get(f"{QUOTE}/pdf")

    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert heading in answer.text


@pytest.mark.shows("LNK-3")
def test_a_signed_link_opens_the_same_page_at_its_own_address(house: House) -> None:
    house.sent(house.open("evergreen"))

    page = house.browser().get(f"/l/{TOKEN}").text

    assert f'action="/l/{TOKEN}/accept"' in page
    assert "Whole-house exterior wash" in page


@pytest.mark.shows("LNK-6")
def test_a_link_to_the_proposal_says_proposal(house: House) -> None:
    house.sent(house.open("evergreen"))

    page = house.browser().get(f"{QUOTE}?view=proposal").text

    assert "Proposal E-1001" in page


@pytest.mark.shows("LNK-6")
def test_a_view_the_record_does_not_offer_changes_nothing(house: House) -> None:
    house.sent(house.open("evergreen"))

    page = house.browser().get(f"{QUOTE}?view=maintenance").text

    assert "Estimate E-1001" in page


@pytest.mark.parametrize(
    "address", ["/quote/unknown-token-1", "/quote/short", "/quote/with%20space-and-more", "/l/%3Cb%3E-------"]
)
def test_a_link_that_opens_nothing_gets_a_page_that_names_nobody(house: House, address: str) -> None:
    house.sent(house.open("evergreen"))

    answer = house.browser().get(address)

    assert answer.status_code == 404
    assert "We could not find this page" in answer.text
    assert "Evergreen" not in answer.text


def test_what_cannot_be_a_token_is_asked_of_nobody(house: House) -> None:
    house.browser().get("/quote/..%2F..%2Fmailbox")

    assert house.quotes.calls == []


@pytest.mark.shows("SGN-2")
def test_the_confirmation_of_what_is_not_accepted_leads_to_the_page(house: House) -> None:
    house.sent(house.open("evergreen"))

    answer = house.browser().get(f"{QUOTE}/accepted")

    assert (answer.status_code, answer.headers["location"]) == (303, QUOTE)


@pytest.mark.shows("SGN-4")
def test_once_accepted_the_page_shows_the_deposit_to_pay(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE
    house.billing.issue()

    page = house.browser().get(QUOTE).text

    assert "Pay the deposit of $300.00" in page
    assert f'action="{QUOTE}/checkout"' in page


def test_what_was_written_is_shown_as_text(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.document["title"] = '<script>alert("1")</script>'

    page = house.browser().get(QUOTE).text

    assert '<script>alert("1")</script>' not in page
    assert "&lt;script&gt;" in page


def test_a_program_that_asks_for_json_is_told_by_a_problem_document(house: House) -> None:
    answer = house.program().get("/quote/unknown-token-1")

    assert answer.status_code == 404
    assert answer.json()["code"] == "link_not_valid"


BOTH = {"maintenance_plans": [{"id": "m4", "name": "Every season", "visits_per_year": 4, "price_per_visit": 9_500,
        "price_per_year": 38_000, "term_months": 12, "starts_on": None, "renews": False}]}  # fmt: skip


@pytest.mark.shows("LNK-6")
def test_the_page_asks_for_what_its_address_names_and_shows_it_first(house: House) -> None:
    house.sent(house.open("evergreen")).document |= BOTH
    browser = house.browser()

    proposal, plans = (browser.get(f"{QUOTE}?view={view}").text for view in ("proposal", "maintenance"))

    assert house.quotes.last(f"/public/links/{TOKEN}").query == "view=maintenance"
    assert proposal.index("Choose your package") < proposal.index("Every season")
    assert plans.index("Every season") < plans.index("Choose your package")
    assert "Maintenance plan E-1001" in plans
    assert plans.index('href="#plans"') < plans.index('href="#packages"')


@pytest.mark.shows("LNK-6")
def test_a_page_carries_on_as_what_it_was_opened(house: House) -> None:
    house.sent(house.open("evergreen")).document |= BOTH

    page = house.browser().get(f"{QUOTE}?view=maintenance").text

    for part in ("accept", "decline", "notes", "pdf", "view"):
        assert f'"{QUOTE}/{part}?view=maintenance"' in page
    assert '<input type="hidden" name="view" value="maintenance">' in page


def test_an_address_that_names_no_kind_of_page_asks_for_none(house: House) -> None:
    house.sent(house.open("evergreen"))

    page = house.browser().get(f"{QUOTE}?view=%3Cscript%3E").text

    assert house.quotes.last(f"/public/links/{TOKEN}").query == ""
    assert f'"{QUOTE}/accept"' in page
