"""What holds of the law of a case: the files in use, and the conflict that was declared."""

from collections.abc import Iterable, Sequence

from witnessmark.evidence.kinds_of_law import ConflictDeclared, LawAdded, LawRemoved
from witnessmark.evidence.order import Placed, latest
from witnessmark.evidence.state import CaseLaw, Conflict, DeclaredConflict


def laws(added: Iterable[tuple[Placed, LawAdded]], removed: Iterable[tuple[Placed, LawRemoved]]) -> tuple[CaseLaw, ...]:
    """Those in use. One that was removed stays removed: whoever wants it again adds it again, under a new id."""
    gone = {body.law for _, body in removed}
    return tuple(
        CaseLaw(
            id=body.law, record=body.record, content=body.content, device=place.entry.device, entry=place.entry.digest
        )
        for place, body in added
        if body.law not in gone
    )


def declared(
    said: Sequence[tuple[Placed, ConflictDeclared]], conflicts: list[Conflict]
) -> tuple[DeclaredConflict, ...]:
    """The last word on the conflict. Two that differ and were given in ignorance of each other are a visible conflict,
    and neither holds until somebody settles it."""
    holding = latest(said, lambda item: item[0])
    if len({body.conflict for _, body in holding}) > 1:
        conflicts.append(
            Conflict(
                what="declared-conflict", target="case",
                entries=tuple(sorted(place.entry.digest for place, _ in holding)),
                sides=tuple(sorted((place.entry.device, body.conflict or "taken-back") for place, body in holding)),
            )
        )  # fmt: skip
        return ()
    return tuple(
        DeclaredConflict(
            conflict=body.conflict, reason=body.reason, device=place.entry.device, entry=place.entry.digest
        )
        for place, body in holding[-1:]
        if body.conflict is not None
    )
