"""Reviews, the jobs that are reviewed, and what is to be known of a workspace for it."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "referrals_0002"
down_revision = "referrals_0001"
branch_labels = None
depends_on = None

NEW = ("time_zone", "link_days", "reviews", "google_review_url", "invite_everyone")


def upgrade() -> None:
    _know_more_of_workspaces()
    op.create_table(
        "completed_jobs",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("estimate_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_name", sa.Text(), nullable=False),
        sa.Column("customer_email", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("completed_at", types.UtcDateTime(), nullable=False),
        sa.Column("links_void_before", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_completed_jobs")),
    )
    for name in ("customer_id", "estimate_id"):
        op.create_index(op.f(f"ix_completed_jobs_workspace_id_{name}"), "completed_jobs", ["workspace_id", name])
    op.create_table(
        "revoked_links",
        sa.Column("link_id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("revoked_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_revoked_links")),
    )
    op.create_index(op.f("ix_revoked_links_workspace_id"), "revoked_links", ["workspace_id"])
    op.create_table(
        "reviews",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("author_email", sa.Text(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(), nullable=True),
        sa.Column("case_state", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("workspace_id", "submission", name=op.f("uq_reviews_workspace_id_submission")),
    )
    op.create_index(op.f("ix_reviews_workspace_id_created_at"), "reviews", ["workspace_id", "created_at"])


def downgrade() -> None:
    for table in ("reviews", "revoked_links", "completed_jobs"):
        op.drop_table(table)
    for column in reversed(NEW):
        op.drop_column("workspaces", column)


def _know_more_of_workspaces() -> None:
    for column in (
        sa.Column("time_zone", sa.Text(), nullable=False, server_default=sa.text("'UTC'")),
        sa.Column("link_days", sa.Integer(), nullable=False, server_default=sa.text("60")),
        sa.Column("reviews", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("google_review_url", sa.Text(), nullable=True),
        sa.Column("invite_everyone", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("workspaces", column)
