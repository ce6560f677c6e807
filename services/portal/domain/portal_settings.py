"""What a workspace chose for its portal: which features are on, how private look-ups are, and how it asks for reviews."""

from typing import Any
from uuid import UUID

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base, belongs_to
from services.portal.domain.business_hours import DEFAULT_HOURS, read_hours
from services.portal.domain.errors import InvalidChoice, PrerequisiteMissing
from services.portal.domain.review_url import read_review_url
from services.portal.domain.text import read_text
from shared.database.types import Json

FEATURES = ("proposals", "estimate_requests", "invoice_payments", "reviews", "referrals")
"""The features that can be on or off, in the order in which they are shown."""
STANDARD, STRICT = "standard", "strict"
MAX_SERVICES = 100
MAX_SERVICE = 120


class PortalSettings(Base, kw_only=True):
    """What one workspace chose; where it has chosen nothing there is no row, and the defaults below hold."""

    __tablename__ = "portal_settings"

    workspace_id: Mapped[UUID] = mapped_column(belongs_to("workspaces.workspace_id"), primary_key=True)
    proposals: Mapped[bool] = mapped_column(default=True)
    estimate_requests: Mapped[bool] = mapped_column(default=False)
    invoice_payments: Mapped[bool] = mapped_column(default=False)
    reviews: Mapped[bool] = mapped_column(default=True)
    referrals: Mapped[bool] = mapped_column(default=True)
    privacy: Mapped[str] = mapped_column(default=STANDARD)
    """standard or strict: whether a look-up may show anything to who has not proven to own the address."""
    google_review_url: Mapped[str | None] = mapped_column(default=None)
    invite_everyone: Mapped[bool] = mapped_column(default=False)
    """Whether everybody who leaves a review is invited to Google, or only those with four and five stars."""
    services: Mapped[list[str]] = mapped_column(Json, default_factory=list)
    """What an estimate can be requested for, in the order in which it is offered."""
    takes_payments: Mapped[bool] = mapped_column(default=False)
    """Whether Stripe takes payments for it: told by billing, never chosen here."""
    holiday_lights_enabled: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether there is a seasonal page, for customers with a holiday proposal."""
    business_hours: Mapped[str] = mapped_column(default=DEFAULT_HOURS, server_default=DEFAULT_HOURS)
    """When it is open, which is when an answer is due; as `OpenHours` writes it."""
    checklist_dismissed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the office has put the list of first steps away."""

    @property
    def features(self) -> dict[str, bool]:
        """Each feature, and whether it is on."""
        return {name: getattr(self, name) for name in FEATURES}

    @property
    def is_strict(self) -> bool:
        """Whether no look-up shows anything in the browser."""
        return self.privacy == STRICT

    def switch(self, feature: str, *, on: bool) -> None:
        """Switches a feature; raises `PrerequisiteMissing`, which says what to do first."""
        needed, sentence = _NEEDS.get(feature, ("", ""))
        if on and needed and not getattr(self, needed):
            raise PrerequisiteMissing(sentence, field=feature)
        setattr(self, feature, on)

    def keep_private(self, privacy: str) -> None:
        """How private look-ups are from now on."""
        if privacy not in {STANDARD, STRICT}:
            raise InvalidChoice("privacy must be standard or strict.", field="privacy")
        self.privacy = privacy

    def change(self, field: str, value: Any) -> None:
        """Sets one of the account's fields; raises an error that names the field when the value is no good."""
        if field == "google_review_url":
            self.google_review_url = read_review_url(value) if value else None
        elif field == "business_hours":
            self.business_hours = read_hours(value).written
        else:
            setattr(self, field, value)

    def offer(self, services: list[str]) -> None:
        """What estimates can be requested for; raises where requests are on and nothing would be left to choose."""
        self.services = read_services(services)
        if self.estimate_requests and not self.services:
            message = "Estimate requests are on and need a service to choose from. Switch them off first, or keep one."
            raise PrerequisiteMissing(message, field="services")


ACCOUNT_FIELDS = frozenset({"google_review_url", "invite_everyone", "holiday_lights_enabled", "business_hours"})
"""What of it is set with the account."""

_NEEDS = {
    "estimate_requests": (
        "services",
        "Estimate requests need at least one service to choose from. Add one under Services in the settings first.",
    ),
    "invoice_payments": (
        "takes_payments",
        "Invoice payments need Stripe. Connect it under Billing in the settings first.",
    ),
}
"""What has to be there before a feature can be on, and a sentence with the way out."""


def read_services(services: list[str]) -> list[str]:
    """Each of them trimmed, and once; raises an error that names the field."""
    read = [read_text(name, "services", limit=MAX_SERVICE) for name in services]
    known = {name.casefold(): name for name in reversed(read)}
    if len(known) > MAX_SERVICES:
        raise InvalidChoice(f"services are {len(known)}; at most {MAX_SERVICES} fit.", field="services")
    return [name for name in dict.fromkeys(read) if known[name.casefold()] == name]
