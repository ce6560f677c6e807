import jwt
import pytest

from services.portal.api.gateway import ROUTES
from tests.portal.conftest import House
from tests.portal.records import ESTIMATE_ID, INVOICE_ID, TOKEN

PAYMENT_TOKEN = jwt.encode({"typ": "payment"}, "k" * 32, algorithm="HS256")
CUSTOMER = b'{"name": "Dana Fox",  "email": "dana.fox@example.com"}'


@pytest.mark.shows("OFF-2")
def test_hands_a_call_on_as_it_is_and_its_answer_back_as_it_is(house: House) -> None:
    house.open("evergreen")
    program = house.program(house.access_token("evergreen"))
    sent = {
        "idempotency-key": "k-1",
        "content-type": "application/json",
        "cookie": "office=x",
        "x-forwarded-for": "1.2.3.4",
    }

    answer = program.post("/api/v1/customers?dry_run=a%2Fb&x=1", content=CUSTOMER, headers=sent)

    call = house.quotes.calls[-1]
    assert (answer.status_code, answer.json()["name"]) == (201, "Dana Fox")
    assert answer.headers["idempotent-replayed"] == "true"
    assert "x-internal" not in answer.headers
    assert (call.method, call.path, call.query, call.body) == ("POST", "/customers", "dry_run=a%2Fb&x=1", CUSTOMER)
    assert call.headers["idempotency-key"] == "k-1"
    assert "cookie" not in call.headers
    assert "x-forwarded-for" not in call.headers


def test_a_header_may_hold_any_bytes(house: House) -> None:
    house.open("evergreen")
    sent = {"content-type": "application/json", "idempotency-key": "clé".encode("latin-1")}

    answer = house.program(house.access_token("evergreen")).post("/api/v1/customers", content=CUSTOMER, headers=sent)

    assert answer.status_code == 201
    assert "idempotency-key" in house.quotes.calls[-1].headers


@pytest.mark.shows("OPS-2")
@pytest.mark.parametrize(
    "path", ["public/links/x/%2e%2e/%2e%2e/%2e%2e/metrics", "public/links/%2e%2e", "jobs/%2e%2e/x"]
)
def test_no_path_leads_out_of_what_is_offered(house: House, path: str) -> None:
    house.open("evergreen")

    answer = house.program(house.access_token("evergreen")).get(f"/api/v1/{path}")

    assert (answer.status_code, house.quotes.calls) == (404, [])


@pytest.mark.shows("OFF-2")
def test_the_service_learns_who_calls_from_the_gateway_alone(house: House) -> None:
    workspace = house.open("evergreen")

    house.program(house.access_token("evergreen")).get("/api/v1/estimates")

    claims = house.quotes.calls[-1].claims
    assert (claims["knd"], claims["ws"], claims["rol"], claims["aud"]) == (
        "staff",
        str(workspace),
        "owner",
        "service:quotes",
    )


def test_one_correlation_id_goes_through(house: House) -> None:
    house.open("evergreen")

    answer = house.program(house.access_token("evergreen")).get("/api/v1/estimates")

    assert house.quotes.calls[-1].headers["x-correlation-id"] == answer.headers["x-correlation-id"]
    assert house.quotes.calls[-1].headers["traceparent"].startswith("00-")


def test_a_refusal_comes_back_word_for_word(house: House) -> None:
    house.open("evergreen")
    house.quotes.refuse(
        "/customers", 422, "invalid_contact", "Check email.", ("email", "email must be an email address.")
    )

    answer = house.program(house.access_token("evergreen")).post("/api/v1/customers", json={})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "invalid_contact"
    assert answer.json()["errors"] == [{"field": "email", "message": "email must be an email address."}]


@pytest.mark.parametrize("path", sorted(ROUTES))
def test_every_part_needs_a_staff_token(house: House, path: str) -> None:
    answers = [house.program().request(method, f"/api/v1/{path}") for method in ("GET", "POST", "PATCH", "DELETE")]

    assert {answer.status_code for answer in answers} == {401}
    assert [fake.calls for fake in (house.quotes, house.billing, house.notifications)] == [[], [], []]


@pytest.mark.parametrize(("path", "service"), sorted(ROUTES.items()))
def test_every_part_goes_to_its_service(house: House, path: str, service: str) -> None:
    house.open("evergreen")

    house.program(house.access_token("evergreen")).get(f"/api/v1/{path}")

    assert [call.path for call in getattr(house, service).calls] == [f"/{path}"]


@pytest.mark.parametrize(
    "path",
    [
        "mailbox",
        "webhooks/stripe",
        "public/invoice",
        "public/checkout",
        "inboxes",
        "settings/other",
        "",
        "estimates%2F..%2Fmailbox",
    ],
)
def test_what_is_not_offered_reaches_nobody(house: House, path: str) -> None:
    house.open("evergreen")
    program = house.program(house.access_token("evergreen"))

    answer = program.get(f"/api/v1/{path}")

    called = [call.path for fake in (house.quotes, house.billing, house.notifications) for call in fake.calls]
    assert answer.status_code == 404
    assert not any(path.startswith(("/mailbox", "/webhooks", "/public")) for path in called)


