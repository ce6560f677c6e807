"""Every form of link that a customer can hold, each to a record of its own, and all that can be seen to change by it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from shared.clock import utc_now
from shared.links import SignedLink, sign_link
from shared.tokens import KeyRing
from tests.support import services
from tests.support.story import Office, Sent
from tests.support.world import World, eventually


@dataclass
class Held:
    """A link in somebody's mail."""

    sent: Sent
    address: str

    def state(self) -> dict[str, Any]:
        """All that somebody could have changed by the link: the record, its history, its money, and what was mailed."""
        office, found = self.sent.office, self.sent.estimate()
        history = office.call("GET", f"/estimates/{self.sent.estimate_id}/history")["items"]
        notes = office.call("GET", f"/estimates/{self.sent.estimate_id}/notes")["items"]
        kept = {name: found[name] for name in ("status", "version", "viewed_at", "decided_at", "acceptance", "job")}
        mails = [mail["subject"] for mail in self.sent.mails()]
        return kept | {"history": history, "notes": notes, "invoice": self.sent.invoice(), "mails": mails}


def under_a_token(office: Office) -> Held:
    sent = office.send()
    return Held(sent, sent.link)


def under_a_token_with_a_view(office: Office) -> Held:
    sent = office.send()
    return Held(sent, f"{sent.link}?view=estimate")


def signed(office: Office) -> Held:
    sent = office.send(public_token=False)
    return Held(sent, sent.link)


def signed_and_expired(office: Office) -> Held:
    sent = office.send(public_token=False)
    return Held(sent, _address(office, "proposal", sent.estimate_id, days=-1))


def signed_and_revoked(office: Office) -> Held:
    sent = office.send(public_token=False)
    office.call("POST", f"/estimates/{sent.estimate_id}/links/revoke")
    return Held(sent, sent.link)


def for_payment(office: Office) -> Held:
    sent, invoice_id = _accepted(office)
    return Held(sent, _address(office, "payment", invoice_id))


def for_payment_and_expired(office: Office) -> Held:
    sent, invoice_id = _accepted(office)
    return Held(sent, _address(office, "payment", invoice_id, days=-1))


EVERY_FORM: tuple[Callable[[Office], Held], ...] = (
    under_a_token,
    under_a_token_with_a_view,
    signed,
    signed_and_expired,
    signed_and_revoked,
    for_payment,
    for_payment_and_expired,
)


def settled(held: Held) -> dict[str, Any]:
    """The state once the mails that belong to the story have left, and what was accepted is sealed or cannot be."""
    is_accepted = held.sent.estimate()["status"] == "accepted"
    eventually(lambda: len(held.sent.mails()) >= (3 if is_accepted else 1), "the mails of the story have left")
    if is_accepted:
        eventually(lambda: _is_sealed(held.sent), "the acceptance is sealed")
    return held.state()


def _is_sealed(sent: Sent) -> bool:
    document = sent.office.call("GET", f"/estimates/{sent.estimate_id}/evidence")["document"]
    return document is not None and bool(document["sealed_at"] or document["failure"])


def _accepted(office: Office) -> tuple[Sent, str]:
    sent = office.send()
    sent.accept()
    invoice = eventually(sent.invoice, "the deposit is invoiced")
    return sent, str(invoice["invoice_id"])


def _address(office: Office, purpose: str, record_id: str, *, days: int = 1) -> str:
    workspace_id = UUID(office.call("GET", "/settings/account")["workspace_id"])
    link = SignedLink(purpose, workspace_id, UUID(record_id))
    token = sign_link(KeyRing((_secret(office.world),)), link, utc_now() + timedelta(days=days))
    return f"{office.world.url}/l/{token}"


def _secret(world: World) -> str:
    file = world.folder / "secrets.json"
    kept = json.loads(file.read_text()) if file.exists() else services.SECRETS
    return str(kept["CUSTOMER_TOKEN_SECRET"])
