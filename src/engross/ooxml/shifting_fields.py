"""Fields of a template that would change a signed document, or tell where it was made."""

from __future__ import annotations

from typing import Final

from engross.ooxml.field_codes import LIVE, name_of
from engross.ooxml.names import w
from engross.ooxml.package import parse, read_parts
from engross.ooxml.word_fields import fields

_INSTEAD: Final = {
    **dict.fromkeys(
        ("DATE", "TIME", "PRINTDATE", "SAVEDATE", "CREATEDATE", "EDITTIME"),
        "which prints another day whenever somebody opens the document; write {{ document.date }}",
    ),
    **dict.fromkeys(
        ("FILENAME", "TEMPLATE", "FILESIZE", "REVNUM"),
        "which prints where and how the file was kept; write {{ document.reference }}",
    ),
    **dict.fromkeys(
        ("USERNAME", "USERINITIALS", "USERADDRESS", "LASTSAVEDBY"),
        "which prints whoever opens the document; write {{ sign_off.name }}",
    ),
    **dict.fromkeys(
        ("ASK", "FILLIN", "MACROBUTTON", "MERGEFIELD", "AUTOTEXT", "GLOSSARY"),
        "which waits for somebody at a keyboard; write one of the template's own names",
    ),
}
"""By Word's own name of a field: what it would do, and what to write in its place."""

_OTHERWISE: Final = (
    "which becomes what it last showed, for a signed document may not change; write its words, "
    "or one of the template's own names"
)


def shifting_fields(docx: bytes) -> tuple[str, ...]:
    """Every field that is not `LIVE` in body, headers, footers and notes: its part and the remedy.

    Raises:
        InputError: the file cannot be opened at all.
    """
    parts = read_parts(docx, "the template")
    found = []
    for name in sorted(parts):
        if name.startswith("word/") and name.endswith(".xml") and b"instr" in parts[name]:
            root = parse(parts[name], name)
            if root.tag in _PRINTED:
                kinds = [name_of(field.instruction) for field in fields(root)]
                found += [
                    f"{name}: the field {kind}, {_INSTEAD.get(kind, _OTHERWISE)}"
                    for kind in kinds
                    if kind not in LIVE
                ]
    return tuple(dict.fromkeys(found))


_PRINTED: Final = {w(name) for name in ("document", "hdr", "ftr", "footnotes", "endnotes")}
