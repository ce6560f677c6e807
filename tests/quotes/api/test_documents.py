"""Whether a file is the one that was sealed: told to anybody who holds it, and of nothing but the very bytes."""

import io
import random
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from sqlalchemy import update

from services.quotes.adapters.pades import find_seal
from services.quotes.domain.sealed_document import SealedDocument
from services.quotes.manifest import service
from services.quotes.usecases.check_document import check_document
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.office import BASIC, NEIGHBOUR, PREMIUM, Office, Visitor, open_workspace, tiers
from tests.quotes.seals import sealing
from tests.support.services import run_tasks

pytestmark = pytest.mark.shows("EST-5")

FLIPS = 1000
PERSONAL = ("Pat", "Doe", "pat@example.com", "Elm Street", "203.0.113", "Firefox")


@pytest.fixture
def context(open_service: OpenService) -> Context:
    opened = open_service(service, **sealing())
    open_workspace(opened)
    return opened


@pytest.fixture
def sealed(context: Context, office: Office, visitor: Visitor) -> "Held":
    return Held(context, visitor, office.sent(tiers())["token"], PREMIUM)


class Held:
    """A sealed document in somebody's hands."""

    def __init__(self, context: Context, visitor: Visitor, token: str, option_id: str) -> None:
        assert visitor.accept(token, option_id=option_id).status_code == 201
        self.unsealed = _pdf(visitor, token)
        run_tasks(context)
        self.file = _pdf(visitor, token)
        self.id = str(visitor.page(token)["acceptance"]["document_id"])


def _pdf(visitor: Visitor, token: str) -> bytes:
    return visitor.ask("GET", f"/public/links/{token}/pdf").content


def _check(visitor: Visitor, document_id: str, file: bytes) -> dict[str, Any]:
    answer = visitor.ask("POST", f"/public/documents/{document_id}/check", file)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _flipped(file: bytes, rng: random.Random) -> bytes:
    """The file with one bit of it turned over."""
    at = rng.randrange(len(file))
    return file[:at] + bytes([file[at] ^ 1 << rng.randrange(8)]) + file[at + 1 :]


def test_the_sealed_file_is_known_to_the_last_byte(visitor: Visitor, sealed: Held) -> None:
    checked = _check(visitor, sealed.id, sealed.file)
    longer = _check(visitor, sealed.id, sealed.file + b"\n")

    assert (checked["verdict"], checked["document"]["number"]) == ("genuine", "E-1001")
    assert checked["sha256"] == checked["document"]["sha256"]
    assert longer["verdict"] == "changed"


def test_a_thousand_flipped_bits_are_a_thousand_that_are_noticed(context: Context, sealed: Held) -> None:
    rng = random.Random(5)  # noqa: S311 - the same flips each time

    with context.database.read() as session:
        verdicts = [
            check_document(session, document_id=UUID(sealed.id), content=_flipped(sealed.file, rng)).verdict
            for _ in range(FLIPS)
        ]

    assert len(verdicts) == FLIPS
    assert not {"genuine", "another", "unsealed"} & set(verdicts)


def _updated(file: bytes) -> bytes:
    """The file with a change written behind its end, which leaves every byte that was signed as it was."""
    writer = IncrementalPdfFileWriter(io.BytesIO(file))
    writer.root["/Lang"] = generic.TextStringObject("fr")
    writer.update_root()
    changed = io.BytesIO()
    writer.write(changed)
    assert changed.getvalue().startswith(file)
    return changed.getvalue()


def _signature_of(file: bytes) -> range:
    """Where the digits of the signature itself stand, without the zeros that fill up its place."""
    found = re.search(rb"/Contents ?<([0-9a-fA-F]+?)0*>", file)
    assert found is not None
    return range(found.start(1), found.end(1))


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (lambda file: file + b" ", "changed"),
        (lambda file: b" " + file, "changed"),
        (lambda file: file[:-1], "changed"),
        (lambda file: file + file, "changed"),
        (_updated, "changed"),
        (lambda file: file[: len(file) // 2], "unknown"),  # what tells which document it is stands further back
    ],
    ids=["longer", "moved", "shorter", "twice", "an update behind it", "half of it"],
)
def test_whatever_is_done_to_the_file_is_noticed_here_and_by_its_seal(
    visitor: Visitor, sealed: Held, change: Callable[[bytes], bytes], verdict: str
) -> None:
    changed = change(sealed.file)

    checked = _check(visitor, sealed.id, changed)

    assert (checked["verdict"], checked["document"]["document_id"]) == (verdict, sealed.id)
    assert find_seal(changed) is None


