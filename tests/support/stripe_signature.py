"""The signature that Stripe puts on its webhooks, made by hand from its documentation."""

import hashlib
import hmac

from shared.clock import utc_now


def signed(body: bytes, secret: str, *, age: float = 0) -> str:
    """The Stripe-Signature header of `body`, signed `age` seconds ago."""
    at = int(utc_now().timestamp() - age)
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"
