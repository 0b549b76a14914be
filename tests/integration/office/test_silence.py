"""Whatever a Word file links to, printing it asks nobody and leaves nothing behind."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument, raw

from engross.adapters.office import LibreOffice, find_office
from engross.errors import PrintingFailed
from engross.records.ports import ToPrint

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
METHODS = ("GET", "HEAD", "OPTIONS", "PROPFIND", "POST")
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f00010101001bb6ee560000000049454e44ae426082"
)
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
LINKED_PICTURE = (
    '<w:r><w:drawing><d:inline><d:extent cx="900000" cy="900000"/><d:docPr id="1" name="p"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<p:pic><p:nvPicPr><p:cNvPr id="0" name="p"/><p:cNvPicPr/></p:nvPicPr><p:blipFill>'
    '<a:blip r:link="picture"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom></p:spPr></p:pic></a:graphicData></a:graphic></d:inline>"
    "</w:drawing></w:r>"
)
OLD_PICTURE = (
    '<w:r><w:pict><v:shape id="s" style="width:60pt;height:60pt">'
    '<v:imagedata r:href="old" o:title="x"/></v:shape></w:pict></w:r>'
)
LINKED_OBJECT = (
    '<w:r><w:object><v:shape id="b" style="width:60pt;height:60pt"/><o:OLEObject Type="Link" '
    'ProgID="Word.Document.12" ShapeID="b" DrawAspect="Content" ObjectID="_1" r:id="object" '
    'UpdateMode="Always"/></w:object></w:r>'
)


def field(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>as kept</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def relationships(*links: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}" '
        f'TargetMode="{"External" if "://" in target else "Internal"}"/>'
        for name, kind, target in links
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inside}</Relationships>"
    )


def greedy(place: str) -> bytes:
    """A Word file that links to everything under that address in every way that Word has."""
    pieces = [
        "<w:r><w:t>Dear Ms Adeyemi</w:t></w:r>",
        LINKED_PICTURE,
        OLD_PICTURE,
        LINKED_OBJECT,
        field(f'INCLUDEPICTURE "{place}field.png" \\d'),
        field(f'INCLUDETEXT "{place}text.docx"'),
        field(f'LINK Word.Document.12 "{place}linked.docx" \\a'),
    ]
    body = "".join(f"<w:p>{piece}</w:p>" for piece in pieces)
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{base}document.main+xml"/>'
            f'<Override PartName="/word/settings.xml" ContentType="{base}settings+xml"/></Types>'
        ),
        "_rels/.rels": relationships(("d", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/settings.xml": f'<w:settings {NAMES}><w:attachedTemplate r:id="t"/></w:settings>',
        "word/_rels/document.xml.rels": relationships(
            ("picture", "image", f"{place}picture.png"),
            ("old", "image", f"{place}old.png"),
            ("object", "oleObject", f"{place}object.docx"),
            ("settings", "settings", "settings.xml"),
        ),
        "word/_rels/settings.xml.rels": relationships(
            ("t", "attachedTemplate", f"{place}template.dotx")
        ),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return target.getvalue()


class Asked(BaseHTTPRequestHandler):
    """Answers everything with a picture and remembers what was asked."""

    asked: list[str]

    def _answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(PICTURE)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(PICTURE)

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine: its address, and what it was asked."""
    asked: list[str] = []
    answers = {f"do_{method}": Asked._answer for method in METHODS}
    handler = type("Remembering", (Asked,), {"asked": asked, **answers})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}/", asked
        listening.shutdown()


def pictures_in(pdf: bytes) -> int:
    document = PdfDocument(pdf)
    count = sum(1 for page in document for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
    document.close()
    return count


def test_nothing_that_a_document_links_to_is_asked_for(
    server: tuple[str, list[str]], tmp_path: Path
) -> None:
    place, asked = server
    tempting = greedy(place)

    [pdf] = LibreOffice().pdfs([ToPrint(tempting)])

    assert asked == []
    assert pictures_in(pdf) == 0
    # The same file in an ordinary profile does ask: the silence above means something.
    (tmp_path / "greedy.docx").write_bytes(tempting)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [find_office(), "--headless", profile, "--convert-to", "pdf", "greedy.docx"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert "GET /picture.png" in asked


def test_a_web_page_in_a_word_file_s_clothes_is_not_read_as_one(
    server: tuple[str, list[str]],
) -> None:
    place, asked = server
    page = f'<html><body>Dear Ms Adeyemi<img src="{place}picture.png"></body></html>'.encode()

    with pytest.raises(PrintingFailed, match="no PDF"):
        LibreOffice()._printed(find_office(), [page], destinations=False)

    assert asked == []


def test_no_file_of_this_machine_is_printed_into_the_pdf(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(PICTURE)
    (tmp_path / "old.png").write_bytes(PICTURE)

    [pdf] = LibreOffice().pdfs([ToPrint(greedy(f"{tmp_path.as_uri()}/"))])

    assert pictures_in(pdf) == 0


def test_nothing_is_left_in_the_home_or_the_temporary_folder(tmp_path: Path) -> None:
    home, temporary, word = tmp_path / "home", tmp_path / "temporary", tmp_path / "letter.docx"
    home.mkdir()
    temporary.mkdir()
    word.write_bytes(greedy("file:///nowhere/"))
    script = (
        "import sys; from pathlib import Path; from engross.adapters.office import LibreOffice; "
        "from engross.records.ports import ToPrint; "
        "print(len(LibreOffice().pdfs([ToPrint(Path(sys.argv[1]).read_bytes())])[0]))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, word],
        env={
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "PATH": str(find_office().parent) + ":/usr/bin:/bin",
            "PYTHONPATH": ":".join(path for path in sys.path if path),
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert int(done.stdout) > 1000
    assert [*home.rglob("*"), *temporary.rglob("*")] == []
