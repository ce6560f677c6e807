"""The quotes service."""

import re
from pathlib import Path

from services.quotes.adapters import build_adapters, findings
from services.quotes.api import (
    acceptance,
    appointments,
    attachments,
    contacts,
    customer_links,
    customers,
    documents,
    estimate_totals,
    estimates,
    evidence,
    history,
    job_attachments,
    jobs,
    leads,
    notes,
    pdf,
    previews,
    public,
    shown_appointments,
    shown_attachments,
    signatures,
    signed_in,
)
from services.quotes.domain.tables import metadata
from services.quotes.handlers import (
    channel_availability_changed,
    estimate_requested,
    invoice_paid,
    proposal_lookup_requested,
    sign_in_requested,
    workspace_changed,
    workspace_created,
)
from services.quotes.settings import Settings
from services.quotes.tasks import (
    check_files,
    expire_estimates,
    forget_object,
    seal_pdf,
    seal_waiting,
    send_found,
    store_files,
)
from shared.events.billing import InvoicePaid
from shared.events.notifications import ChannelAvailabilityChanged
from shared.events.portal import (
    EstimateRequested,
    ProposalLookupRequested,
    SignInRequested,
    WorkspaceChanged,
    WorkspaceCreated,
)
from shared.service import Schedule, Service

service = Service(
    name="quotes",
    settings=Settings,
    metadata=metadata,
    package=Path(__file__).parent,
    routers=[
        customers.router,
        contacts.router,
        estimates.router,
        estimate_totals.router,
        notes.router,
        history.router,
        jobs.router,
        leads.router,
        appointments.router,
        customer_links.router,
        previews.router,
        public.router,
        acceptance.router,
        pdf.router,
        documents.router,
        evidence.router,
        signatures.router,
        attachments.router,
        job_attachments.router,
        shown_attachments.router,
        shown_appointments.router,
        signed_in.router,
    ],
    handlers={
        WorkspaceCreated: workspace_created.handle,
        WorkspaceChanged: workspace_changed.handle,
        InvoicePaid: invoice_paid.handle,
        ChannelAvailabilityChanged: channel_availability_changed.handle,
        EstimateRequested: estimate_requested.handle,
        ProposalLookupRequested: proposal_lookup_requested.handle,
        SignInRequested: sign_in_requested.handle,
    },
    tasks={
        "quotes.expire_estimates": expire_estimates.run,
        "quotes.send_found": send_found.run,
        "quotes.store_files": store_files.run,
        "quotes.check_files": check_files.run,
        "quotes.forget_object": forget_object.run,
        "quotes.seal_pdf": seal_pdf.run,
        "quotes.seal_waiting": seal_waiting.run,
    },
    schedules=[
        Schedule("quotes.expire_estimates", every=300),
        Schedule("quotes.store_files", every=60),
        Schedule("quotes.check_files", every=3600),
        Schedule("quotes.seal_waiting", every=60),
    ],
    uploads=re.compile(r"/(estimates|jobs)/[^/]+/attachments|/public/documents/[^/]+/check"),
    batches=re.compile(r"/leads/[^/]+/estimate"),
    adapters=build_adapters,
    findings=findings,
)
