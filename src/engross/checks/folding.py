"""Text as it is compared: letters that only look like others are the same letter."""

from __future__ import annotations

import re
import unicodedata

_LOOKS_LIKE = {
    # Cyrillic
    **dict(
        zip(
            "\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u0423\u0417",
            "ABCEHIJKMOPSTXYZ",
            strict=True,
        )
    ),
    **dict(
        zip(
            "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0445\u0443\u0475\u04bb\u0501\u051b\u051d\u043a\u0433\u0442\u043f\u0438",
            "aceijopsxyvhdqwkrtnu",
            strict=True,
        )
    ),
    # Greek
    **dict(
        zip(
            "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
            "ABEZHIKMNOPTYX",
            strict=True,
        )
    ),
    **dict(
        zip(
            "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7",
            "aeikvoptux",
            strict=True,
        )
    ),
    # Latin letters that no decomposition takes apart
    **dict(zip("\u0131\u0237\u0251\u0261\u00f8\u00d8\u0142\u0141", "ijagoOlL", strict=True)),
}
"""The commonest of Unicode's confusable letters (UTS 39); capitals and small letters apart."""

_TABLE = str.maketrans(_LOOKS_LIKE)
_HYPHENS = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SPACE = re.compile(r"[^\S\n]")


def folded(text: str) -> str:
    """The text in plain letters, digits, hyphens and spaces; what no page shows is left out."""
    if text.isascii():
        return _SPACE.sub(" ", text)
    apart = unicodedata.normalize("NFKD", text)
    shown = "".join(c for c in apart if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
    digits = "".join(_digit(character) for character in shown.translate(_TABLE))
    return _SPACE.sub(" ", _HYPHENS.sub("-", digits))


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
