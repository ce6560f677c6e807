"""Contacts: others who speak for a customer, such as a wife, a bookkeeper or a property manager, and what each may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.contact_errors import MayNotSign
from services.quotes.domain.customer import MAX_NAME, Customer, email_key, phone_e164
from services.quotes.domain.errors import InvalidContact
from services.quotes.domain.text import read_text
from shared.ids import new_id
from shared.words import say

MOST = 20
"""As many as one customer may have: who gets copies gets all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What somebody may do for a customer, and whether they are mailed what the customer is."""

    may_sign: bool = True
    may_pay: bool = True
    gets_copies: bool = False

    def check_may_sign(self) -> None:
        """Raises `MayNotSign`."""
        if not self.may_sign:
            raise MayNotSign(say("You may look at this, but not answer it. Ask whoever it is for to sign."))


class Contact(Base, kw_only=True):
    """One of the people who speak for a customer. The customer themselves may do everything, and is none of these."""

    __tablename__ = "contacts"
    __table_args__ = (
        Index(None, "workspace_id", "email_key"),
        Index(None, "workspace_id", "phone"),
        Index(None, "email_key"),
        Index(None, "phone"),
        Index(None, "customer_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    customer_id: Mapped[UUID] = mapped_column(belongs_to("customers.id"))
    name: Mapped[str]
    email: Mapped[str | None]
    """As it was typed."""
    email_key: Mapped[str | None]
    """As it is compared."""
    phone: Mapped[str | None]
    """In E.164."""
    may_sign: Mapped[bool]
    may_pay: Mapped[bool]
    gets_copies: Mapped[bool]
    created_at: Mapped[datetime]

    @property
    def rights(self) -> Rights:
        return Rights(may_sign=self.may_sign, may_pay=self.may_pay, gets_copies=self.gets_copies)

    def change(self, changes: Mapping[str, str | bool | None], *, region: str) -> None:
        """Known, reached and trusted as `changes` say from now on; raises an `Invalid` that names the field."""
        if "name" in changes:
            self.name = read_text(str(changes["name"] or ""), "name", limit=MAX_NAME)
        if "email" in changes:
            email = str(changes["email"] or "").strip() or None
            self.email, self.email_key = email, email_key(email) if email else None
        if "phone" in changes:
            phone = str(changes["phone"] or "").strip() or None
            self.phone = phone_e164(phone, region) if phone else None
        for right in ("may_sign", "may_pay", "gets_copies"):
            if right in changes:
                setattr(self, right, bool(changes[right]))
        self._check_reachable()

    def _check_reachable(self) -> None:
        if self.email is None and self.phone is None:
            raise InvalidContact("Give an email address or a phone number: by it a contact is known.", field="email")
        if self.gets_copies and self.email is None:
            raise InvalidContact("Copies are mailed. Give an email address, or send no copies.", field="email")


def contact_of(customer: Customer, given: Mapping[str, str | bool | None], *, region: str, now: datetime) -> Contact:
    """A new contact of the customer, who may do nothing but what is `given`; raises an `Invalid` that names the field."""
    contact = Contact(
        id=new_id(),
        workspace_id=customer.workspace_id,
        customer_id=customer.id,
        name="",
        email=None,
        email_key=None,
        phone=None,
        may_sign=False,
        may_pay=False,
        gets_copies=False,
        created_at=now,
    )
    contact.change({"name": ""} | dict(given), region=region)
    return contact
