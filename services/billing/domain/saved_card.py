"""A customer's card that Stripe keeps for one business, and what the customer has agreed to about it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from services.billing.domain.stripe_facts import SavedMethod
from shared.ids import new_id
from shared.words import Said, say, tell

Choice = Literal["save", "autopay_on", "autopay_off", "remove"]
AUTOPAY_VERSION, SAVE_VERSION = "1", "1"


def autopay_words(business: str) -> Said:
    """What a customer agrees to whose card is charged by itself."""
    return say(
        "I agree that {business} charges my saved card with what I owe on each of its invoices, on the day the invoice is due. "
        "I get a receipt for each charge, and can switch this off at any time on the page of any invoice.",
        business=business,
    )


def save_words(business: str) -> Said:
    """What a customer agrees to whose card is kept."""
    return say(
        "I agree that Stripe keeps my card for later payments to {business}. I can remove it at any time.",
        business=business,
    )


class SavedCard(Base, kw_only=True):
    """One card of one customer, on the Stripe account it was given on. Nothing of it is here but what people know it by."""

    __tablename__ = "saved_cards"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    stripe_account_id: Mapped[str]
    stripe_customer: Mapped[str]
    brand: Mapped[str]
    last4: Mapped[str]
    saved_at: Mapped[datetime]
    method: Mapped[str | None] = mapped_column(default=None)
    """None once it is removed: Stripe's customer stays, for the next card."""
    autopay_since: Mapped[datetime | None] = mapped_column(default=None)

    def keep(self, account: str, saved: SavedMethod, now: datetime) -> None:
        """It is this card from now on; what was agreed to about another card, or another account's, does not hold for it."""
        if (account, saved.method) != (self.stripe_account_id, self.method):
            self.autopay_since = None
        self.stripe_account_id, self.stripe_customer, self.method = account, saved.customer, saved.method
        self.brand, self.last4, self.saved_at = saved.brand, saved.last4, now

    def remove(self) -> None:
        """It is nobody's any more, and nothing is charged to it."""
        self.method, self.autopay_since = None, None

    def may_be_charged(self, account: str) -> bool:
        """Whether the customer has agreed to it, for the account that the business is paid on now."""
        return self.method is not None and self.autopay_since is not None and self.stripe_account_id == account


@dataclass(frozen=True, slots=True)
class Asker:
    """Who agreed, as far as a page can tell."""

    ip: str
    user_agent: str


class CardConsent(Base, kw_only=True):
    """What a customer has agreed to, or taken back: the words, the moment and the place, chained to the one before."""

    __tablename__ = "card_consents"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    customer_id: Mapped[UUID] = mapped_column(index=True)
    choice: Mapped[Choice] = mapped_column(Text)
    words: Mapped[str]
    version: Mapped[str]
    ip: Mapped[str]
    user_agent: Mapped[str]
    at: Mapped[datetime]
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(default="")

    @classmethod
    def after(
        cls,
        previous: "CardConsent | None",
        whose: tuple[UUID, UUID],
        *,
        choice: Choice,
        business: str,
        language: str,
        asker: Asker,
        now: datetime,
    ) -> "CardConsent":
        """The next link of the chain of a workspace's customer, in the `language` that it was shown in."""
        said, version = {
            "save": (save_words(business), SAVE_VERSION),
            "autopay_on": (autopay_words(business), AUTOPAY_VERSION),
            "autopay_off": ("", AUTOPAY_VERSION),
            "remove": ("", SAVE_VERSION),
        }[choice]
        made = cls(
            id=new_id(),
            workspace_id=whose[0],
            customer_id=whose[1],
            choice=choice,
            words=tell(said, language),
            version=version,
            ip=asker.ip,
            user_agent=asker.user_agent[:500],
            at=now,
            previous_hash=previous.hash if previous else "",
        )
        made.hash = made.digest()
        return made

    def digest(self) -> str:
        """What its hash has to be for it, and all before it, to be as they were written."""
        names = ("id", "workspace_id", "customer_id", "choice", "words", "version", "ip", "user_agent")
        content = [str(getattr(self, name)) for name in names]
        content += [f"{self.at.timestamp():.6f}", self.previous_hash]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()
