"""An acceptance: who agreed to what, in which version, and the evidence of it. One per estimate, for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.choice import Choice, choose, chosen_option
from services.quotes.domain.errors import ConsentMissing
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.offer import Offer
from services.quotes.domain.origin import Origin
from services.quotes.domain.signature import CONSENT_TEXT, CONSENT_VERSION, Signature, SignatureKind
from services.quotes.domain.text import read_name
from services.quotes.domain.totals import totals
from shared.ids import new_id
from shared.words import language_of, spoken, tell

MAX_SIGNER_NAME = 200
MAX_USER_AGENT = 1000
_DRAWN = text("signature_png IS NOT NULL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """The person who signs, and how."""

    name: str
    consent: bool
    signature: Signature
    locale: str = ""
    """In which the consent was shown; empty where whoever sends it does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What the customer signs: the version that was on the screen, and the choice made there."""

    version: int
    document_hash: str | None = None
    option_id: str | None = None
    maintenance_plan_id: str | None = None
    optional_item_ids: Sequence[str] = ()


class Acceptance(Base, kw_only=True):
    """What was agreed, and the evidence: version, hash of the document shown, consent, signature, time and place."""

    __tablename__ = "acceptances"
    __table_args__ = (Index("ix_acceptances_drawn_here", "id", postgresql_where=_DRAWN, sqlite_where=_DRAWN),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    # Two people signing at once: the second insert fails, so there is one acceptance and one job.
    estimate_id: Mapped[UUID] = mapped_column(belongs_to("estimates.id"), unique=True)
    version: Mapped[int]
    document_hash: Mapped[str]
    option_id: Mapped[str | None]
    option_name: Mapped[str | None]
    maintenance_plan_id: Mapped[str | None]
    optional_item_ids: Mapped[list[str]]
    totals: Mapped[dict[str, Any]]
    total: Mapped[int] = mapped_column(BigInteger)
    deposit_due: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    signer_name: Mapped[str]
    signature_kind: Mapped[SignatureKind] = mapped_column(Text)
    signature_text: Mapped[str | None]
    signature_png: Mapped[bytes | None]
    """The drawing, until it has become a file of its own."""
    signature_sha256: Mapped[str]
    consent_text: Mapped[str]
    consent_version: Mapped[str]
    accepted_at: Mapped[datetime]
    ip: Mapped[str | None]
    user_agent: Mapped[str | None]
    locale: Mapped[str]


def agree(shown: EstimateVersion, agreement: Agreement, *, signer: Signer, locale: str, origin: Origin) -> Acceptance:
    """The acceptance of what was agreed to in the version that was shown; raises what is not in order with it.

    `locale` is that of the business, in which it was shown unless the signer says in which else.
    """
    shown.check_shown(agreement.document_hash)
    offer = shown.offer
    choice = choose(
        offer,
        option_id=agreement.option_id,
        maintenance_plan_id=agreement.maintenance_plan_id,
        optional_item_ids=agreement.optional_item_ids,
    )
    if signer.locale:
        locale = spoken(language_of(signer.locale), locale)
    return acceptance_of(shown, offer, choice=choice, signer=signer, locale=locale, origin=origin)


def acceptance_of(
    shown: EstimateVersion, offer: Offer, *, choice: Choice, signer: Signer, locale: str, origin: Origin
) -> Acceptance:
    """The acceptance of the version that was shown, which held `offer`.

    Raises `ConsentMissing`, or an `Invalid` naming `signer_name`.
    """
    if signer.consent is not True:
        raise ConsentMissing("Tick the consent to sign electronically, then sign again.", field="consent")
    option = chosen_option(offer, choice.option_id)
    agreed = totals(offer, option_id=choice.option_id, optional_item_ids=frozenset(choice.optional_item_ids))
    return Acceptance(
        id=new_id(),
        workspace_id=shown.workspace_id,
        estimate_id=shown.estimate_id,
        version=shown.version,
        document_hash=shown.document_hash,
        option_id=choice.option_id,
        option_name=option.name if option else None,
        maintenance_plan_id=choice.maintenance_plan_id,
        optional_item_ids=list(choice.optional_item_ids),
        totals=dict(agreed.figures()),
        total=agreed.total,
        deposit_due=agreed.deposit_due,
        currency=agreed.currency,
        signer_name=read_name(signer.name, "signer_name", limit=MAX_SIGNER_NAME),
        signature_kind=signer.signature.kind,
        signature_text=signer.signature.text,
        signature_png=signer.signature.png,
        signature_sha256=signer.signature.sha256,
        consent_text=tell(CONSENT_TEXT, locale),
        consent_version=CONSENT_VERSION,
        accepted_at=origin.at,
        ip=origin.ip,
        user_agent=origin.user_agent[:MAX_USER_AGENT] if origin.user_agent else None,
        locale=locale,
    )
