"""Compound files, PDFs and mails written by hand, each with a trait that readers stumble over."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterable, Mapping
from itertools import repeat

MEGABYTE = 1_000_000

# Compound files (MS-CFB) with one table of sectors.
_SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(
    streams: Mapping[str, bytes], *, loop: bool = False, tables: int = 1, directory: int = 1
) -> bytes:
    """A compound file of these streams, each of at least 4,096 bytes."""
    table, body = [_TABLE, _END], bytearray()
    entries = [entry("Root Entry", 5, (_END, 0), 1 if streams else _FREE, _FREE)]
    for number, (name, data) in enumerate(streams.items(), start=1):
        padded = data.ljust(max(4096, -(-len(data) // _SECTOR) * _SECTOR), b"\0")
        first, count = len(table), len(padded) // _SECTOR
        table += [*range(first + 1, first + count), first if loop else _END]
        right = number + 1 if number < len(streams) else _FREE
        entries.append(entry(name, 2, (first, len(padded)), _FREE, right))
        body += padded
    table += [_FREE] * (_SECTOR // 4 - len(table))
    header = struct.pack(
        "<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, directory, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *repeat(_FREE, 108))
    listed = b"".join(entries).ljust(_SECTOR, b"\0")
    return header + struct.pack(f"<{len(table)}I", *table) + listed + bytes(body)


def entry(name: str, kind: int, place: tuple[int, int], child: int, right: int) -> bytes:
    """One line of a compound file's directory; `place` is the first sector and the size."""
    text = name.encode("utf-16-le")
    links = (_FREE, right, child)
    return struct.pack("<64sHBB3I16xIQQIQ", text, len(text) + 2, kind, 1, *links, 0, 0, 0, *place)


def records(*told: tuple[int, bytes], length: int | None = None) -> bytes:
    """Records of an old workbook; the last may lie about its length."""
    made = b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in told[:-1])
    kind, data = told[-1]
    return made + struct.pack("<HH", kind, len(data) if length is None else length) + data


BEGIN = (0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))


def page_tree() -> bytes:
    """Twenty thousand nodes of pages inside one another."""
    nodes = [f"<</Type/Pages/Count 1/Kids[{n + 1} 0 R]>>".encode() for n in range(2, 20_002)]
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>"])


def looping_pages() -> bytes:
    """A page tree that holds itself."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 9/Parent 2 0 R/Kids[2 0 R 2 0 R]>>",
        ]
    )


def pdf_bomb() -> bytes:
    """A page's words that unpack to 300 MB."""
    words = zlib.compress(b"9 9 m 99 99 l 9 99 l 99 9 l h f\n" * (300 * MEGABYTE // 32), 9)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(words), words)
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
            stream,
        ]
    )


def pdf(objects: Iterable[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1."""
    body, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%b endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(places) + 1, len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return bytes(body + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start))


MAIL = b"From: a@example.com\nTo: b@example.com\nSubject: Fees\nMIME-Version: 1.0\n"


def nested_mail(depth: int) -> bytes:
    """Parts inside one another."""
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    return MAIL + opened + b"Content-Type: text/plain\n\nHello\n"


def packed_mail() -> bytes:
    """An attachment of 30 MB that is one line of base64."""
    data = base64.b64encode(bytes(30 * MEGABYTE))
    head = b'Content-Type: application/zip; name="a.zip"\nContent-Transfer-Encoding: base64\n\n'
    parts = b"--b\nContent-Type: text/plain\n\nHello\n--b\n" + head + data + b"\n--b--\n"
    return MAIL + b"Content-Type: multipart/mixed; boundary=b\n\n" + parts
