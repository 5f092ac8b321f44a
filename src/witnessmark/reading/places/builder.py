"""Places on their way into the tables: gathered with all their names, then written. Not used while reading."""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from witnessmark.reading.places.layout import (
    HAS_POINT,
    KINDS,
    MARK_BITS,
    OWN_POINT,
    RECORD,
    UKRAINE_CODE,
    Form,
    Mark,
    fold_name,
)

Names = Iterable[tuple[str, Form]]


@dataclass(slots=True)
class Entry:
    """A place on its way into the tables."""

    name: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    radius_km: float
    population: int = 0
    geonames: int = 0
    code: str = ""
    own: bool = True
    admin: tuple[str, ...] = ()
    local: str = ""
    """The name in Ukrainian, for labels."""


class Builder:
    """Gathers places and the names that lead to them, then writes the tables."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.names: dict[str, dict[int, Form]] = defaultdict(dict)
        self.marks: dict[str, int] = defaultdict(int)

    def add(self, entry: Entry, names: Names, mark: int = 0) -> None:
        index = len(self.entries)
        self.entries.append(entry)
        for name, form in names:
            key = fold_name(name).strip()
            if len(key) < 2:
                continue
            known = self.names[key]
            known[index] = min(known.get(index, form), form)
            if mark:
                self.marks[key] |= mark

    def write(self, folder: Path, ordinary: Callable[[str], bool], given: frozenset[str]) -> None:
        """Write the four files; ``ordinary`` says of a folded key whether a dictionary has it without capitals."""
        import marisa_trie

        admins: dict[tuple[str, ...], int] = {(): 0}
        strings, places = bytearray(), bytearray()
        for entry in self.entries:
            admin = admins.setdefault(entry.admin, len(admins))
            place = entry.lat is not None and entry.lon is not None
            flags = HAS_POINT * place | OWN_POINT * (place and entry.own) | UKRAINE_CODE * bool(entry.code)
            places += RECORD.pack(
                entry.lat or 0.0,
                entry.lon or 0.0,
                entry.population,
                entry.geonames,
                entry.radius_km,
                len(strings),
                admin,
                KINDS.index(entry.kind),
                flags,
                entry.country.encode(),
            )
            strings += f"{entry.name}\0{entry.code}\0".encode()
        postings, offsets = bytearray(), {}
        values: dict[str, int] = {}
        for key, found in self.names.items():
            items = tuple(sorted(index | form << 24 for index, form in found.items()))
            if items not in offsets:
                offsets[items] = len(postings)
                postings += len(items).to_bytes(4, "little") + b"".join(item.to_bytes(4, "little") for item in items)
            mark = self.marks.get(key, 0) | Mark.ORDINARY * ordinary(key) | Mark.GIVEN * (key in given)
            values[key] = offsets[items] << MARK_BITS | mark
        folder.mkdir(parents=True, exist_ok=True)
        trie = marisa_trie.Trie(values)
        numbered = sorted((trie.key_id(key), value) for key, value in values.items())
        replace(folder / "gazetteer-names.marisa", trie.tobytes())
        replace(folder / "gazetteer-values.bin", b"".join(value.to_bytes(4, "little") for _, value in numbered))
        replace(folder / "gazetteer-places.bin", places)
        replace(folder / "gazetteer-strings.bin", strings)
        replace(folder / "gazetteer-postings.bin", postings)
        replace(folder / "gazetteer-admin.json", json.dumps(list(admins), ensure_ascii=False).encode())


def replace(target: Path, content: bytes | bytearray) -> None:
    """Put ``content`` at ``target`` in one step: a running process has the old table mapped, and it must stay whole."""
    fresh = target.with_name(target.name + ".new")
    fresh.write_bytes(content)
    fresh.replace(target)


def package_file(package: str, name: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is not installed: it is needed to make the gazetteer (make setup)")
    return Path(spec.submodule_search_locations[0]) / name


def read_json(package: str, name: str) -> Any:
    return json.loads(package_file(package, name).read_bytes())


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
