"""What every kind of journal entry is made of: the words and addresses that a body may hold."""

from typing import Annotated, ClassVar, Literal

import msgspec

from witnessmark.evidence.entry import Digest


class IsAddress:
    """Marks a field that holds the address of an object."""


Address = Annotated[Digest, IsAddress()]
Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9:._-]{0,127}$")]
"""An id or short word in ASCII: long enough for a digest or ``act:mine-laying``, too narrow for a name or a
sentence."""
FileName = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._/+-]{0,127}$")]
"""Of a data file or a font that comes with the software."""
Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Level = Literal[
    "none", "internal", "accountability-sealed", "accountability-named", "public-anonymous", "public-named"
]  # fmt: skip


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry says. ``KIND`` is its name in the journal; a ``CRITICAL`` kind bears on what may leave."""

    KIND: ClassVar[str] = ""
    CRITICAL: ClassVar[bool] = False
