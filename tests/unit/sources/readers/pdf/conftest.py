"""PDF files as small as a test needs them, written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import pytest

HEIGHT, WIDTH = 842, 595


def text(
    words: str, height: float, *, left: float = 60, size: float = 11, bold: bool = False
) -> str:
    """What draws the words on a line."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{'B' if bold else 'F'} {size} Tf {left} {height} Td ({escaped}) Tj ET"


def boxes(left: float, top: float, columns: int, rows: int) -> str:
    """What draws the rules of a table whose cells are 120 by 20 points."""
    across = [
        f"{left} {top - 20 * n} m {left + 120 * columns} {top - 20 * n} l S"
        for n in range(rows + 1)
    ]
    down = [
        f"{left + 120 * n} {top} m {left + 120 * n} {top - 20 * rows} l S"
        for n in range(columns + 1)
    ]
    return "\n".join(across + down)


def pdf(*pages: Sequence[str]) -> bytes:
    """A PDF whose pages draw these things."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for number, drawn in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Contents {6 + 2 * number} 0 R /Resources << /Font << /F 3 0 R /B 4 0 R >> >> >>"
        )
        content = "\n".join(drawn)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return written(objects)


def written(objects: Sequence[str], trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    data = b"%PDF-1.4\n"
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    head = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
    end = f"{head}<< /Size {size} /Root 1 0 R {trailer}>>"
    return data + f"{end}\nstartxref\n{len(data)}\n%%EOF\n".encode()


def lines(words: Sequence[str], top: float = 780, apart: float = 14) -> list[str]:
    """What draws lines of text, one under the other."""
    return [text(each, top - apart * number) for number, each in enumerate(words)]


@pytest.fixture
def draw() -> SimpleNamespace:
    """The functions above; test files cannot import them from here."""
    return SimpleNamespace(text=text, lines=lines, boxes=boxes, pdf=pdf, written=written)
