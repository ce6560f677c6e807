"""What the page that checks sealed documents is given."""

from dataclasses import dataclass
from typing import Literal, TypedDict

from services.portal.pages.quote_kinds import Kind
from services.portal.pages.views import Shell

Verdict = Literal["genuine", "another", "changed", "unsealed", "unknown"]


class SealedDocument(TypedDict):
    """What anybody may know of a document; until it is sealed the last three are None."""

    document_id: str
    company_name: str
    number: str
    kind: Kind
    version: int
    document_hash: str
    accepted_at: str
    sealed_at: str | None
    sha256: str | None
    certificate_sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a file turned out to be: its hash, and the document it is or names, at `url` where that is another one."""

    verdict: Verdict
    sha256: str
    document: SealedDocument
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyPage:
    """`customer/verify.html`. A POST of `file` (multipart) to its own address checks it; `problem` says why it could not."""

    shell: Shell
    action: str
    document: SealedDocument
    checked: Checked | None = None
    problem: str | None = None
