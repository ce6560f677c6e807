"""Whose paper it is: the brand of the business on invoices, receipts and statements."""

import base64
import binascii
from typing import Any

from services.billing.domain.workspace import Workspace
from shared.paper import paper_accent, paper_locale, paper_size
from shared.phones import written_phone
from shared.words import language_of


def head_of(workspace: Workspace, language: str) -> dict[str, Any]:
    """What `paper.typ` takes of the business, for a paper in the `language` of such a locale."""
    locale = paper_locale(language)
    phone, email, site = workspace.contact_phone, workspace.contact_email, workspace.public_site_url
    contacts = [(written_phone(phone, str(locale)), f"tel:{phone}")] if phone else []
    contacts += [(email, f"mailto:{email}")] if email else []
    contacts += [(site.partition("://")[2].rstrip("/"), site)] if site else []
    return {
        "lang": language_of(language),
        "region": locale.territory,
        "paper": paper_size(locale),
        "accent": paper_accent(workspace.accent_color),
        "company": {
            "name": workspace.company_name or "",
            "contacts": [{"text": text, "link": link} for text, link in contacts],
        },
    }


def pictures_of(workspace: Workspace) -> dict[str, bytes | None]:
    """Its logo, as it was told, in base64; one that is none is left out."""
    try:
        logo = base64.b64decode(workspace.logo_png or "", validate=True)
    except binascii.Error:
        return {}
    return {"logo.svg": logo}
