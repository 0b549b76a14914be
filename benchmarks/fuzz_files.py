"""Small valid files of every kind that Engross reads, and the ways in which fuzzing spoils them."""

from __future__ import annotations

import io
import json
import random
import re
import struct
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

HEADINGS = ("Date", "Fee earner", "Client", "Matter", "Description", "Hours", "Rate", "Value")
ROWS = (
    ("06/10/2026", "Helen Pike", "Wrackline Boatyard Limited", "WRA001", "Stock count", "1:30",
     "£150.00", "225.00"),
    ("7 Oct 2026", "Tom Ashby", "Copperbeech Nurseries Limited", "COP002", "Call, “VAT”", "90 min",
     "(£5)", "1.234,50"),
    ("Total", "", "", "", "", "3", "", "£450.00"),
)  # fmt: skip
TALK = "Helen Pike: We agreed to send the figures by Friday 23 October 2026, about £1.2m.\n"

Spoil = Callable[[bytes, random.Random], bytes]


def small_files() -> dict[str, tuple[str, bytes]]:
    """Name to kind of input (`notes`, `billing`, `crm`) and bytes."""
    table = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEADINGS, *ROWS))
    tabbed = "\r\n".join("\t".join(row) for row in (HEADINGS, *ROWS))
    workbook = xlsx()
    return {
        "time.xlsx": ("billing", workbook),
        "plain.xlsx": ("crm", xlsx(bare=True)),
        "macros.xlsm": ("billing", with_macros(workbook)),
        "old.xls": ("billing", xls()),
        "open.ods": ("billing", ods()),
        "time.csv": ("billing", table.encode()),
        "wide.csv": ("crm", table.encode("utf-16")),
        "time.tsv": ("billing", tabbed.encode("cp1252", "replace")),
        "bill.ledes": ("billing", ledes()),
        "bill.txt": ("billing", ledes()),
        "tree.json": ("crm", tree()),
        "notes.docx": ("notes", docx()),
        "notes.pdf": ("notes", pdf()),
        "thread.eml": ("notes", mail()),
        "call.vtt": ("notes", f"WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n{TALK * 2}".encode()),
        "call.srt": ("notes", f"1\n00:00:01,000 --> 00:00:04,000\n{TALK}".encode()),
        "notes.md": (
            "notes",
            f"# Call on 6 October 2026\n\n- {TALK}\n1. {TALK}\n> {TALK}".encode(),
        ),
        "notes.txt": ("notes", f"Call 6/10/26\n\n{TALK}ACTION: Tom to call.\n".encode()),
    }


def xlsx(*, bare: bool = False) -> bytes:
    """A workbook with a formula, dates, formats, a merged and a hidden part; bare without them."""
    import datetime as dt  # noqa: PLC0415 - beside the only use

    from openpyxl import Workbook  # noqa: PLC0415 - slow to import

    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEADINGS, *ROWS):
        sheet.append(list(row))
    if not bare:
        moment = dt.datetime(2026, 10, 6, 9)  # noqa: DTZ001 - a spreadsheet's days have no zone
        sheet.append([moment, "=SUM(G2:G3)", 0.045, 1200, dt.timedelta(hours=30)])
        sheet["C5"].number_format, sheet["D5"].number_format = "0.0%", "£#,##0.00;[Red](£#,##0.00)"
        sheet.merge_cells("A7:C8")
        sheet.row_dimensions[3].hidden = sheet.column_dimensions["H"].hidden = True
        book.create_sheet("Cost").sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_macros(workbook: bytes) -> bytes:
    """The workbook as one with macros, of which only the container is there."""
    entries = unpacked(workbook)
    types = entries["[Content_Types].xml"]
    plain, macros = b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"
    entries["[Content_Types].xml"] = types.replace(
        b"vnd.openxmlformats-officedocument." + plain, b"vnd.ms-excel." + macros
    )
    entries["xl/vbaProject.bin"] = compound_file("VBA", b"\0" * 4096)
    return packed(entries)


