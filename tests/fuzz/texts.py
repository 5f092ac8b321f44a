"""Texts that no one writes but a scan, a keyboard or an attacker gives: the pieces that fuzzing puts together."""

import os
from collections.abc import Sequence

WORDS = (
    "soldiers looted the shop in Izium on 5 April 2022 threatened to kill said Hanna Lysenko according that was not "
    "the 5th Brigade 10 km north of two days after liberation school No. 4 nobody if allegedly “ ” \" ' — : , . ; ! ? "
    "солдати пограбували магазин в Ізюмі торік погрожували вбити сказала Ганна Лисенко за словами « » – на початку "
    "березня 2022 р. с. Забавне під Куп’янськом ніхто не солдаты расстреляли жителей в Купянске "
    "по словам прошлой осенью NATO ООН А. П. Іванов 1990s ’98 23:15 10.09.2022 2022-W36 XIX $5 №7 I we they"
).split()
SIGNS = (
    "\n", "\n\n", "\r\n", "\t", " ", "\u00a0", "\u2028", "\u200b", "\u200f", "\u202e", "\u2066", "\ufeff", "\x00",
    "\x1b[31m", "\x7f", "\u0085", "\u0301", "\u0306\u0301\u0327", "é", "e\u0301", "ї", "і\u0308", "İ", "ı", "ß", "ẞ",
    "ﬁ", "ǆ", "Σ", "ς", "ʼ", "’", "`", "‑", "\u00ad", "🙂", "👨\u200d👩\u200d👧", "🇺🇦", "\ufe0f", "شاهد", "שלום",
    "漢字", "ไทย", "हिन्दी", "\ud7ff", "\uffff", "\U0010ffff", "𝐈𝐳𝐢𝐮𝐦", "Ιzium", "Iзюм", "²", "½", "٣", "五",
    "a" * 300, "." * 50, "(" * 40, "«" * 20, "- " * 30,
)  # fmt: skip

TIMES = int(os.environ.get("FUZZ_TIMES", "1"))
"""How many times more examples than in the test suite."""


def joined(choices: Sequence[int], raw: str = "") -> str:
    """A text from numbers: each picks a piece, and whether a blank stands after it; ``raw`` goes in the middle."""
    pieces = [*WORDS, *SIGNS]
    made = [pieces[choice % len(pieces)] + " " * (choice // len(pieces) % 2) for choice in choices]
    half = len(made) // 2
    return "".join([*made[:half], raw, *made[half:]])
