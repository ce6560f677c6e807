"""What holds for every answer of the portal, whatever was asked."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount, Route

from tests.portal.conftest import PASSWORD, QUOTE, RECORD, House
from tests.portal.fake_customers import CUSTOMER_ID
from tests.portal.fake_files import ATTACHMENT_ID
from tests.portal.records import DOCUMENT_ID, ESTIMATE_ID, JOB_ID, TOKEN

VALUES = {
    "token": TOKEN,
    "slug": "evergreen",
    "estimate_id": ESTIMATE_ID,
    "message_id": "m1",
    "attachment_id": ATTACHMENT_ID,
    "job_id": JOB_ID,
    "customer_id": CUSTOMER_ID,
    "document_id": DOCUMENT_ID,
    "brand_id": ESTIMATE_ID,
    "path": "estimates",
    "_part": "pdf",
}
MULTIPART = {"content-type": "multipart/form-data; boundary=cut"}
FILES = ("/signature", "/file", "/thumbnail")
ALWAYS = {
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}


def addresses(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every method and path of the portal, with values that mean something in place of parameters."""
    for route in flat(app.routes):
        # Any other id is that of something else than what is looked for, which has to be answered well, too.
        path = re.sub(r"\{(\w+)(:\w+)?\}", lambda found: VALUES.get(found[1], ESTIMATE_ID), route.path)
        yield from ((method, path) for method in sorted(route.methods or ()) if path != "/office/live")


def flat(routes: list[BaseRoute]) -> Iterator[Route | APIRoute]:
    for route in routes:
        if isinstance(route, (Route, APIRoute)):
            yield route
        elif not isinstance(route, Mount):
            included = getattr(route, "original_router", None) or getattr(route, "router", None)
            yield from flat(included.routes if included else getattr(route, "routes", []))


