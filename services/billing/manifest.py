"""All that the billing service has."""

import re
from pathlib import Path

from services.billing.adapters import build_adapters
from services.billing.adapters.findings import findings
from services.billing.api import (
    attachments,
    billing_settings,
    checkout,
    customer_card,
    customer_credits,
    discrepancies,
    invoice_actions,
    invoice_export,
    invoice_pdf,
    invoices,
    payment_lookup,
    payment_terms,
    public_card,
    public_invoice,
    public_links,
    signed_in,
    statements,
    webhooks,
)
from services.billing.domain.tables import metadata
from services.billing.handlers import (
    customer_changed,
    customer_links_revoked,
    customer_registered,
    estimate_accepted,
    estimate_links_revoked,
    estimate_voided,
    job_completed,
    reward_redeemed,
    reward_reversed,
    workspace_changed,
    workspace_created,
)
from services.billing.queries.discrepancies import count_discrepancies
from services.billing.settings import Settings
from services.billing.tasks import (
    apply_stripe_event,
    charge_card,
    expire_checkout,
    forget_card,
    open_books,
    open_checkout,
    plan_charges,
    plan_reconciliations,
    reconcile,
    refund_payment,
    release_key,
    remind,
    sweep_accounts,
    sweep_checkouts,
    sync_account,
    sync_checkout,
    sync_reversals,
)
from shared.events.portal import WorkspaceChanged, WorkspaceCreated
from shared.events.quotes import (
    CustomerChanged,
    CustomerLinksRevoked,
    CustomerRegistered,
    EstimateAccepted,
    EstimateLinksRevoked,
    EstimateVoided,
    JobCompleted,
)
from shared.events.referrals import RewardRedeemed, RewardReversed
from shared.service import Schedule, Service

service = Service(
    name="billing",
    settings=Settings,
    metadata=metadata,
    package=Path(__file__).parent,
    routers=[
        billing_settings.router,
        payment_terms.router,
        discrepancies.router,
        # Before the invoices, one of which their addresses would be taken for.
        invoice_export.router,
        customer_card.router,
        customer_credits.router,
        statements.router,
        invoices.router,
        attachments.router,
        invoice_actions.router,
        invoice_pdf.router,
        public_links.router,
        payment_lookup.router,
        public_invoice.router,
        public_card.router,
        signed_in.router,
        checkout.router,
        webhooks.router,
    ],
    handlers={
        WorkspaceCreated: workspace_created.handle,
        WorkspaceChanged: workspace_changed.handle,
        CustomerRegistered: customer_registered.handle,
        CustomerChanged: customer_changed.handle,
        JobCompleted: job_completed.handle,
        EstimateAccepted: estimate_accepted.handle,
        EstimateVoided: estimate_voided.handle,
        RewardRedeemed: reward_redeemed.handle,
        RewardReversed: reward_reversed.handle,
        EstimateLinksRevoked: estimate_links_revoked.handle,
        CustomerLinksRevoked: customer_links_revoked.handle,
    },
    tasks={
        "billing.apply_stripe_event": apply_stripe_event.run,
        "billing.charge_card": charge_card.run,
        "billing.expire_checkout": expire_checkout.run,
        "billing.forget_card": forget_card.run,
        "billing.open_books": open_books.run,
        "billing.open_checkout": open_checkout.run,
        "billing.plan_charges": plan_charges.run,
        "billing.plan_reconciliations": plan_reconciliations.run,
        "billing.reconcile": reconcile.run,
        "billing.refund_payment": refund_payment.run,
        "billing.release_key": release_key.run,
        "billing.remind": remind.run,
        "billing.sweep_accounts": sweep_accounts.run,
        "billing.sweep_checkouts": sweep_checkouts.run,
        "billing.sync_account": sync_account.run,
        "billing.sync_checkout": sync_checkout.run,
        "billing.sync_reversals": sync_reversals.run,
    },
    schedules=[
        Schedule("billing.sweep_checkouts", every=30),
        Schedule("billing.sweep_accounts", every=600),
        Schedule("billing.open_books", every=3600),
        Schedule("billing.plan_charges", every=900),
        Schedule("billing.plan_reconciliations", every=900),
        Schedule("billing.remind", every=1800),
    ],
    uploads=re.compile(r"/invoices/[^/]+/attachments"),
    adapters=build_adapters,
    findings=findings,
    waits={"discrepancy": count_discrepancies},
)
