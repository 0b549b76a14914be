"""What a document's bookmarks stand around."""

from __future__ import annotations

from collections.abc import Mapping

from engross.ooxml.names import w
from engross.ooxml.package import main_part, open_package, parse


def bookmarked_words(docx: bytes) -> Mapping[str, str]:
    """The words inside each bookmark of the body, by its name, in the order of their beginnings."""
    parts = open_package(docx)
    main = main_part(parts)
    words: dict[str, list[str]] = {}
    inside: dict[str | None, str] = {}
    for element in parse(parts[main], main).iter(w("bookmarkStart"), w("bookmarkEnd"), w("t")):
        if element.tag == w("bookmarkStart"):
            inside[element.get(w("id"))] = element.get(w("name"), "")
            words.setdefault(element.get(w("name"), ""), [])
        elif element.tag == w("bookmarkEnd"):
            inside.pop(element.get(w("id")), None)
        else:
            for name in inside.values():
                words[name].append(element.text or "")
    return {name: "".join(pieces) for name, pieces in words.items()}
