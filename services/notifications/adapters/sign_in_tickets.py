"""The links and the code that people sign in by: in the message itself, and in nothing that is kept of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from shared.events.portal import INVITATION_TICKETS, PASSWORD_TICKETS, SIGN_IN_TICKETS
from shared.tickets import Tickets

_OF_THE_OFFICE = {
    "invitation_id": (INVITATION_TICKETS, "join"),
    "reset_id": (PASSWORD_TICKETS, "reset"),
}
"""The links by which people of an office set a password: what names the record, and the page below /office."""


def with_ticket(context: Mapping[str, Any], secret: str, *, linked: bool) -> Mapping[str, Any]:
    """What a template is filled with; that of a sign-in has the `code` as well, and the path of the link where `linked`.

    It is not where addresses begin with a business's own website: whoever signs in may be a customer of others, too, and
    the link would lead them past that business first. The office's own links are of that one business.
    """
    for name, (use, page) in _OF_THE_OFFICE.items():
        if name in context:
            return {**context, f"{page}_path": f"/office/{page}/{Tickets(use, secret).token(UUID(context[name]))}"}
    named = context.get("sign_in_id")
    if named is None:
        return context
    tickets, sign_in_id = Tickets(SIGN_IN_TICKETS, secret), UUID(named)
    path = f"/customer/login/{tickets.token(sign_in_id)}" if linked else None
    return {**context, "code": tickets.code(sign_in_id), "login_path": path}
