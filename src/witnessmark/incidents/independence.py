"""Which claims are independent of one another (handbook section 5).

Two claims count twice only if neither derives from the other nor both from a common origin. Groups are counted, not
claims, and each says why it counts once: one speaker, one chain of hearsay, one origin that the texts name themselves,
one text that copies, shortens or translates another, an author who only retells.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from witnessmark.incidents.copied import join_copied_documents, join_copied_passages
from witnessmark.incidents.decided_words import groups_as_decided, join_depending_sources, words_on
from witnessmark.incidents.dependence import Dependence
from witnessmark.incidents.origins import origins_of, sound
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Independence, SourceGroup

FIRST_HAND = frozenset({"direct", "participant", "mission-observation"})


def source_groups(
    claims: Sequence[Claim],
    texts: Mapping[str, str],
    decided: Sequence[Independence] = (),
    within: Mapping[str, Sequence[str]] | None = None,
) -> tuple[SourceGroup, ...]:
    """The groups of claims that are not independent, in order of their first claim. What people ``decided`` always
    holds, on two claims before on two sources; where one word would part whom another joins, the joining holds: to
    count one twice is worse. ``within`` gives a source and all that it came in, where it came in something."""
    if len(claims) == 1:
        return (SourceGroup(claims=(claims[0].id,), reasons=("single",)),)
    words = words_on(claims, decided, within or {})
    groups = groups_as_decided(claims, words)
    for reason, keys_of in (("same-speaker", _speaker), ("same-name", _full_names), ("same-chain", _end_of_chain)):
        first_with: dict[str, int] = {}
        for index, claim in enumerate(claims):
            for key in keys_of(claim):
                groups.join(first_with.setdefault(key, index), index, reason)
    if len({claim.document for claim in claims}) > 1:
        _join_origins(claims, texts, groups)
        join_copied_passages(claims, texts, groups)
        join_copied_documents(claims, texts, groups)
    _join_retold(claims, groups)
    join_depending_sources(claims, words, groups)
    return groups.groups()


def _speaker(claim: Claim) -> Iterator[str]:
    yield f"person:{claim.said_by.person}" if claim.said_by.person else claim.said_by.key


def _full_names(claim: Claim) -> Iterator[str]:
    """The full name of a person who speaks, and of the one to whom hearsay goes back, by sound: "Ганна Лисенко" and
    "Hanna Lysenko" may be one witness. To count one twice is worse than to count two once."""
    voice = claim.said_by
    names = (voice.name if voice.person and voice.kind != "author" else None, voice.chain[-1] if voice.chain else None)
    for name in names:
        if name and sum(word[:1].isupper() for word in name.split()) > 1:
            yield sound(name)


def _end_of_chain(claim: Claim) -> Iterator[str]:
    """The account that hearsay goes back to, within its document: "my neighbour" is another one elsewhere."""
    if claim.said_by.chain:
        yield f"{claim.document} {claim.said_by.chain[-1].casefold()}"


def _join_origins(claims: Sequence[Claim], texts: Mapping[str, str], groups: Dependence) -> None:
    first_with: dict[str, int] = {}
    for index, claim in enumerate(claims):
        for origin in origins_of(claim, texts):
            other = first_with.setdefault(origin.key, index)
            groups.join(other, index, "common-origin", origin.id, None if origin.id else origin.words)


def _join_retold(claims: Sequence[Claim], groups: Dependence) -> None:
    """An author who only retells adds no source: the author's claims count with one of those whom the document lets
    speak. The speakers themselves stay apart: two witnesses in one report are two."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for index, claim in enumerate(claims):
        if claim.said_by.kind != "author":
            by_document[claim.document].append(index)
    if not by_document:
        return
    for members in groups.sets():
        if not all(_retells(claims[index]) for index in members):
            continue
        pairs = [
            (abs(claims[index].span.start - claims[told].span.start), claims[told].id, claims[index].id, index, told)
            for index in members
            for told in by_document.get(claims[index].document, ())
            if _denies(claims[index]) is _denies(claims[told])
        ]
        if pairs:
            *_, index, told = min(pairs)
            groups.join(told, index, "retold-by-author")


def _retells(claim: Claim) -> bool:
    return claim.said_by.kind == "author" and claim.basis.get("act") not in FIRST_HAND


def _denies(claim: Claim) -> bool:
    return claim.modality == "denied" or claim.polarity == "negative"
