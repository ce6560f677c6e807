import gzip
import re
from pathlib import Path

import pytest

from services.portal.domain.brand import brand_css, palette
from services.portal.pages.rendering import Page, render
from tests.portal.pages.parsed import Element, ParsedPage
from tests.portal.pages.sample_pages import CUSTOMER_PAGES, FRAGMENT, PAGES, TOTALS
from tests.portal.pages.sample_quotes import NONCE

STATIC = Path("services/portal/static")
TEMPLATES = Path("services/portal/templates")
every_page = pytest.mark.parametrize(("template", "context"), PAGES.values(), ids=PAGES)
every_customer_page = pytest.mark.parametrize(("template", "context"), CUSTOMER_PAGES.values(), ids=CUSTOMER_PAGES)


def parsed(template: str, context: Page) -> ParsedPage:
    return ParsedPage(render(template, context))


def has_label(control: Element, page: ParsedPage) -> bool:
    if control.get("aria-label") or control.inside("label"):
        return True
    return any(label.get("for") == control.get("id") and label.text for label in page.all("label"))


def needs_none(form: Element) -> bool:
    """Checking a file changes nothing, whoever does it; of the others each needs a cookie, which no scanner of mail has."""
    action = form.get("action") or ""
    return "/verify/" in action or action in {"/customer/logout", "/customer/choose", "/customer/login/code"}


def static_files(page: ParsedPage) -> set[str]:
    """The files of static/ the page leads to, with the modules that its scripts import and the pad they fetch."""
    addresses = [value for element in page.elements for value in element.attributes.values()]
    files = {address.split("?")[0].removeprefix("/static/") for address in addresses if address.startswith("/static/")}
    for script in [name for name in files if name.endswith(".js") and "/" not in name]:
        files |= set(re.findall(r'from "\./([\w-]+\.js)"', (STATIC / script).read_text("utf-8")))
    return files


def test_no_template_is_without_a_sample() -> None:
    pages = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.glob("*/*.html") if not path.name.startswith("_")}

    assert pages - {"customer/base.html", "office/base.html"} == {template for template, _ in PAGES.values()}


@every_page
def test_names_its_language_its_title_and_its_one_subject(template: str, context: Page) -> None:
    page = parsed(template, context)

    assert page.one("html").get("lang") == "en-US"
    assert page.one("h1").text
    assert len([title for title in page.all("title") if title.text]) == 1
    assert "width=device-width" in str([meta.get("content") for meta in page.all("meta")])


@every_page
def test_every_input_has_a_label(template: str, context: Page) -> None:
    page = parsed(template, context)

    controls = [control for control in page.all("input", "select", "textarea") if control.get("type") != "hidden"]
    assert [control.attributes for control in controls if not has_label(control, page)] == []
    assert [button.attributes for button in page.all("button") if not (button.text or button.get("aria-label"))] == []
    assert [image.attributes for image in page.all("img") if not image.get("alt")] == []


@every_page
def test_everything_an_element_points_at_is_on_the_page_once(template: str, context: Page) -> None:
    page = parsed(template, context)

    targets = [element.get(name) for element in page.elements for name in ("for", "form", "aria-labelledby")]
    targets += [one for element in page.elements for one in (element.get("aria-describedby") or "").split()]
    anchors = [link.attributes["href"][1:] for link in page.all("a") if link.attributes["href"].startswith("#")]
    assert {target for target in [*targets, *anchors] if target} - set(page.ids) == set()
    assert len(page.ids) == len(set(page.ids))


@every_page
def test_fits_a_policy_without_inline_code_or_foreign_sources(template: str, context: Page) -> None:
    page = parsed(template, context)

    names = {name for element in page.elements for name in element.attributes}
    assert [name for name in names if name == "style" or name.startswith("on")] == []
    assert page.all("style") == []
    assert [script.attributes for script in page.all("script") if script.get("nonce") != NONCE or script.text] == []
    sources = [element.get("src") or element.get("href") or "" for element in page.all("script", "link", "img", "use")]
    assert [source for source in sources if not source.startswith(("/", "data:image/png;base64,"))] == []


@every_page
def test_refers_only_to_files_and_icons_that_exist(template: str, context: Page) -> None:
    page = parsed(template, context)

    icons = re.findall(r'<symbol id="([\w-]+)"', (STATIC / "vendor" / "icons.svg").read_text("utf-8"))
    assert {use.attributes["href"].split("#")[1] for use in page.all("use")} <= set(icons)
    assert [name for name in static_files(page) if not (STATIC / name.split("#")[0]).is_file()] == []


@every_page
def test_shows_no_leftovers_of_the_program(template: str, context: Page) -> None:
    text = parsed(template, context).one("body").text
    # Where the office writes its messages, placeholders are what it reads of.
    text = re.sub(r"\{[a-z_]+\}", "", text) if template == "office/settings_template.html" else text

    assert re.findall(r"\bNone\b|\bTrue\b|\bFalse\b|[{}]|Undefined|object at 0x", text) == []


@pytest.mark.shows("ACC-6")
@every_page
def test_nothing_prompts_to_install_an_app(template: str, context: Page) -> None:
    page = parsed(template, context)

    assert [link.attributes for link in page.all("link") if "manifest" in (link.get("rel") or "")] == []
    names = [meta.get("name") or "" for meta in page.all("meta")]
    assert [name for name in names if "web-app" in name or "itunes-app" in name or "google-play" in name] == []


@pytest.mark.shows("ACC-6")
def test_no_script_works_behind_the_pages_or_offers_to_install_them() -> None:
    scripts = {path.name: path.read_text("utf-8") for path in STATIC.rglob("*.js")}

    assert [name for name, text in scripts.items() if re.search("serviceWorker|beforeinstallprompt", text)] == []
    assert [
        path.name for path in STATIC.rglob("*") if path.suffix == ".webmanifest" or path.name == "manifest.json"
    ] == []


@pytest.mark.shows("BRD-1")
@every_customer_page
def test_customers_read_the_name_of_the_business_and_never_that_of_the_product(template: str, context: Page) -> None:
    html = render(template, context)

    business = context.shell.business
    assert "porchlight" not in html.lower()
    if business:
        page = ParsedPage(html)
        assert business.name in page.one("title").text
        assert business.name in page.one("footer").text


@pytest.mark.shows("LNK-10")
@every_customer_page
def test_no_form_is_served_with_its_nonce_filled_in_but_the_confirmation(template: str, context: Page) -> None:
    page = parsed(template, context)

    nonces = [field.get("value") for field in page.all("input") if field.get("name") == "nonce"]
    forms = [form for form in page.all("form") if form.get("method") == "post" and not needs_none(form)]
    assert len(nonces) == len(forms)
    assert set(nonces) <= ({"view-nonce"} if template == "customer/confirm.html" else {""})


@every_customer_page
def test_a_customer_page_weighs_at_most_60_kilobytes_without_its_images(template: str, context: Page) -> None:
    html = render(template, context)

    files = static_files(ParsedPage(html))
    sent = [html.encode(), brand_css(palette("#1f6f54")).encode(), *((STATIC / name).read_bytes() for name in files)]
    assert sum(len(gzip.compress(content)) for content in sent) <= 60_000


def test_the_totals_come_alone_for_the_page_to_put_in() -> None:
    page = ParsedPage(render(TOTALS, FRAGMENT))

    assert page.one("dl").get("id") == "totals"
    assert page.one("dl").get("data-total") == "$2,557.41"
    assert page.one("dl").get("data-deposit") == "$767.22"
