"""Whether a mail program shows an element of HTML: its style, as far as styles hide text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]*)", re.IGNORECASE)
_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NESTED = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_SIMPLE = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?[.#][\w-]+", re.IGNORECASE)
_LENGTH = re.compile(r"(-?[0-9]*\.?[0-9]+)\s*(px|pt|em|rem|%)?")
_RGB = re.compile(r"rgba?\(([^)]*)\)")
_TINY = {"px": 1.5, "pt": 1.5, "em": 0.15, "rem": 0.15, "%": 15.0, "": 0.0}
"""The size of letters that nobody reads, at most."""
_FAR = -999.0
_NAMED = {"white": "ffffff", "black": "000000", "transparent": ""}
_PAGE = "ffffff"

Styles = Mapping[str, Mapping[str, str]]
"""Declarations by a plain selector: `.preheader`, `#x`, `td`."""


class Look(NamedTuple):
    """How an element's own text is shown."""

    hidden: bool = False
    colour: str = "000000"
    """Six hex digits; empty when it cannot be told."""
    ground: str = _PAGE
    """The same for what is behind it."""

    @property
    def unseen(self) -> bool:
        """Whether its text cannot be seen."""
        return self.hidden or (bool(self.colour) and self.colour == self.ground)


def styles_of(sheet: str) -> dict[str, dict[str, str]]:
    """The rules of a style sheet whose selectors are plain; those for some screens are left out."""
    rules: dict[str, dict[str, str]] = {}
    plain = _NESTED.sub(" ", _COMMENT.sub(" ", sheet))
    for match in _RULE.finditer(plain):
        for selector in match[1].split(","):
            if _SIMPLE.fullmatch(selector.strip()):
                rules.setdefault(selector.strip().lower(), {}).update(_declared(match[2]))
    return rules


def look_of(tag: str, attributes: Mapping[str, str | None], styles: Styles, parent: Look) -> Look:
    """How the element is shown inside one that is shown like `parent`."""
    style: dict[str, str] = {}
    for selector in _selectors(tag, attributes):
        style.update(styles.get(selector, {}))
    style.update(_declared(attributes.get("style") or ""))
    colour = style.get("color") or (attributes.get("color") if tag == "font" else None)
    ground = style.get("background-color") or style.get("background") or attributes.get("bgcolor")
    return Look(
        hidden=parent.hidden or "hidden" in attributes or _hides(style),
        colour=_colour(colour) if colour else parent.colour,
        ground=_colour(ground) if ground else parent.ground,
    )


def _selectors(tag: str, attributes: Mapping[str, str | None]) -> Iterator[str]:
    yield tag
    for name in (attributes.get("class") or "").lower().split():
        yield f".{name}"
        yield f"{tag}.{name}"
    if identifier := (attributes.get("id") or "").lower():
        yield f"#{identifier}"
        yield f"{tag}#{identifier}"


def _declared(text: str) -> dict[str, str]:
    return {
        name.lower(): value.strip().lower().removesuffix("!important").strip()
        for name, value in _DECLARATION.findall(text)
    }


def _hides(style: Mapping[str, str]) -> bool:
    if style.get("display") == "none" or style.get("mso-hide") == "all":
        return True
    if style.get("visibility") in {"hidden", "collapse"} or _length(style.get("opacity")) == 0:
        return True
    if _is_tiny(style.get("font-size", "")):
        return True
    flat = any(_length(style.get(name)) == 0 for name in ("height", "max-height", "max-width"))
    if flat and style.get("overflow") == "hidden":
        return True
    away = (style.get(name) for name in ("left", "top", "text-indent", "margin-left"))
    return any((length := _length(each)) is not None and length <= _FAR for each in away)


def _is_tiny(size: str) -> bool:
    match = _LENGTH.match(size)
    return match is not None and float(match[1]) <= _TINY[match[2] or ""]


def _length(text: str | None) -> float | None:
    match = _LENGTH.match(text or "")
    return float(match[1]) if match else None


def _colour(text: str) -> str:
    """Six hex digits; empty for a picture, a name or a shade that is not known."""
    value = text.strip().lower()
    if "url(" in value or "gradient" in value:
        return ""
    if match := _RGB.search(value):
        parts = [re.sub(r"[^0-9.]", "", part) for part in match[1].split(",")[:3]]
        return "".join(f"{min(255, int(float(part or 0))):02x}" for part in parts)
    if match := re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])", value):
        return match[1] if len(match[1]) > 3 else "".join(each * 2 for each in match[1])  # noqa: PLR2004 - the short form of a colour has three digits
    return next((code for name, code in _NAMED.items() if name in value.split()), "")
