"""The portal: the gateway that strangers reach, and every page."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp

from services.portal.adapters.findings import findings
from services.portal.adapters.services import build_adapters, join
from services.portal.api import (
    account,
    api_keys,
    auth,
    brands,
    estimate_requests,
    gateway,
    lead_photos,
    lookups,
    metrics,
    openapi,
    portal_settings,
    referrals,
    reviews,
    webhooks,
    workspaces,
)
from services.portal.api.identity import identify
from services.portal.domain import (  # noqa: F401 - their tables
    api_key,
    arrival,
    branding,
    channel,
    customer_session,
    estimate_request,
    metric,
    request_photo,
    sessions,
    staff,
    workspace,
)
from services.portal.domain import portal_settings as chosen  # noqa: F401 - as above
from services.portal.domain import sign_in as signing_in  # noqa: F401 - as above
from services.portal.domain.base import Base
from services.portal.handlers import (
    channel_availability_changed,
    estimate_accepted,
    estimate_requested,
    estimate_sent,
    estimate_viewed,
    page_viewed,
    payment_started,
    payment_succeeded,
    referral_attributed,
    review_submitted,
    stripe_account_changed,
)
from services.portal.pages import (
    account_invoices,
    appointment,
    checkout,
    customer_account,
    customer_login,
    dev,
    files,
    front,
    holiday_lights,
    job_times,
    link,
    office,
    office_addresses,
    office_api_keys,
    office_appointments,
    office_attachments,
    office_billing,
    office_brands,
    office_contacts,
    office_customers,
    office_dashboard,
    office_editing,
    office_estimates,
    office_fates,
    office_invoice,
    office_invoices,
    office_jobs,
    office_lead_photos,
    office_leads,
    office_links,
    office_live,
    office_messages,
    office_notes,
    office_notified,
    office_referrals,
    office_reviews,
    office_schedule,
    office_search,
    office_sending,
    office_settings,
    office_sign_up,
    office_terms,
    office_why,
    office_wordings,
    pay,
    payment,
    portal,
    preview,
    proposals,
    proving,
    qr,
    quote,
    quote_answers,
    recommended,
    refer,
    request_tab,
    review,
    saved_card,
    seen,
    sign_in,
    unsubscribe,
    verify,
)
from services.portal.pages.arrivals import Arrivals
from services.portal.pages.assets import Assets
from services.portal.pages.errors import install_pages
from services.portal.pages.languages import RememberLanguage
from services.portal.pages.profiles import Profiles
from services.portal.pages.rendering import STATIC_URL, load_templates
from services.portal.pages.security import SameSiteOnly, SecurityHeaders
from services.portal.pages.steady import Pace
from services.portal.pages.stopping import Stopping, note_signals
from services.portal.settings import Settings
from shared.events.billing import PaymentStarted, PaymentSucceeded, StripeAccountChanged
from shared.events.notifications import ChannelAvailabilityChanged
from shared.events.portal import EstimateRequested, PageViewed
from shared.events.quotes import EstimateAccepted, EstimateSent, EstimateViewed
from shared.events.referrals import ReferralAttributed, ReviewSubmitted
from shared.service import Context, Service

_PAGES = (
    front,
    portal,
    seen,
    proposals,
    qr,
    request_tab,
    recommended,
    refer,
    review,
    unsubscribe,
    holiday_lights,
    quote,
    quote_answers,
    appointment,
    job_times,
    files,
    link,
    checkout,
    payment,
    saved_card,
    pay,
    customer_login,
    proving,
    customer_account,
    account_invoices,
    sign_in,
    office,
    office_addresses,
    office_api_keys,
    office_appointments,
    office_billing,
    office_brands,
    office_attachments,
    office_contacts,
    office_customers,
    office_dashboard,
    office_editing,
    office_estimates,
    office_fates,
    office_invoices,
    office_invoice,
    office_jobs,
    office_lead_photos,
    office_leads,
    office_links,
    office_messages,
    office_notes,
    office_notified,
    office_referrals,
    office_reviews,
    office_schedule,
    office_search,
    office_sending,
    office_settings,
    office_sign_up,
    office_wordings,
    office_why,
    office_terms,
    preview,
    office_live,
    verify,
    dev,
)
_API = (
    workspaces,
    auth,
    account,
    api_keys,
    portal_settings,
    brands,
    lookups,
    estimate_requests,
    lead_photos,
    referrals,
    reviews,
    metrics,
    openapi,
    webhooks,
)


def mount(app: FastAPI, context: Context) -> None:
    """Finishes the application: files, errors as pages, and the two layers around everything."""
    app.state.profiles = Profiles(context.database)
    app.state.identify = identify
    app.state.stopping = Stopping()
    app.state.pace = Pace()
    app.mount(STATIC_URL, Assets(), name="static")
    install_pages(app)
    app.add_middleware(RememberLanguage)
    app.add_middleware(Arrivals)
    app.add_middleware(SameSiteOnly)
    _wrap_in_headers(app)
    _close_at_the_end(app, context)


def _wrap_in_headers(app: FastAPI) -> None:
    """Around all layers there are, also those that answer for what failed in the others."""
    build = app.build_middleware_stack

    def build_dressed() -> ASGIApp:
        return SecurityHeaders(build(), app)

    app.build_middleware_stack = build_dressed  # type: ignore[method-assign]


def _close_at_the_end(app: FastAPI, context: Context) -> None:
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(running: Any) -> AsyncIterator[Any]:
        note_signals(app.state.stopping)
        await run_in_threadpool(load_templates)
        async with inner(running) as state:
            yield state
        app.state.stopping.set()
        await context.adapters.close()

    app.router.lifespan_context = lifespan


service = Service(
    name="portal",
    settings=Settings,
    metadata=Base.metadata,
    package=Path(__file__).parent,
    # The gateway comes last: it takes every path of the API that nobody else has taken.
    routers=[*(module.router for module in _PAGES), *(module.router for module in _API), gateway.router],
    handlers={
        ChannelAvailabilityChanged: channel_availability_changed.handle,
        StripeAccountChanged: stripe_account_changed.handle,
        EstimateRequested: estimate_requested.handle,
        PageViewed: page_viewed.handle,
        EstimateSent: estimate_sent.handle,
        EstimateViewed: estimate_viewed.handle,
        EstimateAccepted: estimate_accepted.handle,
        PaymentStarted: payment_started.handle,
        PaymentSucceeded: payment_succeeded.handle,
        ReviewSubmitted: review_submitted.handle,
        ReferralAttributed: referral_attributed.handle,
    },
    public=True,
    uploads=re.compile(
        r"/verify/[^/]+|/api/v1/public/documents/[^/]+/check"
        r"|/api/v1/(estimates|jobs)/[^/]+/attachments|/office/estimates/[^/]+(/jobs/[^/]+)?/attachments"
    ),
    batches=re.compile(r"/portal/[^/]+/request"),
    adapters=build_adapters,
    findings=findings,
    mount=mount,
    join=join,
)
