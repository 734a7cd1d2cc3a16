"""Each trainer and the client know by themselves what they have read on a clip; what was read stays read."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

READ = """
    INSERT INTO comment_reads (clip_id, reader, until_ms)
    SELECT clips.id, {reader}, MAX(clip_comments.created_at_ms)
    FROM clip_comments
    JOIN clips ON clips.id = clip_comments.clip_id
    {whose}
    WHERE clip_comments.seen_at_ms IS NOT NULL AND clip_comments.author = '{author}'
    GROUP BY clips.id, {reader}
"""
# Nobody noted which of the trainers had read it: it is new for none of them.
TRAINER = "JOIN clients ON clients.id = clips.client_id"
OTHERS = "JOIN client_shares ON client_shares.client_id = clips.client_id"


def upgrade() -> None:
    op.create_table(
        "comment_reads",
        sa.Column("clip_id", sa.String(64), nullable=False),
        sa.Column("reader", sa.String(80), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("clip_id", "reader", name="pk_comment_reads"),
        sa.ForeignKeyConstraint(["clip_id"], ["clips.id"], name="fk_comment_reads_clip_id", ondelete="CASCADE"),
    )
    op.execute(READ.format(reader="'t:' || clients.trainer_id", whose=TRAINER, author="client"))
    op.execute(READ.format(reader="'t:' || client_shares.account_id", whose=OTHERS, author="client"))
    op.execute(READ.format(reader="'c:' || clips.client_id", whose=TRAINER, author="trainer"))
    op.drop_column("clip_comments", "seen_at_ms")
    op.create_index(
        "ix_clip_comments_clip_id_author_created_at_ms", "clip_comments", ["clip_id", "author", "created_at_ms"]
    )
    op.drop_index("ix_clip_comments_clip_id", "clip_comments")
