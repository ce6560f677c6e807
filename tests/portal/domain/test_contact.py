import pytest

from services.portal.domain.contact import Contact, read_contact, read_email, read_phone
from services.portal.domain.errors import InvalidContact, InvalidText


@pytest.mark.shows("ACC-2")
@pytest.mark.parametrize("raw", ["dana.fox@example.com", "  Dana.Fox@Example.COM\n", "DANA.FOX@EXAMPLE.COM"])
def test_one_address_has_one_form(raw: str) -> None:
    assert read_email(raw, field="email") == "dana.fox@example.com"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "dana",
        "dana@",
        "@example.com",
        "dana@example",
        "da na@example.com",
        "a@b@c.de",
        "x" * 250 + "@e.co",
        "a\0b@e.co",
        "\ud800@e.co",
    ],
)
def test_what_cannot_be_an_address_is_refused(raw: str) -> None:
    with pytest.raises(InvalidContact) as caught:
        read_email(raw, field="contact_email")

    assert caught.value.field == "contact_email"


@pytest.mark.shows("ACC-2")
@pytest.mark.parametrize(
    "raw", ["(415) 555-0132", "415.555.0132", "+1 415 555 0132", " 1-415-555-0132 ", "+14155550132"]
)
def test_one_phone_number_has_one_form(raw: str) -> None:
    assert read_phone(raw, region="US", field="phone") == "+14155550132"


@pytest.mark.parametrize("raw", ["", "12", "call me", "+999 1234567", "5" * 60])
def test_what_cannot_be_a_phone_number_is_refused(raw: str) -> None:
    with pytest.raises(InvalidContact):
        read_phone(raw, region="US", field="phone")


@pytest.mark.shows("ACC-2")
@pytest.mark.parametrize(
    ("raw", "contact"),
    [
        (" Dana@Example.com ", Contact(email="dana@example.com")),
        ("(415) 555-0132", Contact(phone="+14155550132")),
        ("+44 20 7946 0018", Contact(phone="+442079460018")),
    ],
)
def test_one_field_takes_either(raw: str, contact: Contact) -> None:
    assert read_contact(raw, region="US", field="contact") == contact


@pytest.mark.parametrize("raw", ["", " ", "dana", "12", "dana@", "415\x00555 0132", "5" * 300])
def test_what_is_neither_is_refused_with_the_fields_name(raw: str) -> None:
    with pytest.raises((InvalidContact, InvalidText)) as caught:
        read_contact(raw, region="US", field="contact")

    assert caught.value.field == "contact"
