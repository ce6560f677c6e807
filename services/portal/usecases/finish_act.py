"""What somebody of the office did by way of another service has been answered."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.portal.domain.activity import DONE, MAX_TEXT
from services.portal.domain.acts import Act, first_id
from services.portal.queries.activities import forget_activity, settle_activity
from shared.database.session import Session

_ID_OF = {"customers": "customer_id", "estimates": "estimate_id", "invoices": "invoice_id", "reviews": "review_id"}
"""The id of a record that an act has made, in its answer."""


def finish_act(
    session: Session,
    *,
    workspace_id: UUID,
    activity_id: UUID,
    act: Act,
    done: bool,
    answer: Mapping[str, Any] | None = None,
) -> None:
    """Settles its line: it was done, to the record that the answer tells of; or it was not, and there is nothing to tell."""
    if not done:
        forget_activity(session, workspace_id, activity_id)
        return
    told = answer or {}
    values: dict[str, Any] = {"outcome": DONE}
    made = first_id(str(told.get(_ID_OF.get(act.kind, ""), "")))
    if made:
        values["subject_id"] = UUID(made)
    # A number and never a name: whoever has their data erased must not be left here.
    number = told.get("number")
    if isinstance(number, str):
        values["subject_name"] = number[:MAX_TEXT]
    settle_activity(session, workspace_id, activity_id, values)
