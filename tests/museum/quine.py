"""A ZIP file whose only member is itself, byte for byte: unpacking it never comes to an end.

After Russ Cox, "Zip Files All The Way Down" (2010). Deflate is used as a language of two words: L, "the next n bytes as
they are" (a stored block), and R, "the last n bytes again" (a match), each five bytes long; with these a program that
prints itself can be written. What the file says of its own CRC-32 is found by solving 32 linear equations.
"""

import struct
import zlib

NAME = b"again.zip"
_UNIT = 5


def _stored(length: int) -> bytes:
    return struct.pack("<BHH", 0, length, length ^ 0xFFFF)


class _Bits:
    def __init__(self) -> None:
        self.value, self.length = 0, 0

    def low_first(self, value: int, count: int) -> None:
        self.value |= value << self.length
        self.length += count

    def code(self, value: int, count: int) -> None:
        """Huffman codes stand with their highest bit first."""
        for place in reversed(range(count)):
            self.low_first(value >> place & 1, 1)


_LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115]
_DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129]


def _match(bits: _Bits, length: int, distance: int) -> None:
    symbol = max(index for index, first in enumerate(_LENGTHS[:-1]) if first <= length)
    bits.code(symbol + 1, 7)  # 257 and its followers are coded as 1, 2, …
    bits.low_first(length - _LENGTHS[symbol], max(0, symbol // 4 - 1))
    place = max(index for index, first in enumerate(_DISTANCES) if first <= distance)
    bits.code(place, 5)
    bits.low_first(distance - _DISTANCES[place], max(0, place // 2 - 1))


def _again(count: int, size: int, last: bool = False) -> bytes:
    """The last ``count`` bytes once more, in ``size`` bytes, with at most two bits to spare unless it is the last."""
    bits = _Bits()
    bits.low_first(0b010 | last, 3)
    if count == 20:
        _match(bits, 10, count)
        _match(bits, 10, count)
    else:
        _match(bits, count, count)
    bits.code(0, 7)
    if not last and bits.length + 10 <= 8 * size:
        bits.low_first(0b010, 3)  # an empty block, to fill it up
        bits.code(0, 7)
    assert bits.length <= 8 * size and (last or 8 * size - bits.length <= 2), bits.length
    return bits.value.to_bytes(size, "little")


def _file(crc: int) -> bytes:
    p, s = 30 + len(NAME), 46 + len(NAME) + 22
    last = 4
    packed = p + 28 * _UNIT + s + 2 * last
    whole = p + packed + s

    def fields() -> bytes:
        return struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0x5534, crc, packed, whole, len(NAME), 0)

    prefix = b"PK\3\4" + fields() + NAME
    entry = b"PK\1\2" + struct.pack("<H", 20) + fields() + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + NAME
    suffix = entry + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry), p + packed, 0)
    l_p, r_p = _stored(p + _UNIT), _again(p + _UNIT, _UNIT)
    l_s, r_s = _stored(s + last), _again(s + last, last, last=True)
    l_0, l_1, l_4, r_4 = _stored(0), _stored(_UNIT), _stored(4 * _UNIT), _again(4 * _UNIT, _UNIT)
    program = [
        *(l_p, prefix, l_p, r_p, l_1, r_p, l_1, l_1, l_4, r_p, l_1, l_1, l_4, r_4, l_4, r_4, l_4, r_4, l_4, r_4),
        *(l_4, r_4, l_0, l_0, l_s, r_4, l_0, l_0, l_s, r_s, suffix, r_s),
    ]
    data = b"".join(program)
    assert len(data) == packed, (len(data), packed)
    return prefix + data + suffix


def quine_zip() -> bytes:
    """The file: the CRC that it states is the one that it has."""
    base = zlib.crc32(_file(0))
    columns = [zlib.crc32(_file(1 << bit)) ^ base ^ (1 << bit) for bit in range(32)]
    rows = [sum((columns[bit] >> row & 1) << bit for bit in range(32)) | (base >> row & 1) << 32 for row in range(32)]
    for bit in range(32):
        pivot = next(row for row in range(bit, 32) if rows[row] >> bit & 1)
        rows[bit], rows[pivot] = rows[pivot], rows[bit]
        rows = [row ^ rows[bit] if index != bit and row >> bit & 1 else row for index, row in enumerate(rows)]
    crc = sum((rows[bit] >> 32) << bit for bit in range(32))
    made = _file(crc)
    assert zlib.crc32(made) == crc
    return made
