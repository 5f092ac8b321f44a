"""A law file of the team's own: provisions, acts' alternatives, facts and conflicts in the form of ``data/*.yaml``.

What is wrong is told with file, line, id and reason. An entry with the id of a shipped one takes its place.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

import msgspec
import yaml

from witnessmark.law.forms import (
    ActLaw,
    Alternative,
    CommonElement,
    Conflict,
    FactRule,
    FactType,
    Instrument,
    LawFile,
    ProvisionEntry,
    Text,
)
from witnessmark.law.provisions import Law, LawError, build, shipped_file

T = TypeVar("T")
MAPPINGS: dict[str, Any] = {
    "instruments": Instrument, "common": CommonElement, "fact_types": FactType, "facts": FactRule,
    "alternatives": Alternative, "labels": Text,
}  # fmt: skip
LISTS: dict[str, Any] = {"provisions": ProvisionEntry, "acts": ActLaw, "conflicts": Conflict}
MOST = 4_000_000
"""Characters of a law file: twenty times what is shipped."""
DEEPEST = 50
"""Levels of nesting that a law file may have; those shipped have eight."""
PLAIN = ("version", "source", "meta", "situation_rules", "groups_of_any_act", "negators")
_OPENING = (
    yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken, yaml.BlockSequenceStartToken, yaml.BlockMappingStartToken,
)  # fmt: skip
_CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken, yaml.BlockEndToken)


class LawFileError(ValueError):
    """What is wrong with a law file: ``line`` counts from 1, ``entry`` is the id of what stands there."""

    def __init__(self, file: str, line: int, entry: str, reason: str) -> None:
        super().__init__(f"{file}, line {line}: {entry + ': ' if entry else ''}{reason}")
        self.file, self.line, self.entry, self.reason = file, line, entry, reason


class OwnLaw(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was read: what it adds, and the lines of its entries by id."""

    name: str
    file: LawFile
    lines: dict[str, int]


def read_own(text: str, name: str) -> OwnLaw:
    """Read a law file; raises ``LawFileError`` with line, id and reason. It may come from another device: what would
    only cost memory or time (aliases, depth, size) is refused."""
    if len(text) > MOST:
        raise LawFileError(name, 1, "", f"is longer than {MOST // 1_000_000} million characters")
    try:
        loader = yaml.SafeLoader(text)
        node = _plain(loader, name)
    except RecursionError:
        raise LawFileError(name, 1, "", "is nested too deeply") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise LawFileError(name, line, "", getattr(error, "problem", None) or "is no YAML") from None
    if not isinstance(node, yaml.MappingNode):
        raise LawFileError(name, 1, "", "must hold sections such as `provisions:`")
    sections: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        section = str(key.value)
        make: Callable[[yaml.Node], Any] = partial(_made, loader, name)
        if section in LISTS:
            sections[section] = tuple(_listed(value, section, name, make, lines))
        elif section in MAPPINGS:
            sections[section] = dict(_mapped(value, section, name, make, lines))
        elif section in PLAIN:
            sections[section] = make(value)
        else:
            known = ", ".join((*LISTS, *MAPPINGS, *PLAIN))
            raise LawFileError(name, _line(key), section, f"is no section of a law file; there are {known}")
    if not sections.get("version"):
        raise LawFileError(name, 1, "", "has no `version:` (a word or date that tells its states apart)")
    sections["version"] = str(sections["version"])
    sections.pop("source", None)
    return OwnLaw(name=name, file=LawFile(**sections), lines=lines)


