from typing import Any

import httpx
import pytest

from services.portal.domain.errors import InvalidReviewUrl
from services.portal.domain.portal_settings import FEATURES
from services.portal.domain.review_url import read_review_url
from services.portal.handlers import stripe_account_changed
from shared.events.billing import StripeAccountChanged
from tests.portal.api.test_account import employ
from tests.portal.conftest import House
from tests.support.services import published

PORTAL, SERVICES, PRIVACY = "/api/v1/settings/portal", "/api/v1/settings/services", "/api/v1/settings/privacy"
ACCOUNT = "/api/v1/settings/account"
AT_FIRST = {
    "proposals": True,
    "estimate_requests": False,
    "invoice_payments": False,
    "reviews": True,
    "referrals": True,
}
DIRECT = "https://g.page/r/CdfK2Zc5x1bqEBM/review"


def office(house: House) -> httpx.Client:
    house.open("evergreen")
    return house.program(house.access_token("evergreen"))


def connect_stripe(house: House, workspace_id: Any) -> None:
    event = StripeAccountChanged(workspace_id=workspace_id, stripe_account_id="acct_1", charges_enabled=True)
    with house.context.database.begin() as session:
        stripe_account_changed.handle(session, event)


@pytest.mark.shows("SET-1")
def test_what_needs_nothing_is_on_from_the_start(house: House) -> None:
    assert office(house).get(PORTAL).json() == AT_FIRST


@pytest.mark.shows("SET-1")
def test_a_switch_is_saved_at_once_and_told_to_every_service(house: House) -> None:
    program = office(house)

    answer = program.patch(PORTAL, json={"reviews": False})

    told = published(house.context, "WorkspaceChanged")[-1]["data"]
    assert answer.json() == program.get(PORTAL).json() == AT_FIRST | {"reviews": False}
    assert {name: told[name] for name in FEATURES} == answer.json()


@pytest.mark.shows("SET-1")
@pytest.mark.parametrize(
    ("feature", "way_out"), [("estimate_requests", "Services in the settings"), ("invoice_payments", "Connect it")]
)
def test_a_feature_that_lacks_something_says_what_to_do_and_nothing_is_switched(
    house: House, feature: str, way_out: str
) -> None:
    program = office(house)

    answer = program.patch(PORTAL, json={"reviews": False, feature: True})

    assert (answer.status_code, answer.json()["code"]) == (409, "prerequisite_missing")
    assert way_out in answer.json()["detail"]
    assert answer.json()["errors"][0]["field"] == feature
    assert program.get(PORTAL).json() == AT_FIRST


@pytest.mark.shows("SET-1")
def test_with_a_service_and_stripe_both_can_be_on(house: House) -> None:
    program = office(house)
    program.patch(SERVICES, json={"services": ["Gutter clearing"]})
    connect_stripe(house, program.get(ACCOUNT).json()["workspace_id"])

    answer = program.patch(PORTAL, json={"estimate_requests": True, "invoice_payments": True})

    assert answer.json() == AT_FIRST | {"estimate_requests": True, "invoice_payments": True}


@pytest.mark.shows("SET-1")
def test_the_last_service_stays_while_estimates_can_be_requested(house: House) -> None:
    program = office(house)
    program.patch(SERVICES, json={"services": ["Gutter clearing"]})
    program.patch(PORTAL, json={"estimate_requests": True})

    answer = program.patch(SERVICES, json={"services": []})

    assert (answer.status_code, answer.json()["code"]) == (409, "prerequisite_missing")
    assert program.get(SERVICES).json() == {"services": ["Gutter clearing"]}


@pytest.mark.shows("SET-2")
def test_services_are_kept_in_their_order_and_once(house: House) -> None:
    answer = office(house).patch(SERVICES, json={"services": [" Lawn care", "Gutter clearing", "lawn care "]})

    assert answer.json() == {"services": ["Lawn care", "Gutter clearing"]}


@pytest.mark.shows("SET-3")
def test_look_ups_are_standard_until_the_office_wants_them_strict(house: House) -> None:
    program = office(house)
    before = program.get(PRIVACY).json()

    after = program.patch(PRIVACY, json={"privacy": "strict"}).json()

    assert (before, after) == ({"privacy": "standard"}, {"privacy": "strict"})
    assert published(house.context, "WorkspaceChanged")[-1]["data"]["privacy"] == "strict"


