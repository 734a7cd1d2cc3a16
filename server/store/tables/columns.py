"""The columns that tables share. Times are epoch milliseconds, ids come from `server.ids`."""

from sqlalchemy import BigInteger, Column, ForeignKey, MetaData, String

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def ident() -> Column[str]:
    """The row's own id."""
    return Column("id", String(64), primary_key=True)


def ref(name: str, target: str, *, optional: bool = False, index: bool = True) -> Column[str]:
    """The id of a row elsewhere, which takes this one along when it goes."""
    return Column(name, String(64), ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=optional, index=index)


def ms(name: str, *, optional: bool = False) -> Column[int]:
    """A moment: epoch milliseconds."""
    return Column(name, BigInteger, nullable=optional)


def text(name: str, size: int = 200) -> Column[str]:
    """A line of at most `size` signs; empty where nothing was said."""
    return Column(name, String(size), nullable=False, default="", server_default="")
