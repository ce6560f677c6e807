"""Whoever asks, as histories tell of them; and what a route finds in its request."""

from typing import cast

from fastapi import Request

from services.quotes.adapters import Adapters
from services.quotes.adapters.links import Links
from services.quotes.domain.origin import Origin
from shared.clock import utc_now
from shared.database.session import Database
from shared.storage import Storage
from shared.web.caller import Caller


def office(caller: Caller) -> Origin:
    """A member of the office, now."""
    return Origin(
        at=utc_now(),
        actor_kind="office",
        actor_name=caller.name or None,
        ip=caller.ip or None,
        user_agent=caller.user_agent or None,
    )


def visitor(caller: Caller) -> Origin:
    """Whoever holds a customer's link, now; the link tells the name."""
    return Origin(at=utc_now(), actor_kind="customer", ip=caller.ip or None, user_agent=caller.user_agent or None)


def links_of(request: Request) -> Links:
    return cast("Adapters", request.app.state.context.adapters).links


def storage_of(request: Request) -> Storage | None:
    return cast("Adapters", request.app.state.context.adapters).storage


def database_of(request: Request) -> Database:
    return cast("Database", request.app.state.context.database)
