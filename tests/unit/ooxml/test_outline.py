from collections.abc import Callable

from engross.ooxml.outline import heading_problems

WordFile = Callable[..., bytes]

STYLES = "".join(
    f'<style type="paragraph" styleId="H{level}"><name val="heading {level}"/></style>'
    for level in (1, 2, 3)
)


def heading(level: int) -> str:
    return f'<p><pPr><pStyle val="H{level}"/></pPr><r><t>Level {level}</t></r></p>'


def test_headings_in_order_are_sound(word_file: WordFile) -> None:
    body = "".join(map(heading, (1, 2, 3, 1, 2, 2)))

    assert heading_problems(word_file(body, styles=STYLES)) == ()


def test_a_level_left_out_is_named_with_its_words(word_file: WordFile) -> None:
    (found,) = heading_problems(word_file(heading(1) + heading(3), styles=STYLES))

    assert "“Level 3”" in found
    assert "Heading 2" in found


def test_a_first_heading_is_of_the_first_level(word_file: WordFile) -> None:
    (found,) = heading_problems(word_file(heading(2), styles=STYLES))

    assert "make it Heading 1" in found


def test_an_outline_level_set_on_the_paragraph_counts(word_file: WordFile) -> None:
    own = '<p><pPr><outlineLvl val="2"/></pPr><r><t>Deep</t></r></p>'

    assert len(heading_problems(word_file(heading(1) + own, styles=STYLES))) == 1
