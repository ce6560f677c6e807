"""A party: somebody whom an address is on file for, and for which customer they speak."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from services.quotes.domain.contact import Contact, Rights
from services.quotes.domain.customer import Customer

_ALL = Rights()


@dataclass(frozen=True, slots=True)
class Party:
    """A customer, or one of their contacts."""

    customer: Customer
    contact: Contact | None = None

    @property
    def id(self) -> UUID:
        return self.contact.id if self.contact else self.customer.id

    @property
    def name(self) -> str:
        return self.contact.name if self.contact else self.customer.name

    @property
    def rights(self) -> Rights:
        return self.contact.rights if self.contact else _ALL

    @property
    def email(self) -> str | None:
        return self.contact.email if self.contact else self.customer.email

    @property
    def phone(self) -> str | None:
        return self.contact.phone if self.contact else self.customer.phone

    def addresses(self) -> Iterator[str]:
        """What is on file to reach them by, each in the form in which it is compared."""
        one = self.contact or self.customer
        yield from (address for address in (one.email_key, one.phone) if address)
