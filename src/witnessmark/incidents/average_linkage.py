"""Groups by average linkage over pairs of which only some were compared."""

import heapq
from collections.abc import Mapping


def average_linkage(items: int, scores: Mapping[tuple[int, int], float], uncompared: float) -> list[int]:
    """For each of ``items`` its group, named by its first member.

    ``scores`` holds what speaks for a pair ``(i, j)``, ``i < j``, being one; a pair that is not in it counts as
    ``uncompared``. The two groups whose pairs have the highest mean are joined first, until no mean is above 0.
    """
    members = {index: [index] for index in range(items)}
    above: dict[int, dict[int, float]] = {index: {} for index in range(items)}
    for (first, second), score in scores.items():
        above[first][second] = above[second][first] = score - uncompared
    version = [0] * items
    queue = [(-score, first, second, 0, 0) for (first, second), score in scores.items() if score > 0]
    heapq.heapify(queue)
    while queue:
        _, first, second, old, other_old = heapq.heappop(queue)
        if (version[first], version[second]) != (old, other_old):
            continue
        members[first] += members.pop(second)
        version[first] += 1
        version[second] = -1
        for other, total in above.pop(second).items():
            del above[other][second]
            if other != first:
                above[first][other] = above[other][first] = above[first].get(other, 0.0) + total
        for other, total in above[first].items():
            mean = uncompared + total / (len(members[first]) * len(members[other]))
            if mean > 0:
                low, high = (first, other) if first < other else (other, first)
                heapq.heappush(queue, (-mean, low, high, version[low], version[high]))
    group = [0] * items
    for together in members.values():
        for index in together:
            group[index] = min(together)
    return group