def _made(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> Any:
    try:
        return loader.construct_object(node, deep=True)
    except yaml.YAMLError as error:
        raise LawFileError(name, _line(node), "", str(getattr(error, "problem", "is no plain YAML"))) from None


def _plain(loader: yaml.SafeLoader, name: str) -> yaml.Node | None:
    """The one document, without aliases: a few of them may stand for millions of entries. Reading what is nested deeply
    takes the square of its length."""
    depth = 0
    for token in yaml.scan(loader.buffer.rstrip("\0"), Loader=yaml.SafeLoader):
        if isinstance(token, yaml.AliasToken):
            raise LawFileError(name, token.start_mark.line + 1, "", "uses an alias (*): write it out")
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > DEEPEST:
            raise LawFileError(name, token.start_mark.line + 1, "", "is nested too deeply")
    return loader.get_single_node()


def _listed(
    node: yaml.Node, section: str, file: str, make: Callable[[yaml.Node], Any], lines: dict[str, int]
) -> Iterator[Any]:
    if not isinstance(node, yaml.SequenceNode):
        raise LawFileError(file, _line(node), section, "must be a list: begin each entry with `- `")
    for each in node.value:
        raw = make(each)
        known = raw if isinstance(raw, dict) else {}
        entry = str(known.get("id") or known.get("act") or section)
        if entry in lines and entry != section:
            raise LawFileError(file, _line(each), entry, f"stands twice, also in line {lines[entry]}")
        lines[entry] = _line(each)
        yield _converted(raw, LISTS[section], file, each, entry)


def _mapped(
    node: yaml.Node, section: str, file: str, make: Callable[[yaml.Node], Any], lines: dict[str, int]
) -> Iterator[tuple[str, Any]]:
    if not isinstance(node, yaml.MappingNode):
        raise LawFileError(file, _line(node), section, "must hold entries such as `name: …`")
    for key, value in node.value:
        entry = str(key.value)
        lines[f"{section}/{entry}"] = _line(key)
        yield entry, _converted(make(value), MAPPINGS[section], file, value, f"{section}/{entry}")


def _converted(raw: Any, kind: type[T], file: str, node: yaml.Node, entry: str) -> T:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise LawFileError(file, _line_of(node, str(error)), entry, str(error)) from None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _line_of(node: yaml.Node, message: str) -> int:
    """The line of the field that a message names, or of the entry."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if f"$.{key.value}" in message or f"`{key.value}`" in message:
                return _line_of(value, message.replace(f"$.{key.value}", "$", 1)) if "$." in message else _line(key)
    if isinstance(node, yaml.SequenceNode):
        for number, each in enumerate(node.value):
            if f"$[{number}]" in message:
                return _line_of(each, message.replace(f"$[{number}]", "$", 1))
    return _line(node)


def with_own(*files: OwnLaw) -> Law:
    """The shipped law together with files of the team's own, later ones over earlier ones; raises ``LawFileError``."""
    merged = shipped_file()
    for own in files:
        merged = _merged(merged, own.file)
    versions = tuple(own.file.version for own in files)
    try:
        return build(merged, versions)
    except LawError as error:
        where = error.where
        for own in reversed(files):
            for entry in (where, where.rpartition(".e")[0], *(f"{section}/{where}" for section in MAPPINGS)):
                if entry in own.lines:
                    raise LawFileError(own.name, own.lines[entry], where, error.reason) from None
        raise


def _merged(base: LawFile, own: LawFile) -> LawFile:
    mappings = {name: {**getattr(base, name), **getattr(own, name)} for name in MAPPINGS}
    provisions = {each.id: each for each in (*base.provisions, *own.provisions)}
    acts = {each.act: each for each in base.acts}
    for act in own.acts:
        acts[act.act] = _merged_act(acts[act.act], act) if act.act in acts else act
    conflicts = {each.id: each for each in (*base.conflicts, *own.conflicts)}
    return msgspec.structs.replace(
        base,
        provisions=tuple(provisions.values()),
        acts=tuple(acts.values()),
        conflicts=tuple(conflicts.values()),
        situation_rules=own.situation_rules or base.situation_rules,
        **mappings,
    )


def _merged_act(base: ActLaw, own: ActLaw) -> ActLaw:
    """What the own file says of a shipped act is added to it; a provision that it names changes its strength."""
    named = set(own.provisions())
    kept = {
        name: tuple(each for each in getattr(base, name) if each not in named)
        for name in ("primary", "secondary", "context")
    }
    return msgspec.structs.replace(
        base,
        handling=own.handling or base.handling,
        caution=own.caution or base.caution,
        beside=(*base.beside, *own.beside),
        ask_first=tuple(dict.fromkeys((*base.ask_first, *own.ask_first))),
        alternatives=tuple(dict.fromkeys((*base.alternatives, *own.alternatives))),
        **{name: (*kept[name], *getattr(own, name)) for name in kept},
    )
