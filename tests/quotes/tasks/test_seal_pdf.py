"""The seal on what was accepted: once, whatever happens meanwhile, and by nothing but the key that was set up."""

import base64
import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select

from services.quotes.adapters import pades
from services.quotes.adapters.seal import Seal, Sealed
from services.quotes.domain.kept_file import KeptFile
from services.quotes.domain.sealed_document import LEASE, SealedDocument
from services.quotes.manifest import service
from services.quotes.queries.acceptances import get_acceptance
from services.quotes.tasks import seal_pdf, seal_waiting
from shared.clock import utc_now
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.domain.build import png
from tests.quotes.office import PREMIUM, WORKSPACE, Office, Visitor, open_workspace, tiers
from tests.quotes.paper import text_of
from tests.quotes.seals import PASSWORD, key, sealing, time_stamps
from tests.quotes.tags import tags_of
from tests.quotes.together import together
from tests.support.services import run_tasks

pytestmark = pytest.mark.shows("EST-5")


@pytest.fixture
def context(open_service: OpenService) -> Context:
    """The service with a key to seal with."""
    opened = open_service(service, **sealing())
    open_workspace(opened)
    return opened


@dataclass(frozen=True)
class Dying(Seal):
    """A seal whose holder is gone right after using it, with the file in hand."""

    def apply(self, pdf: bytes, *, reason: str) -> Sealed:
        super().apply(pdf, reason=reason)
        raise KeyboardInterrupt


def with_seal(context: Context, change: Callable[[Seal], Seal]) -> Context:
    return replace(context, adapters=replace(context.adapters, seal=change(context.adapters.seal)))


def dying(seal: Seal) -> Seal:
    return Dying(seal.pkcs12, seal.password, seal.tsa_url)


def accepted(office: Office, visitor: Visitor, **rest: Any) -> dict[str, Any]:
    """An estimate that was accepted just now, nothing of what follows done yet."""
    estimate = office.sent(tiers())
    assert visitor.accept(estimate["token"], option_id=PREMIUM, **rest).status_code == 201
    return estimate


def pdf_of(visitor: Visitor, estimate: dict[str, Any]) -> bytes:
    answer = visitor.ask("GET", f"/public/links/{estimate['token']}/pdf")
    assert answer.status_code == 200, answer.text
    return answer.content


def documents(context: Context) -> list[SealedDocument]:
    with context.database.read() as session:
        return list(session.scalars(select(SealedDocument)))


def sealed_files(context: Context) -> list[KeptFile]:
    with context.database.read() as session:
        return list(session.scalars(select(KeptFile).where(KeptFile.form == "sealed")))


def test_right_after_the_acceptance_its_paper_is_sealed(context: Context, office: Office, visitor: Visitor) -> None:
    estimate = accepted(office, visitor)

    run_tasks(context)

    first, again = pdf_of(visitor, estimate), pdf_of(visitor, estimate)
    document = documents(context)[0]
    found = pades.find_seal(first)
    assert first == again
    assert found is not None
    assert (found.certificate_sha256, found.stamped_at) == (document.certificate_sha256, None)
    assert hashlib.sha256(first).hexdigest() == document.sha256
    assert "Both are sealed with a digital signature." in text_of(first)
    assert str(document.id) in text_of(first)


@pytest.mark.shows("SGN-5")
def test_the_history_tells_of_the_seal_so_that_its_chain_holds_the_file(
    context: Context, office: Office, visitor: Visitor
) -> None:
    estimate = accepted(office, visitor)

    run_tasks(context)

    line = office.get(f"/estimates/{estimate['estimate_id']}/history")["items"][-1]
    sha256 = hashlib.sha256(pdf_of(visitor, estimate)).hexdigest()
    assert (line["action"], line["actor_kind"], line["details"]["sha256"]) == ("sealed", "system", sha256)


def test_the_sealed_paper_is_as_accessible_as_before(context: Context, office: Office, visitor: Visitor) -> None:
    estimate = accepted(office, visitor)
    before = pdf_of(visitor, estimate)

    run_tasks(context)

    sealed = pdf_of(visitor, estimate)
    assert b"pdfuaid:part" in sealed
    assert [tag.role for tag in tags_of(sealed).walk()] == [tag.role for tag in tags_of(before).walk()]


def test_sealed_again_and_by_several_at_once_there_is_one_sealed_document(
    context: Context, office: Office, visitor: Visitor
) -> None:
    estimate = accepted(office, visitor)
    acceptance = documents_to_come(context, estimate)

    together(*[lambda: seal_pdf.run(context, **acceptance)] * 3)
    seal_pdf.run(context, **acceptance)
    run_tasks(context)
    with time_machine.travel(utc_now() + 2 * LEASE):
        seal_waiting.run(context)

    assert (len(documents(context)), len(sealed_files(context))) == (1, 1)
    assert office.actions(estimate["estimate_id"]).count("sealed") == 1


def documents_to_come(context: Context, estimate: dict[str, Any]) -> dict[str, str]:
    """The arguments of the task that seals the estimate."""
    with context.database.read() as session:
        acceptance, _ = get_acceptance(session, WORKSPACE, UUID(estimate["estimate_id"]))
    return {"workspace_id": str(WORKSPACE), "document_id": str(acceptance.id)}


