"""An estimate: what state it is in, and every decision about it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.customer import Customer
from services.quotes.domain.errors import LinkOfAnotherRecord, NotExpirable, NotSendable, NotVoidable, StaleVersion
from services.quotes.domain.estimate_states import MOVES, OPEN, Action, Status, next_status, refusal
from services.quotes.domain.estimate_version import EstimateVersion, version_of
from services.quotes.domain.kinds import Kind
from services.quotes.domain.link import CustomerLink, RecordLink, RevokedLink, TokenLink, token_id
from services.quotes.domain.offer import Offer, RecordType
from services.quotes.domain.text import read_text
from shared.ids import new_id

MAX_REASON = 2000
_OPEN = text("status IN ({})".format(", ".join(f"'{status}'" for status in OPEN)))


class Estimate(Base, kw_only=True):
    """An estimate or proposal of one customer. Its methods decide; a `Conflict` says why not."""

    __tablename__ = "estimates"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index(None, "workspace_id", "id"),
        Index(None, "workspace_id", "status", "id"),
        Index(None, "workspace_id", "customer_id"),
        Index("ix_estimates_open_expires_on", "expires_on", postgresql_where=_OPEN, sqlite_where=_OPEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    customer_id: Mapped[UUID] = mapped_column(belongs_to("customers.id"))
    number: Mapped[str]
    record_type: Mapped[RecordType] = mapped_column(Text)
    title: Mapped[str]
    currency: Mapped[str]
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    status: Mapped[Status] = mapped_column(Text, default="draft")
    expires_on: Mapped[date | None] = mapped_column(default=None)
    public_token: Mapped[str | None] = mapped_column(default=None, unique=True)
    kind: Mapped[Kind | None] = mapped_column(Text, default=None)
    """What it was last sent as."""
    reason: Mapped[str | None] = mapped_column(default=None)
    """Why it was declined or voided."""
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was last sent."""
    viewed_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the customer first opened it."""
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was accepted or declined."""
    history_length: Mapped[int] = mapped_column(default=0)
    """How many lines its history has, and the hash of the last one: a history that was cut short is found out."""
    history_hash: Mapped[str] = mapped_column(default="")
    links_void_before: Mapped[datetime | None] = mapped_column(default=None)
    """Signed links issued until then open nothing any more."""
    lead_id: Mapped[UUID | None] = mapped_column(default=None)  # whose request it answers
    row_version: Mapped[int] = mapped_column(init=False)
    # Two decisions taken at once: the second to be written fails, and finds the first when it is tried again.
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012

    def has_lapsed(self, today: date) -> bool:
        """Whether the last day it is good for is over; `today` is the day in the workspace's time zone."""
        return self.expires_on is not None and self.expires_on < today

    def is_open(self, today: date) -> bool:
        """Whether the customer can still decide on it."""
        return self.status in OPEN and not self.has_lapsed(today)

    def can(self, action: Action) -> bool:
        """Whether `action` is not refused for the state it is in."""
        return self.status in MOVES[action]

    def can_be_sent(self, today: date) -> bool:
        """Whether sending it, for the first time or again, is not refused for its state or date."""
        return self.can("send") and not self.has_lapsed(today)

    @property
    def is_shown(self) -> bool:
        """Whether customers may see it at all: from the first sending on, whatever becomes of it."""
        return self.sent_at is not None

    @property
    def awaits_changes(self) -> bool:
        """Whether the customer wants something else, and the office has not answered with a new version."""
        return self.status == "changes_requested"

    @property
    def can_be_linked_anew(self) -> bool:
        """Whether whoever asks for a fresh link gets one."""
        return self.is_shown and self.status != "void"

    def check_version(self, version: int | None) -> None:
        """Raises `StaleVersion` where somebody had another `version` before them than the current one."""
        if version not in {None, self.version}:
            message = f"{self.number} has changed since this page was opened. Reload it to see the current version."
            raise StaleVersion(message, current_version=self.version)

    def send(self, kind: Kind, now: datetime, *, today: date) -> None:
        """Sent, or sent again. One that was viewed and not revised since stays viewed."""
        following = next_status(self.number, self.status, "send")
        if self.has_lapsed(today):
            message = f"{self.number} was good until {self.expires_on}. Give it a later expiry date, then send it."
            raise NotSendable(message, field="expires_on")
        self._move(following, now)
        self.kind = kind
        self.sent_at = now

    def view(self, now: datetime, *, version: int) -> bool:
        """Opened by the customer; True when it is the first time since it was sent or revised.

        A page that still shows an older version is no view of the current one.
        """
        following = next_status(self.number, self.status, "view")
        if following == self.status or version != self.version:
            return False
        self._move(following, now)
        self.viewed_at = self.viewed_at or now
        return True

    def request_changes(self, now: datetime) -> None:
        """The customer wants something else; it can still be accepted as it is."""
        self._move(next_status(self.number, self.status, "request_changes"), now)

    def revise(self, current: EstimateVersion, offer: Offer, *, now: datetime, today: date, by: str) -> EstimateVersion:
        """The version that holds `offer`; add it to the session whatever it is.

        That is `current` itself when nothing changed, `current` rewritten in a draft, and a new one otherwise.
        One that expired or was declined is open again, unless the day `offer` expires on is over too.
        """
        following = next_status(self.number, self.status, "revise")
        revised = version_of(offer, self.id, self.workspace_id, version=self.version + 1, now=now, by=by)
        if revised.document_hash == current.document_hash:
            return current
        self._take_over(offer)
        if self.status != "expired" or not self.has_lapsed(today):
            self._move(following, now)
        self.updated_at = now
        self.decided_at = self.reason = None
        if self.status == "draft":
            current.take_over(revised)
            return current
        self.version = revised.version
        return revised

    def accept(self, now: datetime, *, version: int, today: date) -> None:
        """Accepted, in exactly the version that was on the screen. Raises `AlreadyAccepted` the second time."""
        self.check_acceptable(version=version, today=today)
        self._move(next_status(self.number, self.status, "accept"), now)
        self.decided_at = now

    def check_acceptable(self, *, version: int, today: date, drafts: bool = False) -> None:
        """Raises what keeps it from being accepted now; with `drafts` one that was not sent yet counts as sent."""
        next_status(self.number, "sent" if drafts and self.status == "draft" else self.status, "accept")
        if self.has_lapsed(today):
            raise refusal(self.number, "expired", "accept")
        self.check_version(version)

    def decline(self, reason: str, now: datetime, *, version: int | None = None) -> None:
        """Declined by the customer, in the `version` that was on the screen. Raises `AlreadyDeclined` the second time."""
        following = next_status(self.number, self.status, "decline")
        self.check_version(version)
        self.reason = read_text(reason, "reason", limit=MAX_REASON, required=False) or None
        self._move(following, now)
        self.decided_at = now

    def expire(self, now: datetime, *, today: date) -> None:
        """Expired: nobody decided while it was good."""
        following = next_status(self.number, self.status, "expire")
        if not self.has_lapsed(today):
            until = f"is good until {self.expires_on}" if self.expires_on else "has no expiry date"
            raise NotExpirable(f"{self.number} {until}, so it cannot expire on {today}.")
        self._move(following, now)

    def void(self, reason: str, now: datetime) -> None:
        """Withdrawn by the office, for good. What was accepted is voided for a reason only."""
        following = next_status(self.number, self.status, "void")
        self.reason = read_text(reason, "reason", limit=MAX_REASON, required=False) or None
        if self.reason is None and self.status == "accepted":
            message = f"{self.number} has been accepted. To withdraw it all the same, give the reason."
            raise NotVoidable(message, field="reason")
        self._move(following, now)

    def revoke_links(self, new_token: str, now: datetime) -> list[RevokedLink]:
        """Has no link that is out open it any more; one with a token of its own has `new_token` from now on."""
        self.links_void_before = now
        return [self._replace_token(new_token, now)] if self.public_token else []

    def revoke_link(self, link: CustomerLink, new_token: str, now: datetime) -> RevokedLink:
        """Has one link not open it any more; raises `LinkOfAnotherRecord` for one that does not open it anyway."""
        if isinstance(link, TokenLink) and link.token == self.public_token:
            return self._replace_token(new_token, now)
        if isinstance(link, RecordLink) and (link.workspace_id, link.estimate_id) == (self.workspace_id, self.id):
            return self._revoked(link.link_id, now)
        message = f"This is no link to {self.number}. Paste the link as the customer has it."
        raise LinkOfAnotherRecord(message, field="token")

    def _replace_token(self, new_token: str, now: datetime) -> RevokedLink:
        former = self._revoked(token_id(self.public_token or ""), now)
        self.public_token = new_token
        return former

    def _revoked(self, link_id: str, now: datetime) -> RevokedLink:
        return RevokedLink(link_id=link_id, workspace_id=self.workspace_id, estimate_id=self.id, revoked_at=now)

    def _move(self, following: Status, now: datetime) -> None:
        self.status = following
        self.updated_at = now

    def _take_over(self, offer: Offer) -> None:
        self.record_type = offer.record_type
        self.title = offer.title
        self.currency = offer.currency
        self.expires_on = offer.expires_on


def draft(offer: Offer, customer: Customer, *, number: str, now: datetime, by: str) -> tuple[Estimate, EstimateVersion]:
    """A new estimate for `customer`, not sent yet, and its first version."""
    estimate = Estimate(
        id=new_id(),
        workspace_id=customer.workspace_id,
        customer_id=customer.id,
        number=number,
        record_type=offer.record_type,
        title=offer.title,
        currency=offer.currency,
        version=1,
        expires_on=offer.expires_on,
        created_at=now,
        updated_at=now,
    )
    return estimate, version_of(offer, estimate.id, estimate.workspace_id, version=1, now=now, by=by)
