"""One witness in several accounts: what differs is laid side by side, and silence is no contradiction. All invented."""

from typing import Any

from tests.unit.claim_making import BALAKLIIA, IZIUM, make_claim
from witnessmark.incidents import link_claims
from witnessmark.incidents.prior_statements import Heard, prior_statements
from witnessmark.model.claim import Claim
from witnessmark.model.corroboration import PriorStatements

HEARD = {"d1": Heard("2022-10-03", "transcript"), "d2": Heard("2022-11-20", "text"), "d3": Heard(None, "text")}
TEXTS = {
    "d1": "Soldiers shelled the market square. Three people were killed.",
    "d2": "“Five people were killed there,” she told us. Soldiers shelled it.",
    "d3": "“Five people were killed there,” she told us. A paper wrote it again.",
}


def statements(*claims: Claim, witness: str | None = None) -> tuple[PriorStatements, ...]:
    known = {claim.id: claim for claim in claims}
    return prior_statements(known, link_claims(claims, TEXTS), HEARD, TEXTS, witness)


def said(act: str, quote: str, document: str, **more: Any) -> Claim:
    values = {"place": BALAKLIIA, "day": "2022-04-14", "said_by": "p1"} | more
    return make_claim(act, quote, document=document, start=TEXTS[document].index(quote), **values)


def test_accounts_are_in_order_of_their_dates_and_fields_side_by_side() -> None:
    [found] = statements(
        said("killing", "Five people were killed", "d2", day="2022-04-15"),
        said("killing", "Three people were killed", "d1"),
        said("shelling", "Soldiers shelled the market square", "d1"),
    )
    assert [(account.document, account.told) for account in found.accounts] == [("d1", "own"), ("d2", "quoted")]
    [killing] = found.again
    outcomes = {one.field: (one.outcome, [telling.values for telling in one.tellings]) for one in killing.fields}
    assert outcomes["quantity"] == ("differs", [("3",), ("5",)])
    assert outcomes["date"] == ("differs", [("2022-04-14",), ("2022-04-15",)])
    assert outcomes["place"][0] == outcomes["whether-at-all"][0] == "same"
    assert found.differences == 2
    assert [len(claims) for claims in found.told_in_one] == [1, 0], "the shelling is told in one account alone"


def test_a_month_and_a_day_of_it_differ_in_nothing() -> None:
    [found] = statements(
        said("killing", "Three people were killed", "d1"),
        said("killing", "Five people were killed", "d2", day="2022-04-01", until="2022-04-30"),
    )
    assert next(one.outcome for one in found.again[0].fields if one.field == "date") == "more-precise"


def test_what_is_left_out_is_told_once_and_no_difference() -> None:
    [found] = statements(
        said("killing", "Three people were killed", "d1", place=IZIUM),
        said("killing", "Five people were killed", "d2", place=IZIUM, day=None, roles={}),
    )
    assert next(one.outcome for one in found.again[0].fields if one.field == "date") == "told-once"


def test_to_be_quoted_again_is_no_new_account() -> None:
    [found] = statements(
        said("killing", "Five people were killed", "d2"),
        said("killing", "Five people were killed", "d3"),
    )
    assert [account.repeats for account in found.accounts] == [None, 0]
    assert found.accounts[1].date is None, "an account without a date comes last"


def test_only_one_who_speaks_in_two_documents_has_prior_statements() -> None:
    assert statements(said("killing", "Three people were killed", "d1")) == ()
    claims = (said("killing", "Three people were killed", "d1"), said("killing", "Five people were killed", "d2"))
    assert statements(*claims, witness="p9") == ()
    assert len(statements(*claims, witness="p1")) == 1
