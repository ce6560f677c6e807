"""Visits by shared links, referrals, programmes and rewards."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "referrals_0003"
down_revision = "referrals_0002"
branch_labels = None
depends_on = None

TABLES = ("rewards", "programmes", "referrals", "referral_visits")


def upgrade() -> None:
    _know_more()
    op.create_table(
        "referral_visits",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("visitor", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("code", "day", "visitor", name=op.f("pk_referral_visits")),
    )
    op.create_index(op.f("ix_referral_visits_workspace_id_code"), "referral_visits", ["workspace_id", "code"])
    op.create_table(
        "referrals",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("referrer_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("friend_name", sa.Text(), nullable=False),
        sa.Column("friend_email_key", sa.Text(), nullable=True),
        sa.Column("friend_phone", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("friend_id", sa.Uuid(), nullable=True),
        sa.Column("estimate_id", sa.Uuid(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("won_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_referrals")),
        sa.UniqueConstraint("lead_id", name=op.f("uq_referrals_lead_id")),
    )
    for name in ("referrer_id", "friend_id"):
        op.create_index(op.f(f"ix_referrals_workspace_id_{name}"), "referrals", ["workspace_id", name])
    _reward()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    for name in ("email_key", "phone"):
        op.drop_index(op.f(f"ix_customers_workspace_id_{name}"), "customers")
        op.drop_column("customers", name)
    op.drop_column("paid_invoices", "refunded")
    op.drop_column("referral_codes", "shown_name")
    op.drop_column("workspaces", "referrals")
    op.drop_column("workspaces", "currency")


def _know_more() -> None:
    op.add_column("workspaces", sa.Column("referrals", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("workspaces", sa.Column("currency", sa.Text(), nullable=False, server_default=sa.text("'USD'")))
    op.add_column("referral_codes", sa.Column("shown_name", sa.Text(), nullable=True))
    op.add_column("paid_invoices", sa.Column("refunded", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    for name in ("email_key", "phone"):
        op.add_column("customers", sa.Column(name, sa.Text(), nullable=True))
        op.create_index(op.f(f"ix_customers_workspace_id_{name}"), "customers", ["workspace_id", name])


def _reward() -> None:
    op.create_table(
        "programmes",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("referrer_kind", sa.Text(), nullable=False),
        sa.Column("referrer_value", sa.Text(), nullable=False),
        sa.Column("friend_kind", sa.Text(), nullable=False),
        sa.Column("friend_value", sa.Text(), nullable=False),
        sa.Column("approves_itself", sa.Boolean(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("ended_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("programme_id", name=op.f("pk_programmes")),
    )
    op.create_index(op.f("ix_programmes_workspace_id_programme_id"), "programmes", ["workspace_id", "programme_id"])
    op.create_table(
        "rewards",
        sa.Column("reward_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("earned_at", types.UtcDateTime(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("approved_at", types.UtcDateTime(), nullable=True),
        sa.Column("redeemed_at", types.UtcDateTime(), nullable=True),
        sa.Column("ended_at", types.UtcDateTime(), nullable=True),
        sa.Column("invoice_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("reward_id", name=op.f("pk_rewards")),
        sa.UniqueConstraint("referral_id", "side", name=op.f("uq_rewards_referral_id_side")),
    )
    for name in ("customer_id", "status"):
        op.create_index(op.f(f"ix_rewards_workspace_id_{name}"), "rewards", ["workspace_id", name])
