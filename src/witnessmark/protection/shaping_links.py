"""Why the claims of an incident are linked, as far as an edition may tell it.

A link is shown when both of its claims are. Its values hold no names and no words of a text; yet to the public a count
may be an age that was taken out, a side is a perpetrator's name, and that two accounts name one person tells who spoke
of whom: such values and reasons stay behind. So does how near two places are: it is reckoned from the points before
they were made coarse, and rings around towns give a point back.
"""

from collections.abc import Collection, Mapping, Sequence

from witnessmark.model.incident import LinkReason
from witnessmark.model.release import ReleasedLink

SHOWN_TO_ALL = frozenset(
    {"same-act", "effect-told-next", "same-days", "days-close", "same-month", "month-holds-day",
     "same-thing", "other-thing", "same-words"}
)  # fmt: skip
"""Reasons whose values every edition may hold."""

ABOUT_PERSONS = frozenset({"same-person", "same-name", "other-person", "other-actor"})
"""Reasons that tell something of persons: in no coarse edition."""


def shape_links(
    links: Sequence[LinkReason], ids: Mapping[str, str], kept: Collection[str], *, coarse: bool
) -> tuple[ReleasedLink, ...]:
    """``ids`` maps the claims of the edition, ``kept``, to their released ids."""
    return tuple(
        ReleasedLink(
            first=ids[link.first],
            second=ids[link.second],
            reasons=tuple(reason for reason in link.reasons if not (coarse and reason in ABOUT_PERSONS)),
            score=link.score,
            values={name: said for name, said in link.values.items() if not coarse or name in SHOWN_TO_ALL},
        )
        for link in links
        if link.first in kept and link.second in kept
    )
