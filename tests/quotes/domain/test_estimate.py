from datetime import date, timedelta
from typing import get_args

import pytest

from services.quotes.domain.errors import (
    AlreadyAccepted,
    InvalidText,
    NotAcceptable,
    NotExpirable,
    NotSendable,
    NotVoidable,
    StaleVersion,
)
from services.quotes.domain.estimate_states import Status
from tests.quotes.domain.build import NOW, TODAY, WORKSPACE, drafted, estimate_in, item_id, line, offer, option

LATER = NOW + timedelta(hours=1)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.shows("EST-1", "EST-3")
def test_begins_as_a_draft_with_its_first_version() -> None:
    estimate, version = drafted(offer(line(100_00), title="Roof wash", currency="CAD", expires_on=TOMORROW))

    assert (estimate.status, estimate.version, estimate.kind, estimate.sent_at) == ("draft", 1, None, None)
    assert (estimate.title, estimate.currency, estimate.expires_on) == ("Roof wash", "CAD", TOMORROW)
    assert (version.estimate_id, version.version, version.workspace_id) == (estimate.id, 1, WORKSPACE)
    assert (version.total_from, version.created_by) == (100_00, "Sam Office")


def test_a_version_gives_back_what_it_offers() -> None:
    content = offer(line(50_00), options=(option(line(70_00)), option(line(20_00), name="Bare")))

    _, version = drafted(content)

    assert version.offer == content
    assert version.total_from == 70_00


def test_remembers_what_it_was_last_sent_as_and_when() -> None:
    estimate, _ = drafted()

    estimate.send("estimate", NOW, today=TODAY)
    estimate.send("maintenance", LATER, today=TODAY)

    assert (estimate.kind, estimate.sent_at, estimate.updated_at) == ("maintenance", LATER, LATER)


@pytest.mark.parametrize("status", ["draft", "sent", "viewed", "expired"])
def test_is_not_sent_once_its_last_day_is_over(status: Status) -> None:
    estimate = estimate_in(status, expires_on=YESTERDAY)

    with pytest.raises(NotSendable) as refused:
        estimate.send("estimate", NOW, today=TODAY)

    assert refused.value.field == "expires_on"
    assert (estimate.status, estimate.sent_at) == (status, None)


@pytest.mark.shows("EST-3")
@pytest.mark.parametrize("expires_on", [None, TODAY, YESTERDAY])
@pytest.mark.parametrize("status", get_args(Status))
def test_sending_is_offered_exactly_where_it_is_not_refused(status: Status, expires_on: date | None) -> None:
    estimate = estimate_in(status, expires_on=expires_on)
    offered = estimate.can_be_sent(TODAY)

    try:
        estimate.send("estimate", NOW, today=TODAY)
    except NotSendable:
        assert not offered
    else:
        assert offered


def test_one_that_expired_is_sent_again_after_a_new_expiry() -> None:
    estimate = estimate_in("expired", expires_on=TODAY)

    estimate.send("estimate", NOW, today=TODAY)

    assert estimate.status == "sent"


@pytest.mark.shows("EST-3")
def test_is_viewed_for_the_first_time_once() -> None:
    estimate = estimate_in("sent")

    first, second = estimate.view(NOW, version=1), estimate.view(LATER, version=1)

    assert (first, second, estimate.viewed_at) == (True, False, NOW)


def test_a_revised_one_is_viewed_for_the_first_time_again() -> None:
    estimate, current = drafted()
    estimate.send("estimate", NOW, today=TODAY)
    estimate.view(NOW, version=1)
    estimate.revise(current, offer(line(90_00)), now=LATER, today=TODAY, by="Sam")

    stale, first = estimate.view(LATER, version=1), estimate.view(LATER, version=2)

    assert (stale, first, estimate.status, estimate.viewed_at) == (False, True, "viewed", NOW)


@pytest.mark.shows("EST-7")
def test_revising_a_sent_one_makes_a_new_version() -> None:
    estimate, current = drafted(offer(line(100_00)))
    estimate.send("estimate", NOW, today=TODAY)
    hash_before = current.document_hash

    revised = estimate.revise(
        current, offer(line(90_00), title="Cheaper", expires_on=TOMORROW), now=LATER, today=TODAY, by="Sam"
    )

    assert (revised.version, revised.total_from, revised.created_at, estimate.version) == (2, 90_00, LATER, 2)
    assert (estimate.title, estimate.expires_on, estimate.updated_at) == ("Cheaper", TOMORROW, LATER)
    assert (current.version, current.total_from, current.document_hash) == (1, 100_00, hash_before)


def test_revising_a_draft_rewrites_its_only_version() -> None:
    estimate, current = drafted(offer(line(100_00)))

    revised = estimate.revise(current, offer(line(90_00)), now=LATER, today=TODAY, by="Alex")

    assert revised is current
    assert (current.version, current.total_from, current.created_by, estimate.version) == (1, 90_00, "Alex", 1)
    assert current.offer.line_items[0].unit_price == 90_00


