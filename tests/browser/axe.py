"""axe-core looking at a page: what somebody who does not see, hear or move as others do would stumble over.

The script is vendored (vendor/VENDORED.json tells from where), so that a test needs no network.
"""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page as Tab

SCRIPT = Path(__file__).parent / "vendor" / "axe.js"

_RUN = """
async (rules) => {
  const asked = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
  const found = await axe.run(document, { resultTypes: ["violations"], elementRef: false, ...asked });
  return found.violations.map((rule) => [rule.id, rule.help, rule.nodes.map((node) => node.html.slice(0, 160))]);
}
"""


def violations(tab: Tab, *rules: str) -> list[str]:
    """What axe-core finds wrong with the page as it is now, by these of its rules or by all of them."""
    # By the debugger, not by a tag: the page's own policy lets no script in that it does not know.
    if not tab.evaluate("() => 'axe' in window"):
        tab.evaluate(SCRIPT.read_text("utf-8"))
    found: list[Any] = tab.evaluate(_RUN, list(rules))
    return [f"{rule}: {meaning} {node}" for rule, meaning, nodes in found for node in nodes]
