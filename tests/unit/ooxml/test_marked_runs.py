from lxml import etree

from engross.ooxml.marked_runs import put_for_marks, text_element
from engross.ooxml.marks import mark, without_marks
from engross.ooxml.names import W, w


def paragraph(text: str) -> etree._Element:
    look = "<w:rPr><w:b/></w:rPr>"
    return etree.fromstring(f'<w:p xmlns:w="{W}"><w:r>{look}<w:t>{text}</w:t></w:r></w:p>')


def said(element: etree._Element) -> list[str]:
    return [without_marks(text.text or "") for text in element.iter(w("t"))]


def test_content_takes_the_place_of_a_mark_in_a_run_that_looks_alike() -> None:
    root = paragraph(f"See {mark('see1', '')} below.")
    put_for_marks(root, {"see1": lambda: [text_element("Table 2")]})

    assert said(root) == ["See ", "Table 2", " below."]
    assert len(root.findall(f"{w('r')}/{w('rPr')}/{w('b')}")) == 3


def test_every_mark_of_a_text_is_replaced_and_others_stay() -> None:
    root = paragraph(f"{mark('see1', '')} and {mark('figure1', '£5')}, {mark('see1', '')}")
    put_for_marks(root, {"see1": lambda: [text_element("X")]})

    assert said(root) == ["X", " and £5, ", "X"]
    assert mark("figure1", "£5") in "".join(text.text or "" for text in root.iter(w("t")))


def test_a_mark_around_a_replaced_one_stays_around_it() -> None:
    root = paragraph(mark("citation1", f"See {mark('see1', '')}."))
    put_for_marks(root, {"see1": lambda: [text_element("Table 2")]})
    all_of_it = "".join(text.text or "" for text in root.iter(w("t")))

    assert all_of_it == mark("citation1", "See Table 2.")


def test_a_mark_with_words_in_it_is_no_place_for_content() -> None:
    root = paragraph(mark("see1", "words"))
    put_for_marks(root, {"see1": lambda: [text_element("X")]})

    assert said(root) == ["words"]
