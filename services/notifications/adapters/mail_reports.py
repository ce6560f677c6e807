"""What a mail provider reports after it has taken a message: bounced, complained of. In a simple form, signed.

The signature is that of Standard Webhooks: webhook-id, webhook-timestamp and webhook-signature (v1), by a secret that the
operator and the provider, or the few lines that translate for it, share.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.notifications.domain.errors import InvalidReport, NotFromMailProvider

TOLERANCE = timedelta(minutes=5)
_PREFIX = "whsec_"


class MailReport(BaseModel):
    """What has become of one message, or of what is sent to one address. `permanent`: nothing ever arrives there."""

    model_config = ConfigDict(extra="ignore")

    type: Literal["bounced", "complained"]
    recipient: str = Field(min_length=3, max_length=320)
    message_id: str = Field(default="", max_length=1000)
    permanent: bool = False
    reason: str = Field(default="", max_length=2000)

    @property
    def delivery_id(self) -> UUID | None:
        """The message it is about: our Message-IDs begin with it."""
        try:
            return UUID(self.message_id.strip().strip("<>").partition("@")[0])
        except ValueError:
            return None


class MailReports(BaseModel):
    """Some at a time."""

    events: list[MailReport] = Field(min_length=1, max_length=1000)


def key_of(secret: str) -> bytes:
    """The bytes of a secret, written as whsec_ and base64; raises `ValueError`."""
    if not secret.startswith(_PREFIX):
        message = "must begin with whsec_"
        raise ValueError(message)
    key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    if len(key) < 24:  # noqa: PLR2004 - the least that Standard Webhooks allows
        message = "must hold 24 bytes or more"
        raise ValueError(message)
    return key


def read_reports(body: bytes, headers: Mapping[str, str], secret: str, now: datetime) -> list[MailReport]:
    """The reports in `body`; raises `NotFromMailProvider` unless it is signed, now, and `InvalidReport` naming the field."""
    message_id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    signed = hmac.new(key_of(secret), f"{message_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(signed).decode()
    offered = headers.get("webhook-signature", "").split()
    is_fresh = stamp.isdecimal() and abs(now.timestamp() - int(stamp)) <= TOLERANCE.total_seconds()
    if not (is_fresh and any(hmac.compare_digest(one.encode(), expected.encode()) for one in offered)):
        raise NotFromMailProvider("The signature does not match, or is of another time. Check MAIL_WEBHOOK_SECRET.")
    try:
        return MailReports.model_validate_json(body).events
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "events"
        raise InvalidReport(f"{field}: {first['msg']}.", field=field) from error
