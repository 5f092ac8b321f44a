"""From the lexicons and cue lists of a language to one table for the automaton (build time only).

The table holds ``forms`` (word form → element ids), ``stems`` (prefix → element ids), ``rows`` and ``anchors`` (element
id → rows that hang on it). A row is ``[kind, label, rule, anchor, elements]``; elements are ids, or negative for slots.
A trigger unfolds into many rows, so that its rule stands once, in ``rules``, and rows hold its number.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from witnessmark.reading.claims.conjugate import verb_forms
from witnessmark.reading.claims.inflect import forms
from witnessmark.reading.claims.notation import GAP, Element, sequences, uncommented, with_classes

SLOTS = {GAP: -1, "<NUM>": -2, "<LOC>": -3, "<DATE>": -4, "<MONEY>": -2, "<NAME>": -6}
ANY = -5
_KINDS = ("strong", "patterns", "weak", "context")


class Table:
    """The table of one language while it grows."""

    def __init__(
        self, language: str, irregular: dict[str, list[str]], common: Iterable[str], classes: dict[str, list[str]]
    ) -> None:
        self.language, self.irregular = language, irregular
        self.common = set(common)
        self.classes = classes
        self.elements: dict[Element, int] = {}
        self.rows: list[list[Any]] = []
        self.rules: dict[str, int] = {}
        self.seen: set[str] = set()

    def add(self, kind: str, label: str, trigger: str, rule: str) -> None:
        for sequence in sequences(with_classes(trigger, self.classes), self.language != "en"):
            codes = [self._code(element) for element in sequence]
            anchor = self._anchor(sequence, codes)
            key = json.dumps([kind, label, codes])
            if anchor is not None and key not in self.seen:
                self.seen.add(key)
                self.rows.append([kind, label, self.rules.setdefault(rule, len(self.rules)), anchor, codes])

    def _code(self, element: Element) -> int:
        if element[0] in SLOTS:
            return SLOTS[element[0]]
        if element[0].startswith("<"):
            return ANY
        return self.elements.setdefault(tuple(sorted(set(element))), len(self.elements))

    def _anchor(self, sequence: Sequence[Element], codes: Sequence[int]) -> int | None:
        """The element least likely to be met by chance: few alternatives, long, no common word."""
        rated = [
            (all(word.strip("=") not in self.common for word in element), min(map(len, element)), -at)
            for at, (element, code) in enumerate(zip(sequence, codes, strict=True))
            if code >= 0
        ]
        return -max(rated)[2] if rated else None

    def literals(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        exact: dict[str, set[int]] = {}
        stems: dict[str, set[int]] = {}
        for element, code in self.elements.items():
            for word in element:
                if word.endswith("*"):
                    stems.setdefault(word[:-1], set()).add(code)
                    also, prefixes = verb_forms(word[:-1], self.language)
                    for form in also:
                        exact.setdefault(form, set()).add(code)
                    for prefix in prefixes:
                        stems.setdefault(prefix, set()).add(code)
                    continue
                plain = word.lstrip("=")
                inflected = self.language == "en" and plain == word
                for form in forms(plain, self.irregular) if inflected else {plain}:
                    exact.setdefault(form, set()).add(code)
        return ({k: sorted(v) for k, v in sorted(exact.items())}, {k: sorted(v) for k, v in sorted(stems.items())})

    def finished(self) -> dict[str, Any]:
        exact, stems = self.literals()
        anchors: dict[int, list[int]] = {}
        for number, (_, _, _, anchor, codes) in enumerate(self.rows):
            anchors.setdefault(codes[anchor], []).append(number)
        hanging = {str(code): numbers for code, numbers in anchors.items()}
        return {"forms": exact, "stems": stems, "rows": self.rows, "rules": list(self.rules), "anchors": hanging}


def compile_language(language: str, lexicon: Path, cues: Path, irregular: Path) -> dict[str, Any]:
    """The table of one language from its lexicon and its cues; raises ``ValueError`` that names a bad entry."""
    words = _load(cues)
    triggers = _load(lexicon)
    table = Table(language, _load(irregular), words["common"], triggers.get("classes", {}))
    for act, entry in triggers["acts"].items():
        for kind in _KINDS:
            for trigger in entry.get(kind, []):
                table.add(kind.removesuffix("s"), act, str(trigger), f"lexicon/{language} {act} {kind}: {trigger}")
        own = {str(trigger) for kind in _KINDS for trigger in entry.get(kind, [])}
        for friend in entry.get("false_friends", []):
            _add_friend(table, act, friend, own, language)
    for cue in words["cues"]:
        for trigger in cue["words"]:
            table.add("cue", cue["id"], str(trigger), f"cues/{language} {cue['id']}: {trigger}")
    settings = {key: value for key, value in words.items() if key != "cues"}
    if language == "en":
        settings["verbs"] = sorted({*settings["verbs"], *_past_forms(table.irregular), *settings["auxiliaries"]})
    scopes = {cue["id"]: {key: value for key, value in cue.items() if key != "words"} for cue in words["cues"]}
    return table.finished() | {"settings": settings, "cues": scopes}


def _add_friend(table: Table, act: str, friend: dict[str, str], own: set[str], language: str) -> None:
    """A false friend drops a hit of its act or moves it to the act that ``why`` names. One that is nothing but a
    trigger of the same act, told apart only by a comment, cannot be told apart by words and is left out."""
    text = uncommented(str(friend["text"]))
    singles = {word for trigger in own if " " not in trigger for word in trigger.lstrip("=").split("|")}
    if not text or text in own or set(text.split("|")) <= singles:
        return
    table.add(
        "friend", f"{act}>{str(friend.get('why', '')).split(',')[0]}", text, f"lexicon/{language} {act} not: {text}"
    )


def _past_forms(irregular: dict[str, list[str]]) -> set[str]:
    """Past forms of the irregular verbs: they are met as verbs only, near enough."""
    verbs = {word: forms for word, forms in irregular.items() if any(form.endswith("ing") for form in forms)}
    return {form for word, forms in verbs.items() for form in forms if not form.endswith(("s", "ing"))} - {
        *verbs, "wounded", "wound", "born", "lay",
    }  # fmt: skip


def _load(path: Path) -> Any:
    """A YAML file with every scalar as a string: "on" and "no" are words here, not truth values."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name} is no YAML: {error}") from error