def xls() -> bytes:
    """A workbook of one sheet in BIFF8 ([MS-XLS] 2.4), in a compound file."""

    def record(kind: int, content: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))

    def text(row: int, column: int, words: str) -> bytes:
        content = struct.pack("<HHHHB", row, column, 0, len(words), 1) + words.encode("utf-16-le")
        return record(0x204, content)

    font = struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 1, 0) + b"A"
    style = record(0x31, font) + record(
        0xE0, struct.pack("<HHHBBBBIIH", 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)
    )
    cells = b"".join(text(0, column, name) for column, name in enumerate(HEADINGS))
    for number, row in enumerate(ROWS, start=1):
        cells += b"".join(text(number, column, words) for column, words in enumerate(row))
    cells += record(0x203, struct.pack("<HHHd", 4, 0, 0, 46301.5))
    cells += record(0x205, struct.pack("<HHHBB", 4, 1, 0, 42, 1))
    dimensions = record(0x200, struct.pack("<IIHHH", 0, 5, 0, len(HEADINGS), 0))
    sheet = begin(0x10) + dimensions + cells + record(0x0A)
    name = struct.pack("<BB", 4, 0) + b"Time"
    head = begin(5) + record(0x42, struct.pack("<H", 1200)) + style
    at = len(head) + 4 + 6 + len(name) + 4
    stream = head + record(0x85, struct.pack("<IBB", at, 0, 0) + name) + record(0x0A) + sheet
    return compound_file("Workbook", stream)


def compound_file(name: str, stream: bytes) -> bytes:
    """One stream in a compound file of version 3 ([MS-CFB] 2.2): directory, table, stream."""
    size, free, end, table = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % size)
    count = len(stream) // size
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 0, 0, 4096, end, 0, end, 0
    )
    head += struct.pack("<I", 1) + struct.pack("<I", free) * 108
    chain = [end, table, *range(3, 2 + count), end]
    allocation = struct.pack(f"<{len(chain)}I", *chain).ljust(size, b"\xff")

    def entry(words: str, kind: int, child: int, first: int, length: int) -> bytes:
        called = words.encode("utf-16-le")
        return called.ljust(64, b"\0") + struct.pack(
            "<HBBIII16xI8x8xIQ", len(called) + 2, kind, 1, free, free, child, 0, first, length
        )

    directory = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, 2, len(stream))
    return head + directory.ljust(size, b"\0") + allocation + stream


def ods() -> bytes:
    """An OpenDocument spreadsheet with a table of texts, a number, a date and repeated cells."""
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in (HEADINGS, *ROWS)
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Time">{rows}<table:table-row>'
        '<table:table-cell office:value-type="date" office:date-value="2026-10-06"/>'
        '<table:table-cell table:number-columns-repeated="3" office:value-type="currency" '
        'office:value="12.5"/><table:table-cell table:number-columns-repeated="900"/>'
        '</table:table-row><table:table-row table:number-rows-repeated="5000"/></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    parts = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    return packed({name: text.encode() for name, text in parts.items()})


def ledes() -> bytes:
    """An invoice of two lines as LEDES 1998B writes it."""
    names = (
        "INVOICE_DATE|INVOICE_NUMBER|CLIENT_ID|LAW_FIRM_MATTER_ID|INVOICE_TOTAL|"
        "BILLING_START_DATE|BILLING_END_DATE|INVOICE_DESCRIPTION|LINE_ITEM_NUMBER|"
        "EXP/FEE/INV_ADJ_TYPE|LINE_ITEM_NUMBER_OF_UNITS|LINE_ITEM_ADJUSTMENT_AMOUNT|"
        "LINE_ITEM_TOTAL|LINE_ITEM_DATE|LINE_ITEM_TASK_CODE|LINE_ITEM_EXPENSE_CODE|"
        "LINE_ITEM_ACTIVITY_CODE|TIMEKEEPER_ID|LINE_ITEM_DESCRIPTION|LAW_FIRM_ID|"
        "LINE_ITEM_UNIT_COST|TIMEKEEPER_NAME|TIMEKEEPER_CLASSIFICATION|CLIENT_MATTER_ID"
    )
    line = (
        "20261006|4452|WRA|WRA001|450.00|20260701|20260930|Fees|{}|F|1.5|0|225.00|20260706|L110||"
        "A101|HP|Stock count|PR|150.00|Helen Pike|PT|WRA001"
    )
    lines = ("LEDES1998B", names, line.format(1), line.format(2))
    return "".join(f"{text}[]\r\n" for text in lines).encode()


