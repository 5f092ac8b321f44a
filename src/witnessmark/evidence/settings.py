"""``case.toml``: what a case is, for people and programs. Written once; the journal holds its digest."""

import json
import tomllib

import msgspec

from witnessmark.evidence.errors import EvidenceError

FORMAT = 1


class CaseSettings(msgspec.Struct, frozen=True, kw_only=True):
    """``id`` and ``salt`` are random. ``title`` and ``notice`` name no person: they are never erased."""

    format: int
    id: str
    title: str
    created: str
    salt: str
    notice: str | None = None
    founder: str | None = None
    """Id of the device that made the case, and so its first owner. None in cases from before it was noted."""

    def encode(self) -> bytes:
        lines = [
            "# A Witnessmark case. The journal holds the digest of this file: a change of it is found by `verify`.",
            f"format = {self.format}",
            *(f"{name} = {_quoted(getattr(self, name))}" for name in ("id", "title", "created", "salt")),
        ]
        if self.notice is not None:
            lines.append(f"notice = {_quoted(self.notice)}")
        if self.founder is not None:
            lines.append(f"founder = {_quoted(self.founder)}")
        return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes, and the one control character that JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def parse_settings(data: bytes, name: str = "case.toml") -> CaseSettings:
    """Raises ``EvidenceError`` naming the file when it is none, or of a format that this version does not know."""
    try:
        settings = msgspec.convert(tomllib.loads(data.decode()), CaseSettings)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise EvidenceError(f"{name} is damaged: {error}") from None
    if settings.format != FORMAT:
        raise EvidenceError(f"{name} is of format {settings.format}; this version knows format {FORMAT}")
    return settings
