"""`.ods` spreadsheets (OASIS OpenDocument 1.3): safe to unpack, and not repeated into billions."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from engross.sources.file import SourceFile
from engross.sources.guard import compound
from engross.sources.guard.cells import whole_tags
from engross.sources.guard.kinds import OLE, what_a_zip_holds
from engross.sources.guard.limits import MOST_CELLS
from engross.sources.guard.markup import markup, root_of
from engross.sources.guard.package import Package, Part
from engross.sources.guard.refusals import mistaken, protected, too_far
from engross.sources.guard.remarking import external_links, macros
from engross.sources.remarks import Remark

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_ENCRYPTION = re.compile(rb"<(?:[\w.\-]+:)?encryption-data\b")
_TAG = re.compile(rb"<(?:[\w.\-]+:)?(table|table-row|table-cell|covered-table-cell)(\s[^>]*|/?)>")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']\s*0*(\d{1,9})""")
_LINK = re.compile(rb"<table:(?:table-source|cell-range-source)\b")


def check_opendocument(file: SourceFile) -> tuple[Remark, ...]:
    """What is left unread in an `.ods` file that may be opened.

    Raises:
        InputError: it may not.
    """
    if file.data.startswith(OLE):
        raise compound.refusal_of_container(file)
    package = Package(file)
    _check_type(package)
    links = 0
    for part in package.parts.values():
        links += _check_part(package, part)
    names = list(package.parts)
    scripts = (name for name in names if name.startswith(("Basic/", "Scripts/")))
    found = (macros(file, next(scripts, ""), expected=False), external_links(links))
    return tuple(remark for remark in found if remark)


def _check_type(package: Package) -> None:
    file, parts = package.file, package.parts
    kind = package.read(parts["mimetype"]).strip() if "mimetype" in parts else _SPREADSHEET
    if _CONTENT not in parts or not kind.startswith(_SPREADSHEET):
        what, remedy = what_a_zip_holds(list(parts))
        raise mistaken(file, what, remedy)
    manifest = parts.get(_MANIFEST)
    if manifest and _ENCRYPTION.search(package.read(manifest)):
        raise protected(file)


def _check_part(package: Package, part: Part) -> int:
    """How many links to other files the part holds."""
    file = package.file
    chunks = markup(file, part.name, package.chunks(part))
    first = next(chunks, None)
    if first is None:
        return 0
    root_of(file, part.name, first, doctype=part.name == _MANIFEST)
    if part.name != _CONTENT:
        deque(chunks, maxlen=0)
        return 0
    links, reach = 0, _Reach(file)
    for chunk in whole_tags(_again(first, chunks)):
        reach.add(chunk)
        links += len(_LINK.findall(chunk))
    return links


class _Reach:
    """The rows and columns that hold something, repeated ones counted as often as they stand."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file
        self._start_table()

    def add(self, chunk: bytes) -> None:
        for tag, attributes in _TAG.findall(chunk):
            if tag == b"table":
                self._start_table()
            elif tag == b"table-row":
                self._row += _repeated(attributes)
                self._column = 0
            else:
                self._column += _repeated(attributes)
                if not attributes.endswith(b"/") or b"value" in attributes:
                    self._hold()

    def _start_table(self) -> None:
        self._row = self._column = self._last_row = self._last_column = 0

    def _hold(self) -> None:
        self._last_row = self._row
        self._last_column = max(self._last_column, self._column)
        if self._last_row * self._last_column > MOST_CELLS:
            raise too_far(self._file, _CONTENT, self._last_row, self._last_column)


def _repeated(attributes: bytes) -> int:
    if b"repeated" not in attributes:
        return 1
    match = _REPEATED.search(attributes)
    if match is None:
        return 1
    return max(1, int(match[1]))


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
