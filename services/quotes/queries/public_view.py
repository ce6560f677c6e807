"""What a customer's page shows, in one statement: plain columns, prepared once, as every visit begins with it."""

from typing import Any

from sqlalchemy import Table, and_, bindparam, exists, select

from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.customer import Customer
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.job import Job
from services.quotes.domain.link import CustomerLink, InHouse, TokenLink, check_not_revoked
from services.quotes.domain.note import Note
from services.quotes.domain.workspace import Workspace
from services.quotes.queries.links import names_of, revoked_itself, why_nothing
from services.quotes.queries.pages import AnyRow
from services.quotes.queries.parties import rights_of
from shared.database.session import Session


def _table(mapped: type[Any]) -> Table:
    table: Table = mapped.__table__
    return table


_estimate, _version, _customer = _table(Estimate).c, _table(EstimateVersion).c, _table(Customer).c
_workspace, _acceptance, _job, _note = _table(Workspace).c, _table(Acceptance).c, _table(Job).c, _table(Note).c

_WHOLE = (
    select(
        _estimate.workspace_id,
        _estimate.id.label("estimate_id"),
        _estimate.number,
        _estimate.status,
        _estimate.version,
        _estimate.expires_on,
        _estimate.links_void_before,
        _version.document_hash,
        _version.document,
        _customer.name.label("customer_name"),
        _customer.address.label("customer_address"),
        _customer.language,
        _workspace.company_name,
        _workspace.time_zone,
        _workspace.locale,
        _workspace.accent_color,
        _workspace.contact_email,
        _workspace.contact_phone,
        exists(select(_note.id).where(_note.estimate_id == _estimate.id)).label("has_notes"),
        _acceptance.id.label("document_id"),
        _acceptance.option_id,
        _acceptance.option_name,
        _acceptance.maintenance_plan_id,
        _acceptance.optional_item_ids,
        _acceptance.totals,
        _acceptance.total,
        _acceptance.deposit_due,
        _acceptance.accepted_at,
        _acceptance.signer_name,
        _acceptance.signature_kind,
        _acceptance.signature_text,
        _acceptance.signature_png,
        _acceptance.signature_sha256,
        _job.id.label("job_id"),
    )
    .select_from(_table(Estimate))
    .join(
        _table(EstimateVersion),
        and_(_version.estimate_id == _estimate.id, _version.version == _estimate.version),
    )
    .join(_table(Customer), _customer.id == _estimate.customer_id)
    .join(_table(Workspace), _workspace.workspace_id == _estimate.workspace_id)
    .outerjoin(_table(Acceptance), _acceptance.estimate_id == _estimate.id)
    .outerjoin(_table(Job), _job.estimate_id == _estimate.id)
)
_SENT = _estimate.sent_at.is_not(None)
_IN_HOUSE = _WHOLE.where(_estimate.id == bindparam("estimate_id"), _estimate.workspace_id == bindparam("workspace_id"))
_BY_TOKEN = _WHOLE.where(_estimate.public_token == bindparam("token"), _SENT)
_BY_RECORD = _IN_HOUSE.where(_SENT).add_columns(revoked_itself(bindparam("link_id")).label("link_revoked"))


def find_shown(session: Session, link: CustomerLink | InHouse) -> AnyRow:
    """All that the page of `link`, which names its workspace, shows, save notes.

    The one way to see anything of a record by a link, be it page, paper, picture or file: raises `LinkNotValid`, for
    drafts too, and `LinkRevoked`.
    """
    if isinstance(link, TokenLink):
        found = session.execute(_BY_TOKEN, names_of(link))
    elif isinstance(link, InHouse):
        found = session.execute(_IN_HOUSE, names_of(link))
    else:
        found = session.execute(_BY_RECORD, {**names_of(link), "link_id": link.link_id})
    row = found.one_or_none()
    if row is None:
        raise why_nothing(session, link)
    if not isinstance(link, InHouse):
        revoked = not isinstance(link, TokenLink) and row.link_revoked
        check_not_revoked(link, void_before=row.links_void_before, revoked=revoked)
        rights_of(session, link)
    return row
