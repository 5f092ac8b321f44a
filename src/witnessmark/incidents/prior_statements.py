"""Prior statements: what one witness says in several accounts, side by side, field by field (handbook section 13).

``prior_statements`` is for whoever shows them: the case's command line and workbench. A release has them ready as
``Release.statements``. A difference is listed and never weighed; silence is no contradiction.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from witnessmark.incidents.copied import says_the_same_words
from witnessmark.incidents.corroboration import counts_meet, number_words
from witnessmark.incidents.positions import Position, places_agree
from witnessmark.incidents.saying import Said, When, said_by
from witnessmark.model.claim import Claim
from witnessmark.model.corroboration import Account, FieldTold, Outcome, PriorStatements, Telling, ToldAgain
from witnessmark.model.incident import Field, Incident


class Heard(NamedTuple):
    """Of a document what an account needs to know: its own date (ISO 8601) or None, and its kind."""

    date: str | None
    kind: str


_OWN_KINDS = frozenset({"transcript", "interview"})


def prior_statements(
    claims: Mapping[str, Claim],
    incidents: Iterable[Incident],
    documents: Mapping[str, Heard],
    texts: Mapping[str, str],
    witness: str | None = None,
    said: Callable[[Claim], Said] | None = None,
) -> tuple[PriorStatements, ...]:
    """Every person who speaks in more than one document, in order of their first claim; only ``witness`` (a person's
    id) when it is given. Persons are those that the case knows as one: nobody is joined here by likeness. ``said``
    gives the values of a claim where they are not to be shown as they were read."""
    values = said or (lambda claim: said_by(claim, texts))
    incident_of = {values(claims[name]).claim: one.id for one in incidents for name in one.claims if name in claims}
    by_person: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        person = claim.said_by.person
        if person is not None and witness in (None, person):
            by_person[person].append(claim)
    found = (_statements(person, told, incident_of, documents, texts, values) for person, told in by_person.items())
    return tuple(one for one in found if one is not None)


def _statements(
    person: str,
    claims: Sequence[Claim],
    incident_of: Mapping[str, str],
    documents: Mapping[str, Heard],
    texts: Mapping[str, str],
    values: Callable[[Claim], Said],
) -> PriorStatements | None:
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(claim)
    if len(by_document) < 2:
        return None
    dated = sorted(by_document, key=lambda name: (_date(documents, name) is None, _date(documents, name) or ""))
    accounts = [_account(name, by_document[name], documents) for name in dated]
    accounts = [_with_copy(number, accounts, by_document, texts) for number in range(len(accounts))]
    said = [[values(claim) for claim in by_document[account.document]] for account in accounts]
    again, shared = _told_again(said, incident_of)
    return PriorStatements(
        witness=person,
        accounts=tuple(accounts),
        again=again,
        told_in_one=tuple(tuple(one.claim for one in told if one.claim not in shared) for told in said),
    )


def _date(documents: Mapping[str, Heard], name: str) -> str | None:
    return documents[name].date if name in documents else None


def _account(name: str, claims: Sequence[Claim], documents: Mapping[str, Heard]) -> Account:
    own = any(claim.said_by.kind == "author" for claim in claims) or (
        name in documents and documents[name].kind in _OWN_KINDS
    )
    told_on = all(claim.said_by.chain for claim in claims)
    return Account(
        document=name,
        date=_date(documents, name),
        told="own" if own else "told-on" if told_on else "quoted",
        claims=tuple(claim.id for claim in claims),
    )


def _with_copy(
    number: int, accounts: Sequence[Account], by_document: Mapping[str, list[Claim]], texts: Mapping[str, str]
) -> Account:
    """The account with the earlier one whose words it repeats: to be quoted again is to say nothing anew."""
    account = accounts[number]
    mine = by_document[account.document]
    for earlier in range(number):
        theirs = by_document[accounts[earlier].document]
        if all(any(says_the_same_words(one, other, texts) for other in theirs) for one in mine):
            return Account(
                document=account.document, date=account.date, told=account.told, claims=account.claims, repeats=earlier
            )
    return account


def _told_again(
    said: Sequence[Sequence[Said]], incident_of: Mapping[str, str]
) -> tuple[tuple[ToldAgain, ...], set[str]]:
    """What two accounts or more speak of: the same act of the same incident. And the claims that do."""
    by_matter: dict[tuple[str, str], list[list[Said]]] = {}
    for number, told in enumerate(said):
        for one in told:
            incident = incident_of.get(one.claim)
            if incident is not None:
                by_account = by_matter.setdefault((incident, one.act), [[] for _ in said])
                by_account[number].append(one)
    again, shared = [], set[str]()
    for (incident, act), by_account in by_matter.items():
        if sum(bool(told) for told in by_account) < 2:
            continue
        shared |= {one.claim for told in by_account for one in told}
        fields = (_compared(field, by_account, *how) for field, how in _FIELDS.items())
        again.append(ToldAgain(incident=incident, act=act, fields=tuple(one for one in fields if one is not None)))
    return tuple(again), shared


class _Value(NamedTuple):
    """Equal ``key`` is the same value; ``whole`` is what is compared."""

    key: Any
    words: str
    whole: Any


def _whether(said: Said) -> list[_Value]:
    words = "denied" if said.denied else "said"
    return [_Value(words, words, said.denied)]


def _when(said: Said) -> list[_Value]:
    return [_Value(said.when.words, said.when.words, said.when)] if said.when else []


def _where(said: Said) -> list[_Value]:
    return [_Value(said.where.name, said.where.name, said.where)] if said.where and said.where.name else []


def _perpetrators(said: Said) -> list[_Value]:
    return [_Value(who.key, who.words, who) for who in said.perpetrators]


def _victims(said: Said) -> list[_Value]:
    return [_Value(who.key, who.words, who) for who in said.victims]


def _counts(said: Said) -> list[_Value]:
    counts = [count for count in said.counts if count.of_whom == "persons"]
    return [
        _Value(number_words(c.lowest, c.highest), number_words(c.lowest, c.highest), (c.lowest, c.highest))
        for c in counts
    ]


def _days_meet(first: When, second: When) -> bool:
    return first.first <= second.last and second.first <= first.last


def _places_meet(first: Position, second: Position) -> bool:
    return first.name == second.name or places_agree(first, second) is not False


def _never(first: Any, second: Any) -> bool:
    return False


def _always(first: Any, second: Any) -> bool:
    """Words for the same people differ from one telling to the next: only a person can say whether they are others."""
    return True


_FIELDS: dict[Field, tuple[Callable[[Said], list[_Value]], Callable[[Any, Any], bool]]] = {
    "whether-at-all": (_whether, _never),
    "date": (_when, _days_meet),
    "place": (_where, _places_meet),
    "perpetrator": (_perpetrators, _always),
    "victim": (_victims, _always),
    "quantity": (_counts, lambda first, second: counts_meet(*first, *second)),
}


def _compared(
    field: Field,
    by_account: Sequence[Sequence[Said]],
    values_of: Callable[[Said], list[_Value]],
    meet: Callable[[Any, Any], bool],
) -> FieldTold | None:
    tellings, keys = [], []
    for number, told in enumerate(by_account):
        values = {value.key: value for one in told for value in values_of(one)}
        claims = tuple(one.claim for one in told if values_of(one))
        tellings.append(
            Telling(
                account=number, values=tuple(dict.fromkeys(value.words for value in values.values())), claims=claims
            )
        )
        if values:
            keys.append(values)
    if not keys:
        return None
    return FieldTold(field=field, outcome=_outcome(keys, meet), tellings=tuple(tellings))


def _outcome(said: Sequence[Mapping[Any, _Value]], meet: Callable[[Any, Any], bool]) -> Outcome:
    if len(said) == 1:
        return "told-once"
    if all(mine.keys() == said[0].keys() for mine in said):
        return "same"
    agree = all(
        any(meet(one.whole, other.whole) for other in theirs.values())
        for mine in said
        for theirs in said
        for one in mine.values()
    )
    return "more-precise" if agree else "differs"
