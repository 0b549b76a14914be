from collections.abc import Callable

import pytest
from lxml import etree

from engross.ooxml.captions import count_captions, labels, refer, remove_captions, targets
from engross.ooxml.marks import mark, without_marks
from engross.ooxml.names import W, w
from engross.ooxml.word_fields import fields

WordFile = Callable[..., bytes]


def body(*paragraphs: str) -> etree._Element:
    return etree.fromstring(f'<w:body xmlns:w="{W}">{"".join(paragraphs)}</w:body>')


def line(text: str, before: str = "") -> str:
    return f'<w:p><w:pPr/>{before}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def caption(label: str, text: str, switches: str = "\\* ARABIC") -> str:
    counted = f'<w:fldSimple w:instr="SEQ {label} {switches}"/>'
    return line(text, f'<w:r><w:t xml:space="preserve">{label} </w:t></w:r>{counted}')


def said(root: etree._Element) -> list[str]:
    return [
        without_marks("".join(text.text or "" for text in paragraph.iter(w("t"))))
        for paragraph in root.iter(w("p"))
    ]


def test_captions_are_counted_by_their_labels() -> None:
    root = body(caption("Table", ": A"), caption("Figure", ": B"), caption("Table", ": C"))
    count_captions(fields(root))

    assert said(root) == ["Table 1: A", "Figure 1: B", "Table 2: C"]


@pytest.mark.parametrize(
    ("switches", "numbers"),
    [
        ("\\* ROMAN", ["I", "II", "III"]),
        ("\\* alphabetic", ["a", "b", "c"]),
        ("\\r 4", ["4", "4", "4"]),
        ("\\c", ["0", "0", "0"]),
    ],
)
def test_captions_are_counted_as_their_fields_say(switches: str, numbers: list[str]) -> None:
    root = body(*(caption("Table", "", switches) for _ in numbers))
    count_captions(fields(root))

    assert [words.removeprefix("Table ") for words in said(root)] == numbers


def test_a_reference_says_the_label_and_leads_to_it() -> None:
    root = body(line(f"See {mark('see1', '')}."), caption("Table", f": {mark('place1', 'Fees')}"))
    count_captions(fields(root))
    known = targets(root, fields(root), {"place1": "tables.fees"})
    refer([root], known, {"see1": "tables.fees"}, str)
    (field,) = [found for found in fields(root) if found.kind == "REF"]
    start = root.find(f".//{w('bookmarkStart')}")

    assert said(root)[0] == "See Table 1."
    assert start is not None
    assert field.instruction == f"REF {start.get(w('name'))} \\h"
    assert bookmarked(root) == "Table 1"


def bookmarked(root: etree._Element) -> str:
    """The words between the first bookmark's beginning and its end."""
    inside, words = False, ""
    for element in root.iter():
        if element.tag in {w("bookmarkStart"), w("bookmarkEnd")}:
            inside = element.tag == w("bookmarkStart")
        elif inside and element.tag == w("t"):
            words += element.text or ""
    return words


def test_the_same_reference_has_the_same_name_every_time() -> None:
    def made() -> bytes:
        root = body(line(mark("see1", "")), caption("Table", mark("place1", "Fees")))
        count_captions(fields(root))
        refer(
            [root],
            targets(root, fields(root), {"place1": "tables.fees"}),
            {"see1": "tables.fees"},
            str,
        )
        return etree.tostring(root)

    assert made() == made()


def test_a_reference_to_a_heading_says_its_words() -> None:
    root = body(line(mark("place1", "Your fees")), line(f"See “{mark('see1', '')}”."))
    known = targets(root, fields(root), {"place1": "sections.fees"})
    refer([root], known, {"see1": "sections.fees"}, str)

    assert said(root)[1] == "See “Your fees”."


def test_a_reference_that_leads_nowhere_says_so_and_is_no_field() -> None:
    root = body(line(f"See {mark('see1', '')}."), line(mark("place1", "A title, no caption")))
    known = targets(root, fields(root), {"place1": "tables.fees"})
    refer([root], known, {"see1": "tables.fees"}, lambda name: f"[to confirm: {name}]")

    assert said(root)[0] == "See [to confirm: tables.fees]."
    assert fields(root) == ()
    assert root.find(f".//{w('bookmarkStart')}") is None


def test_only_what_is_referred_to_gets_a_bookmark() -> None:
    root = body(caption("Table", mark("place1", "Fees")))
    refer(
        [root], targets(root, fields(root), {"place1": "tables.fees"}), {"see1": "tables.fees"}, str
    )

    assert root.find(f".//{w('bookmarkStart')}") is None


def test_the_caption_of_what_is_left_out_goes_and_is_not_counted() -> None:
    root = body(caption("Figure", mark("place1", "")), caption("Figure", mark("place2", "Ages")))
    remove_captions(root, ["place1"])
    count_captions(fields(root))

    assert said(root) == ["Figure 1Ages"]


def test_a_caption_alone_in_its_cell_leaves_an_empty_paragraph() -> None:
    root = body(f"<w:tc>{caption('Figure', mark('place1', ''))}</w:tc>")
    remove_captions(root, ["place1"])

    assert said(root) == [""]


def test_the_labels_of_a_document_are_those_that_word_counts(word_file: WordFile) -> None:
    typed = '<p><r><t>Table </t></r><fldSimple instr="SEQ Table"><r><t>9</t></r></fldSimple></p>'

    assert labels(word_file(typed + typed)) == ("Table 1", "Table 2")
