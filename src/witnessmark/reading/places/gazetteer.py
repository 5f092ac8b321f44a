"""Places by name: a read-only look at the compiled tables, mapped into memory, nothing parsed before it is asked
for."""

import mmap
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import msgspec

from witnessmark.reading.places.layout import HAS_POINT, KINDS, MARK_BITS, OWN_POINT, RECORD, Form, Mark, fold_name
from witnessmark.reading.places.romanise import romanise
from witnessmark.reading.places.tables import FOLDER


class Place(msgspec.Struct, frozen=True):
    """A place of the gazetteer. ``lat`` and ``lon`` are WGS84 degrees or both None; ``own_point`` is False where they
    are those of a larger unit. ``admin`` runs from the country down. ``population`` is 0 where it is not known."""

    index: int
    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float
    population: int
    own_point: bool
    admin: tuple[str, ...] = ()
    geonames: int | None = None
    katottg: str | None = None


class Candidate(msgspec.Struct, frozen=True):
    """A place that a name may mean, and how the name belongs to it."""

    place: Place
    form: Form


class Gazetteer:
    """The compiled tables. ``load`` gives the one gazetteer of the process."""

    def __init__(self, folder: Path) -> None:
        import marisa_trie

        self._names = marisa_trie.Trie()
        self._names.mmap(str(folder / "gazetteer-names.marisa"))
        self._places = _mapped(folder / "gazetteer-places.bin")
        self._strings = _mapped(folder / "gazetteer-strings.bin")
        self._values = _mapped(folder / "gazetteer-values.bin")
        self._postings = _mapped(folder / "gazetteer-postings.bin")
        self._admins: list[tuple[str, ...]] = msgspec.json.decode(
            (folder / "gazetteer-admin.json").read_bytes(), type=list[tuple[str, ...]]
        )
        self.prefixes = self._names.prefixes
        self.place = lru_cache(maxsize=65_536)(self._place)
        self.candidates = lru_cache(maxsize=16_384)(self._candidates)
        self.value = lru_cache(maxsize=16_384)(self._value)

    @staticmethod
    @cache
    def load() -> "Gazetteer":
        """The gazetteer; raises ``FileNotFoundError`` when the tables were not made (``make tables``)."""
        return Gazetteer(FOLDER)

    def __len__(self) -> int:
        """Number of places."""
        return len(self._places) // RECORD.size

    def look_up(self, name: str) -> tuple[Candidate, ...]:
        """The places that ``name`` may mean, in any spelling or case form that is known, the closest and largest
        first."""
        value = self.value(fold_name(name).strip())
        return self.candidates(value[0]) if value else ()

    def begins(self, start: str) -> bool:
        """Whether any folded name begins with ``start``."""
        return any(True for _ in self._names.iterkeys(start))

    @staticmethod
    def romanise(cyrillic: str) -> str:
        """The official romanisation of a Ukrainian name."""
        return romanise(cyrillic)

    def settlements(self, bounds: tuple[float, float, float, float], min_population: int = 0) -> Iterator[Place]:
        """Settlements with a point of their own inside ``bounds`` (west, south, east, north in degrees), in table
        order."""
        west, south, east, north = bounds
        for index in range(len(self)):
            lat, lon, population, _, _, _, _, kind, flags, _ = RECORD.unpack_from(self._places, index * RECORD.size)
            inside = south <= lat <= north and west <= lon <= east
            if inside and kind == 0 and flags & OWN_POINT and population >= min_population:
                yield self.place(index)

    def _value(self, key: str) -> tuple[int, int] | None:
        """Where the postings of a folded name begin, and the marks of the name."""
        number: int | None = self._names.get(key)
        if number is None:
            return None
        value = int.from_bytes(self._values[4 * number : 4 * number + 4], "little")
        return value >> MARK_BITS, value & (1 << MARK_BITS) - 1

    def _candidates(self, offset: int) -> tuple[Candidate, ...]:
        count = int.from_bytes(self._postings[offset : offset + 4], "little")
        items = memoryview(self._postings)[offset + 4 : offset + 4 + 4 * count].cast("I")
        found = [Candidate(self.place(item & 0xFFFFFF), Form(item >> 24)) for item in items]
        return tuple(sorted(found, key=lambda c: (c.form, -c.place.population, c.place.index)))

    def _place(self, index: int) -> Place:
        lat, lon, population, geonames, radius, offset, admin, kind, flags, country = RECORD.unpack_from(
            self._places, index * RECORD.size
        )
        middle = self._strings.find(b"\0", offset)
        code = self._strings[middle + 1 : self._strings.find(b"\0", middle + 1)].decode()
        point = flags & HAS_POINT
        return Place(
            index,
            self._strings[offset:middle].decode(),
            KINDS[kind],
            country.rstrip(b"\0").decode() or None,
            round(lat, 5) if point else None,
            round(lon, 5) if point else None,
            round(radius, 1),
            population,
            bool(flags & OWN_POINT),
            self._admins[admin],
            geonames or None,
            code or None,
        )


def _mapped(path: Path) -> Any:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


__all__ = ["Candidate", "Form", "Gazetteer", "Mark", "Place"]
