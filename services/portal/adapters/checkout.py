"""A customer goes to pay: whatever kind of link they hold, billing opens a hosted checkout that leads back to it.

Both the page and the JSON API pay through this. The portal keeps nothing of it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from services.portal.adapters import billing_client, quotes_client
from services.portal.adapters.services import Services
from shared.errors import Forbidden
from shared.links import purpose_of
from shared.web.caller import Caller
from shared.words import say


async def open_checkout(
    services: Services, *, token: str, visitor: Caller, return_url: str, choice: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """The checkout for the one invoice that the link opens; raises what quotes or billing refuses.

    `choice` may have the `amount` of a part, and a `tip`.
    """
    who = await _payer(services, token, visitor)
    return await billing_client.open_checkout(services.billing, who, return_url, choice)


async def _payer(services: Services, token: str, visitor: Caller) -> Caller:
    if purpose_of(token) == "payment":
        link = await billing_client.payment_link(services.billing, token, visitor)
        workspace_id, scope = link["workspace_id"], link["scope"]
    else:
        view = await quotes_client.public_view(services.quotes, quotes_client.link_path(token), visitor)
        if not view.get("may_pay", True):
            raise Forbidden(say("You may look at this, but not pay it. Ask whoever it is for."))
        workspace_id, scope = view["workspace_id"], f"estimate:{view['estimate_id']}"
    return replace(visitor, kind="link", workspace_id=UUID(workspace_id), scope=scope)