def tree() -> bytes:
    """Records as Salesforce's tree export has them."""
    record = {
        "attributes": {"type": "Opportunity", "referenceId": "OpportunityRef1"},
        "Name": "Copperbeech stock system",
        "Amount": 12500.5,
        "CloseDate": "2026-10-06",
        "IsWon": True,
        "AccountId": "@AccountRef1",
    }
    return json.dumps({"records": [record, record]}).encode()


def docx() -> bytes:
    """A Word file with a heading, paragraphs and a table."""
    from docx import Document  # noqa: PLC0415 - slow to import

    document = Document()
    document.add_heading("Call on 6 October 2026", level=1)
    document.add_paragraph(TALK)
    document.add_paragraph("Tom to call the bank", style="List Bullet")
    document.add_table(rows=1, cols=2).cell(0, 0).text = "Next steps"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf() -> bytes:
    """A page with two lines of text (ISO 32000-1, 7.5)."""
    drawn = f"BT /F1 12 Tf 72 700 Td ({TALK.strip()}) Tj 0 -20 Td (Second line) Tj ET".encode()
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    listed = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + b"xref\n0 6\n0000000000 65535 f \n" + listed + end


def mail() -> bytes:
    """A reply with an HTML twin, a quoted message and an attachment."""
    message = EmailMessage()
    message["From"], message["To"] = "Ruth Vane <ruth@wrackline.example>", "helen@penhallow.example"
    message["Subject"], message["Date"] = (
        "Re: Figures \u2013 £1.2m",
        "Tue, 6 Oct 2026 09:30:00 +0100",
    )
    message.set_content(f"Dear Helen,\n\n{TALK}\nOn Mon, 5 Oct 2026, Helen wrote:\n> {TALK}")
    message.add_alternative(f"<p>Dear Helen,</p><blockquote>{TALK}</blockquote>", subtype="html")
    message.add_attachment(b"a,b\n1,2\n", maintype="text", subtype="csv", filename="t.csv")
    return bytes(message)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    """A few bits turned."""
    spoiled = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Cut off at the end, or with a hole."""
    first, last = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:last] if chance.random() < 0.5 else data[:first] + data[last:]  # noqa: PLR2004 - half


def repeat(data: bytes, chance: random.Random) -> bytes:
    """A stretch of it many times over."""
    first = chance.randrange(len(data) + 1)
    piece = data[first : first + chance.choice((1, 3, 30, 300))]
    return data[:first] + piece * chance.choice((2, 10, 500)) + data[first:]


_WORDS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n\n", b'"', b"'", b";", b"|",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&#0;", b"&b;", b"]]>", b"<![CDATA[", b"%PDF-1.7", b"PK\3\4",
    b"=1+1", b"-->", b"[]", b"{" * 2000, b"[" * 5000, b"<a>" * 3000, b"9" * 400, b"1e999", b"NaN",
    b"-1", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xf0\x9f\x92\xb7", b"\xc5\xbf", b"31 June 2026",
    b"#REF!",
    b"Content-Type: multipart/mixed; boundary=x\r\n", b"Content-Transfer-Encoding: base64\r\n",
    b"=?utf-7?q?+AAA-?=", b"charset=rot13", b"From: \r\n", b"99:99:99.999", b"XFD1048576",
)  # fmt: skip


def put_in(data: bytes, chance: random.Random) -> bytes:
    """Something awkward put in, or over what was there."""
    at, word = chance.randrange(len(data) + 1), chance.choice(_WORDS)
    return data[:at] + word + data[at + chance.choice((0, len(word))) :]


def renumber(data: bytes, chance: random.Random) -> bytes:
    """Some number in figures made another."""
    found = list(re.finditer(rb"[0-9]+", data))
    if not found:
        return data
    match = chance.choice(found)
    other = chance.choice(
        (b"0", b"-1", b"1", b"65536", b"99999999999", b"1e308", b"4294967295", b"")
    )
    return data[: match.start()] + other + data[match.end() :]


def overwrite(data: bytes, chance: random.Random) -> bytes:
    """A binary field of two, four or eight bytes set to an extreme."""
    size = chance.choice((2, 4, 8))
    if len(data) <= size:
        return data
    near_start = chance.randrange(min(600, len(data) - size))
    near_end = max(len(data) - size - chance.randrange(600), 0)
    at = chance.choice((near_start, near_end, chance.randrange(len(data) - size)))
    field = chance.choice((b"\xff" * size, bytes(size), b"\xff" * (size - 1) + b"\x7f", bytes([1])))
    return data[:at] + field.ljust(size, b"\0") + data[at + size :]


def change_directory(data: bytes, chance: random.Random) -> bytes:
    """A field of one entry of a zip's directory changed (APPNOTE 4.3.12)."""
    entries = [match.start() for match in re.finditer(rb"PK\x01\x02", data)]
    if not entries:
        return overwrite(data, chance)
    at = chance.choice(entries) + chance.choice((8, 10, 12, 16, 20, 24, 28, 30, 32, 38, 42, 46))
    return data[:at] + chance.randbytes(chance.choice((1, 2, 4))) + data[at + 1 :][: len(data)]


