"""Answer a look-up that the portal did not answer itself."""

from uuid import UUID

from services.referrals.usecases.answer_lookup import answer_lookup
from shared.service import Context


def run(context: Context, *, workspace_id: str, lookup_id: str, email: str) -> None:
    """Run twice it has the same link sent twice at the worst."""
    with context.database.begin() as session:
        answer_lookup(
            session,
            workspace_id=UUID(workspace_id),
            lookup_id=UUID(lookup_id),
            email=email,
            public_url=context.settings.public_url,
        )
