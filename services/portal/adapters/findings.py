"""What the doctor is told of the portal."""

from collections.abc import Iterator

from services.portal.settings import Settings


def findings(settings: Settings) -> Iterator[tuple[bool, str]]:
    """Who may open a workspace here."""
    if not settings.sign_up_open:
        yield True, "SIGN_UP is closed: workspaces are opened by 'porchlight workspace create' alone"
        return
    here = " (fine for a business's own machine)" if settings.embedded else ""
    yield True, f"SIGN_UP is open: whoever reaches this portal may open a workspace{here}; SIGN_UP=closed ends that"