def test_every_route_answers_under_the_same_headers(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.billing.issue()
    browser = house.signed_in("evergreen")
    every = list(addresses(house.app))

    for method, path in every:
        answer = browser.request(method, path)

        headers = answer.headers
        assert {name: headers.get(name) for name in ALWAYS} == ALWAYS, (method, path)
        by_link = path.startswith(("/customer/login", "/office/join/", "/office/reset/"))
        signed_in = path.startswith(("/office", "/customer")) and not by_link
        assert headers["referrer-policy"] == ("same-origin" if signed_in else "no-referrer"), (method, path)
        assert "frame-ancestors" in headers["content-security-policy"], (method, path)
        assert "unsafe" not in headers["content-security-policy"], (method, path)
        assert "cache-control" in headers, (method, path)
        assert "x-correlation-id" in headers, (method, path)
        if path.startswith(("/quote", "/l/", "/office", "/customer", "/api")):
            # Files are kept by the browser that got them, which asks each time whether it still may show them.
            is_file = answer.is_success and path.endswith(FILES)
            assert headers["cache-control"] == ("private, no-cache" if is_file else "no-store"), (method, path)
        assert answer.status_code < 500, (method, path, answer.text[:500])
    assert len(every) > 60


def test_no_route_answers_a_stranger_with_the_offices_data(house: House) -> None:
    house.sent(house.open("evergreen"))
    stranger = house.program()

    for method, path in addresses(house.app):
        if path.startswith(("/api/v1", "/office")) and "/public/" not in path:
            stranger.request(method, path)

    assert [call.path for call in house.quotes.calls if call.claims["knd"] == "staff"] == []
    assert [call.path for call in house.billing.calls if call.claims["knd"] == "staff"] == []


KINDS: dict[str, tuple[str, str, int, dict[str, Any]]] = {
    "page": ("GET", "/portal/evergreen", 200, {}),
    "looked at without its body": ("HEAD", "/portal/evergreen", 200, {}),
    "static file": ("GET", "/static/base.css", 200, {}),
    "drawing": ("GET", "/portal/evergreen/qr.svg", 200, {}),
    "image": ("GET", "/portal/evergreen/qr.png", 200, {}),
    "sheet of paper": ("GET", "/portal/evergreen/qr-sheet.pdf", 200, {}),
    "paper of a record": ("GET", f"{QUOTE}/pdf", 200, {}),
    "colours": ("GET", "/portal/evergreen/brand.css", 404, {}),
    "table": ("GET", "/office/metrics.csv", 200, {}),
    "document of the API": ("GET", "/api/v1/openapi.json", 200, {}),
    "redirect": ("GET", "/customer", 303, {}),
    "nothing there": ("GET", "/nothing", 404, {}),
    "not by this method": ("DELETE", "/portal/evergreen", 404, {}),
    "not by this method for programs": ("DELETE", "/api/v1/auth/token", 404, {}),
    "preflight": ("OPTIONS", "/api/v1/auth/token", 405, {}),
    "cannot be taken apart": ("POST", "/portal/evergreen/request", 400, {"content": b"x", "headers": MULTIPART}),
    "mistakes": ("POST", "/portal/evergreen/proposals", 422, {"data": {"contact": "nobody"}}),
    "mistakes of programs": ("POST", "/api/v1/auth/token", 422, {"json": {}}),
    "too large": ("POST", "/portal/evergreen/proposals", 413, {"content": bytes(3 * 1024 * 1024)}),
    "from another site": ("POST", "/office/login", 403, {"headers": {"sec-fetch-site": "cross-site"}}),
    "control character": ("GET", "/portal/%0a", 404, {}),
    "live stream without a session": ("GET", "/office/live", 401, {"headers": {"accept": "text/event-stream"}}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_has_the_headers(house: House, kind: str) -> None:
    method, path, status, sent = KINDS[kind]
    house.sent(house.open("evergreen"))
    program = house.program(house.access_token("evergreen"))
    program.patch("/api/v1/settings/services", json={"services": ["House wash"]})
    program.patch("/api/v1/settings/portal", json={"estimate_requests": True})
    signed_in = path.startswith("/office/metrics")
    browser = house.signed_in("evergreen") if signed_in else house.browser()

    answer = browser.request(method, path, **sent)

    headers = answer.headers
    assert answer.status_code == status, answer.text[:300]
    assert {name: headers.get(name) for name in ALWAYS} == ALWAYS
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == ("same-origin" if path.startswith(("/office", "/customer")) else "no-referrer")
    # A browser's reader of PDFs is something that would run in the page; it shows nothing under a policy without it.
    assert "default-src" in headers["content-security-policy"] or headers["content-type"] == "application/pdf"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"]
    assert headers["x-correlation-id"]
    if status >= 400:
        assert headers["cache-control"] == "no-store"


def test_every_cookie_is_for_the_server_alone_and_for_https(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser("https://portal.test")
    form = {"email": "owner@evergreen.example", "password": PASSWORD}

    answers = [
        browser.post("/office/login", data=form),
        browser.get("/portal/evergreen?via=sms"),
        browser.get("/portal/evergreen?lang=es"),
        browser.get("/r/ABCD2345"),
    ]

    cookies = [cookie for answer in answers for cookie in answer.headers.get_list("set-cookie")]
    assert len(cookies) >= 3
    for cookie in cookies:
        parts = {part.strip().lower() for part in cookie.split(";")}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts, cookie
        assert not any(part.startswith("domain") for part in parts), cookie


@pytest.mark.parametrize("address", ["/nothing/here", QUOTE + "/nothing", "/api/v1/nothing", "/static/none.css"])
def test_what_is_not_there_has_the_headers_too(house: House, address: str) -> None:
    answer = house.browser().get(address)

    assert answer.status_code in {401, 404}
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_failure_of_our_own_has_the_headers_and_tells_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.sent(house.open("evergreen"))
    house.quotes.estimates[TOKEN].document = {}

    answer = house.browser().get(QUOTE)

    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "KeyError" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_scripts_run_by_the_nonce_of_their_page_only(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()

    first, second = browser.get(QUOTE), browser.get(QUOTE)

    nonces = [re.findall(r'<script[^>]* nonce="([^"]+)"', page.text) for page in (first, second)]
    assert f"script-src 'nonce-{nonces[0][0]}'" in first.headers["content-security-policy"]
    assert len(set(nonces[0])) == 1
    assert nonces[0][0] != nonces[1][0]


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "http://portal.test.evil.example"},
        {"origin": "null"},
    ],
)
def test_another_sites_form_is_refused(house: House, headers: dict[str, str]) -> None:
    house.open("evergreen")
    form = {"email": "owner@evergreen.example", "password": PASSWORD}

    answer = house.browser().post("/office/login", data=form, headers=headers)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": "http://portal.test"}, {}]
)
def test_our_own_forms_and_programs_are_not(house: House, headers: dict[str, str]) -> None:
    house.open("evergreen")
    form = {"email": "owner@evergreen.example", "password": PASSWORD}

    answer = house.browser().post("/office/login", data=form, headers=headers)

    assert answer.status_code == 303


def test_another_site_cannot_answer_for_the_customer(house: House) -> None:
    house.sent(house.open("evergreen"))

    answer = house.browser().post(
        f"{QUOTE}/accept", data={"signer_name": "Mallory"}, headers={"sec-fetch-site": "cross-site"}
    )

    assert answer.status_code == 403
    assert house.quotes.calls == []


def test_looking_at_a_page_from_another_site_is_welcome(house: House) -> None:
    house.sent(house.open("evergreen"))

    answer = house.browser().get(QUOTE, headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 200


def test_by_https_the_cookie_is_bound_to_host_and_https(house: House) -> None:
    house.open("evergreen")
    form = {"email": "owner@evergreen.example", "password": PASSWORD}

    answer = house.browser("https://portal.test").post("/office/login", data=form)

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-office=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


def test_by_http_on_loopback_the_cookie_still_works(house: House) -> None:
    house.open("evergreen")
    form = {"email": "owner@evergreen.example", "password": PASSWORD}

    answer = house.browser().post("/office/login", data=form)

    assert answer.headers["set-cookie"].startswith("office=")
    assert "Secure" not in answer.headers["set-cookie"]
    assert "strict-transport-security" not in answer.headers


def test_a_proxy_is_believed_only_where_it_is_ours(house: House) -> None:
    house.sent(house.open("evergreen"))
    forwarded = {"x-forwarded-for": "198.51.100.7", "x-forwarded-proto": "https"}

    answer = house.browser().get(QUOTE, headers=forwarded)

    assert house.quotes.calls[-1].claims["ip"] == "testclient"
    assert "strict-transport-security" not in answer.headers


def test_health_is_not_told_to_the_public(house: House) -> None:
    outside = {"x-forwarded-for": "198.51.100.7"}
    inside, stranger = house.browser(), house.browser(**outside)

    assert inside.get("/healthz").json() == {"status": "live"}
    assert inside.get("/readyz").json() == {"status": "ready", "reasons": []}
    assert [stranger.get(path).status_code for path in ("/healthz", "/readyz", "/metrics")] == [404, 404, 404]


def test_the_record_of_another_workspace_is_asked_for_as_ones_own(house: House) -> None:
    house.sent(house.open("evergreen"))
    rival = house.open("rival")

    house.signed_in("rival").get(RECORD)

    assert {call.claims["ws"] for call in house.quotes.calls} == {str(rival)}
