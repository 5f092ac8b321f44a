"""What verifying a case folder finds."""

import msgspec


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as it should be: a path relative to the case folder and a short id of the reason.

    What is not ``grave`` breaks nothing: a remnant of an interrupted write, an object that no entry speaks of.
    """

    file: str
    reason: str
    line: int | None = None
    grave: bool = True
