"""Accepting while others act on the same estimate, and what it costs."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.quotes.domain.acceptance import Agreement, Signer
from services.quotes.domain.history import line_hash
from services.quotes.domain.link import TokenLink
from services.quotes.domain.origin import Origin
from services.quotes.domain.signature import read_signature
from services.quotes.queries.history import lines_of
from services.quotes.usecases.accept_estimate import accept_estimate
from services.quotes.usecases.decline_estimate import decline_estimate
from services.quotes.usecases.revise_estimate import revise_estimate
from shared.clock import utc_now
from shared.service import Context
from tests.quotes.office import WORKSPACE, Office, Visitor, counts, gutters, statements, tiers
from tests.quotes.together import outcomes, together
from tests.support.services import published


@pytest.mark.shows("SGN-2")
def test_twenty_devices_at_once_sign_once_and_all_hear_the_same(
    office: Office, visitor: Visitor, context: Context
) -> None:
    estimate = office.sent(tiers())
    option_id = estimate["document"]["options"][0]["id"]
    windows = [visitor.twin() for _ in range(20)]
    before = counts(context)

    answers = together(
        *[lambda window=window: window.accept(estimate["token"], option_id=option_id) for window in windows]
    )

    assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]
    assert len({answer.content for answer in answers}) == 1
    made = {name: count - before[name] for name, count in counts(context).items() if count != before[name]}
    assert made == {"acceptances": 1, "jobs": 1, "estimate_history": 1, "outbox": 3}
    assert len(published(context, "EstimateAccepted")) == 1


@pytest.mark.shows("SGN-2", "EST-3", "EST-7")
@pytest.mark.parametrize("attempt", range(5))
def test_of_accepting_declining_and_revising_at_once_none_undoes_another(
    office: Office, context: Context, attempt: int
) -> None:
    estimate = office.sent(gutters())
    link, estimate_id = TokenLink(estimate["token"]), UUID(estimate["estimate_id"])
    title = f"Gutters, attempt {attempt}"

    came_to = outcomes(
        [
            lambda: _accept(context, link),
            lambda: _decline(context, link),
            lambda: _revise(context, estimate_id, title),
        ]
    )

    # Whoever comes first, it is as if the others had come later: what was signed is never changed or declined.
    assert came_to in (
        ["done", "not_declinable", "not_revisable"],
        ["not_acceptable", "done", "done"],
        ["stale_version", "done", "done"],
    )
    assert counts(context)["acceptances"] == came_to.count("done") % 2
    _assert_unbroken(context, estimate_id)


@pytest.mark.shows("SGN-5")
def test_histories_written_at_once_stay_one_chain(office: Office, visitor: Visitor, context: Context) -> None:
    estimate = office.sent(gutters())
    words = {f"Hello {number}?": visitor.twin() for number in range(8)}

    together(*[lambda text=text: words[text].do(estimate["token"], "notes", {"text": text}) for text in words])

    _assert_unbroken(context, UUID(estimate["estimate_id"]))
    assert office.actions(estimate["estimate_id"])[2:] == ["question_asked"] * 8


@pytest.mark.shows("SGN-3")
@pytest.mark.parametrize("record_type", ["generic", "asphalt", "residential", "fleet", "commercial_building"])
def test_every_record_type_goes_the_same_way(
    office: Office, visitor: Visitor, context: Context, record_type: str
) -> None:
    estimate = office.sent(gutters(record_type=record_type))

    answer = visitor.accept(estimate["token"])

    assert answer.status_code == 201
    assert published(context, "EstimateAccepted")[0]["data"]["record_type"] == record_type


def test_takes_seven_statements(office: Office, context: Context) -> None:
    link = TokenLink(office.sent(gutters())["token"])

    with statements(context) as made:
        _accept(context, link)

    # Lock and read; acceptance, job and history line; the estimate; sequence numbers and events.
    assert [statement.split()[0] for statement in made] == ["SELECT", *["INSERT"] * 3, "UPDATE", *["INSERT"] * 2]


def _accept(context: Context, link: TokenLink) -> str:
    with context.database.begin() as session:
        accept_estimate(
            session,
            link=link,
            links=context.adapters.links,
            agreement=Agreement(version=1),
            signer=Signer(name="Pat", consent=True, signature=read_signature("typed", "Pat")),
            origin=Origin(at=utc_now(), actor_kind="customer"),
        )
    return "done"


def _decline(context: Context, link: TokenLink) -> str:
    with context.database.begin() as session:
        decline_estimate(session, link=link, reason="", origin=Origin(at=utc_now(), actor_kind="customer"))
    return "done"


def _revise(context: Context, estimate_id: UUID, title: str) -> str:
    with context.database.begin() as session:
        revise_estimate(
            session,
            workspace_id=WORKSPACE,
            estimate_id=estimate_id,
            version=1,
            change=lambda offer: replace(offer, title=title),
            origin=Origin(at=utc_now(), actor_kind="office", actor_name="Sam"),
        )
    return "done"


def _assert_unbroken(context: Context, estimate_id: UUID) -> None:
    with context.database.read() as session:
        lines = lines_of(session, WORKSPACE, estimate_id)
    assert [line.position for line in lines] == list(range(1, len(lines) + 1))
    assert [line.previous_hash for line in lines] == ["", *[line.hash for line in lines[:-1]]]
    assert [line_hash(line) for line in lines] == [line.hash for line in lines]
