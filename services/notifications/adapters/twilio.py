"""Text messages by Twilio's HTTP API: one request, one message, and what each answer means. It knows no idempotency keys."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
import structlog

from services.notifications.adapters.texter import TextMessage
from services.notifications.domain.outcome import (
    ADDRESS_REFUSED,
    MESSAGE_REFUSED,
    PROVIDER_UNAVAILABLE,
    STOPPED,
    Deferred,
    Outcome,
    Refused,
    Taken,
    Unknown,
)
from shared.clock import utc_now

log = structlog.get_logger()

API = "https://api.twilio.com"
CONNECT_TIMEOUT, ANSWER_TIMEOUT = timedelta(seconds=5), timedelta(seconds=20)
BAD_NUMBERS = frozenset({21211, 21214, 21217, 21614, 30003, 30005, 30006})
"""Twilio's codes for numbers that there are not, or that take no text messages."""
STOPPED_NUMBER = 21610
"""Whoever has the number has texted STOP."""

_CREATED, _TOO_MANY, _UNAVAILABLE, _SERVER_ERROR = 201, 429, 503, 500
_OURS = frozenset({401, 403, 404})
"""Refusing us says nothing of the message: it is the operator's to set right, and then it goes out."""


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """Whose messages they are, and the number, or the messaging service (MG…), that they come from."""

    sid: str
    token: str = field(repr=False)
    sender: str
    api_base: str = API


class TwilioTexter:
    """Hands messages to Twilio."""

    longest_try = timedelta(minutes=1)

    def __init__(self, account: TwilioAccount, *, answer_timeout: timedelta = ANSWER_TIMEOUT) -> None:
        self.sender = account.sender
        self._account = account
        self._answer_timeout = answer_timeout

    def send(self, message: TextMessage, *, until: datetime) -> Outcome:
        if utc_now() + CONNECT_TIMEOUT + self._answer_timeout > until:
            return Deferred(PROVIDER_UNAVAILABLE)
        try:
            answer = self._post(message)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            log.warning("text_provider_unreachable", reason=type(error).__name__)
            return Deferred(PROVIDER_UNAVAILABLE, unreachable=True)
        except httpx.TransportError as error:
            log.warning("text_undecided", reason=type(error).__name__)
            return Unknown()
        return _outcome(answer.status_code, _said(answer))

    def _post(self, message: TextMessage) -> httpx.Response:
        sender = "MessagingServiceSid" if self.sender.startswith("MG") else "From"
        form = {"To": message.recipient, sender: self.sender, "Body": message.text}
        if message.status_url:
            form["StatusCallback"] = message.status_url
        timeout = httpx.Timeout(self._answer_timeout.total_seconds(), connect=CONNECT_TIMEOUT.total_seconds())
        url = f"{self._account.api_base.rstrip('/')}/2010-04-01/Accounts/{self._account.sid}/Messages.json"
        with httpx.Client(timeout=timeout, auth=(self._account.sid, self._account.token)) as client:
            return client.post(url, data=form)


def signature_of(token: str, url: str, form: Mapping[str, str]) -> str:
    """What Twilio puts into X-Twilio-Signature of a request to `url` that carries `form`."""
    signed = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()).decode()


def is_signed(signature: str | None, token: str, url: str, form: Mapping[str, str]) -> bool:
    """Whether Twilio has sent `form` to `url`."""
    return hmac.compare_digest((signature or "").encode(), signature_of(token, url, form).encode())


def _said(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _outcome(status: int, said: Mapping[str, Any]) -> Outcome:
    code = said.get("code")
    if status == _CREATED:
        return Taken(str(said.get("sid") or "") or None)
    log.warning("text_not_taken", http_status=status, twilio_code=code)
    if status >= _SERVER_ERROR:
        # It may have been made before that went wrong; only this one says that nothing was tried.
        return Deferred(PROVIDER_UNAVAILABLE, unreachable=True) if status == _UNAVAILABLE else Unknown()
    if status in _OURS:
        return Deferred(PROVIDER_UNAVAILABLE, unreachable=True)
    if status == _TOO_MANY:
        return Deferred(PROVIDER_UNAVAILABLE, turned_away=True)
    return refusal_of(code)


def refusal_of(code: Any) -> Refused:
    """What a code of Twilio's that ends a message means."""
    if code == STOPPED_NUMBER:
        return Refused(STOPPED, address_is_bad=True)
    if code in BAD_NUMBERS:
        return Refused(ADDRESS_REFUSED, address_is_bad=True)
    return Refused(MESSAGE_REFUSED)
