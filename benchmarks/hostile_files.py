"""Files made to do harm, the same bytes each time: bombs, lies, loops, masks, far corners.

`FILES` holds for each name the reader that it is given to and the function that makes its bytes.
Nothing here is a working exploit: each file holds the trait that a reader has to survive.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from hostile_containers import (
    BEGIN,
    MAIL,
    compound,
    looping_pages,
    nested_mail,
    packed_mail,
    page_tree,
    pdf_bomb,
    records,
)
from hostile_zips import (
    MEGABYTE,
    SHEET,
    Part,
    contradicting,
    deep_markup,
    encrypted_spreadsheet,
    entity_behind_space,
    external_entity,
    external_link,
    far_cell,
    flat_bomb,
    formula_text,
    huge_numbers,
    laughs,
    lying_dimension,
    lying_size,
    masked_far_cell,
    merged_sheet,
    merges,
    overlapping,
    polyglot,
    repeated,
    shared_text,
    shared_texts,
    spreadsheet,
    styles,
    summed_bomb,
    workbook,
    zip_in_zip,
    zipped,
)

LINE = b"Date,Person,Hours\n2026-10-14,Ann Hale,1.5\n"


class Hostile(NamedTuple):
    """What a file is given as, and how it is made."""

    kind: str
    make: Callable[[], bytes]


FILES: Mapping[str, Hostile] = {
    "flat_bomb.xlsx": Hostile("billing", flat_bomb),
    "summed_bomb.xlsx": Hostile("billing", summed_bomb),
    "zip_in_zip.xlsx": Hostile("billing", zip_in_zip),
    "many_parts.xlsx": Hostile(
        "billing", lambda: zipped(Part(f"xl/p{n}.xml", packed=b"\x03\0") for n in range(70_000))
    ),
    "overlapping.xlsx": Hostile("billing", overlapping),
    "duplicate_part.xlsx": Hostile(
        "billing",
        lambda: zipped(
            workbook(SHEET, Part("xl/worksheets/sheet1.xml", SHEET.replace(b"120.5", b"999.5")))
        ),
    ),
    "duplicate_by_case.xlsx": Hostile(
        "billing", lambda: zipped(workbook(SHEET, Part("XL/Worksheets/Sheet1.xml", SHEET)))
    ),
    "duplicate_by_slash.xlsx": Hostile(
        "billing", lambda: zipped(workbook(SHEET, Part("xl\\worksheets\\sheet1.xml", SHEET)))
    ),
    "escaping_name.xlsx": Hostile(
        "billing", lambda: zipped(workbook(SHEET, Part("xl/../../../etc/cron.d/a", b"x")))
    ),
    "absolute_name.xlsx": Hostile(
        "billing", lambda: zipped(workbook(SHEET, Part("/etc/cron.d/a", b"x")))
    ),
    "symbolic_link.xlsx": Hostile(
        "billing", lambda: zipped(workbook(SHEET, Part("xl/a", b"/etc/passwd", mode=0o120777)))
    ),
    "contradicting.xlsx": Hostile("billing", contradicting),
    "lying_size.xlsx": Hostile("billing", lying_size),
    "truncated.xlsx": Hostile("billing", lambda: zipped(workbook(SHEET))[:-300]),
    "trailing.xlsx": Hostile(
        "billing", lambda: zipped(workbook(SHEET)) + b"MZ" + bytes(900) + b"!"
    ),
    "polyglot.xlsx": Hostile("billing", polyglot),
    "external_entity.xlsx": Hostile("billing", external_entity),
    "laughs.xlsx": Hostile("billing", lambda: zipped(workbook(laughs().encode()))),
    "laughs_utf16.xlsx": Hostile("billing", lambda: zipped(workbook(laughs().encode("utf-16")))),
    "laughs_utf16_no_mark.xlsx": Hostile(
        "billing", lambda: zipped(workbook(laughs().encode("utf-16-be")))
    ),
    "laughs_utf7.xlsx": Hostile(
        "billing",
        lambda: zipped(
            workbook(b'<?xml version="1.0" encoding="UTF-7"?>' + laughs().encode("utf-7"))
        ),
    ),
    "laughs_behind_space.xlsx": Hostile("billing", entity_behind_space),
    "far_cell.xlsx": Hostile("billing", far_cell),
    "masked_far_cell.xlsx": Hostile("billing", masked_far_cell),
    "lying_dimension.xlsx": Hostile("billing", lying_dimension),
    "shared_text.xlsx": Hostile("billing", shared_text),
    "shared_texts.xlsx": Hostile("billing", shared_texts),
    "styles.xlsx": Hostile("billing", styles),
    "merges.xlsx": Hostile("billing", merges),
    "merged_sheet.xlsx": Hostile("billing", merged_sheet),
    "deep_markup.xlsx": Hostile("billing", deep_markup),
    "formula_text.xlsx": Hostile("billing", formula_text),
    "huge_numbers.xlsx": Hostile("billing", huge_numbers),
    "macros.xlsm": Hostile(
        "billing", lambda: zipped(workbook(SHEET, Part("xl/vbaProject.bin", b"Attribute VB")))
    ),
    "macros.xlsx": Hostile(
        "billing", lambda: zipped(workbook(SHEET, Part("xl/vbaProject.bin", b"Attribute VB")))
    ),
    "external_link.xlsx": Hostile("billing", external_link),
    "binary.xlsx": Hostile("billing", lambda: zipped(workbook(SHEET, main="xl/workbook.bin"))),
    "encrypted.xlsx": Hostile("billing", lambda: compound({"EncryptedPackage": bytes(5_000)})),
    "looping.xls": Hostile(
        "billing", lambda: compound({"Workbook": records(BEGIN, (0x0A, b""))}, loop=True)
    ),
    "lying_tables.xls": Hostile(
        "billing",
        lambda: compound({"Workbook": records(BEGIN, (0x0A, b""))}, tables=0x7FFFFFFF),
    ),
    "no_directory.xls": Hostile("billing", lambda: compound({}, directory=0x00FFFFFF)),
    "lying_record.xls": Hostile(
        "billing",
        lambda: compound({"Workbook": records(BEGIN, (0xFC, bytes(8)), length=0xFFFF)}),
    ),
    "encrypted.xls": Hostile(
        "billing",
        lambda: compound({"Workbook": records(BEGIN, (0x2F, bytes(54)), (0x0A, b""))}),
    ),
    "web_page.xls": Hostile("billing", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    "bomb.ods": Hostile("billing", lambda: spreadsheet(" " * 200 * MEGABYTE)),
    "repeated.ods": Hostile("billing", lambda: spreadsheet(repeated(1_000_000, 16_384))),
    "repeated_within.ods": Hostile("billing", lambda: spreadsheet(repeated(1_000, 16_384))),
    "encrypted.ods": Hostile("billing", encrypted_spreadsheet),
    "unclosed_quote.csv": Hostile("billing", lambda: LINE + b'2026-10-15,"Ann,2\n' + LINE * 9_000),
    "one_line.csv": Hostile("billing", lambda: b"x" * 50 * MEGABYTE),
    "many_columns.csv": Hostile("billing", lambda: b"1," * 5 * MEGABYTE),
    "nul.csv": Hostile("billing", lambda: LINE + b"2026-10-15,Ann\0Hale,2\n"),
    "utf16_no_mark.csv": Hostile("billing", lambda: LINE.decode().encode("utf-16-le")),
    "hidden_characters.csv": Hostile(
        "billing", lambda: LINE + "2026-10-15,Ann\u202e\u200b Hale,2\n".encode()
    ),
    "formula_text.csv": Hostile("billing", lambda: LINE + b"2026-10-15,=cmd|' /C calc'!A0,2\n"),
    "time\u202evsc.csv": Hostile("billing", lambda: LINE),
    "deep.json": Hostile("crm", lambda: b'{"records":' + b"[" * 200_000 + b"]" * 200_000 + b"}"),
    "deep.docx": Hostile(
        "notes",
        lambda: zipped(
            [Part("word/document.xml", b"<document>" + b"<x>" * 200_000 + b"</x>" * 200_000)]
        ),
    ),
    "page_tree.pdf": Hostile("notes", page_tree),
    "looping_pages.pdf": Hostile("notes", looping_pages),
    "bomb.pdf": Hostile("notes", pdf_bomb),
    "polyglot.pdf": Hostile("notes", polyglot),
    "nested.eml": Hostile("notes", lambda: nested_mail(10_000)),
    "nested_less.eml": Hostile("notes", lambda: nested_mail(900)),
    "headers.eml": Hostile("notes", lambda: MAIL + b"X-A: b\n" * 100_000 + b"\nHello\n"),
    "packed.eml": Hostile("notes", packed_mail),
}
"""Every file by name."""
