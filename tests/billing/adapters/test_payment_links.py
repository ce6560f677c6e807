from datetime import timedelta

import pytest
import time_machine

from services.billing.adapters.payment_links import PaymentLinks
from services.billing.domain.workspace import Workspace
from shared.clock import utc_now
from shared.links import LinkExpired, LinkNotValid, SignedLink, sign_link
from shared.tokens import KeyRing
from tests.billing.domain import build

RING = KeyRing(("a-secret-that-is-long-enough-0123456789",))
WORKSPACE, OWED = build.WORKSPACE, build.invoice()


def workspace(site: str | None = None, link_days: int = 60) -> Workspace:
    return Workspace(id=WORKSPACE, time_zone="UTC", public_site_url=site, link_days=link_days)


@pytest.mark.shows("LNK-4")
@pytest.mark.parametrize(
    ("public_url", "site", "start"),
    [
        ("https://app.example", "https://sparkle.example", "https://app.example/l/"),
        (None, "https://sparkle.example/", "https://sparkle.example/l/"),
    ],
)
def test_a_link_starts_with_the_address_there_is(public_url: str | None, site: str, start: str) -> None:
    link = PaymentLinks(RING, public_url).link(workspace(site), OWED, utc_now())

    assert link is not None
    assert link.startswith(start)


def test_there_is_no_link_without_an_address_or_a_secret() -> None:
    assert PaymentLinks(RING, None).link(workspace(), OWED, utc_now()) is None
    assert PaymentLinks(RING, None).link(None, OWED, utc_now()) is None
    assert PaymentLinks(KeyRing(()), "https://app.example").link(workspace(), OWED, utc_now()) is None


@pytest.mark.shows("LNK-1")
def test_a_link_opens_its_invoice_until_it_expires() -> None:
    links = PaymentLinks(RING, "https://app.example")
    link = links.link(workspace(link_days=7), OWED, utc_now()) or ""
    token = link.removeprefix("https://app.example/l/")

    assert links.open(token) == SignedLink("payment", WORKSPACE, OWED.id)
    with time_machine.travel(utc_now() + timedelta(days=7, minutes=1)), pytest.raises(LinkExpired):
        links.open(token)


@pytest.mark.shows("LNK-11")
def test_a_link_to_an_estimate_opens_no_invoice() -> None:
    token = sign_link(RING, SignedLink("estimate", WORKSPACE, OWED.id), utc_now() + timedelta(days=1))

    with pytest.raises(LinkNotValid):
        PaymentLinks(RING, "https://app.example").open(token)