def test_a_body_that_is_too_large_reaches_nobody(house: House) -> None:
    house.open("evergreen")

    answer = house.program(house.access_token("evergreen")).post(
        "/api/v1/customers", content=b"x" * (2 * 1024 * 1024 + 1)
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert house.quotes.calls == []
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_cookie_is_no_credential_here(house: House) -> None:
    house.open("evergreen")

    answer = house.signed_in("evergreen").get("/api/v1/estimates", headers={"accept": "application/json"})

    assert answer.status_code == 401


@pytest.mark.shows("LNK-5")
def test_anybody_with_a_link_may_answer_by_the_api(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    signing = {
        "version": 1,
        "signer_name": "Dana Fox",
        "consent": True,
        "signature": {"kind": "typed", "text": "Dana Fox"},
    }

    answer = house.program().post(f"/api/v1/public/links/{TOKEN}/accept", json=signing)
    again = house.program().post(f"/api/v1/public/links/{TOKEN}/accept", json=signing)

    assert (answer.status_code, again.status_code) == (201, 200)
    assert answer.json() == again.json()
    assert estimate.acceptance
    assert house.quotes.calls[-1].claims["knd"] == "anonymous"


def test_a_payment_link_is_billings(house: House) -> None:
    house.sent(house.open("evergreen"))

    house.program().get(f"/api/v1/public/links/{PAYMENT_TOKEN}")

    assert [call.path for call in house.billing.calls] == [f"/public/links/{PAYMENT_TOKEN}"]
    assert house.quotes.calls == []


@pytest.mark.shows("PAY-2")
@pytest.mark.parametrize(
    ("token", "scope", "back"),
    [
        (TOKEN, f"estimate:{ESTIMATE_ID}", f"/quote/{TOKEN}"),
        (PAYMENT_TOKEN, f"invoice:{INVOICE_ID}", f"/l/{PAYMENT_TOKEN}"),
    ],
)
def test_a_checkout_is_for_what_the_link_opens(house: House, token: str, scope: str, back: str) -> None:
    house.sent(house.open("evergreen"))

    answer = house.program().post(f"/api/v1/public/links/{token}/checkout")

    asked = house.billing.last("/public/checkout")
    assert (answer.status_code, answer.json()["checkout_url"]) == (201, house.billing.checkout_url)
    assert asked.claims["scp"] == scope
    assert asked.body.decode() == f'{{"return_url":"http://portal.test{back}/payment"}}'


@pytest.mark.shows("PAY-5")
@pytest.mark.parametrize("code", ["already_paid", "not_payable", "payments_not_connected"])
def test_a_checkout_that_cannot_be_says_why(house: House, code: str) -> None:
    house.sent(house.open("evergreen"))
    house.billing.refuse("/public/checkout", 409, code, "Not now.")

    answer = house.program().post(f"/api/v1/public/links/{TOKEN}/checkout")

    assert (answer.status_code, answer.json()["code"], answer.json()["detail"]) == (409, code, "Not now.")


def test_a_webhook_is_handed_on_byte_for_byte(house: House) -> None:
    content = b'{"id": "evt_1",   "object":"event"}'
    stranger = house.browser(**{"sec-fetch-site": "cross-site"})

    good = stranger.post("/webhooks/stripe", content=content, headers={"stripe-signature": "t=1,v1=good"})
    bad = stranger.post("/webhooks/stripe", content=content, headers={"stripe-signature": "t=1,v1=bad"})

    assert (good.status_code, bad.status_code) == (200, 400)
    assert house.billing.calls[0].body == content
    assert bad.json()["code"] == "signature_not_valid"


@pytest.mark.shows("OFF-2")
def test_one_document_describes_the_whole_api(house: House) -> None:
    document = house.program().get("/api/v1/openapi.json").json()

    assert document["openapi"] == "3.1.0"
    assert {"/api/v1/workspaces", "/api/v1/auth/token", "/api/v1/customers", "/api/v1/invoices"} <= set(
        document["paths"]
    )
    assert not any(path.startswith(("/quote", "/office", "/webhooks")) for path in document["paths"])


def test_the_document_leaves_out_who_does_not_answer_and_is_whole_again_later(house: House) -> None:
    program = house.program()
    house.take_down("quotes")

    without = program.get("/api/v1/openapi.json").json()
    house.bring_back(house.quotes)
    whole = program.get("/api/v1/openapi.json").json()

    assert "/api/v1/customers" not in without["paths"]
    assert "/api/v1/customers" in whole["paths"]
