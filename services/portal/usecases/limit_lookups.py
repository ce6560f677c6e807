"""How often anybody may look something up: a look-up may send a message. Over all replicas, pages and programs."""

from uuid import UUID

from services.portal.domain.contact import Contact
from services.portal.domain.network import network_of
from services.portal.domain.payer import Payer
from services.portal.usecases.limit_workspace import limit_workspace
from shared.database.session import Database
from shared.errors import TooMany
from shared.web.rate_limit import check_rate

PER_NETWORK, _MINUTE = 5, 60
PER_WORKSPACE = 600
PER_CONTACT, _HOUR = {"lookup": 3, "referral": 12, "payment": 12}, 3600


def limit_lookups(
    database: Database, *, workspace_id: UUID, ip: str, contact: Contact | Payer, of: str = "lookup"
) -> bool:
    """Counts one look-up; raises `TooMany` past the limits of where it comes from and of the workspace.

    It is `of` something that is sent (lookup), or of what is shown at once (referral, payment). False past the
    limit of the contact itself: who asks for what is sent is not to learn that others have asked for it as well.
    """
    check_rate(database, f"{of}:network:{network_of(ip)}", limit=PER_NETWORK, seconds=_MINUTE)
    limit_workspace(database, of=of, workspace_id=workspace_id, ip=ip, limit=PER_WORKSPACE)
    try:
        check_rate(database, f"{of}:contact:{workspace_id}:{contact.key}", limit=PER_CONTACT[of], seconds=_HOUR)
    except TooMany:
        return False
    return True
