"""Getting a lost key back: from a sheet of words printed beforehand, or from a quorum of people who each keep one.

The words are SLIP-0039 (Shamir's secret sharing over a list of 1,024 words, with a checksum that finds up to three
wrong words), by Trezor's reference implementation. A sheet is one share of one; a quorum is any ``needed`` of
``count``. What is shared is the seed of the device that prints it: whoever has enough sheets can read the case and sign
in its name.
"""

import re
from collections.abc import Iterable

from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.keys import DeviceKey

_NUMBERED = re.compile(r"(\d{1,2})[.):]?\s+([a-z]{4,8})\b")
_ROW = re.compile(r"^\s*\d{1,2}[.):]?\s+[a-z]")
COLUMNS = 4


class NotRecoverableError(EvidenceError):
    """The sheets do not give a key: a word is wrong, or some are missing."""


def shares_of(key: DeviceKey, needed: int = 1, count: int = 1) -> tuple[str, ...]:
    """The words of each sheet. Any ``needed`` of them give the key; fewer tell nothing."""
    from shamir_mnemonic import generate_mnemonics

    if not (1 <= needed <= count <= 16) or (needed == 1 and count > 1):
        raise ValueError("a quorum is 2 or more, of at most 16")
    return tuple(generate_mnemonics(1, [(needed, count)], key.seed)[0])


def recovered(texts: Iterable[str]) -> DeviceKey:
    """The key that these sheets give, as typed or scanned. Raises ``NotRecoverableError``."""
    from shamir_mnemonic import MnemonicError, Share, combine_mnemonics

    words = [found for text in texts if (found := words_of(text))]
    if not words:
        raise NotRecoverableError("no words of a recovery sheet are in these files")
    try:
        shares = {
            (share.identifier, share.index): (share, one) for one in words for share in [Share.from_mnemonic(one)]
        }
        needed = next(iter(shares.values()))[0].member_threshold
        one_case = len({identifier for identifier, _ in shares}) == 1
        # The library wants just as many as are needed; those of two cases are all given to it, to be refused.
        return DeviceKey(combine_mnemonics([one for _, one in list(shares.values())[: needed if one_case else None]]))
    except (MnemonicError, ValueError) as error:
        raise NotRecoverableError(f"the sheets do not give a key: {_harmless(error)}") from None


def sheet(words: str, lines: Iterable[str]) -> str:
    """A sheet to print: what it is, and the numbered words."""
    numbered = [f"{number:2d} {word:<10}" for number, word in enumerate(words.split(), 1)]
    rows = ["".join(numbered[at : at + COLUMNS]).rstrip() for at in range(0, len(numbered), COLUMNS)]
    return "\n".join([*lines, "", *rows, ""])


def words_of(text: str) -> str | None:
    """The words of a sheet: numbered, in rows; or in one line, as other software for SLIP-0039 gives them."""
    numbered: dict[int, str] = {}
    for row in text.lower().splitlines():
        if _ROW.match(row):
            numbered.update({int(number): word for number, word in _NUMBERED.findall(row)})
    if numbered:
        return " ".join(numbered[number] for number in sorted(numbered))
    return next((" ".join(row.split()) for row in text.lower().splitlines() if len(row.split()) >= 20), None)


def _harmless(error: Exception) -> str:
    """Why, without the words: they are the secret."""
    said = str(error).lower()
    if "checksum" in said or "invalid mnemonic word" in said or "length" in said:
        return "a word is missing or wrong"
    return "there are too few, or they do not belong together"
