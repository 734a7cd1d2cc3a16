"""A clip says where nothing was recorded, and may be of the trainer alone."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("clips", sa.Column("gaps", sa.JSON(), nullable=False, server_default="[]"))
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
        return
    op.add_column("clips", sa.Column("trainer_id", sa.String(64), nullable=True))
    op.create_foreign_key("fk_clips_trainer_id", "clips", "accounts", ["trainer_id"], ["id"], ondelete="CASCADE")
    op.create_index("ix_clips_trainer_id", "clips", ["trainer_id"])
    op.alter_column("clips", "client_id", existing_type=sa.String(64), nullable=True)


def _sqlite() -> None:
    """Not by a new table: to drop the old one would take uploads and comments along.

    What is in the file stays as it is, so the words of the table may be changed in place (sqlite.org/lang_altertable,
    "making other kinds of table schema changes").
    """
    op.add_column("clips", sa.Column("trainer_id", sa.String(64), nullable=True))
    op.create_index("ix_clips_trainer_id", "clips", ["trainer_id"])
    db = op.get_bind()
    sql = db.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'clips'").scalar_one()
    changed = sql.replace("client_id VARCHAR(64) NOT NULL", "client_id VARCHAR(64)").rstrip()
    assert changed != sql, "the table was made in other words"
    assert changed.endswith(")"), "the table was made in other words"
    of_trainer = "CONSTRAINT fk_clips_trainer_id FOREIGN KEY(trainer_id) REFERENCES accounts (id) ON DELETE CASCADE"
    changed = f"{changed[:-1]}, {of_trainer})"
    version = db.exec_driver_sql("PRAGMA schema_version").scalar_one()
    op.execute("PRAGMA writable_schema = ON")
    db.exec_driver_sql("UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = 'clips'", (changed,))
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = OFF")
