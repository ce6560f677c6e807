"""Export the evidence of an estimate: all that somebody who does not trust us needs to check it."""

import base64
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.quotes.adapters.files import bytes_of
from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.file_errors import FileLost, FileUnavailable
from services.quotes.domain.kept_file import KeptFile
from services.quotes.domain.sealed_document import SealedDocument
from services.quotes.queries.chains import raw_lines
from services.quotes.queries.evidence import ending_of, kept_of
from services.quotes.queries.workspaces import get_workspace
from shared.clock import isoformat
from shared.database.session import Session
from shared.storage import Storage

FORMAT = "porchlight-evidence/1"


@dataclass(frozen=True, slots=True)
class Exported:
    """The export, and the file of a drawn signature, which is in it too once it has been fetched."""

    content: dict[str, Any]
    signature: KeptFile | None

    def whole(self, storage: Storage | None) -> dict[str, Any]:
        """The export with the drawing, or with null where that is out of reach. Called without a session."""
        if self.signature is None:
            return self.content
        try:
            drawing = base64.b64encode(bytes_of(storage, self.signature)).decode()
        except (FileLost, FileUnavailable):
            return self.content
        return self.content | {"acceptance": self.content["acceptance"] | {"signature_png_base64": drawing}}


def export_evidence(session: Session, *, workspace_id: UUID, estimate_id: UUID) -> Exported:
    """The history line by line, every version, the acceptance and the seal, as JSON; raises `EstimateNotFound`."""
    number, ending = ending_of(session, workspace_id, estimate_id)
    kept = kept_of(session, workspace_id, estimate_id)
    content = {
        "format": FORMAT,
        "company_name": get_workspace(session, workspace_id).company_name,
        "workspace_id": str(workspace_id),
        "estimate_id": str(estimate_id),
        "number": number,
        "history": {
            "length": ending.length,
            "last_hash": ending.last_hash,
            "lines": raw_lines(session, workspace_id, estimate_id),
        },
        "versions": [
            {"version": one.version, "document": one.document, "document_hash": one.document_hash}
            for one in kept.versions
        ],
        "acceptance": _acceptance(kept.acceptance) if kept.acceptance else None,
        "sealed_document": _document(kept.document) if kept.document and kept.document.is_sealed else None,
    }
    return Exported(content, next((file for file in kept.files if file.form == "signature"), None))


def _acceptance(acceptance: Acceptance) -> dict[str, Any]:
    png = acceptance.signature_png
    return {
        "acceptance_id": str(acceptance.id),
        "accepted_at": isoformat(acceptance.accepted_at),
        "version": acceptance.version,
        "document_hash": acceptance.document_hash,
        "option_id": acceptance.option_id,
        "maintenance_plan_id": acceptance.maintenance_plan_id,
        "optional_item_ids": acceptance.optional_item_ids,
        "total": acceptance.total,
        "deposit_due": acceptance.deposit_due,
        "currency": acceptance.currency,
        "signer_name": acceptance.signer_name,
        "signature_kind": acceptance.signature_kind,
        "signature_text": acceptance.signature_text,
        "signature_png_base64": base64.b64encode(png).decode() if png else None,
        "signature_sha256": acceptance.signature_sha256,
        "consent_text": acceptance.consent_text,
        "consent_version": acceptance.consent_version,
        "ip": acceptance.ip,
        "user_agent": acceptance.user_agent,
        "locale": acceptance.locale,
    }


def _document(document: SealedDocument) -> dict[str, Any]:
    return {
        "document_id": str(document.id),
        "sealed_at": isoformat(document.sealed_at) if document.sealed_at else None,
        "sha256": document.sha256,
        "certificate_sha256": document.certificate_sha256,
    }
