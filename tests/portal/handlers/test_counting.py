"""What is counted of all that services tell, for which month and channel, and that it comes out the same when made anew."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.portal.domain.arrival import Arrival
from services.portal.domain.metric_months import COUNTS, Figures, by_channel, together
from services.portal.manifest import service
from services.portal.queries.metrics import figures_of
from services.portal.usecases.change_account import change_account
from services.portal.usecases.create_workspace import Owner, create_workspace
from services.portal.usecases.rebuild_metrics import rebuild_metrics
from shared import causality
from shared.events.base import Event
from shared.events.billing import PaymentStarted, PaymentSucceeded
from shared.events.portal import EstimateRequested, PageViewed
from shared.events.quotes import EstimateAccepted, EstimateSent, EstimateViewed
from shared.events.referrals import ReferralAttributed, ReviewSubmitted
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.support.services import deliver

pytestmark = pytest.mark.shows("MET-1")

# Half past eleven in the evening of the 30th of November in New York.
LATE = datetime(2026, 12, 1, 4, 30, tzinfo=UTC)
NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


@dataclass
class Ledger:
    """A workspace, and what its portal is told."""

    context: Context
    workspace_id: UUID
    sequences: dict[str, int] = field(default_factory=dict)

    def tell(self, *events: Event, channel: str = "direct") -> None:
        """Hands the events over, as caused by a request that came by `channel`."""
        for event in events:
            sequence = self.sequences[event.subject] = self.sequences.get(event.subject, 0) + 1
            cause = causality.begin()
            if channel != "direct":
                with self.context.database.begin() as session:
                    session.add(Arrival(correlation_id=cause.correlation_id, channel=channel, at=NOON))
            deliver(self.context, event, sequence=sequence, cause=cause)

    def figures(self, *months: str) -> Figures:
        with self.context.database.read() as session:
            return together(figures_of(session, self.workspace_id, *months[:1], *months[-1:]))

    def channels(self, *months: str) -> dict[str, dict[str, int]]:
        with self.context.database.read() as session:
            found = by_channel(figures_of(session, self.workspace_id, *months[:1], *months[-1:]))
        return {name: {what: one.counts[what] for what in COUNTS if one.counts[what]} for name, one in found.items()}

    def rebuilds_alike(self) -> bool:
        with self.context.database.begin() as session:
            return rebuild_metrics(session, workspace_id=self.workspace_id)

    def viewed(self, estimate_id: UUID, at: datetime = NOON) -> EstimateViewed:
        return EstimateViewed(
            workspace_id=self.workspace_id,
            estimate_id=estimate_id,
            number="E-1",
            kind="proposal",
            version=1,
            customer_id=new_id(),
            viewed_at=at,
        )

    def sent(self, estimate_id: UUID) -> EstimateSent:
        return EstimateSent(
            workspace_id=self.workspace_id,
            estimate_id=estimate_id,
            number="E-1",
            title="House wash",
            kind="proposal",
            version=1,
            channel="email",
            customer_id=new_id(),
            customer_name="Dana",
            link="https://example.com/l/x",
            currency="USD",
            total_from=50_000,
        )

    def accepted(self, estimate_id: UUID, at: datetime = NOON) -> EstimateAccepted:
        return EstimateAccepted(
            workspace_id=self.workspace_id,
            estimate_id=estimate_id,
            number="E-1",
            title="House wash",
            record_type="generic",
            version=1,
            document_hash="0" * 64,
            customer_id=new_id(),
            customer_name="Dana",
            signer_name="Dana",
            accepted_at=at,
            currency="USD",
            total=50_000,
            deposit_due=0,
            job_id=new_id(),
        )

    def paid(self, *, started: bool = True) -> list[Event]:
        payment = {"workspace_id": self.workspace_id, "payment_id": new_id(), "invoice_id": new_id()}
        begun = PaymentStarted(**payment, currency="USD", amount=12_500)
        there = PaymentSucceeded(**payment, currency="USD", amount=12_500, payment_method="card")
        return [begun, there] if started else [there]

    def review(self) -> ReviewSubmitted:
        return ReviewSubmitted(
            workspace_id=self.workspace_id,
            review_id=new_id(),
            author_name="Sam",
            rating=5,
            text="",
            verified=False,
            is_private=False,
            submitted_at=NOON,
        )

    def referral(self, *, credited: bool) -> ReferralAttributed:
        return ReferralAttributed(
            workspace_id=self.workspace_id,
            referral_id=new_id(),
            lead_id=new_id(),
            code="ABCDEFGH",
            referrer_id=new_id(),
            referrer_name="Dana",
            friend_name="Kim",
            credited=credited,
        )

    def request(self, code: str | None = None) -> EstimateRequested:
        return EstimateRequested(
            workspace_id=self.workspace_id, request_id=new_id(), name="Kim", referral_code=code, requested_at=NOON
        )

    def page(self, channel: str, at: datetime = NOON) -> PageViewed:
        return PageViewed(workspace_id=self.workspace_id, view_id=new_id(), page="home", channel=channel, viewed_at=at)


@pytest.fixture
def ledger(open_service: OpenService) -> Ledger:
    context = open_service(service)
    with context.database.begin() as session:
        owner = Owner("owner@sparkle.example", "not a hash")
        made = create_workspace(session, slug="sparkle", company_name="Sparkle", owner=owner)
    return Ledger(context, made.id)


def test_each_thing_counts_in_its_month_and_for_the_way_people_came(ledger: Ledger) -> None:
    estimate = new_id()
    ledger.tell(ledger.page("qr-card"), ledger.page("qr-card"), ledger.page("direct"))
    ledger.tell(ledger.request(), channel="qr-card")
    ledger.tell(ledger.request(code="ABCDEFGH"), channel="qr-card")
    ledger.tell(ledger.viewed(estimate), ledger.accepted(estimate), channel="estimate-email")
    ledger.tell(ledger.review(), channel="follow-up")

    assert ledger.channels() == {
        "direct": {"page_views": 1},
        "qr-card": {"page_views": 2, "estimate_requests": 1},
        "estimate-email": {"proposals_viewed": 1, "proposals_accepted": 1},
        "follow-up": {"reviews": 1},
        "referral": {"estimate_requests": 1},
    }
    assert ledger.figures().accepted == {"USD": 50_000}
    assert ledger.rebuilds_alike()


def test_what_is_told_again_counts_once(ledger: Ledger) -> None:
    estimate, view, asked = new_id(), ledger.page("sms"), ledger.request()

    ledger.tell(view, view, asked, asked)
    ledger.tell(ledger.sent(estimate), ledger.sent(estimate), ledger.viewed(estimate), ledger.viewed(estimate, LATE))

    counts = ledger.figures().counts
    assert (counts["page_views"], counts["estimate_requests"], counts["proposals_viewed"]) == (1, 1, 1)
    assert ledger.rebuilds_alike()


def test_a_payment_counts_once_it_is_there_and_only_when_it_began_on_the_portal(ledger: Ledger) -> None:
    begun, there = ledger.paid()
    ledger.tell(begun, channel="invoice-email")
    before = ledger.figures().counts["payments"]

    # The webhook that tells of the money comes by no channel.
    ledger.tell(there)
    ledger.tell(*ledger.paid(started=False))

    assert before == 0
    assert ledger.channels() == {"invoice-email": {"payments": 1}}
    assert ledger.figures().paid == {"USD": 12_500}
    assert ledger.rebuilds_alike()


def test_only_credited_referrals_count(ledger: Ledger) -> None:

    ledger.tell(ledger.referral(credited=True), ledger.referral(credited=False), channel="sms")

    assert ledger.channels() == {"referral": {"referrals": 1}}


def test_conversion_is_of_what_was_viewed_and_a_later_signature_counts_for_its_view(ledger: Ledger) -> None:
    first, second = new_id(), new_id()
    ledger.tell(ledger.viewed(first), ledger.viewed(second), channel="sms")

    # By program, and in another month.
    ledger.tell(ledger.accepted(first, NOON + timedelta(days=30)))

    assert str(ledger.figures("2026-11").conversion) == "0.5000"
    assert ledger.figures("2026-12").conversion is None
    assert ledger.channels("2026-12") == {"sms": {"proposals_accepted": 1}}
    assert ledger.rebuilds_alike()


def test_time_to_accept_begins_when_it_was_sent_first(ledger: Ledger) -> None:
    estimate, now = new_id(), datetime.now(UTC)
    ledger.tell(ledger.sent(estimate), ledger.sent(estimate))

    ledger.tell(ledger.accepted(estimate, now + timedelta(hours=6)))

    taken = ledger.figures().seconds_to_accept
    assert taken is not None
    assert timedelta(hours=5, minutes=55) < timedelta(seconds=taken) <= timedelta(hours=6)


def test_whatever_comes_first_the_figures_are_the_same(ledger: Ledger) -> None:
    estimate = new_id()

    ledger.tell(ledger.accepted(estimate))
    ledger.tell(ledger.viewed(estimate), channel="estimate-email")

    assert ledger.channels() == {"estimate-email": {"proposals_viewed": 1, "proposals_accepted": 1}}
    assert str(ledger.figures().conversion) == "1.0000"
    assert ledger.rebuilds_alike()


def test_months_are_those_of_the_workspace_also_after_it_has_moved(ledger: Ledger) -> None:
    ledger.tell(ledger.page("direct", LATE))
    in_new_york = ledger.figures("2026-11").counts["page_views"]

    with ledger.context.database.begin() as session:
        change_account(session, workspace_id=ledger.workspace_id, by_owner=True, changes={"time_zone": "Europe/Madrid"})

    assert in_new_york == 1
    assert ledger.figures("2026-11").counts["page_views"] == 0
    assert ledger.figures("2026-12").counts["page_views"] == 1
    assert ledger.rebuilds_alike()


def test_figures_that_somebody_has_tampered_with_are_put_right(ledger: Ledger) -> None:
    ledger.tell(ledger.page("direct"), ledger.page("direct"))
    with ledger.context.database.begin() as session:
        session.connection().exec_driver_sql("UPDATE portal_metrics SET count = 7")

    assert not ledger.rebuilds_alike()
    assert ledger.figures().counts["page_views"] == 2