def test_revising_without_a_change_changes_nothing() -> None:
    content = offer(line(id=item_id(1)))
    estimate, current = drafted(content)
    estimate.status = "viewed"

    revised = estimate.revise(current, content, now=LATER, today=TODAY, by="Sam")

    assert revised is current
    assert (estimate.version, estimate.status, estimate.updated_at) == (1, "viewed", NOW)


@pytest.mark.parametrize(("expires_on", "status"), [(YESTERDAY, "expired"), (TODAY, "sent"), (None, "sent")])
def test_one_that_expired_opens_again_with_a_later_date_only(expires_on: object, status: Status) -> None:
    estimate, current = drafted(offer(line(), expires_on=YESTERDAY))
    estimate.status = "expired"

    revised = estimate.revise(current, offer(line(), expires_on=expires_on), now=LATER, today=TODAY, by="Sam")

    assert (estimate.status, estimate.version, revised.version) == (status, 2, 2)


def test_one_that_was_declined_opens_again_when_revised() -> None:
    estimate, current = drafted()
    estimate.send("estimate", NOW, today=TODAY)
    estimate.decline("Too dear", NOW)

    estimate.revise(current, offer(line(1_00)), now=LATER, today=TODAY, by="Sam")

    assert (estimate.status, estimate.reason, estimate.decided_at) == ("sent", None, None)


@pytest.mark.shows("SGN-2")
def test_is_accepted_once() -> None:
    estimate = estimate_in("viewed")

    estimate.accept(NOW, version=1, today=TODAY)

    assert (estimate.status, estimate.decided_at) == ("accepted", NOW)
    with pytest.raises(AlreadyAccepted):
        estimate.accept(LATER, version=1, today=TODAY)


@pytest.mark.shows("SGN-2")
def test_tells_a_second_acceptance_apart_even_of_an_old_version_after_the_last_day() -> None:
    estimate = estimate_in("accepted", version=2, expires_on=YESTERDAY)

    with pytest.raises(AlreadyAccepted):
        estimate.accept(LATER, version=1, today=TODAY)


@pytest.mark.shows("EST-7")
@pytest.mark.parametrize("version", [1, 3])
def test_accepts_only_the_version_that_is_current(version: int) -> None:
    estimate = estimate_in("sent", version=2)

    with pytest.raises(StaleVersion) as refused:
        estimate.accept(NOW, version=version, today=TODAY)

    assert (refused.value.code, refused.value.extra) == ("stale_version", {"current_version": 2})
    assert estimate.status == "sent"


def test_is_good_through_the_end_of_its_last_day() -> None:
    estimate = estimate_in("sent", expires_on=TODAY)

    estimate.accept(NOW, version=1, today=TODAY)

    assert estimate.status == "accepted"


def test_cannot_be_accepted_the_day_after_though_nobody_has_marked_it_expired() -> None:
    estimate = estimate_in("sent", expires_on=YESTERDAY)

    with pytest.raises(NotAcceptable, match="has expired") as refused:
        estimate.accept(NOW, version=1, today=TODAY)

    assert (refused.value.code, estimate.status) == ("not_acceptable", "sent")


@pytest.mark.parametrize(("expires_on", "is_open"), [(None, True), (TODAY, True), (YESTERDAY, False)])
def test_is_open_until_its_last_day_is_over(expires_on: object, is_open: bool) -> None:
    assert estimate_in("viewed", expires_on=expires_on).is_open(TODAY) == is_open


def test_one_that_was_decided_is_not_open() -> None:
    assert not estimate_in("declined").is_open(TODAY)


@pytest.mark.parametrize(("expires_on", "reason"), [(None, "no expiry date"), (TODAY, "is good until")])
def test_does_not_expire_before_its_last_day_is_over(expires_on: object, reason: str) -> None:
    estimate = estimate_in("sent", expires_on=expires_on)

    with pytest.raises(NotExpirable, match=reason):
        estimate.expire(NOW, today=TODAY)

    assert estimate.status == "sent"


@pytest.mark.shows("EST-4")
@pytest.mark.parametrize(("given", "kept"), [(" Too dear ", "Too dear"), ("", None), ("  ", None)])
def test_is_declined_with_or_without_a_reason(given: str, kept: str | None) -> None:
    estimate = estimate_in("viewed")

    estimate.decline(given, NOW)

    assert (estimate.status, estimate.reason, estimate.decided_at) == ("declined", kept, NOW)


def test_refuses_a_reason_too_long_to_keep() -> None:
    estimate = estimate_in("viewed")

    with pytest.raises(InvalidText) as refused:
        estimate.decline("x" * 2001, NOW)

    assert (refused.value.field, estimate.status) == ("reason", "viewed")


def test_what_was_accepted_is_voided_for_a_reason_only() -> None:
    estimate = estimate_in("accepted", decided_at=NOW)

    with pytest.raises(NotVoidable) as refused:
        estimate.void(" ", LATER)

    assert (refused.value.field, estimate.status) == ("reason", "accepted")


def test_voiding_keeps_when_it_was_decided() -> None:
    estimate = estimate_in("accepted", decided_at=NOW)

    estimate.void("Signed by a tenant", LATER)

    assert (estimate.status, estimate.reason, estimate.decided_at) == ("void", "Signed by a tenant", NOW)
