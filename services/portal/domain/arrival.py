"""By which way somebody has come: links carry a mark of it, and the browser keeps the latest for the rest of the visit."""

from datetime import datetime, timedelta

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base

DIRECT = "direct"
REFERRAL = "referral"
CHANNELS = (
    DIRECT,
    *("qr", "qr-card", "qr-door", "qr-sign"),
    *("estimate-email", "invoice-email", "email"),
    "sms",
    "follow-up",
    REFERRAL,
)
"""All there are, in the order in which they are shown: codes by where they hang, messages by what they are about."""
VISIT = timedelta(hours=12)
"""How long whatever somebody does counts for the way by which they came."""
KEPT_FOR = timedelta(days=7)
"""What a request leads to is told within moments; this is for a broker that is down over a weekend."""


class Arrival(Base, kw_only=True):
    """By which channel whoever sent a request had come. What the request leads to carries the same correlation id."""

    __tablename__ = "arrivals"
    __table_args__ = (Index(None, "at"),)

    correlation_id: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    at: Mapped[datetime]


def read_channel(mark: str) -> str:
    """The channel that a link's mark tells of; direct for what is none of ours, which anybody can write into a link."""
    return mark if mark in CHANNELS else DIRECT
