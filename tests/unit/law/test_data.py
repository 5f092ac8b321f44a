"""The law data: complete, consistent, and in both languages."""

import re

import pytest

from witnessmark.law.book import all_labels
from witnessmark.law.forms import Text
from witnessmark.law.provisions import law
from witnessmark.model.acts import taxonomy


def test_every_act_of_the_taxonomy_has_its_law_and_nothing_else_has() -> None:
    assert set(law().acts) == set(taxonomy().acts)


def test_every_fact_rule_is_of_a_known_fact_and_names_known_acts_and_roles() -> None:
    data, acts, roles = law(), set(taxonomy().acts), set(taxonomy().roles)
    assert set(data.fact_rules) <= set(data.fact_types)
    for name, rule in data.fact_rules.items():
        assert set(rule.roles) <= roles, name
        assert set(rule.only) <= acts, name
        assert rule.acts == "any" or set(rule.acts) <= acts, name


def test_rules_of_situations_name_known_acts() -> None:
    rules = law().situations
    for acts in (rules.taking, rules.leaving, rules.turning, rules.hostilities, rules.lawful, rules.authority,
                 rules.captive_acts, rules.free_acts):  # fmt: skip
        assert set(acts) <= set(taxonomy().acts)
    assert set(rules.announced_facts) <= set(law().fact_types)


def texts() -> dict[str, Text]:
    """Every text of the law data that a reader may meet, by where it stands."""
    data = law()
    found = {f"title of {p.id}": p.title for p in data.provisions.values()}
    found |= {element.id: element.text for p in data.provisions.values() for element in p.elements}
    found |= {f"question {name}": Text.of(kind.ask) for name, kind in data.fact_types.items()}
    found |= {f"fact {name}": Text.of(kind.label) for name, kind in data.fact_types.items()}
    found |= {f"alternative {name}": Text.of(each.text) for name, each in data.alternatives.items()}
    found |= {f"caution {act.act}": Text.of(act.caution) for act in data.acts.values() if act.caution}
    found |= {f"instrument {name}": Text.of(each.title) for name, each in data.instruments.items()}
    found |= {f"status {name}": Text.of(each.status) for name, each in data.instruments.items()}
    found |= {f"cite {name}": Text.of(each.cite) for name, each in data.instruments.items()}
    found |= {f"label {name}": text for name, text in data.labels.items()}
    return found


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_text_is_there_in_both_languages(language: str) -> None:
    assert not [where for where, text in texts().items() if not getattr(text, language).strip()]


def test_ukrainian_words_are_ukrainian() -> None:
    for where, text in texts().items():
        assert re.search("[А-ЩЬЮЯЄІЇҐа-щьюяєіїґ]", text.uk), where
        assert not re.search("[ыэёъ]", text.uk), where


def test_regimes_phases_and_standings_have_labels() -> None:
    assert set(all_labels()) <= set(law().labels)


def test_every_provision_cites_its_instrument_in_both_languages() -> None:
    data = law()
    for provision in data.provisions.values():
        instrument = data.instruments[provision.instrument]
        assert provision.cite.startswith(Text.of(instrument.cite).en), provision.id
        assert not re.search("[A-Z][a-z]|[a-hj-uwyz]{4}", instrument.cited(provision.cite, "uk")), provision.id


OPEN = {
    "en": r"(?:(?:Since|In|On|Of|To|For|From|With|In or on|Into) )?(?:what|who|whom|whose|where|when|which|how)\b"
    r"|Record only",
    "uk": r"(?:(?:З|Із|Через|Про|До|У|В|Для|На|За) )?(?:що|чо|хто|чи[єїх]|ч[иі]м|к(?:ого|ому|им)|де|коли|як|скільк"
    r"|звідки|відколи)|Записуйте лише",
}
LEADING = {
    "en": r"(?i)\b(crime|unlawful|illegal|guilty|perpetrator|tortur|murder|pillag|rape|isn't|didn't|wasn't|admit)",
    "uk": r"(?i)(злочин|незаконн|винн|катуван|вбивц|мародер|зґвалт|чи не |хіба)",
}


@pytest.mark.parametrize("language", ["en", "uk"])
def test_questions_are_open_and_name_no_crime(language: str) -> None:
    for name, kind in law().fact_types.items():
        text = Text.of(kind.ask).said(language)
        for prefix in ("(specialist) ", "(для фахівця) "):
            text = text.removeprefix(prefix)
        if "do-not-ask-generalist" in kind.flags:
            continue
        assert re.match(OPEN[language], text, re.IGNORECASE), (name, text)
        assert not re.search(LEADING[language], text), (name, text)
