"""Somebody says who they are, with a password."""

from services.portal.adapters.passwords import is_password
from services.portal.domain.contact import email_key
from services.portal.domain.errors import CredentialsNotValid, WorkspaceNeeded
from services.portal.domain.staff import Staff
from services.portal.queries.staff import staff_by_email
from shared.database.session import Database
from shared.words import say

MOST_OFFICES = 5
"""How many of an address's offices a password is tried at: anybody may sign up with anybody's address."""


def verify_credentials(database: Database, *, email: str, password: str, workspace: str | None = None) -> Staff:
    """Who has this address and password; raises `CredentialsNotValid`, in the same time and words for unknown addresses.

    Raises `WorkspaceNeeded` where they go together in several workspaces, unless `workspace` is the slug of one.
    Takes the database and no session: comparing a password takes tens of milliseconds that no transaction should last.
    """
    with database.read() as session:
        known = staff_by_email(session, email_key(email), slug=workspace or None, limit=MOST_OFFICES)
    found = [(staff, slug) for staff, slug in known if is_password(password, staff.password_hash)]
    if not known:
        is_password(password, None)
    if not found:
        raise CredentialsNotValid(say("The email address and the password do not go together."))
    if len(found) > 1:
        raise WorkspaceNeeded([slug for _, slug in found])
    return found[0][0]
