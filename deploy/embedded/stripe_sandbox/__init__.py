"""A sandbox of Stripe's API for the embedded run: the official SDK talks to it, and no money moves.

Owns connected accounts, Checkout Sessions with their hosted page, payments, refunds and events, in one SQLite file.
Publishes signed webhooks. Speaks one API version, and of it what Porchlight uses.
"""

from .app import build_app
from .sandbox import Sandbox

__all__ = ["Sandbox", "build_app"]
