import io
from collections.abc import Callable

import docx as python_docx

from engross.ooxml.cleaning import clean, made_at
from engross.ooxml.package import open_package
from unit.ooxml.cleaning.conftest import FIRM, WHEN

WordFile = Callable[..., bytes]


def test_a_file_without_properties_gets_them(word_file: WordFile) -> None:
    docx = clean(
        word_file("<p/>"),
        title="A & B <Ltd>",
        firm=FIRM,
        when=WHEN,
        subject="Q3 2026",
        keywords=("fees", "accounts"),
    )
    properties = python_docx.Document(io.BytesIO(docx)).core_properties

    assert (properties.title, properties.author) == ("A & B <Ltd>", FIRM)
    assert (properties.subject, properties.keywords) == ("Q3 2026", "fees; accounts")
    assert (properties.created, properties.modified) == (WHEN, WHEN)
    assert b"<Company>Penhallow Reeve LLP</Company>" in open_package(docx)["docProps/app.xml"]
    assert made_at(docx) == WHEN


def test_properties_replace_whatever_was_said_before() -> None:
    document = python_docx.Document()
    document.core_properties.author = "Priya Sandhu"
    document.core_properties.comments = "for Copperbeech"
    document.core_properties.category = "internal"
    target = io.BytesIO()
    document.save(target)
    parts = open_package(clean(target.getvalue(), title="Report", firm=FIRM, when=WHEN))
    everything = parts["docProps/core.xml"] + parts["docProps/app.xml"]

    assert not any(word in everything for word in (b"Priya", b"Copperbeech", b"internal"))
    assert b"Template" not in parts["docProps/app.xml"]
