"""Connected accounts through the official SDK."""

import pytest
import stripe

from .support import ACCOUNT, OTHER_ACCOUNT, Running, options


def test_exist_once_they_were_made_sure_of(running_sandbox: Running) -> None:
    running_sandbox.sandbox.ensure_account(ACCOUNT, "Bright Homes & Sons")

    account = running_sandbox.stripe.v1.accounts.retrieve(ACCOUNT)

    assert account.charges_enabled is True
    assert account.business_profile is not None
    assert account.business_profile.name == "Bright Homes & Sons"


def test_can_be_made_unable_to_charge(running_sandbox: Running) -> None:
    running_sandbox.sandbox.create_account("acct_new", charges_enabled=False)

    account = running_sandbox.stripe.v1.accounts.retrieve("acct_new")

    assert account.charges_enabled is False
    assert account.requirements is not None
    assert account.requirements.currently_due


def test_opened_by_the_api_can_be_charged_for(running_sandbox: Running) -> None:
    account = running_sandbox.stripe.v1.accounts.create(
        {"country": "US", "email": "office@example.com", "business_profile": {"name": "Lake Lawn"}}
    )

    opened = running_sandbox.open_session(account=account.id)

    assert "Pay Lake Lawn" in running_sandbox.page(opened).text


def test_can_be_changed(running_sandbox: Running) -> None:
    changed = running_sandbox.stripe.v1.accounts.update(ACCOUNT, {"metadata": {"workspace": "bright"}})

    assert changed.metadata is not None
    assert changed.metadata["workspace"] == "bright"
    assert running_sandbox.stripe.v1.accounts.retrieve(ACCOUNT).to_dict() == changed.to_dict()


def test_that_do_not_exist_are_out_of_reach(running_sandbox: Running) -> None:
    with pytest.raises(stripe.PermissionError):
        running_sandbox.stripe.v1.accounts.retrieve("acct_nobody")
    with pytest.raises(stripe.PermissionError):
        running_sandbox.open_session(account="acct_nobody")


def test_do_not_see_one_another(running_sandbox: Running) -> None:
    with pytest.raises(stripe.PermissionError):
        running_sandbox.stripe.v1.accounts.retrieve(ACCOUNT, options=options(OTHER_ACCOUNT))
