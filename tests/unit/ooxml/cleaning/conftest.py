"""What a document's body is after cleaning, in the small language of `word_file`."""

import datetime as dt
import re
from collections.abc import Callable

import pytest

from engross.ooxml.cleaning import clean
from engross.ooxml.package import Parts, open_package, write_package

WHEN = dt.datetime(2026, 10, 14, tzinfo=dt.UTC)
FIRM = "Penhallow Reeve LLP"

Cleaned = Callable[..., str]


def cleaned_with(docx: bytes, more: Parts) -> Parts:
    """The parts of a Word file after cleaning, these having been put into it before."""
    parts = {**open_package(docx), **more}
    return open_package(clean(write_package(parts), title="Report", firm=FIRM, when=WHEN))


@pytest.fixture
def cleaned(word_file: Callable[..., bytes]) -> Cleaned:
    """`cleaned(body, part=..., header1=...)`: that part, cleaned, without namespaces."""

    def made(body: str, part: str = "document", **parts: str) -> str:
        docx = clean(word_file(body, **parts), title="Report", firm=FIRM, when=WHEN)
        xml = open_package(docx)[f"word/{part}.xml"].decode()
        inner = re.sub(r"<\?.*?\?>|\sxmlns:\w+=\"[^\"]*\"|\sxml:space=\"preserve\"", "", xml)
        short = re.sub(r"(?<=[<\s/])w:", "", inner).strip()
        return re.sub(r"^<document><body>|<sectPr/></body></document>$", "", short)

    return made
