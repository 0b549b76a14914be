from collections.abc import Callable

import pytest

from engross.ooxml.list_numbers import Printed, list_words, own_words, symbols

WordFile = Callable[..., bytes]


@pytest.mark.parametrize(
    "number_format",
    ["%1.", "(%1)", "%1.%2", "a) %1", "•", "\u2013", "o", "\uf0b7", "\uf0fc", "§ %1", ""],
)
def test_numbers_bullets_and_marks_are_no_words(number_format: str) -> None:
    assert own_words(number_format) == ()


@pytest.mark.parametrize(
    ("number_format", "words"),
    [
        ("£7,777 %1.", ("£7,777",)),
        ("£%1", ("£",)),
        ("%1%", ("%",)),
        ("7%1.", ("7",)),
        ("Part %1.", ("Part",)),
        ("n o t %1", ("n", "o", "t")),
        ("\uf037", ("7",)),
        ("\u0667 %1", ("\u0667",)),
    ],
)
def test_amounts_digits_and_words_are(number_format: str, words: tuple[str, ...]) -> None:
    assert own_words(number_format) == words


def test_levels_of_a_list_and_of_its_overrides_are_read(word_file: WordFile) -> None:
    levels = (
        "<abstractNum><lvl><lvlText val='Part %1'/></lvl><lvl><lvlText val='%1.'/></lvl>"
        "</abstractNum><num><lvlOverride><lvl><lvlText val='Due %1'/></lvl></lvlOverride></num>"
    )

    assert list(list_words(word_file("<p/>", numbering=levels))) == [
        Printed("word/numbering.xml", "Part %1", ("Part",)),
        Printed("word/numbering.xml", "Due %1", ("Due",)),
    ]


def test_symbols_are_named_by_font_and_code(word_file: WordFile) -> None:
    docx = word_file("<p><r><sym font='Wingdings' char='F0FC'/></r></p>")

    assert [one.what for one in symbols(docx)] == ["Wingdings F0FC"]
