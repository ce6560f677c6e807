"""Check whether a file is a sealed document, and which one."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from services.quotes.domain.file_errors import DocumentNotFound
from services.quotes.queries.documents import find_accepted, find_by_hash
from shared.database.session import Session

Verdict = Literal["genuine", "another", "changed", "unsealed", "unknown"]

_NAMED = re.compile(rb"porchlight-document:([0-9a-f-]{36})")
# Several, since a change may have hit one of them.
_MARKS_OF_A_SEAL = (b"/ByteRange", b"ETSI.CAdES.detached", b"/DocMDP")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file is, and the document it is or names: the one asked about, unless the file is or names another."""

    verdict: Verdict
    sha256: str
    document: Any


def check_document(session: Session, *, document_id: UUID, content: bytes) -> Checked:
    """What `content` is to whoever asks about the document; raises `DocumentNotFound`.

    `genuine` is said of nothing but the very bytes that were sealed.
    """
    asked = find_accepted(session, document_id)
    if asked is None:
        raise DocumentNotFound("There is no such document here. Check that the address was copied whole.")
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 == asked.sha256:
        return Checked("genuine", sha256, asked)
    other = find_by_hash(session, sha256)
    if other is not None:
        return Checked("another", sha256, other)
    named = _named(session, content)
    if named is None:
        return Checked("unknown", sha256, asked)
    was_sealed = any(mark in content for mark in _MARKS_OF_A_SEAL)
    return Checked("changed" if was_sealed else "unsealed", sha256, named)


def _named(session: Session, content: bytes) -> Any:
    """The document that the file says it is, if there is one."""
    found = _NAMED.search(content)
    try:
        return find_accepted(session, UUID(found[1].decode())) if found else None
    except ValueError:
        return None
