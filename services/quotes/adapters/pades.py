"""Digital signatures on PDFs (PAdES), by pyhanko. It takes half a second to load: only what seals or checks imports this."""

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.requests_client import HTTPTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

FIELD = "Seal"
TSA_TIMEOUT = 10
_LIFETIME = timedelta(days=3650)
# A clock that is a little behind must not find the certificate not yet valid.
_LEEWAY = timedelta(days=1)


class KeyNotReadable(Exception):
    """It is no key with its certificate, or the password is another one."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """A private key with its certificate, and those between it and a root, if there are any."""

    signer: signers.SimpleSigner
    name: str
    """Whose seal it is."""
    certificate_sha256: str
    ends_at: datetime
    """Until when it is good."""


def read_key(content: bytes, password: str) -> SealKey:
    """The key in a PKCS#12 file; raises `KeyNotReadable`."""
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=password.encode())
    except ValueError as error:
        raise KeyNotReadable(str(error)) from error
    certificate = signer.signing_cert if signer else None
    if certificate is None:
        raise KeyNotReadable("it holds no key with a certificate, or is protected by another password")
    return SealKey(
        signer,
        name=str(certificate.subject.human_friendly).removeprefix("Common Name: "),
        certificate_sha256=hashlib.sha256(certificate.dump()).hexdigest(),
        ends_at=certificate.not_valid_after.astimezone(UTC),
    )


def new_key(name: str, password: str, *, now: datetime) -> bytes:
    """A new key with a certificate that nobody but itself vouches for, as a PKCS#12 file; open without a password."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
    ) | dict.fromkeys(("encipher_only", "decipher_only"), False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _LEEWAY)
        .not_valid_after(now + _LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    protection = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, protection)


def seal(pdf: bytes, key: SealKey, *, reason: str, tsa_url: str | None) -> bytes:
    """`pdf` with a signature that allows no change after it; with a time-stamp when `tsa_url` names who gives those.

    Raises what the time-stamping authority's failing raises.
    """
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        name=key.name,
        reason=reason,
    )
    # Hidden: a field that is not seen needs no place among the tags, so the file stays as accessible as it was.
    field = fields.SigFieldSpec(
        FIELD,
        on_page=-1,
        readable_field_name="The seal of this document",
        invis_sig_settings=fields.InvisSigSettings(set_print_flag=False, set_hidden_flag=True),
    )
    # Its types are missing.
    stamper = HTTPTimeStamper(tsa_url, timeout=TSA_TIMEOUT) if tsa_url else None  # type: ignore[no-untyped-call]
    signer = signers.PdfSigner(metadata, key.signer, timestamper=stamper, new_field_spec=field)
    sealed: io.BytesIO = signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))
    return sealed.getvalue()


@dataclass(frozen=True, slots=True)
class SealFound:
    """The seal of a file that is as it was when it was sealed: by which certificate, and the time-stamp, if any."""

    certificate_sha256: str
    stamped_at: datetime | None


def find_seal(pdf: bytes) -> SealFound | None:
    """The one seal that covers all of `pdf` to the last byte; None without one, and after any change under it."""
    try:
        return _find_seal(pdf)
    except Exception:  # noqa: BLE001 - whatever a damaged file does to its reader, it has no seal that holds
        return None


def _find_seal(pdf: bytes) -> SealFound | None:
    signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    if len(signatures) != 1:
        return None
    certificate = signatures[0].signer_cert
    # Who vouches for the certificate is asked of nobody here: the caller knows by which ones documents were sealed.
    nobody_asked = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = validate_pdf_signature(signatures[0], nobody_asked)
    holds = status.intact and status.valid and status.docmdp_ok
    if not holds or status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return None
    stamp = status.timestamp_validity
    if stamp is not None and not (stamp.intact and stamp.valid):
        return None
    return SealFound(hashlib.sha256(certificate.dump()).hexdigest(), stamp.timestamp if stamp else None)
