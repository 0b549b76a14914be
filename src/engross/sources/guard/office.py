"""Excel and Word files of since 2007 (ECMA-376): safe to unpack, and what in them is not read."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.guard import compound
from engross.sources.guard.cells import check_reach, whole_tags
from engross.sources.guard.kinds import OLE, what_a_zip_holds
from engross.sources.guard.limits import MOST_CODES, MOST_FORMATS
from engross.sources.guard.markup import markup, root_of
from engross.sources.guard.package import Package, Part
from engross.sources.guard.refusals import damaged, mistaken
from engross.sources.guard.remarking import embedded_files, external_links, macros
from engross.sources.remarks import Remark

_MAIN_PARTS = {
    ".xlsx": "xl/workbook.xml",
    ".xlsm": "xl/workbook.xml",
    ".docx": "word/document.xml",
}
_ROOTS = {".xlsx": "workbook", ".xlsm": "workbook", ".docx": "document"}
_ROOT_RELATIONS = "_rels/.rels"
_RELATION = re.compile(r"<(?:[\w.\-]+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_MACROS = re.compile(r".*vbaproject.*\.bin|xl/macrosheets/.*\.xml", re.IGNORECASE)
_EMBEDDED = re.compile(r"(?:xl|word)/(?:embeddings|activex)/[^/]+\.(?!rels|xml)\w+", re.IGNORECASE)


def check_office(file: SourceFile) -> tuple[Remark, ...]:
    """What is left unread in an `.xlsx`, `.xlsm` or `.docx` file that may be opened.

    Raises:
        InputError: it may not; see `package`, `markup` and `cells` for the reasons.
    """
    if file.data.startswith(OLE):
        raise compound.refusal_of_container(file)
    package = Package(file)
    _check_main_part(package)
    outside = 0
    for part in package.parts.values():
        outside += _check_part(package, part)
    names = list(package.parts)
    links = sum(re.match(r"xl/externalLinks/[^/]+\.xml$", name) is not None for name in names)
    found = (
        macros(file, next(filter(_MACROS.fullmatch, names), ""), expected=file.suffix == ".xlsm"),
        external_links(max(links, outside)),
        embedded_files(list(filter(_EMBEDDED.fullmatch, names))),
    )
    return tuple(remark for remark in found if remark)


def _check_main_part(package: Package) -> None:
    """The part that the package names as its document is of the program that the name says."""
    file, names = package.file, {name.lower(): name for name in package.parts}
    main = _main_part(package) or _MAIN_PARTS[file.suffix]
    part = package.parts.get(names.get(main.lower(), ""))
    if part and main.lower().endswith(".xml"):
        beginning = next(markup(file, part.name, package.chunks(part)), b"<")
        if root_of(file, part.name, beginning) == _ROOTS[file.suffix]:
            return
    elif part is None and main.lower() == _MAIN_PARTS[file.suffix] and len(names) > 1:
        folder = main.partition("/")[0]
        if any(name.startswith(f"{folder}/") for name in names):
            raise damaged(file, "its main part is missing", main[:80])
    what, remedy = what_a_zip_holds([main] if part else list(package.parts))
    raise mistaken(file, what, remedy)


def _main_part(package: Package) -> str:
    """The name that the package's own relations give; empty where they give none."""
    part = package.parts.get(_ROOT_RELATIONS)
    relations = _relations(package, part) if part else ()
    return next(
        (
            relation.get("Target", "").lstrip("/")
            for relation in relations
            if relation.get("Type", "").endswith("/officeDocument")
        ),
        "",
    )


def _check_part(package: Package, part: Part) -> int:
    """How many things outside the file the part asks for."""
    file = package.file

    def opened() -> Iterator[bytes]:
        return markup(file, part.name, package.chunks(part))

    first = next(opened(), None)
    root = "" if first is None else root_of(file, part.name, first)
    if root == "worksheet":
        check_reach(file, part.name, opened)
    elif root == "styleSheet":
        _check_formats(file, part.name, opened())
    elif root == "Relationships":
        return _outside(package, part)
    else:
        deque(opened(), maxlen=0)
    return 0


def _check_formats(file: SourceFile, part: str, chunks: Iterator[bytes]) -> None:
    """Parsers make an object of every format, and compare it with all the others."""
    formats, codes = 0, 0
    for chunk in whole_tags(chunks):
        formats += chunk.count(b"<xf ") + chunk.count(b":xf ")
        codes += chunk.count(b"numFmt ")
    if formats > MOST_FORMATS or codes > MOST_CODES:
        raise InputError(
            file.name,
            f"it holds {formats:,} cell formats and {codes:,} number formats, more than Excel "
            "itself allows.",
            place=part,
            remedy="Open it in Excel, copy the data as values into a new workbook, and give that.",
        )


def _outside(package: Package, part: Part) -> int:
    """Whatever Office would fetch by itself; a hyperlink waits for a click."""
    return sum(
        relation.get("TargetMode", "").lower() == "external"
        and not relation.get("Type", "").endswith("/hyperlink")
        for relation in _relations(package, part)
    )


def _relations(package: Package, part: Part) -> Iterator[dict[str, str]]:
    """The attributes of each relation, whatever encoding the part is written in."""
    chunks = markup(package.file, part.name, package.chunks(part))
    text = b"".join(chunks).decode("utf-8", "replace")
    for match in _RELATION.finditer(text):
        yield {
            name: html.unescape(double or single)
            for name, double, single in _ATTRIBUTE.findall(match[1])
        }
