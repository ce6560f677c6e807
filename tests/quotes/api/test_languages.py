import pytest

from tests.quotes.office import Office, Visitor, gutters


@pytest.mark.shows("SGN-2", "EXT-4")
def test_the_consent_is_kept_in_the_language_it_was_shown_in(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())

    visitor.accept(estimate["token"], locale="es_US")

    evidence = office.estimate(estimate["estimate_id"])["acceptance"]
    assert evidence["consent_text"].startswith("Acepto firmar este documento electrónicamente.")
    assert evidence["locale"] == "es_US"
    paper = visitor.ask("GET", f"/public/links/{estimate['token']}/pdf")
    assert b"/Lang(es-US)" in paper.content
