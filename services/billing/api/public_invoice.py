"""One invoice, for the customer who holds its link."""

from fastapi import APIRouter, Request

from services.billing.api.scope import invoice_in_scope
from services.billing.api.views import CardView, PublicInvoiceView, public_invoice_view, shown_file_view
from services.billing.domain.saved_card import autopay_words, save_words
from services.billing.queries.attachments import shown_attachments
from services.billing.queries.payment_terms import terms_of
from services.billing.queries.records import money_of
from services.billing.queries.saved_cards import card_of
from services.billing.queries.spoken import spoken_to
from services.billing.queries.stripe_keys import account_in_use
from services.billing.queries.workspaces import today_in, workspace_of
from shared.clock import utc_now
from shared.database.session import Session
from shared.service import Context
from shared.web.caller import LinkDep, Member
from shared.web.unit_of_work import Reading, UnitOfWorkRoute
from shared.words import tell

# The gateway's own way to billing: nobody else can reach it, so that the public document says nothing of it.
router = APIRouter(route_class=UnitOfWorkRoute, include_in_schema=False)


@router.get("/public/invoice")
def get_public_invoice(caller: LinkDep, session: Reading, request: Request) -> PublicInvoiceView:
    """404 `invoice_not_ready` while the acceptance it comes from is on its way."""
    return show(request.app.state.context, session, caller)


def show(context: Context, session: Session, caller: Member) -> PublicInvoiceView:
    """The invoice in the caller's scope as it is now."""
    workspace_id = caller.workspace
    invoice = invoice_in_scope(session, caller)
    records, now = money_of(session, workspace_id, invoice), utc_now()
    account = account_in_use(session, workspace_id, platform=context.adapters.gateway is not None)
    link = context.adapters.links.link(workspace_of(session, workspace_id), invoice, now)
    terms, today = terms_of(session, workspace_id), today_in(session, workspace_id, now)
    view = public_invoice_view(invoice, records, account, terms, receipt_link=link, today=today)
    view.attachments = [shown_file_view(one) for one in shown_attachments(session, workspace_id, invoice.id)]
    business, language = spoken_to(session, workspace_id, invoice.customer_id)
    card = card_of(session, workspace_id, invoice.customer_id)
    if account is not None and card is not None and card.method and card.stripe_account_id == account.stripe_account_id:
        on = card.autopay_since is not None
        view.card = CardView(
            brand=card.brand, last4=card.last4, autopay=on, words=tell(autopay_words(business), language)
        )
    elif view.payable:
        view.save_words = tell(save_words(business), language)
    return view