def test_a_changed_digit_of_the_signature_itself_breaks_the_seal(context: Context, sealed: Held) -> None:
    places = _signature_of(sealed.file)
    rng = random.Random(8)  # noqa: S311 - the same digits each time
    chosen = rng.sample(places, 60)

    with context.database.read() as session:
        for at in chosen:
            digit = b"%x" % (int(sealed.file[at : at + 1], 16) ^ 1 << rng.randrange(4))
            changed = sealed.file[:at] + digit + sealed.file[at + 1 :]
            assert check_document(session, document_id=UUID(sealed.id), content=changed).verdict == "changed"
    # Any digit of the value that the key has made of the file; the rest is the certificate, and what it says of itself.
    value = sealed.file[places[-1] - 16 : places[-1] + 1]
    assert find_seal(sealed.file.replace(value, value[::-1])) is None


def test_the_seal_alone_shows_a_change_to_those_who_cannot_ask_us(sealed: Held) -> None:
    rng = random.Random(6)  # noqa: S311 - as above
    # Between the two parts that are signed stands the signature itself, in digits that end in zeros of no meaning.
    ranges = re.search(rb"/ByteRange \[ ?(\d+) (\d+) (\d+) (\d+)", sealed.file)
    assert ranges is not None
    ends, begins = int(ranges[2]), int(ranges[3])
    parts = [sealed.file[:ends], sealed.file[ends:begins], sealed.file[begins:]]

    found = [find_seal(_flipped(parts[0], rng) + parts[1] + parts[2]) for _ in range(50)]
    found += [find_seal(parts[0] + parts[1] + _flipped(parts[2], rng)) for _ in range(50)]

    assert find_seal(b"".join(parts)) is not None
    assert found == [None] * 100


def test_what_we_remember_is_not_believed_without_the_seal(context: Context, visitor: Visitor, sealed: Held) -> None:
    checked = _check(visitor, sealed.id, sealed.unsealed)
    with context.database.begin() as session:
        session.execute(update(SealedDocument).values(sha256=checked["sha256"]))

    forged = _check(visitor, sealed.id, sealed.unsealed)

    assert (checked["verdict"], forged["verdict"]) == ("unsealed", "changed")


def test_another_sealed_document_is_told_by_its_name(context: Context, visitor: Visitor, sealed: Held) -> None:
    open_workspace(context, NEIGHBOUR, company_name="Next Door Lawns")
    other = Held(context, visitor, Office(context, NEIGHBOUR).sent(tiers())["token"], BASIC)

    whole = _check(visitor, sealed.id, other.file)
    changed = _check(visitor, sealed.id, other.file + b" ")

    assert (whole["verdict"], whole["document"]["document_id"]) == ("another", other.id)
    assert (changed["verdict"], changed["document"]["company_name"]) == ("changed", "Next Door Lawns")


@pytest.mark.parametrize(
    "file", [b"", b"%PDF-1.7", b"\xff" * 5000, b"porchlight-document:------------------------------------"]
)
def test_what_is_no_document_of_ours_is_told_as_such(visitor: Visitor, sealed: Held, file: bytes) -> None:
    checked = _check(visitor, sealed.id, file)

    assert (checked["verdict"], checked["document"]["document_id"]) == ("unknown", sealed.id)


def test_nothing_of_the_person_is_told_to_whoever_has_the_id(visitor: Visitor, sealed: Held) -> None:
    told = visitor.ask("GET", f"/public/documents/{sealed.id}")

    assert told.status_code == 200
    assert not [word for word in PERSONAL if word in told.text]
    assert told.json()["company_name"] == "Bright Exteriors"


def test_an_id_of_nothing_is_refused(visitor: Visitor, sealed: Held) -> None:
    nothing = f"/public/documents/{new_id()}"

    refused = [visitor.ask("GET", nothing), visitor.ask("POST", f"{nothing}/check", sealed.file)]

    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(404, "document_not_found")] * 2


def test_before_it_is_sealed_a_document_says_that_it_waits(office: Office, visitor: Visitor) -> None:
    token = office.sent(tiers())["token"]
    visitor.accept(token, option_id=BASIC)

    document_id = visitor.page(token)["acceptance"]["document_id"]

    told = visitor.get(f"/public/documents/{document_id}")
    assert (told["sealed_at"], told["sha256"]) == (None, None)
    assert _check(visitor, document_id, _pdf(visitor, token))["verdict"] == "unsealed"