def claims_steps(package: Path) -> list[tuple[list[Path], Path, Any]]:
    """The steps for ``tools/compile_tables.py``: one table a language, one for all, and the digest of all data."""
    data, tables = package / "reading/data", package / "reading/tables"
    irregular = data / "claims/irregular.yaml"
    steps: list[tuple[list[Path], Path, Any]] = []
    for language in ("en", "uk", "ru"):
        parts = (data / f"lexicon/{language}.yaml", data / f"claims/{language}.yaml", irregular)
        rules = (Path(__file__), Path(__file__).with_name("conjugate.py"))
        steps.append(([*parts, *rules], tables / f"claims-{language}.json", _writer(language, *parts)))
    for name in ("acts", "factuality"):
        source = data / f"claims/{name}.yaml"
        steps.append(([source], tables / f"claims-{name}.json", _copier(source)))
    everything = sorted(path for path in data.rglob("*") if path.is_file())
    steps.append((everything, tables / "reader.json", lambda out: _write(out, {"lexicon": data_digest(data)})))
    return steps


def data_digest(data: Path) -> str:
    """SHA-256 of all reading data, names and bytes, as 12 hex digits: what the reader's id is bound to."""
    whole = hashlib.sha256()
    for path in sorted(path for path in data.rglob("*") if path.is_file()):
        whole.update(path.relative_to(data).as_posix().encode() + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:12]


def _writer(language: str, lexicon: Path, cues: Path, irregular: Path) -> Any:
    return lambda out: _write(out, compile_language(language, lexicon, cues, irregular))


def _copier(source: Path) -> Any:
    return lambda out: _write(out, _load(source))


def _write(out: Path, value: Any) -> None:
    out.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
