"""The manifest of the referrals service."""

from pathlib import Path

from services.referrals.adapters import build_adapters
from services.referrals.api import public_referrals, public_reviews, referrals, reviews, rewards, signed_in
from services.referrals.domain.tables import metadata
from services.referrals.handlers import (
    customer_changed,
    customer_links_revoked,
    customer_registered,
    estimate_accepted,
    estimate_links_revoked,
    invoice_paid,
    job_completed,
    lead_created,
    payment_refunded,
    referral_lookup_requested,
    workspace_changed,
    workspace_created,
)
from services.referrals.settings import ReferralsSettings
from services.referrals.tasks import answer_lookup, issue_review_link
from shared.events.billing import InvoicePaid, PaymentRefunded
from shared.events.portal import ReferralLookupRequested, WorkspaceChanged, WorkspaceCreated
from shared.events.quotes import (
    CustomerChanged,
    CustomerLinksRevoked,
    CustomerRegistered,
    EstimateAccepted,
    EstimateLinksRevoked,
    JobCompleted,
    LeadCreated,
)
from shared.service import Service

service = Service(
    name="referrals",
    settings=ReferralsSettings,
    metadata=metadata,
    package=Path(__file__).parent,
    routers=[
        referrals.router,
        rewards.router,
        reviews.router,
        public_referrals.router,
        public_reviews.router,
        signed_in.router,
    ],
    handlers={
        CustomerChanged: customer_changed.handle,
        CustomerLinksRevoked: customer_links_revoked.handle,
        CustomerRegistered: customer_registered.handle,
        EstimateAccepted: estimate_accepted.handle,
        EstimateLinksRevoked: estimate_links_revoked.handle,
        InvoicePaid: invoice_paid.handle,
        JobCompleted: job_completed.handle,
        LeadCreated: lead_created.handle,
        PaymentRefunded: payment_refunded.handle,
        ReferralLookupRequested: referral_lookup_requested.handle,
        WorkspaceChanged: workspace_changed.handle,
        WorkspaceCreated: workspace_created.handle,
    },
    tasks={
        "referrals.answer_lookup": answer_lookup.run,
        "referrals.issue_review_link": issue_review_link.run,
    },
    adapters=build_adapters,
)
