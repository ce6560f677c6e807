"""Try what signing an estimate would come to."""

from uuid import UUID

from services.quotes.domain.acceptance import Acceptance, Agreement, Signer, agree
from services.quotes.domain.origin import Origin
from services.quotes.queries.estimates import get_estimate
from shared.database.session import Session


def try_acceptance(
    session: Session, *, workspace_id: UUID, estimate_id: UUID, agreement: Agreement, signer: Signer, origin: Origin
) -> Acceptance:
    """The acceptance there would be, which nobody keeps; raises what signing would, save that a draft can be tried, too.

    Once it has been accepted, signing again finds that acceptance, and so does this.
    """
    found = get_estimate(session, workspace_id, estimate_id)
    if found.acceptance is not None:
        return found.acceptance
    today = found.workspace.day_of(origin.at)
    found.estimate.check_acceptable(version=agreement.version, today=today, drafts=True)
    return agree(found.current, agreement, signer=signer, locale=found.workspace.locale, origin=origin)