@pytest.mark.shows("SET-1")
@pytest.mark.parametrize("path", [PORTAL, SERVICES, PRIVACY])
def test_a_viewer_may_look_and_not_change(house: House, path: str) -> None:
    viewer = house.program(employ(house, house.open("evergreen"), "vera@evergreen.example", "viewer"))
    bodies = {PORTAL: {"reviews": False}, SERVICES: {"services": []}, PRIVACY: {"privacy": "strict"}}

    looked, changed = viewer.get(path), viewer.patch(path, json=bodies[path])

    assert (looked.status_code, changed.status_code) == (200, 403)


@pytest.mark.shows("SET-1")
@pytest.mark.parametrize("body", [{"reviews": "yes"}, {"reviews": None}, {"chat": True}])
def test_what_is_no_switch_is_refused(house: House, body: dict[str, Any]) -> None:
    assert office(house).patch(PORTAL, json=body).status_code == 422


@pytest.mark.shows("REV-2", "REV-3")
def test_the_review_link_and_whom_to_invite_are_kept_and_told(house: House) -> None:
    program = office(house)

    account = program.patch(ACCOUNT, json={"google_review_url": f" {DIRECT} ", "invite_everyone": True}).json()

    told = published(house.context, "WorkspaceChanged")[-1]["data"]
    for known in (account, told, program.get(ACCOUNT).json()):
        assert (known["google_review_url"], known["invite_everyone"]) == (DIRECT, True)


@pytest.mark.shows("REV-3")
def test_a_listing_is_refused_with_the_reason_and_the_forms_that_are_accepted(house: House) -> None:
    program = office(house)

    answer = program.patch(
        ACCOUNT, json={"google_review_url": "https://www.google.com/maps/place/Evergreen/@40.7,-74z"}
    )

    refused = answer.json()
    assert (answer.status_code, refused["code"], refused["reason"]) == (422, "invalid_review_url", "listing")
    assert refused["errors"][0]["field"] == "google_review_url"
    assert "opens your listing" in refused["detail"]
    assert "https://g.page/r/…/review" in refused["accepted"]
    assert program.get(ACCOUNT).json()["google_review_url"] is None


@pytest.mark.shows("REV-3")
@pytest.mark.parametrize(
    "url",
    [
        DIRECT,
        "https://g.page/evergreen-exteriors/review",
        "https://search.google.com/local/writereview?placeid=ChIJN1t_tDeuEmsRUsoyG83frY4",
        "https://search.google.com/local/writereview?hl=en&placeid=ChIJN1t_tDeuEmsRUsoyG83frY4",
        "https://www.google.com/search?q=Evergreen#lrd=0x89c259a9b3117469:0xd134e199a405a163,3,,,",
        "https://www.google.co.uk/search?hl=en&q=Evergreen#lrd=0x89c259a9b3117469:0xd134e199a405a163,3",
    ],
)
def test_what_opens_the_form_for_a_review_is_accepted(url: str) -> None:
    assert read_review_url(url) == url


@pytest.mark.shows("REV-3")
@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://maps.app.goo.gl/abc123", "listing"),
        ("https://goo.gl/maps/abc123", "listing"),
        ("https://g.page/evergreen-exteriors", "listing"),
        ("https://g.page/r/CdfK2Zc5x1bqEBM", "listing"),
        ("https://maps.google.com/?cid=1234567890", "listing"),
        ("https://www.google.com/search?q=Evergreen", "listing"),
        ("https://www.google.com/search?q=Evergreen#lrd=0x89c259a9b3117469:0xd134e199a405a163,1,,,", "listing"),
        ("https://search.google.com/local/writereview", "listing"),
        ("https://search.google.com/local/writereview?placeid=", "listing"),
        ("https://business.google.com/reviews", "listing"),
        ("http://g.page/r/CdfK2Zc5x1bqEBM/review", "malformed"),
        ("g.page/r/CdfK2Zc5x1bqEBM/review", "malformed"),
        ("https://user@g.page/r/CdfK2Zc5x1bqEBM/review", "malformed"),
        ("https://g.page:8443/r/CdfK2Zc5x1bqEBM/review", "malformed"),
        ("https://[::1/review", "malformed"),
        ("javascript:alert(1)", "malformed"),
        ("https://g.page.evil.example/r/CdfK2Zc5x1bqEBM/review", "not_google"),
        ("https://evil.example/g.page/r/x/review", "not_google"),
        ("https://www.yelp.com/biz/evergreen", "not_google"),
        ("https://google.evil/search#lrd=0x1:0x2,3", "not_google"),
    ],
)
def test_what_does_not_is_refused_with_the_reason(url: str, reason: str) -> None:
    with pytest.raises(InvalidReviewUrl) as refused:
        read_review_url(url)

    assert refused.value.extra["reason"] == reason