def change_part(data: bytes, chance: random.Random) -> bytes:
    """One part of a zip spoiled, and the zip made anew around it; another kind as `put_in`."""
    try:
        parts = unpacked(data)
    except Exception:  # noqa: BLE001 - spoiled before, in any way
        return put_in(data, chance)
    if not parts:
        return data
    name = chance.choice(sorted(parts))
    match chance.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[chance.choice(("../", "/", "a\\", "XL/", "")) + name + "x"] = parts[name]
        case 2:
            parts[name] = parts[chance.choice(sorted(parts))]
        case _:
            spoil = chance.choice((put_in, renumber, cut, repeat, flip_bits, change_element))
            parts[name] = spoil(parts[name], chance)
    return packed(parts)


def change_element(data: bytes, chance: random.Random) -> bytes:
    """A tag left out, or an attribute given another value."""
    if chance.random() < 0.5:  # noqa: PLR2004 - half
        found = list(re.finditer(rb"<[^<>]{1,200}>", data))
        other = b""
    else:
        found = list(re.finditer(rb'(?<==")[^"<>]{0,80}(?=")', data))
        other = chance.choice(
            (b"", b"-1", b"s", b"e", b"99999999", b"XFD9", b"A0", b"1e400", b"\xc2\xa0")
        )
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + other + data[match.end() :]


def recode(data: bytes, chance: random.Random) -> bytes:
    """Written in another encoding, or with other line ends."""
    if chance.random() < 0.4:  # noqa: PLR2004 - two in five
        return data.replace(b"\r\n", b"\n").replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\n")))
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-7", "utf-8-sig", "cp037"))
    return data.decode("latin-1").encode(encoding, "replace")


SPOILS: tuple[Spoil, ...] = (
    flip_bits, cut, repeat, put_in, put_in, renumber, overwrite, change_directory, change_part,
    change_part, change_part, recode,
)  # fmt: skip
"""All of them; those that reach deepest more often."""
