"""What the office does at its screen, and what it sees there."""

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.people import Person
from tests.support.story import PASSWORD, Sent
from tests.support.world import eventually

_NOTE_TOASTS = """
() => {
  window.told = [];
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (node.matches?.(".toast")) window.told.push(node.innerText);
    }
  }).observe(document.body, { childList: true, subtree: true });
}
"""


def sign_in(person: Person, sent: Sent) -> Tab:
    """At the console, with the record of what was sent. Toasts are noted from here on: they go by."""
    tab = person.open("/office")
    person.look(tab, "sign in")
    tab.get_by_label("Email").fill(sent.office.email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Dashboard")
    person.look(tab, "dashboard")
    tab.get_by_role("navigation").get_by_role("link", name="Estimates", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Estimates")
    person.look(tab, "estimates")
    tab.get_by_role("row").filter(has_text=sent.customer["name"]).get_by_role("link").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text(sent.drafted["title"])
    tab.evaluate(_NOTE_TOASTS)
    person.look(tab, "estimate")
    return tab


def hears(tab: Tab, *words: str) -> None:
    """Waits for a toast with all these words. Had the page been loaded anew, nothing would be noted any more."""

    def heard() -> bool:
        return any(all(word in toast for word in words) for toast in tab.evaluate("window.told"))

    eventually(heard, f"a toast says {words}")


def open_bell(person: Person, tab: Tab) -> None:
    """Opens the list of what has been told, looks at it, and closes it."""
    bell = tab.locator(".bell summary")
    bell.click()
    expect(tab.locator("[data-bell-list]")).to_be_visible()
    person.look(tab, "bell")
    bell.click()
