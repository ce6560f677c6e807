"""The link and the code that a customer signs in by: in the message itself, and in nothing that is kept of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from shared.events.portal import SIGN_IN_TICKETS
from shared.tickets import Tickets


def with_ticket(context: Mapping[str, Any], secret: str, *, linked: bool) -> Mapping[str, Any]:
    """What a template is filled with; that of a sign-in has the `code` as well, and the path of the link where `linked`.

    It is not where addresses begin with a business's own website: whoever signs in may be a customer of others, too, and
    the link would lead them past that business first.
    """
    named = context.get("sign_in_id")
    if named is None:
        return context
    tickets, sign_in_id = Tickets(SIGN_IN_TICKETS, secret), UUID(named)
    path = f"/customer/login/{tickets.token(sign_in_id)}" if linked else None
    return {**context, "code": tickets.code(sign_in_id), "login_path": path}
