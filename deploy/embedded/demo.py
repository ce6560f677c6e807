"""The demo workspace, made through the public API like any other, so that it works against every kind of run."""

import argparse
import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from shared.clock import utc_now
from shared.errors import Unavailable
from shared.web.caller import Caller, mint

SLUG = "sparkle-clean"
OWNER_EMAIL = "owner@sparkle-clean.example"
OWNER_PASSWORD = "porchlight-demo"  # noqa: S105 - the demo's, printed at the start, on loopback only
STRIPE_ACCOUNT = "acct_sparkleclean"
_TITLE = "Exterior cleaning at Larkspur Lane"
_CUSTOMER = {
    "name": "Dana Fox",
    "email": "dana.fox@example.com",
    "phone": "+1 415 555 0132",
    "address": "18 Larkspur Lane, Mill Valley, CA 94941",
}


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demo can be looked at."""

    proposal_url: str
    portal_url: str
    office_url: str
    mailbox_url: str
    email: str = OWNER_EMAIL
    password: str = OWNER_PASSWORD

    def lines(self) -> list[str]:
        return [
            f"  Proposal  {self.proposal_url}",
            f"  Portal    {self.portal_url}",
            f"  Office    {self.office_url}   log in as {self.email} with {self.password}",
            f"  Mailbox   {self.mailbox_url}",
        ]


class ApiRefused(Unavailable):
    """The API answered with a problem; the message is its detail."""

    code = "api_refused"


def make_demo(url: str, *, connect_stripe: bool = False, secret: str | None = None) -> Demo:
    """Makes what is missing of the demo on the Porchlight at `url`; run again, it finds everything in place.

    `secret` is the services' own, which opens a workspace where sign-up is closed.
    """
    with httpx.Client(base_url=f"{url}/api/v1", timeout=30) as client:
        _sign_in(client, url, secret)
        _brand(client)
        if connect_stripe:
            _call(client, "POST", "/settings/billing/connect", {"stripe_account_id": STRIPE_ACCOUNT})
        estimate = _estimate(client, _customer(client))
        link = _call(client, "GET", f"/estimates/{estimate}/link")["link"]
    return Demo(link, f"{url}/portal/{SLUG}", f"{url}/office", f"{url}/dev/mailbox")


def create_workspace(
    url: str, slug: str, company: str, owner_email: str, password: str, *, secret: str | None = None
) -> dict[str, Any]:
    """Creates a workspace through the API, as the operator where there is the services' `secret`.

    Raises `ApiRefused` with what is wrong.
    """
    body = {"slug": slug, "company_name": company, "owner_email": owner_email, "owner_password": password}
    headers = {"Authorization": f"Bearer {mint(secret, 'portal', Caller('operator'))}"} if secret else {}
    with httpx.Client(base_url=f"{url}/api/v1", timeout=30, headers=headers) as client:
        return _call(client, "POST", "/workspaces", body)


def _call(client: httpx.Client, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    try:
        answer = client.request(method, path, json=body)
    except httpx.TransportError as error:
        raise ApiRefused(f"No Porchlight answers at {client.base_url}: {error}") from error
    try:
        content: dict[str, Any] = answer.json() if answer.content else {}
    except ValueError:
        raise ApiRefused(
            f"What answers at {client.base_url} is not Porchlight; give the address without a path."
        ) from None
    if answer.is_error:
        raise ApiRefused(f"{method} {path}: {content.get('detail', answer.status_code)}")
    return content


def _sign_in(client: httpx.Client, url: str, secret: str | None) -> None:
    credentials = {"email": OWNER_EMAIL, "password": OWNER_PASSWORD}
    try:
        answer = client.post("/auth/token", json=credentials)
    except httpx.TransportError as error:
        raise ApiRefused(f"No Porchlight answers at {client.base_url}: {error}") from error
    if answer.is_error:
        create_workspace(url, SLUG, "Sparkle Clean", OWNER_EMAIL, OWNER_PASSWORD, secret=secret)
        account = {
            "time_zone": "America/Los_Angeles",
            "contact_email": "hello@sparkle-clean.example",
            "contact_phone": "+1 415 555 0100",
        }
        client.headers["Authorization"] = f"Bearer {_call(client, 'POST', '/auth/token', credentials)['access_token']}"
        _call(client, "PATCH", "/settings/account", account)
        return
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"


def _brand(client: httpx.Client) -> None:
    if _call(client, "GET", "/settings/brands")["items"]:
        return
    logo = base64.b64encode((Path(__file__).parent / "sparkle-clean.png").read_bytes()).decode()
    brand = {"name": "Sparkle Clean", "accent_color": "#0f766e", "is_default": True, "logo_base64": logo}
    _call(client, "POST", "/settings/brands", brand)


def _customer(client: httpx.Client) -> str:
    for customer in _every(client, "/customers"):
        if customer["email"] == _CUSTOMER["email"]:
            return str(customer["customer_id"])
    return str(_call(client, "POST", "/customers", _CUSTOMER)["customer_id"])


def _estimate(client: httpx.Client, customer_id: str) -> str:
    """The demo's own proposal, and no other: whoever tries the office makes drafts that are nobody's to send."""
    known = [estimate for estimate in _every(client, "/estimates") if estimate["title"] == _TITLE]
    if known:
        # The oldest: lists begin with the newest.
        estimate_id, status = str(known[-1]["estimate_id"]), known[-1]["status"]
    else:
        made = _call(client, "POST", "/estimates", _proposal(customer_id))
        estimate_id, status = str(made["estimate_id"]), made["status"]
    if status == "draft":
        _call(client, "POST", f"/estimates/{estimate_id}/send", {"kind": "proposal", "channel": "email"})
    return estimate_id


def _every(client: httpx.Client, path: str) -> Iterator[dict[str, Any]]:
    cursor = ""
    while cursor is not None:
        page = _call(client, "GET", f"{path}?limit=100&cursor={cursor}" if cursor else f"{path}?limit=100")
        yield from page["items"]
        cursor = page["next_cursor"]


def _line(description: str, scope: str, quantity: str, unit_price: int, *, optional: bool = False) -> dict[str, Any]:
    return {
        "description": description,
        "scope": scope,
        "quantity": quantity,
        "unit_price": unit_price,
        "tax_rate": "0.0825",
        "optional": optional,
    }


def _proposal(customer_id: str) -> dict[str, Any]:
    wash = _line(
        "House soft wash", "All siding, soffits and gutter faces up to two storeys, low pressure.", "1", 42_000
    )
    roof = _line("Roof soft wash", "Moss and algae treatment of the whole roof, rinsed after ten days.", "1", 68_000)
    windows = _line("Windows, inside and out", "Panes, frames and sills; screens washed by hand.", "24", 900)
    drive = _line("Driveway and walk", "Surface cleaning, edges by hand, oil spots pre-treated.", "850", 32)
    gutters = _line("Gutter clearing", "Cleared by hand and flushed; debris taken away.", "1", 18_500, optional=True)
    return {
        "customer_id": customer_id,
        "record_type": "generic",
        "title": _TITLE,
        "currency": "USD",
        "line_items": [gutters],
        "options": [
            {"name": "Basic", "line_items": [wash]},
            {"name": "Standard", "line_items": [wash, drive], "recommended": True},
            {
                "name": "Premium",
                "line_items": [wash, drive, roof, windows],
                "discount": {"kind": "percent", "value": "10"},
            },
        ],
        "terms": "Water and an outside tap are provided by the customer. We move and put back light furniture.\n"
        "If it rains we agree on a new day at no cost. The balance is due when the work is done.",
        "expires_on": (utc_now() + timedelta(days=30)).date().isoformat(),
        "deposit": {"kind": "percent", "value": "25"},
        "public_token": True,
    }


def main() -> None:
    """Makes the demo on a running Porchlight: `python -m deploy.embedded.demo --url http://… --connect-stripe`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--connect-stripe", action="store_true")
    arguments = parser.parse_args()
    print("\n".join(make_demo(arguments.url, connect_stripe=arguments.connect_stripe).lines()))


if __name__ == "__main__":
    main()
