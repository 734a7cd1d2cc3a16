"""How a moment was cut stays with its clip, as long as the clip is there: jobs and uploads go after a week."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

clips = sa.table("clips", sa.column("id", sa.String), sa.column("splice", sa.JSON(none_as_null=True)))
jobs = sa.table(
    "jobs",
    sa.column("kind", sa.String),
    sa.column("subject", sa.String),
    sa.column("detail", sa.JSON),
    sa.column("created_at_ms", sa.BigInteger),
)


def upgrade() -> None:
    op.add_column("clips", sa.Column("splice", sa.JSON(), nullable=True))
    connection = op.get_bind()
    whole = sa.select(jobs.c.subject, jobs.c.detail).where(jobs.c.kind == "prepare").order_by(jobs.c.created_at_ms)
    for subject, detail in connection.execute(whole).all():
        connection.execute(sa.update(clips).where(clips.c.id == subject).values(splice=detail.get("splice")))
