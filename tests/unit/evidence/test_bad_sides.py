"""A side that sends too much, other bytes, endless lines, names that lead elsewhere: refused with a reason."""

import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.evidence.joining import join
from tests.unit.evidence.pipes import over_pipes
from tests.unit.evidence.test_sync import truth
from witnessmark.evidence import exchange
from witnessmark.evidence.errors import NoCase
from witnessmark.evidence.exchange import Inventory
from witnessmark.evidence.kinds import CustodyNoted
from witnessmark.evidence.remote import Place, command_for, merge_remote, place_of, serve
from witnessmark.evidence.stream import GREETING, BadStream, Head, Reader, Writer


@pytest.fixture
def pair(case, tmp_path):
    return case, join(tmp_path / "other", case, "Ivan Moroz")


def speaking(case, say, held=None):
    """What a side that says these parts gets for an answer, as a bundle and over pipes."""
    out = io.BytesIO()
    writer = Writer(out)
    writer.greet()
    exchange.tell(writer, exchange.settings_of(case.path), held or Inventory())
    say(writer, out)
    return out.getvalue()


A, B = "a" * 64, "b" * 64
DEVICE = "c" * 32 + ".jsonl"


@pytest.mark.parametrize(
    ("held", "say", "reason"),
    [
        (None, lambda w, _: w.part("object", b"x", A), "unasked-object"),
        (Inventory(objects={A: 1}), lambda w, _: w.part("object", b"xx", A), "unasked-object"),
        (Inventory(objects={A: 1}), lambda w, _: [w.part("object", b"x", A) for _ in "12"], "unasked-object"),
        (Inventory(objects={A: 1 << 60}), lambda w, _: None, "no-room"),
        (Inventory(objects={"../../x": 1}), lambda w, _: None, "bad-inventory"),
        (Inventory(objects={A: -1}), lambda w, _: None, "bad-inventory"),
        (Inventory(journals={"../case.toml": exchange.Size(1, A)}), lambda w, _: None, "bad-inventory"),
        (Inventory(rings={"../x.ring": exchange.Size(1, A)}), lambda w, _: None, "bad-inventory"),
        (None, lambda w, _: w.part("journal", b"x", DEVICE), "unasked-file"),
        (None, lambda w, _: w.part("ring", b"x", "ab.ring"), "unasked-file"),
        (None, lambda w, _: w.begin(Head("object", 1, 0, "../../etc/passwd")), "bad-part"),
        (None, lambda w, _: w.begin(Head("object", 1, 0, "/etc/passwd")), "bad-part"),
        (None, lambda w, out: out.write(b"object 1 0 " + b"a" * 10_000), "bad-part"),
        (None, lambda w, out: out.write(b"x" * 100_000), "bad-part"),
        (None, lambda w, _: w.begin(Head("report", 1 << 40, 0, "-")), "unexpected-part"),
        (None, lambda w, _: w.part("settings", b"x"), "unexpected-part"),
        (None, lambda w, _: w.begin(Head("end", 5, 0, "-")), "too-large"),
        (None, lambda w, _: w.part("refused", b"no-room"), "no-room"),
        (None, lambda w, _: w.part("refused", b"\x1b[2J"), "refused"),
        (None, lambda w, _: w.begin(Head("refused", 1 << 40, 0, "-")), "too-large"),
        (
            Inventory(journals={DEVICE: exchange.Size(3 << 20, A)}),
            lambda w, _: w.part("journal", b"x" * (3 << 20), DEVICE),
            "endless-line",
        ),
    ],
)  # fmt: skip
def test_a_side_that_sends_what_was_not_asked_is_refused(case, tmp_path, held, say, reason):
    data, before = speaking(case, say, held), truth(case.path)
    with pytest.raises(BadStream, match=reason):
        merge_remote(case.path, "there", io.BytesIO(data), io.BytesIO())
    assert truth(case.path) == before and case.state().refusals == ()
    assert not (tmp_path / "etc").exists()


