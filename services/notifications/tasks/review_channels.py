"""Look whether messages still go out as the other services believe."""

from services.notifications.usecases.review_channels import review_channels
from shared.service import Context


def run(context: Context) -> None:
    """Runs every few seconds; what the settings leave out is not available."""
    set_up = {"email": context.adapters.mailer is not None, "sms": context.adapters.texter is not None}
    with context.database.begin() as session:
        review_channels(session, set_up=set_up)
