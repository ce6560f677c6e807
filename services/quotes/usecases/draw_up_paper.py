"""Draw up the paper of what a link opens: all that its PDF says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.quotes.adapters.files import bytes_of_each
from services.quotes.adapters.links import Links
from services.quotes.adapters.paper import Paper
from services.quotes.adapters.paper_evidence import Signed
from services.quotes.domain.customer import locale_for
from services.quotes.domain.kept_file import KeptFile
from services.quotes.domain.kinds import contents_of
from services.quotes.domain.link import CustomerLink, InHouse
from services.quotes.domain.selection import Chosen, selection_of
from services.quotes.queries.attachments import thumbnails_of
from services.quotes.queries.documents import find_sealed_file
from services.quotes.queries.evidence import evidence_of
from services.quotes.queries.public_view import find_shown
from services.quotes.queries.signatures import get_signature
from services.quotes.queries.workspaces import logo_of
from shared.database.session import Session
from shared.phones import written_phone
from shared.storage import Storage
from shared.words import say


@dataclass(frozen=True, slots=True)
class DrawnUp:
    """A paper, the files of the photos and of the drawn signature that belong on it, and the sealed file, if there is one."""

    paper: Paper
    photos: Sequence[KeptFile] = ()
    signature: KeptFile | None = None
    sealed_file: KeptFile | None = None

    def whole(self, storage: Storage | None) -> Paper:
        """The paper with its pictures, of which those that are lost are told of in words; raises `FileUnavailable`.

        Called without a session: the storage may take its time.
        """
        signatures = [self.signature] if self.signature else []
        drawn = bytes_of_each(storage, [*self.photos, *signatures])
        photos = {str(photo.owner_id): drawn[photo.owner_id] for photo in self.photos if photo.owner_id in drawn}
        signed, drawing = self.paper.signed, drawn.get(self.signature.owner_id) if self.signature else None
        return replace(self.paper, photos=photos, signed=replace(signed, png=drawing) if signed else None)


def draw_up_paper(
    session: Session,
    *,
    link: CustomerLink | InHouse,
    links: Links,
    chosen: Chosen | None = None,
    language: str = "",
    sealed: bool = False,
) -> DrawnUp:
    """The paper, with the evidence once it is accepted; `sealed` for the copy that gets the seal.

    It is in `language`, without one in the customer's; once it is accepted, in that of the page that was signed.
    Raises `LinkNotValid` or `LinkRevoked`.
    """
    row = find_shown(session, link)
    record = row.workspace_id, row.estimate_id
    logo = logo_of(session, row.workspace_id)
    photos = thumbnails_of(session, *record, row.document)
    if row.accepted_at is None:
        return DrawnUp(_paper(row, link, chosen or Chosen(), logo=logo, language=language or row.language), photos)
    signed = _signed(session, row, links, sealed=sealed)
    return DrawnUp(
        _paper(row, link, Chosen(), logo=logo, signed=signed),
        photos,
        signature=get_signature(session, *record) if signed.kind == "drawn" else None,
        sealed_file=find_sealed_file(session, *record),
    )


def _paper(
    row: Any,
    link: CustomerLink | InHouse,
    chosen: Chosen,
    *,
    logo: bytes | None,
    language: str = "",
    signed: Signed | None = None,
) -> Paper:
    # What was agreed is one document, whichever link opens it.
    asked = link.asked if signed is None else ()
    return Paper(
        company_name=row.company_name,
        contacts=_contacts(row),
        accent_color=row.accent_color,
        logo=logo,
        locale=signed.locale if signed else locale_for(language, row.locale),
        zone=row.time_zone,
        kind=contents_of(row.document).opened_as(*asked),
        number=row.number,
        version=row.version,
        document_hash=row.document_hash,
        customer_name=row.customer_name,
        customer_address=row.customer_address,
        document=row.document,
        selection=selection_of(row, chosen),
        signed=signed,
    )


def _contacts(row: Any) -> list[tuple[str, str]]:
    phone, email = row.contact_phone, row.contact_email
    called = [(written_phone(phone, row.locale), f"tel:{phone}")] if phone else []
    return called + ([(email, f"mailto:{email}")] if email else [])


def _signed(session: Session, row: Any, links: Links, *, sealed: bool) -> Signed:
    evidence = evidence_of(session, row.workspace_id, row.estimate_id)
    return Signed(
        document_id=evidence.id,
        check_at=links.check_page(evidence.id, evidence.public_site_url),
        sealed=sealed,
        version=evidence.version,
        document_hash=evidence.document_hash,
        at=evidence.accepted_at,
        signer_name=evidence.signer_name,
        kind=evidence.signature_kind,
        text=evidence.signature_text,
        png=None,
        sha256=evidence.signature_sha256,
        consent_text=evidence.consent_text,
        consent_version=evidence.consent_version,
        ip=evidence.ip,
        user_agent=evidence.user_agent,
        locale=evidence.locale,
        choices=_choices(row.document, evidence),
        total=evidence.total,
        deposit_due=evidence.deposit_due,
        currency=evidence.currency,
        history_position=evidence.history_position,
        history_hash=evidence.history_hash,
    )


def _choices(document: Any, evidence: Any) -> Sequence[tuple[str, str]]:
    """What was chosen, by name, under what it is called."""
    options = [option for option in document["options"] if option["id"] == evidence.option_id]
    plans = [plan for plan in document["maintenance_plans"] if plan["id"] == evidence.maintenance_plan_id]
    lines = document["line_items"] + [line for option in options for line in option["line_items"]]
    extras = [line["description"] for line in lines if line["id"] in evidence.optional_item_ids]
    named = {
        say("Package"): [option["name"] for option in options],
        say("Maintenance plan"): [plan["name"] for plan in plans],
        say("Optional items"): extras,
    }
    return [(label, ", ".join(names)) for label, names in named.items() if names]
