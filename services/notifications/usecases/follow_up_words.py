"""What a follow-up says at this moment."""

from typing import Any

from services.notifications.domain.follow_up import FollowUp
from services.notifications.queries.follow_ups import due_of
from services.notifications.queries.workspaces import get_workspace
from shared.database.session import Session


def follow_up_words(session: Session, *, follow_up: FollowUp) -> dict[str, Any] | None:
    """Whom it asks for a review, to pay or to recommend, each where there is a reason to; None where there is none at all."""
    workspace = get_workspace(session, follow_up.workspace_id)
    portal = f"/portal/{workspace.slug}"
    due = due_of(session, workspace.id, follow_up.customer_id) if follow_up.customer_id else None
    asks = workspace.reviews and not follow_up.is_reviewed
    pay = (due.link or (f"{portal}/pay" if workspace.invoice_payments else None)) if due else None
    words = {
        "review_path": (follow_up.review_link or f"{portal}/review") if asks else None,
        "pay_path": pay,
        "refer_path": f"{portal}/refer" if workspace.referrals else None,
    }
    if not any(words.values()):
        return None
    return words | {
        "customer_name": follow_up.customer_name,
        "title": follow_up.title,
        "amount_due": due.amount_due if due and pay else None,
        "currency": due.currency if due and pay else None,
    }
