"""Somebody types the code they were sent."""

from uuid import UUID

from services.portal.domain.errors import CodeNotValid, SignInOver
from services.portal.domain.sign_in import SignIn
from services.portal.queries.sign_ins import lock_sign_in
from shared.clock import utc_now
from shared.database.session import Database
from shared.words import say


def take_code(database: Database, *, sign_in_id: UUID, right: bool) -> SignIn:
    """The sign-in whose code it is; raises `CodeNotValid` or `SignInOver`.

    Takes the database, as a wrong code counts although it is refused.
    """
    refused: CodeNotValid | SignInOver | None = None
    with database.begin() as session:
        sign_in = lock_sign_in(session, sign_in_id)
        if sign_in is None:
            raise SignInOver(say("The ten minutes of this code are over. Ask for a new one."))
        try:
            sign_in.take_code(right=right, now=utc_now())
        except (CodeNotValid, SignInOver) as error:
            refused = error
    if refused is not None:
        raise refused
    return sign_in
