"""Marked text is the released text and nothing else, whatever claims overlap."""

from hypothesis import given
from hypothesis import strategies as st

from witnessmark.model.release import ReleasedClaim, ReleasedDocument, Segment
from witnessmark.publish.site.marking import paragraphs_of, pieces_of


def document(*texts: tuple[str, str]) -> ReleasedDocument:
    return ReleasedDocument(
        id="d", source="S1", title="t", kind="text", language="en", date=None,
        segments=tuple(Segment(kind, text) for kind, text in texts), claims=(),  # type: ignore[arg-type]
    )  # fmt: skip


def claim(identifier: str, start: int, end: int) -> ReleasedClaim:
    return ReleasedClaim(
        id=identifier, document="d", start=start, end=end, quote="", act="shelling", modality="asserted",
        polarity="positive", said_by="d", said_by_kind="author",
    )  # fmt: skip


texts = st.text(alphabet="abc \n\rїє🙂\u0301", max_size=40)
kinds = st.sampled_from(["text", "pseudonym", "withheld"])
documents = st.lists(st.tuples(kinds, texts), max_size=6).map(lambda parts: document(*parts))
spans = st.lists(st.tuples(st.integers(-2, 60), st.integers(-2, 60)), max_size=12)


@given(documents, spans)
def test_pieces_joined_are_the_text_and_know_exactly_the_claims_that_cover_them(
    doc: ReleasedDocument, wanted: list[tuple[int, int]]
) -> None:
    claims = [claim(f"c{n}", start, end) for n, (start, end) in enumerate(wanted)]
    pieces = pieces_of(doc, claims)
    assert "".join(piece.text for piece in pieces) == doc.text
    shown = [c for c in claims if 0 <= c.start < c.end <= len(doc.text)]
    at = 0
    for piece in pieces:
        assert set(piece.claims) == {c.id for c in shown if c.start <= at and at + len(piece.text) <= c.end}
        at += len(piece.text)
    assert sorted(i for piece in pieces for i in piece.opens) == sorted(c.id for c in shown)


@given(documents, spans)
def test_paragraphs_lose_no_word_and_open_every_claim_once(
    doc: ReleasedDocument, wanted: list[tuple[int, int]]
) -> None:
    claims = [claim(f"c{n}", start, end) for n, (start, end) in enumerate(wanted)]
    pieces = pieces_of(doc, claims)
    paragraphs = list(paragraphs_of(pieces))
    kept = "".join(piece.text for paragraph in paragraphs for piece in paragraph)
    assert "".join(kept.split()) == "".join(doc.text.split())
    assert sorted(i for par in paragraphs for p in par for i in p.opens) == sorted(i for p in pieces for i in p.opens)


def test_an_inner_claim_stands_last_so_that_a_click_finds_it() -> None:
    doc = document(("text", "the line came down and was repaired"))
    pieces = pieces_of(doc, [claim("inner", 19, 35), claim("outer", 4, 35)])
    assert [(p.text, p.claims) for p in pieces] == [
        ("the ", ()), ("line came down ", ("outer",)), ("and was repaired", ("outer", "inner")),
    ]  # fmt: skip


def test_crossing_claims_share_the_middle() -> None:
    pieces = pieces_of(document(("text", "abcdef")), [claim("a", 0, 4), claim("b", 2, 6)])
    assert [(p.text, p.claims) for p in pieces] == [("ab", ("a",)), ("cd", ("a", "b")), ("ef", ("b",))]


def test_a_pseudonym_keeps_its_kind_inside_a_claim() -> None:
    pieces = pieces_of(document(("text", "said "), ("pseudonym", "Person 1"), ("text", " there")), [claim("a", 0, 19)])
    assert [(p.text, p.kind) for p in pieces] == [("said ", "text"), ("Person 1", "pseudonym"), (" there", "text")]
