"""Zips written by hand so that they can lie, and the workbooks and bombs made of them."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import repeat

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Part:
    """A part of a zip; what is left out is the truth."""

    name: str
    data: bytes = b""
    packed: bytes | None = None
    unpacked: int | None = None
    name_before_data: str | None = None
    mode: int = 0
    begins_at: int | None = None


def zipped(parts: Iterable[Part]) -> bytes:
    """The zip of these parts."""
    body, directory, count = bytearray(), bytearray(), 0
    for part in parts:
        packed = deflated(part.data) if part.packed is None else part.packed
        size = len(part.data) if part.unpacked is None else part.unpacked
        name = part.name.encode()
        before = (part.name_before_data or part.name).encode()
        start = len(body) if part.begins_at is None else part.begins_at
        told = (20, 0, 8, 0, 0x21, zlib.crc32(part.data), len(packed), size)
        if part.begins_at is None:
            body += struct.pack("<4s5H3I2H", b"PK\x03\x04", *told, len(before), 0)
            body += before + packed
        directory += struct.pack(
            "<4s6H3I5H2I",
            b"PK\x01\x02",
            0x314,
            *told,
            len(name),
            *repeat(0, 4),
            part.mode << 16,
            start,
        )
        directory += name
        count += 1
    told_count = min(count, 0xFFFF)
    end = (b"PK\x05\x06", 0, 0, told_count, told_count, len(directory), len(body), 0)
    return bytes(body + directory + struct.pack("<4s4H2IH", *end))


def deflated(data: bytes) -> bytes:
    """Raw deflate, as zips hold it."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def workbook(sheet: bytes, *more: Part, main: str = "xl/workbook.xml") -> list[Part]:
    """The parts of a workbook of one sheet."""
    relation = f'<Relationship Id="r1" Type="{RELATIONS}/%s" Target="%s"/>'
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">%s</Relationships>'
    sheets = '<sheets><sheet name="Time" sheetId="1" r:id="r1"/></sheets>'
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
            'ContentType="application/xml"/><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main'
            '+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="'
            '/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="'
            'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
        ),
        "_rels/.rels": relations % (relation % ("officeDocument", main)),
        main: f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": relations
        % (
            relation % ("worksheet", "worksheets/sheet1.xml")
            + (relation % ("sharedStrings", "sharedStrings.xml")).replace("r1", "r2")
            + (relation % ("styles", "styles.xml")).replace("r1", "r3")
        ),
    }
    made = [Part(name, text.encode()) for name, text in parts.items()]
    given = {part.name for part in more}
    made.append(Part("xl/worksheets/sheet1.xml", sheet))
    if "xl/sharedStrings.xml" not in given:
        made.append(Part("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"/>'.encode()))
    if "xl/styles.xml" not in given:
        made.append(Part("xl/styles.xml", f'<styleSheet xmlns="{MAIN}"/>'.encode()))
    return [*made, *more]


def sheet_of(rows: bytes = b"", before: bytes = b"", after: bytes = b"") -> bytes:
    """A worksheet."""
    root = f'<worksheet xmlns="{MAIN}">'.encode()
    return root + before + b"<sheetData>" + rows + b"</sheetData>" + after + b"</worksheet>"


def inline(reference: str, text: str) -> bytes:
    """A cell of text."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


ROW = b'<row r="1">' + inline("A1", "Hours") + b'<c r="B1"><v>120.5</v></c></row>'
SHEET = sheet_of(ROW)


def flat_bomb() -> bytes:
    """One part of 200 MB in 200 kB."""
    return zipped(workbook(sheet_of(b"<v>" + b"0" * 200 * MEGABYTE + b"</v>")))


def summed_bomb() -> bytes:
    """Ten parts of 100 MB, each packed less than 250 times: the sum explodes."""
    noise = random.Random(1).randbytes(6_000)  # noqa: S311 - the same noise each time
    block = noise + b" " * (MEGABYTE - len(noise))
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = b"".join(packer.compress(block) for _ in range(100)) + packer.flush()
    bombs = [
        Part(f"xl/media/image{n}.png", packed=packed, unpacked=100 * MEGABYTE) for n in range(10)
    ]
    return zipped(workbook(SHEET, *bombs))


def zip_in_zip() -> bytes:
    """A bomb inside a part that nobody opens."""
    return zipped(workbook(SHEET, Part("xl/embeddings/oleObject1.bin", flat_bomb())))


def overlapping() -> bytes:
    """A part that stands inside another's packed bytes, so that both are unpacked from the same."""
    inner = Part("xl/inner.xml", SHEET)
    kernel = zipped([inner])[: -46 - 22 - len(inner.name)]
    block = b"\x01" + struct.pack("<HH", len(kernel), len(kernel) ^ 0xFFFF) + kernel
    outer = Part("xl/outer.xml", kernel, packed=block)
    inside = 30 + len(outer.name) + 5
    return zipped([outer, Part(inner.name, SHEET, begins_at=inside), *workbook(SHEET)])


def contradicting() -> bytes:
    """A name before the data that is not the name in the directory."""
    parts = workbook(SHEET)
    return zipped([*parts, Part("xl/a.xml", SHEET, name_before_data="xl/worksheets/sheet1.xml")])


def lying_size() -> bytes:
    """A sheet of a megabyte that says it has a hundred bytes."""
    *parts, sheet, strings, styles = workbook(sheet_of(ROW * 20_000))
    return zipped([*parts, Part(sheet.name, sheet.data, unpacked=100), strings, styles])


def external_entity() -> bytes:
    """An entity that would read a file of the computer."""
    doctype = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return zipped(workbook(doctype + sheet_of(b'<row r="1">' + inline("A1", "&a;") + b"</row>")))


def laughs() -> str:
    """Ten entities, each ten of the one before."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    row = '<row r="1">' + inline("A1", "&l9;").decode() + "</row>"
    return f"<!DOCTYPE x [{entities}]>" + sheet_of(row.encode()).decode()


def entity_behind_space() -> bytes:
    """The same behind a megabyte of spaces, where a hasty look does not reach."""
    return zipped(workbook(b" " * MEGABYTE + laughs().encode()))


def far_cell() -> bytes:
    """One cell in the last row of the last column."""
    return zipped(workbook(sheet_of(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')))


def masked_far_cell() -> bytes:
    """The same, written as XML allows and no program does."""
    cell = b"<row r='1'><c\n r = '&#88;FD1048576' ><v>1</v></c></row>"
    return zipped(workbook(sheet_of(cell)))


def lying_dimension() -> bytes:
    """A sheet of two cells that says it has seventeen thousand million."""
    return zipped(workbook(sheet_of(ROW, before=b'<dimension ref="A1:XFD1048576"/>')))


def shared_text() -> bytes:
    """One text of 30 kB that 200,000 cells show."""
    text = f'<sst xmlns="{MAIN}"><si><t>{"x" * 30_000}</t></si></sst>'.encode()
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 200_001)
    )
    return zipped(workbook(sheet_of(cells), Part("xl/sharedStrings.xml", text)))


def shared_texts() -> bytes:
    """A million shared texts for two cells."""
    texts = b"".join(b"<si><t>%x</t></si>" % number for number in range(MEGABYTE))
    strings = f'<sst xmlns="{MAIN}">'.encode() + texts + b"</sst>"
    return zipped(workbook(SHEET, Part("xl/sharedStrings.xml", strings)))


def styles() -> bytes:
    """A hundred thousand cell formats."""
    formats = b"".join(b'<xf numFmtId="%d"/>' % (164 + n) for n in range(100_000))
    codes = b"".join(
        b'<numFmt numFmtId="%d" formatCode="0.%d"/>' % (164 + n, n) for n in range(100_000)
    )
    sheet = f'<styleSheet xmlns="{MAIN}"><numFmts>'.encode() + codes + b"</numFmts><cellXfs>"
    return zipped(
        workbook(SHEET, Part("xl/styles.xml", sheet + formats + b"</cellXfs></styleSheet>"))
    )


def merges() -> bytes:
    """A million merged pairs of cells."""
    areas = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(1, MEGABYTE + 1))
    return zipped(workbook(sheet_of(ROW, after=b"<mergeCells>" + areas + b"</mergeCells>")))


def merged_sheet() -> bytes:
    """One merged area over everything."""
    area = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return zipped(workbook(sheet_of(ROW, after=area)))


def deep_markup() -> bytes:
    """A hundred thousand elements inside one another."""
    depth = 100_000
    return zipped(workbook(sheet_of(b"<x>" * depth + b"</x>" * depth)))


def formula_text() -> bytes:
    """A text that a careless program would run when it is written out again."""
    text = "=cmd|' /C calc'!A0"
    return zipped(workbook(sheet_of(b'<row r="1">' + inline("A1", text) + b"</row>")))


def huge_numbers() -> bytes:
    """Numbers that take for ever to write out or to round."""
    values = ("1E999999999", "-1E999999999", "1E-999999999", "9" * 1_000_000, "NaN", "Infinity")
    cells = "".join(f'<c r="{chr(65 + n)}2"><v>{v}</v></c>' for n, v in enumerate(values))
    return zipped(workbook(sheet_of(ROW + f'<row r="2">{cells}</row>'.encode())))


def external_link() -> bytes:
    """A link that asks another computer for values."""
    relation = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" TargetMode='
        f'"External" Type="{RELATIONS}/externalLinkPath" Target="http://203.0.113.7/a.xlsx"/>'
        "</Relationships>"
    )
    return zipped(
        workbook(
            SHEET,
            Part("xl/externalLinks/externalLink1.xml", f'<externalLink xmlns="{MAIN}"/>'.encode()),
            Part("xl/externalLinks/_rels/externalLink1.xml.rels", relation.encode()),
        )
    )


def polyglot() -> bytes:
    """A PDF in front of a workbook."""
    return b"%PDF-1.7\n%%EOF\n" + zipped(workbook(SHEET))


def spreadsheet(rows: str, *more: Part) -> bytes:
    """An OpenDocument spreadsheet of one table."""
    names = " ".join(f'xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Time">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped([Part("mimetype", kind), Part("content.xml", content.encode()), *more])


def repeated(rows: int, columns: int) -> str:
    """One cell with a value, so many times."""
    return (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        f'table:number-columns-repeated="{columns}" office:value-type="float" office:value="1">'
        "<text:p>1</text:p></table:table-cell></table:table-row>"
    )


def encrypted_spreadsheet() -> bytes:
    """An OpenDocument spreadsheet whose manifest says that it is encrypted."""
    manifest = f'<manifest xmlns="{ODF}manifest:1.0"><encryption-data/></manifest>'
    return spreadsheet("", Part("META-INF/manifest.xml", manifest.encode()))
