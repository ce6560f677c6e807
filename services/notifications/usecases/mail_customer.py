"""Mail, or text, a customer about an estimate."""

from services.notifications.domain.copies import CopiesOf
from services.notifications.domain.notices import estimate_url, not_mailed
from services.notifications.usecases.post_notice import post_notice
from services.notifications.usecases.queue_for_customer import queue_for_customer
from shared.database.session import Session
from shared.events.quotes import MailedToCustomer

_ALWAYS = {"customer_name", "number", "title", "kind", "link"}


def mail_customer(session: Session, *, event: MailedToCustomer, template: str, what: str, facts: set[str]) -> None:
    """Queues what the received `event` tells, once; where the customer cannot be reached the office reads why.

    `what` is the name of it, such as Answer; `facts` names what the template is filled with beside what all are.
    """
    cause_id = event.envelope.id
    queue_for_customer(
        session,
        workspace_id=event.workspace_id,
        cause_id=cause_id,
        template=template,
        email=event.customer_email,
        phone=event.customer_phone,
        copies=CopiesOf(customer_id=event.customer_id, page="estimates"),
        record_id=event.estimate_id,
        context=event.model_dump(mode="json", include=_ALWAYS | facts),
        obstacle=event.not_mailed,
    )
    if event.not_mailed:
        post_notice(
            session,
            workspace_id=event.workspace_id,
            cause_id=cause_id,
            kind=f"{template}_not_mailed",
            title=f"{what} not mailed",
            text=not_mailed(event.customer_name, event.number, event.not_mailed),
            url=estimate_url(event.estimate_id),
            record_id=event.estimate_id,
            at=event.envelope.time,
        )
