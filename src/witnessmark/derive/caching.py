"""Opening a cache in ``derived/``: tables in SQLite that may be deleted at any time."""

import contextlib
import sqlite3
from pathlib import Path


def open_cache(path: Path, *tables: str) -> sqlite3.Connection:
    """The cache with these tables, as ``name (columns)``. One that cannot be used is made anew, since nothing in it is
    the only copy; where the folder cannot be written to, it is kept in memory."""
    with contextlib.suppress(sqlite3.Error, OSError):
        return _opened(path, tables)
    with contextlib.suppress(sqlite3.Error, OSError):
        path.unlink(missing_ok=True)
        return _opened(path, tables)
    return _opened(":memory:", tables)


def _opened(place: Path | str, tables: tuple[str, ...]) -> sqlite3.Connection:
    connection = sqlite3.connect(place)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    for table in tables:
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table}")
    return connection
