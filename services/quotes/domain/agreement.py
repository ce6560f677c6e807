"""Whether what is kept of an acceptance says the same everywhere: its row, its version, its files, and the history."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.chain import Line, Problem, is_erased
from services.quotes.domain.document import document_hash
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.kept_file import KeptFile
from services.quotes.domain.sealed_document import SealedDocument

_TOLD = (
    "version",
    "document_hash",
    "option_id",
    "maintenance_plan_id",
    "optional_item_ids",
    "total",
    "deposit_due",
    "currency",
    "signature_sha256",
    "consent_version",
)
_PERSON = {"actor_name": "signer_name", "ip": "ip", "user_agent": "user_agent"}


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one estimate beside its history."""

    versions: list[EstimateVersion]
    acceptance: Acceptance | None
    document: SealedDocument | None
    files: list[KeptFile]


def disagreements(kept: Kept, lines: Sequence[Line]) -> Iterator[Problem]:
    """All that does not fit: a version and its hash, the acceptance and its line, a signature or a seal and its file."""
    hashes = {version.version: version.document_hash for version in kept.versions}
    for version in kept.versions:
        if document_hash(version.document) != version.document_hash:
            yield Problem(f"version {version.version}", "its content is not what its hash was made of")
    told = _told(lines, "accepted")
    if (kept.acceptance is None) != (told is None):
        yield Problem("acceptance", "the history and the acceptance do not tell of each other")
    if kept.acceptance is not None and told is not None:
        yield from _of_acceptance(kept.acceptance, told, hashes)
        yield from _of_signature(kept.acceptance, kept.files)
    yield from _of_seal(kept, _told(lines, "sealed"))


def _told(lines: Sequence[Line], action: str) -> Line | None:
    return next((line for line in lines if line["action"] == action and isinstance(line["details"], Mapping)), None)


def _of_acceptance(acceptance: Acceptance, told: Line, hashes: dict[int, str]) -> Iterator[Problem]:
    for name in _TOLD:
        if told["details"].get(name) != getattr(acceptance, name):
            yield Problem("acceptance", f"its {name} is not the one that the history tells")
    if hashes.get(acceptance.version) != acceptance.document_hash:
        yield Problem("acceptance", "it names another document than its version holds")
    for there, here in _PERSON.items():
        if not is_erased(told) and told["person"][there] != getattr(acceptance, here):
            yield Problem("acceptance", f"its {here} is not the one that the history tells")


def _of_signature(acceptance: Acceptance, files: list[KeptFile]) -> Iterator[Problem]:
    file = _file(files, "signature")
    typed = acceptance.signature_text.encode() if acceptance.signature_text is not None else None
    content = typed if acceptance.signature_kind == "typed" else acceptance.signature_png
    if content is None and file is None:
        yield Problem("signature", "it is missing")
        return
    sha256 = hashlib.sha256(content).hexdigest() if content is not None else _hash_of(file)
    if sha256 != acceptance.signature_sha256:
        yield Problem("signature", "it is not what its hash was made of")


def _of_seal(kept: Kept, told: Line | None) -> Iterator[Problem]:
    document = kept.document if kept.document is not None and kept.document.is_sealed else None
    if (document is None) != (told is None):
        yield Problem("sealed document", "the history and the document do not tell of each other")
        return
    if document is None or told is None:
        return
    file = _file(kept.files, "sealed")
    known = {told["details"].get("sha256"), document.sha256, _hash_of(file)}
    if len(known) > 1:
        yield Problem("sealed document", "the history, the document and its file name different hashes")
    if told["details"].get("certificate_sha256") != document.certificate_sha256:
        yield Problem("sealed document", "its certificate is not the one that the history tells")


def _file(files: list[KeptFile], form: str) -> KeptFile | None:
    return next((file for file in files if file.form == form), None)


def _hash_of(file: KeptFile | None) -> str | None:
    """The hash of what is in the file, where it is still here; else the one it was stored with."""
    if file is None:
        return None
    return hashlib.sha256(file.content).hexdigest() if file.content is not None else file.sha256