def test_a_worker_that_dies_with_the_file_in_hand_costs_nothing_but_time(
    context: Context, office: Office, visitor: Visitor
) -> None:
    estimate = accepted(office, visitor)
    acceptance = documents_to_come(context, estimate)

    with suppress(KeyboardInterrupt):
        seal_pdf.run(with_seal(context, dying), **acceptance)
    seal_pdf.run(context, **acceptance)
    waiting = [document.is_sealed for document in documents(context)]
    unsealed = text_of(pdf_of(visitor, estimate))
    with time_machine.travel(utc_now() + LEASE + timedelta(seconds=1)):
        seal_waiting.run(context)

    assert waiting == [False]
    assert "This copy is not sealed" in unsealed
    assert [document.tries for document in documents(context)] == [2]
    assert pades.find_seal(pdf_of(visitor, estimate)) is not None
    assert len(sealed_files(context)) == 1


def test_one_who_comes_late_with_a_sealed_file_finds_the_one_there_is(
    context: Context, office: Office, visitor: Visitor
) -> None:
    estimate = accepted(office, visitor)
    acceptance = documents_to_come(context, estimate)

    class Slow(Seal):
        """Somebody else takes over while this one is at it."""

        def apply(self, pdf: bytes, *, reason: str) -> Sealed:
            with time_machine.travel(utc_now() + 2 * LEASE):
                seal_waiting.run(context)
            return super().apply(pdf, reason=reason)

    seal_pdf.run(with_seal(context, lambda seal: Slow(seal.pkcs12, seal.password)), **acceptance)

    kept = hashlib.sha256(pdf_of(visitor, estimate)).hexdigest()
    assert [document.sha256 for document in documents(context)] == [kept]
    assert (len(sealed_files(context)), office.actions(estimate["estimate_id"]).count("sealed")) == (1, 1)


def test_without_a_key_nothing_is_lost_and_the_paper_says_that_it_is_not_sealed(
    context: Context, office: Office, visitor: Visitor
) -> None:
    keyless = with_seal(context, lambda _: Seal())
    estimate = accepted(office, visitor)

    run_tasks(keyless)
    seal_waiting.run(keyless)
    failure, copy = documents(context)[0].failure, pdf_of(visitor, estimate)
    seal_waiting.run(context)

    assert failure == "seal_key_missing"
    assert "This copy is not sealed" in text_of(copy)
    assert pades.find_seal(pdf_of(visitor, estimate)) is not None


@pytest.mark.parametrize(
    "seal",
    [
        Seal(key(), "not the password"),
        Seal("/nowhere/seal.p12", PASSWORD),
        Seal(key("Old seal", days=3651), PASSWORD),
    ],
    ids=["another password", "no such file", "ended"],
)
def test_a_key_that_cannot_be_used_is_told_of_and_asked_for_again(
    context: Context, office: Office, visitor: Visitor, seal: Seal
) -> None:
    estimate = accepted(office, visitor)

    run_tasks(with_seal(context, lambda _: seal))
    failure, findings = documents(context)[0].failure, list(seal.examine(utc_now()))
    with time_machine.travel(utc_now() + timedelta(minutes=2)):
        seal_waiting.run(context)

    assert pades.find_seal(pdf_of(visitor, estimate)) is not None
    assert failure == "seal_key_unusable"
    assert [(is_well, text.startswith("SEAL_PKCS12")) for is_well, text in findings] == [(False, True)]


def test_what_was_accepted_before_there_were_seals_is_sealed_too(
    context: Context, office: Office, visitor: Visitor
) -> None:
    estimate = accepted(office, visitor)

    seal_waiting.run(context)
    too_early = documents(context)
    with time_machine.travel(utc_now() + timedelta(minutes=2)):
        seal_waiting.run(context)

    assert too_early == []
    assert pades.find_seal(pdf_of(visitor, estimate)) is not None


def test_a_drawn_signature_is_in_the_sealed_paper(context: Context, office: Office, visitor: Visitor) -> None:
    drawn = {"kind": "drawn", "png_base64": base64.b64encode(png()).decode()}
    estimate = accepted(office, visitor, signature=drawn)

    run_tasks(context)

    sealed = pdf_of(visitor, estimate)
    assert pades.find_seal(sealed) is not None
    assert [figure.alt for figure in tags_of(sealed).all("Figure")] == ["Signature of Pat Doe"]


def test_with_an_authority_for_it_the_seal_carries_a_time_stamp(
    context: Context, office: Office, visitor: Visitor
) -> None:
    estimate = accepted(office, visitor)
    with time_stamps() as url:
        stamped = with_seal(context, lambda seal: replace(seal, tsa_url=url))
        run_tasks(stamped)

    found = pades.find_seal(pdf_of(visitor, estimate))

    assert found is not None
    assert found.stamped_at is not None


def test_while_the_authority_is_away_the_seal_waits_for_it(context: Context, office: Office, visitor: Visitor) -> None:
    estimate = accepted(office, visitor)
    with time_stamps() as url:
        pass
    run_tasks(with_seal(context, lambda seal: replace(seal, tsa_url=url)))
    failure = documents(context)[0].failure

    with time_stamps() as url, time_machine.travel(utc_now() + timedelta(minutes=2)):
        seal_waiting.run(with_seal(context, lambda seal: replace(seal, tsa_url=url)))

    assert failure == "time_stamp_unavailable"
    assert pades.find_seal(pdf_of(visitor, estimate)) is not None
