"""Disjoint sets of claims that are not independent, each with what ties it together."""

from collections import defaultdict
from collections.abc import Sequence

from witnessmark.model.claim import Claim
from witnessmark.model.incident import SourceGroup, Tie


class Dependence:
    """Claims by their index. Which claims come together, and the reasons, do not depend on the order in which they are
    joined within one reason: a reason counts when it brought together what nothing before it had."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._set = list(range(len(claims)))
        self._members = [[index] for index in self._set]
        self._ties: list[list[Tie]] = [[] for _ in claims]
        self._apart: dict[int, set[int]] = defaultdict(set)

    def together(self, first: int, second: int) -> bool:
        return self._set[first] == self._set[second]

    def keep_apart(self, first: int, second: int) -> None:
        """From now on these two never come together, whatever speaks for it; no effect on who is together already."""
        if not self.together(first, second):
            self._apart[first].add(second)
            self._apart[second].add(first)

    def join(self, first: int, second: int, reason: str, origin: str | None = None, named: str | None = None) -> None:
        mine, theirs = self._set[first], self._set[second]
        if mine == theirs or self._kept_apart(mine, theirs):
            return
        if len(self._members[mine]) < len(self._members[theirs]):
            mine, theirs = theirs, mine
        for index in self._members[theirs]:
            self._set[index] = mine
        self._members[mine] += self._members[theirs]
        self._ties[mine] += self._ties[theirs]
        tie = Tie(
            first=self._claims[first].id, second=self._claims[second].id, reason=reason, origin=origin, named=named
        )
        self._ties[mine].append(tie)

    def _kept_apart(self, mine: int, theirs: int) -> bool:
        return bool(self._apart) and any(
            self._set[other] == theirs for index in self._members[mine] for other in self._apart.get(index, ())
        )

    def sets(self) -> list[list[int]]:
        return sorted(sorted(self._members[name]) for name in set(self._set))

    def groups(self) -> tuple[SourceGroup, ...]:
        """In order of their first claim."""
        made = []
        for members in self.sets():
            ties = self._ties[self._set[members[0]]]
            reasons = tuple(sorted({tie.reason for tie in ties})) or ("single",)
            made.append(
                SourceGroup(
                    claims=tuple(self._claims[index].id for index in members),
                    reasons=reasons,
                    ties=tuple(sorted(ties, key=lambda tie: (tie.reason, tie.first, tie.second))),
                    parted=tuple(
                        Tie(first=self._claims[index].id, second=self._claims[other].id, reason="decided-independent")
                        for index in members
                        for other in sorted(self._apart.get(index, ()))
                    ),
                )
            )
        return tuple(made)
