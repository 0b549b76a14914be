"""The texts that the cells of a workbook share (ECMA-376 Part 1, section 18.4)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import IO

_ROOT = re.compile(rb"<((?:[\w.-]+:)?)sst\b[^>]*>")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def shared_strings(stream: IO[bytes]) -> list[str]:
    """All of them, by number."""
    return list(_texts(stream))


def wanted_strings(chunks: Iterable[bytes], wanted: Collection[int]) -> Mapping[int, str]:
    """Those of these numbers, found without parsing the others: a big file has a million."""
    if not wanted:
        return {}
    last = max(wanted)
    found: dict[int, str] = {}
    for number, (root, item) in enumerate(_items(chunks)):
        if number in wanted:
            found[number] = _text_of_item(root, item)
        if number >= last:
            break
    return found


def text_of(element: ET.Element) -> str:
    """The text of an `si` or `is` element: its runs together, without how they are pronounced."""
    texts: list[str] = []
    for child in element:
        kind = child.tag.rpartition("}")[2]
        if kind == "t":
            texts.append(child.text or "")
        elif kind == "r":
            texts.extend(one.text or "" for one in child.iterfind("{*}t"))
    return unescaped("".join(texts))


def unescaped(text: str) -> str:
    """`_x000D_` as the character that it stands for (section 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _texts(stream: IO[bytes]) -> Iterator[str]:
    for _, element in ET.iterparse(stream):  # noqa: S314 - the guard refuses entities
        if element.tag.rpartition("}")[2] == "si":
            yield text_of(element)
            element.clear()


def _items(chunks: Iterable[bytes]) -> Iterator[tuple[re.Match[bytes], bytes]]:
    """Each item's bytes up to its end tag, empty for an empty one, with the root's start tag."""
    root: re.Match[bytes] | None = None
    rest = b""
    for chunk in chunks:
        rest += chunk
        root = root or _ROOT.search(rest)
        if root is None:
            continue
        *items, rest = rest.split(b"</" + root[1] + b"si>")
        for item in items:
            for _ in range(item.count(b"<" + root[1] + b"si/>")):
                yield root, b""
            yield root, item


def _text_of_item(root: re.Match[bytes], item: bytes) -> str:
    start = item.rfind(b"<" + root[1] + b"si")
    if not item or start < 0:
        return ""
    closed = item[start:] + b"</" + root[1] + b"si></" + root[1] + b"sst>"
    whole = ET.fromstring(root[0] + closed)  # noqa: S314 - the guard refuses entities
    return text_of(whole[0])