def test_wrong_bytes_under_an_address_are_refused_by_name_and_the_rest_comes(pair, add_source, tmp_path):
    mine, other = pair
    add_source(other, "other")
    content = other.state().sources["other"].content
    path = other.objects.path(content)
    path.write_bytes(b"x" * path.stat().st_size)
    report = over_pipes(mine.path, other.path)
    assert [(r.folder, r.file, r.reason) for r in report.refused] == [
        ("there", f"objects/{content[:2]}/{content[2:]}", "corrupt-object")
    ]
    assert content not in mine.objects and "other" in mine.state().sources


def test_a_changed_journal_is_taken_as_far_as_it_holds(pair):
    mine, other = pair
    for _ in range(3):
        other.record(CustodyNoted(source="s0", event="viewed"))
    path = other.path / "journal" / f"{other.device().id}.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[-1] = lines[-1].replace(b"viewed", b"copied")
    path.write_bytes(b"".join(lines))
    report = over_pipes(mine.path, other.path)
    assert (f"journal/{path.name}", "bad-signature") in [(r.file, r.reason) for r in report.refused]
    assert report.received.entries == 2


def test_another_case_and_what_is_no_witnessmark_are_refused(case, new_case, tmp_path):
    with pytest.raises(BadStream, match="other-case"):
        over_pipes(case.path, new_case("second").path)
    for data in (b"", b"Welcome to Debian\n", b"witnessmark-case 2\n" + b"x" * 1000):
        with pytest.raises(BadStream, match="no-greeting"):
            merge_remote(case.path, "there", io.BytesIO(data), io.BytesIO())
    out = io.BytesIO()
    with pytest.raises(NoCase):
        serve(tmp_path, io.BytesIO(), out)


def test_two_syncs_at_once_into_one_folder_do_not_mix(pair):
    mine, other = pair
    with exchange.arriving(mine.path), pytest.raises(BadStream, match="busy"):
        over_pipes(mine.path, other.path)
    with exchange.arriving(other.path, "arriving-served"), pytest.raises(BadStream, match="busy"):
        over_pipes(mine.path, other.path)
    assert over_pipes(mine.path, other.path).ok


def test_lines_of_the_stream_that_are_none():
    for line in (
        b"object -1 0 a\n",
        b"object 01 0 a\n",
        b"OBJECT 1 0 a\n",
        b"object 1 0 a b\n",
        b"object 1 0 \n",
        b"\n",
    ):
        with pytest.raises(BadStream, match="bad-part"):
            Reader(io.BytesIO(line)).head()


# Where a word leads


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("olena@field.example:/srv/cases/kharkiv", Place("olena@field.example", "/srv/cases/kharkiv")),
        ("laptop:kharkiv", Place("laptop", "kharkiv")),
        ("[fe80::1]:case", Place("[fe80::1]", "case")),
        ("-oProxyCommand=evil:x", None),
        ("a@-oProxyCommand=evil:x", None),
        ("/media/usb/a:b", None),
        ("C:x", None),
        ("kharkiv", None),
    ],
)  # fmt: skip
def test_a_remote_path_is_told_from_a_folder(word, place):
    assert place_of(word) == place


def test_a_path_cannot_become_a_command_of_the_other_machine():
    command = command_for(Place("a@b", "x; rm -rf $HOME `id`"), "ssh -p 2222", "witnessmark")
    assert command == ["ssh", "-p", "2222", "--", "a@b", "witnessmark sync --serve 'x; rm -rf $HOME `id`'"]
    assert command_for(Place("b", "~/a b"), "ssh", "wm")[-1] == "wm sync --serve ~/'a b'"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.booleans())
def test_whatever_bytes_a_side_sends_it_is_refused_with_a_reason(case, data, greeted):
    before = case.state().entries
    with pytest.raises(BadStream) as refused:
        merge_remote(case.path, "there", io.BytesIO((GREETING if greeted else b"") + data), io.BytesIO())
    assert re.fullmatch(r"[a-z-]+", refused.value.reason) and case.state().entries == before


HEADS = st.builds(
    Head, st.sampled_from(["object", "ring", "journal", "end"]), st.integers(0, 10**14), st.integers(0, 10**14),
    st.from_regex(r"[A-Za-z0-9._-]{1,120}", fullmatch=True),
)  # fmt: skip


@given(HEADS)
def test_a_line_of_the_stream_is_read_as_it_was_written(head):
    out = io.BytesIO()
    Writer(out).begin(head)
    assert Reader(io.BytesIO(out.getvalue())).head() == head
