from shared.events.portal import WorkspaceChanged
from tests.billing.house import SPARKLE, House
from tests.support.services import deliver
from tests.support.stripe_fake import FakeStripe


def test_links_follow_the_workspace(house: House, stripe: FakeStripe) -> None:
    changed = WorkspaceChanged(
        workspace_id=SPARKLE,
        slug="sparkle",
        company_name="Sparkle Clean",
        time_zone="Europe/Berlin",
        currency="EUR",
        locale="de-DE",
        link_days=7,
    )

    deliver(house.context, changed, sequence=2)
    house.accept()

    assert [told["due_on"] for told in house.told("InvoiceIssued")] == ["2026-11-03"]
