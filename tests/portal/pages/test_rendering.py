import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from services.portal.pages.rendering import asset, environment, render
from services.portal.pages.views import Shell
from tests.portal.pages.parsed import ParsedPage
from tests.portal.pages.sample_pages import CONFIRM, PROPOSAL
from tests.portal.pages.sample_quotes import QUOTE

VENDOR, TEST_VENDOR = Path("services/portal/static/vendor"), Path("tests/browser/vendor")
CHICAGO = Shell(csp_nonce="n", time_zone="America/Chicago")
MADRID = Shell(csp_nonce="n", locale="es_ES", time_zone="Europe/Madrid")


@dataclass(frozen=True)
class Bare:
    shell: Shell


def written(expression: str, shell: Shell = CHICAGO, **values: object) -> str:
    text = environment().from_string("{{ " + expression + " }}").render(shell=shell, **values)
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("minor", "currency", "shell", "text"),
    [
        (125_000, "USD", CHICAGO, "$1,250.00"),
        (1_250, "JPY", CHICAGO, "¥1,250"),
        (125_000, "EUR", MADRID, "1.250,00 €"),
        (0, "USD", CHICAGO, "$0.00"),
    ],
)
def test_money_reads_as_people_there_write_it(minor: int, currency: str, shell: Shell, text: str) -> None:
    assert written("minor|money(currency)", shell, minor=minor, currency=currency) == text


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ({"kind": "percent", "value": "10"}, "10%"),
        ({"kind": "percent", "value": "12.5"}, "12.5%"),
        ({"kind": "fixed", "value": 25_000}, "$250.00"),
    ],
)
def test_a_discount_reads_as_a_share_or_as_money(rule: dict[str, object], text: str) -> None:
    assert written("rule|reduction('USD')", rule=rule) == text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-11-24T02:30:00.000000Z", "November 23, 2026"),
        (datetime(2026, 11, 24, 2, 30, tzinfo=UTC), "November 23, 2026"),
        ("2026-12-12", "December 12, 2026"),
        (date(2026, 12, 12), "December 12, 2026"),
    ],
)
def test_a_day_is_the_one_of_the_workspaces_time_zone(moment: object, text: str) -> None:
    assert written("moment|date", moment=moment) == text


def test_a_moment_is_told_by_the_clock_of_the_workspace() -> None:
    moment = "2026-07-01T22:05:00Z"

    assert written("moment|moment", moment=moment) == "Jul 1, 2026, 5:05 PM"
    assert written("moment|moment", MADRID, moment=moment) == "2 jul 2026, 0:05"


@pytest.mark.parametrize(("quantity", "text"), [("1", "1"), ("1.50", "1.5"), ("2400", "2,400"), ("0.3333", "0.3333")])
def test_quantities_carry_no_idle_zeros(quantity: str, text: str) -> None:
    assert written("quantity|number", quantity=quantity) == text


@pytest.mark.parametrize(("rate", "text"), [("0.0825", "8.25%"), ("0", "0%"), ("0.07", "7%"), ("0.06875", "6.875%")])
def test_tax_rates_read_as_percent(rate: str, text: str) -> None:
    assert written("rate|percent", rate=rate) == text


def test_plain_text_keeps_its_paragraphs_and_line_breaks_and_nothing_else() -> None:
    typed = "First\r\nsecond <b>line</b>\n\n\n\nNew & last"

    assert written("typed|lines", typed=typed) == "<p>First<br>second &lt;b&gt;line&lt;/b&gt;</p><p>New &amp; last</p>"


def test_what_people_type_is_never_markup() -> None:
    quote = {**QUOTE, "customer": {"name": "<script>alert(1)</script>", "address": '"><img src=x>'}}

    page = ParsedPage(render("customer/quote.html", replace(PROPOSAL, quote=quote)))  # type: ignore[arg-type]

    assert "<script>alert(1)</script>" in page.one("main").text
    assert [image.get("src") for image in page.all("img")] == ["/portal/evergreen/logo?v=1"]


def test_a_page_that_lacks_what_its_template_shows_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(UndefinedError, match="title"):
        render("customer/problem.html", Bare(CHICAGO))


def test_an_asset_is_named_by_its_content() -> None:
    digest = hashlib.sha256(Path("services/portal/static/quote.js").read_bytes()).hexdigest()

    assert asset("quote.js") == f"/static/quote.js?v={digest[:12]}"


@pytest.mark.parametrize(
    ("folder", "files"),
    [(VENDOR, {"signature_pad.js", "icons.svg"}), (TEST_VENDOR, {"axe.js"})],
    ids=["served", "tests"],
)
def test_vendored_files_are_the_ones_that_were_fetched_and_carry_their_licence(folder: Path, files: set[str]) -> None:
    entries = json.loads((folder / "VENDORED.json").read_text("utf-8"))

    assert {entry["file"] for entry in entries} == files
    for entry in entries:
        assert hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        licence = (folder / entry["licence_file"]).read_text("utf-8")
        assert any(words in licence for words in ("Permission", "Mozilla Public License, version 2.0"))


def test_the_confirmation_carries_every_field_on_in_order() -> None:
    page = ParsedPage(render("customer/confirm.html", CONFIRM))

    carried = [(field.get("name"), field.get("value")) for field in page.all("input") if field.get("type") == "hidden"]
    assert carried == list(CONFIRM.fields)


@pytest.mark.shows("EST-4", "EST-2")
def test_the_proposal_shows_packages_extras_lines_totals_and_terms() -> None:
    page = ParsedPage(render("customer/quote.html", PROPOSAL))

    text = page.one("main").text
    for shown in ("Recommended", "Package discount 10%", "$2,557.41", "Deposit due now", "Terms and conditions"):
        assert shown in text
    chosen = [field.get("value") for field in page.all("input") if "checked" in field.attributes]
    assert chosen == ["standard", "", "d3", "typed"]
    assert "/quote/sample/pdf" in [link.get("href") for link in page.all("a")]


@pytest.mark.shows("EST-7")
def test_a_changed_proposal_says_so() -> None:
    page = ParsedPage(render("customer/quote.html", replace(PROPOSAL, changed=True)))

    assert "has changed since you last looked" in page.one("main").text


@pytest.mark.parametrize("status", ["accepted", "declined", "expired", "void"])
def test_what_is_settled_can_no_longer_be_accepted(status: str) -> None:
    quote = {**QUOTE, "status": status}

    page = ParsedPage(render("customer/quote.html", replace(PROPOSAL, quote=quote)))  # type: ignore[arg-type]

    assert [form.get("action") for form in page.all("form")] == ["/quote/sample/notes"]
    assert "Deposit due now" not in page.one("main").text
