"""A lawyer adds a provision without touching code; what is wrong with a file is told with file, line, id and reason."""

import pytest

from tests.unit.law.placing import RUSSIAN, claim, matrix_with, qualified
from witnessmark.law.own_files import LawFileError, read_own, with_own
from witnessmark.law.provisions import law

MINE = """\
version: 2026-11-test
source: Criminal Code of Ukraine, consolidated text
provisions:
- id: ua-cc-185
  instrument: ua-criminal-code
  cite: Criminal Code of Ukraine art. 185
  title: {en: Theft, uk: Крадіжка}
  nature: crime
  regime: [domestic]
  elements:
  - property-appropriated
  - kind: mental
    text: {en: It was taken secretly., uk: Майно взято таємно.}
    facts: [taken-secretly]
  indicated_by: {looting: secondary}
fact_types:
  taken-secretly:
    group: property
    label: {en: taken secretly, uk: взято таємно}
    ask: {en: 'Who could see the taking?', uk: 'Хто міг це бачити?'}
    evidence: [testimony]
facts:
  taken-secretly: {only: [looting], words: {en: [secretly], uk: [таємно]}}
conflicts:
- {id: mine, regime: iac, countries: [XX], since: '2020-01-01', source: a judgment}
"""


def test_a_provision_of_ones_own_is_laid_beside_the_claims_with_its_own_facts() -> None:
    own = with_own(read_own(MINE, "mine.yaml"))
    taking = claim("looting", "they secretly took a stove", day="2022-06-10", roles=RUSSIAN)
    found = qualified(taking, law=own)
    [finding] = [f for f in matrix_with(found, "looting").findings if f.provision == "ua-cc-185"]
    assert [element.status for element in finding.elements] == ["open", "covered"]
    assert finding.elements[1].because[0].rule == "words:secretly"
    assert own.own == ("2026-11-test",)
    assert own.digest != law().digest
    assert "ua-cc-185" not in law().provisions


def test_what_the_shipped_law_says_of_an_act_may_be_changed() -> None:
    text = "version: '1'\nacts:\n- act: looting\n  primary: [hague-47]\n  alternatives: [rumour]\n"
    own = with_own(read_own(text, "mine.yaml"))
    assert own.acts["looting"].strengths(("looting",))["hague-47"] == "primary"
    assert own.acts["looting"].handling == law().acts["looting"].handling
    assert set(law().acts["looting"].alternatives) < set(own.acts["looting"].alternatives)


TWICE = "conflicts:\n- {id: mine, regime: iac, countries: [YY], since: '2020-01-01', source: b}"
WRONG = [
    ("provisions:\n- id: [", 2, "", ""),
    ("- a list", 1, "", "sections"),
    ("version: '1'\nprovisionz: []\n", 2, "provisionz", "no section"),
    ("provisions: []\n", 1, "", "version"),
    ("version: '1'\nprovisions:\n- id: x-1\n  cite: x\n", 3, "x-1", "instrument"),
    (MINE.replace("nature: crime", "nature: sin"), 8, "ua-cc-185", "Invalid enum value 'sin'"),
    (MINE.replace("regime: [domestic]", "regime: [domestic]\n  weight: 3"), 10, "ua-cc-185", "unknown field `weight`"),
    (MINE.replace("kind: mental", "kind: moral"), 12, "ua-cc-185", "Invalid enum value 'moral'"),
    (MINE.replace("instrument: ua-criminal-code", "instrument: ua-code"), 4, "ua-cc-185", "no instrument 'ua-code'"),
    (MINE.replace("- property-appropriated", "- property-stolen"), 4, "ua-cc-185", "no common element"),
    (MINE.replace("facts: [taken-secretly]", "facts: [unheard-of]"), 4, "ua-cc-185.e2", "no fact 'unheard-of'"),
    (MINE.replace("{looting: secondary}", "{pillaging: secondary}"), 4, "ua-cc-185", "no act 'pillaging'"),
    (MINE.replace("conflicts:", TWICE), 26, "mine", "stands twice"),
    ("version: '1'\nfacts:\n  shape-of-moon: {words: {en: [round]}}\n", 3, "facts/shape-of-moon", "no fact"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "entry", "reason"), WRONG)
def test_errors_name_file_line_id_and_reason(text: str, line: int, entry: str, reason: str) -> None:
    with pytest.raises(LawFileError) as error:
        with_own(read_own(text, "mine.yaml"))
    assert error.value.file == "mine.yaml"
    assert error.value.line == line, str(error.value)
    assert error.value.entry == entry
    assert reason in error.value.reason
    assert str(error.value).startswith(f"mine.yaml, line {line}: ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("version: &a [x]\nprovisions: *a\n", "alias"),
        ("version: " + "[" * 200_000, "deep"),
        ("version: '1'\n" + "# long\n" * 700_000, "longer"),
        ("version: '1'\nprovisions: {a: b}\n", "list"),
        ("version: !!python/object/apply:os.system ['true']\n", "could not determine"),
    ],
)
def test_a_hostile_file_is_refused_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(LawFileError) as error:
        with_own(read_own(text, "mine.yaml"))
    assert reason in str(error.value)
    assert "\n" not in str(error.value)
