from datetime import timedelta

import pytest

from services.quotes.domain.customer import email_key, phone_e164, register
from services.quotes.domain.errors import InvalidContact, InvalidText
from shared.errors import Invalid
from tests.quotes.domain.build import NOW, WORKSPACE, customer

LATER = NOW + timedelta(days=1)


def test_is_known_by_name_alone() -> None:
    known = register(WORKSPACE, "  Pat Doe ", NOW)

    assert (known.name, known.email, known.email_key, known.phone, known.address) == ("Pat Doe", None, None, None, "")


def test_needs_a_name() -> None:
    with pytest.raises(InvalidText) as refused:
        register(WORKSPACE, " ", NOW)

    assert refused.value.field == "name"


@pytest.mark.shows("ACC-2")
def test_keeps_the_email_as_typed_and_as_compared() -> None:
    known = register(WORKSPACE, "Pat Doe", NOW)

    known.reach_at(" Pat.Doe@Example.COM ", "(212) 555-0100", region="US", now=LATER)

    assert (known.email, known.email_key) == ("Pat.Doe@Example.COM", "pat.doe@example.com")
    assert (known.phone, known.updated_at) == ("+12125550100", LATER)


@pytest.mark.parametrize(("email", "phone"), [("pat@example.org", "12"), ("no address", "+12125550100")])
def test_a_refused_contact_leaves_the_customer_as_it_was(email: str, phone: str) -> None:
    known = customer("pat@example.com", "+12125550199")

    with pytest.raises(InvalidContact):
        known.reach_at(email, phone, region="US", now=LATER)

    assert (known.email, known.phone, known.updated_at) == ("pat@example.com", "+12125550199", NOW)


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_an_empty_contact_is_none(nothing: str | None) -> None:
    known = customer("pat@example.com", "+12125550199")

    known.reach_at(nothing, nothing, region="US", now=LATER)

    assert (known.email, known.email_key, known.phone) == (None, None, None)


def test_can_be_renamed_and_moved() -> None:
    known = customer()

    known.rename("Pat Roe", LATER)
    known.move(" 1 Main St ", LATER)

    assert (known.name, known.address, known.updated_at) == ("Pat Roe", "1 Main St", LATER)


@pytest.mark.shows("ACC-2")
@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("pat@example.com", "pat@example.com"),
        (" PAT@Example.com\n", "pat@example.com"),
        ("STRASSE@example.com", "strasse@example.com"),
        ("straße@example.com", "strasse@example.com"),
        ("zoe\u0308@example.com", "zo\u00eb@example.com"),
        ("o'hara+quotes@mail.example.co.uk", "o'hara+quotes@mail.example.co.uk"),
    ],
)
def test_compares_email_addresses_without_case_and_white_space(raw: str, key: str) -> None:
    assert email_key(raw) == key


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "pat",
        "pat@",
        "@example.com",
        "pat@example",
        "a@b@example.com",
        "a b@example.com",
        "a@ex..com",
        "a@b.c\0",
        "x" * 255,
    ],
)
def test_refuses_what_is_no_email_address(raw: str) -> None:
    with pytest.raises(Invalid) as refused:
        email_key(raw)

    assert refused.value.field == "email"


@pytest.mark.shows("ACC-2")
@pytest.mark.parametrize(
    ("raw", "region", "phone"),
    [
        ("(212) 555-0100", "US", "+12125550100"),
        ("+1 212 555 0100", "GB", "+12125550100"),
        ("1-212-555-0100", "US", "+12125550100"),
        (" 020 7946 0018 ", "GB", "+442079460018"),
        ("+15550100199", "US", "+15550100199"),
    ],
)
def test_compares_phone_numbers_in_e164(raw: str, region: str, phone: str) -> None:
    assert phone_e164(raw, region) == phone


@pytest.mark.parametrize(
    ("raw", "region"),
    [("", "US"), ("12", "US"), ("call me", "US"), ("+999 1234567", "US"), ("2125550100", "QQ"), ("5550100" * 5, "US")],
)
def test_refuses_what_is_no_phone_number(raw: str, region: str) -> None:
    with pytest.raises(Invalid) as refused:
        phone_e164(raw, region)

    assert refused.value.field == "phone"
