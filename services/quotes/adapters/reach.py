"""How a customer is reached, by email or by text: with the link to the record's right page, or not at all, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.quotes.adapters.links import Linked, Links
from services.quotes.domain.customer import Customer
from services.quotes.domain.errors import SendFailed
from services.quotes.domain.kinds import Kind
from services.quotes.domain.sending import contact_for


class Addressed(Linked, Protocol):
    """A record with whom it is for."""

    @property
    def customer(self) -> Customer: ...


@dataclass(frozen=True, slots=True)
class Reach:
    """The link that a message carries, and as what it shows the record.

    Where nothing can be mailed there is none, but the category of what stands in the way, and a sentence about it.
    """

    kind: Kind
    link: str | None
    obstacle: str | None = None
    sentence: str | None = None

    def facts(self, record: "Addressed") -> dict[str, Any]:
        """What events tell of `record` and of how its customer is reached."""
        estimate, customer = record.estimate, record.customer
        return {
            "workspace_id": estimate.workspace_id,
            "estimate_id": estimate.id,
            "number": estimate.number,
            "title": estimate.title,
            "kind": self.kind,
            "customer_id": customer.id,
            "customer_name": customer.name,
            "customer_email": customer.email,
            "customer_phone": customer.phone,
            "link": self.link,
            "not_mailed": self.obstacle,
        }


def reach(record: Addressed, links: Links, now: datetime, *, texts: bool) -> Reach:
    """How a message about `record`, which the customer did not ask to be sent, gets to the customer.

    By email, or where there is but a phone number, and there are `texts`, by one of these.
    """
    estimate, kind = record.estimate, record.current.contents.linked_as(record.estimate.kind)
    if not estimate.is_shown:
        sentence = f"{estimate.number} has not been sent yet. The customer sees it there once it has been."
        return Reach(kind, None, "not_sent", sentence)
    try:
        contact_for(
            record.customer, "sms" if texts and record.customer.phone and not record.customer.email else "email"
        )
        return Reach(kind, links.link_to(record, kind=kind, now=now))
    except SendFailed as failed:
        return Reach(kind, None, failed.category, failed.message)
