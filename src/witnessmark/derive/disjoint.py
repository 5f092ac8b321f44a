"""Disjoint sets of names."""


class Sets:
    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def name(self, one: str) -> str:
        """The name of the set: equal for two members exactly when they are together."""
        root = one
        while self._parent.get(root, root) != root:
            root = self._parent[root]
        while self._parent.get(one, one) != root:
            self._parent[one], one = root, self._parent[one]
        return root

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.name(one), self.name(other)))
        self._parent[second] = first
