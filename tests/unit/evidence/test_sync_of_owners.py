"""Three folders that admit, end and merge with each other: in the end all agree on who may say what."""

import contextlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from witnessmark.evidence import admitting
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.kinds import ConsentGiven, ConsentWithdrawn
from witnessmark.evidence.roles import ROLES
from witnessmark.evidence.sync import clone, merge
from witnessmark.evidence.verify import verify_case

FOLDER = st.integers(0, 2)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), FOLDER, st.sampled_from(["internal", "public-named", None])),
        st.tuples(st.just("merge"), FOLDER, FOLDER),
        st.tuples(st.just("merge"), FOLDER, FOLDER),
        st.tuples(st.just("admit"), FOLDER, st.tuples(FOLDER, st.sampled_from(ROLES))),
        st.tuples(st.just("revoke"), FOLDER, FOLDER),
        st.tuples(st.just("rotate"), FOLDER, st.just(0)),
    ),
    min_size=4,
    max_size=14,
)


def take(case, step, what, devices):
    if step == "say":
        case.record(ConsentGiven(target="s", level=what) if what else ConsentWithdrawn(target="s"))
    elif step == "merge" and case.path.name != str(what):
        merge(case.path, case.path.parent / str(what))
    elif step == "admit":
        admitting.admit(case, devices[what[0]], what[1])
    elif step == "revoke":
        admitting.revoke(case, devices[what], admitting.last_entry(case, devices[what]))
    elif step == "rotate":
        admitting.rotate(case)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, st.permutations([(0, 1), (1, 2), (2, 0)]))
def test_all_agree_on_who_may_say_what(tmp_path_factory, steps, last):
    root = tmp_path_factory.mktemp("owners")
    Case.create(root / "0", "Oskil mission", "A")
    for name in ("1", "2"):
        clone(root / name, root / "0", name)
    devices = [Case.open(root / str(n)).device().id for n in range(3)]
    for step, here, what in steps:
        with contextlib.suppress(EvidenceError):  # no owner, ended, not known here yet, no role to hand over
            take(Case.open(root / str(here)), step, what, devices)
    for _ in range(2):
        for one, two in last:
            merge(root / str(one), root / str(two))
    states = [Case.open(root / str(n)).state() for n in range(3)]
    assert states[0] == states[1] == states[2]
    assert set(states[0].refusals) <= {"owners-in-dispute"}
    assert {q.reason for q in states[0].quarantined} <= {"not-admitted", "beyond-role", "revoked"}
    assert all(verify_case(root / str(n)).ok for n in range(3))
