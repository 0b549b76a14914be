"""Tiny workbooks made of the XML that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import pytest

from engross.sources.file import SourceFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

MakeWorkbook = Callable[..., SourceFile]


def workbook(
    *sheets: str,
    codes: Sequence[str] = (),
    strings: Sequence[str] = (),
    states: Sequence[str] = (),
    properties: str = "",
    parts: Mapping[str, str] | None = None,
) -> SourceFile:
    """A workbook of sheets `Time`, `Sheet2`, ...; each given as what follows its opening tag.

    Style n of its cells has the n-th of the codes, after General; `strings` are whole items.
    """
    names = ["Time", *(f"Sheet{number}" for number in range(2, len(sheets) + 1))]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"'
        f' state="{states[number - 1] if states else "visible"}"/>'
        for number, name in enumerate(names, start=1)
    )
    targets = {f"worksheet|{n}": f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)}
    targets |= {"styles|s": "styles.xml", "sharedStrings|t": "sharedStrings.xml"}
    relations = "".join(
        f'<Relationship Id="rId{key.partition("|")[2]}" Type="{OFFICE}/{key.partition("|")[0]}"'
        f' Target="{target}"/>'
        for key, target in targets.items()
    )
    formats = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(codes)
    )
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(codes)))
    files = {
        "[Content_Types].xml": types(len(sheets)),
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(strings)}</sst>',
    }
    for number, sheet in enumerate(sheets, start=1):
        files[f"xl/worksheets/sheet{number}.xml"] = (
            sheet
            if "worksheet xmlns" in sheet
            else f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
        )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (files | dict(parts or {})).items():
            archive.writestr(name, text)
    return SourceFile("time.xlsx", packed.getvalue())


def types(sheets: int) -> str:
    """The list of content types."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in range(1, sheets + 1)
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{overrides}'
        "</Types>"
    )


@pytest.fixture
def make() -> MakeWorkbook:
    return workbook
