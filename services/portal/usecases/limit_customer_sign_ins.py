"""How often customers may ask to sign in, which sends a message. Over all replicas and portals."""

from uuid import UUID

from services.portal.domain.contact import Contact
from services.portal.domain.network import network_of
from services.portal.usecases.limit_workspace import limit_workspace
from shared.database.session import Database
from shared.errors import TooMany
from shared.web.rate_limit import check_rate

PER_NETWORK, _MINUTE = 5, 60
PER_WORKSPACE, PER_CONTACT, _HOUR = 600, 5, 3600


def limit_customer_sign_ins(database: Database, *, workspace_id: UUID, ip: str, contact: Contact) -> bool:
    """Counts one request; raises `TooMany` past the limits of where it comes from and of the workspace.

    False past the limit of the address, at whatever portals: nobody is to learn that others have asked for it as well.
    """
    check_rate(database, f"customer-sign-in:network:{network_of(ip)}", limit=PER_NETWORK, seconds=_MINUTE)
    limit_workspace(database, of="customer-sign-in", workspace_id=workspace_id, ip=ip, limit=PER_WORKSPACE)
    try:
        check_rate(database, f"customer-sign-in:contact:{contact.key}", limit=PER_CONTACT, seconds=_HOUR)
    except TooMany:
        return False
    return True
