from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.ooxml.look import same_look

WordFile = Callable[..., bytes]

BOLD = "<rPr><b/></rPr>"
LANGUAGE = '<lang val="en-GB"/>'
LATER = f"<r><rPr><b/>{LANGUAGE}</rPr><t>it.</t></r>"
HELD = f"<p><r><t>We billed </t></r><r>{BOLD}<t>it.</t></r></p>"


@pytest.mark.parametrize(
    "again",
    [
        f"<p><r><t>We </t></r><r><t>billed </t></r><r>{BOLD}<t>it.</t></r></p>",
        f'<p rsidR="00A1"><r rsidR="00A2"><rPr/><t>We billed </t></r><r>{BOLD}<t>it.</t></r></p>',
        f"<p><r><rPr>{LANGUAGE}</rPr><t>We billed </t></r>{LATER}</p>",
    ],
)
def test_a_file_that_was_only_saved_again_looks_the_same(word_file: WordFile, again: str) -> None:
    assert same_look(word_file(HELD), word_file(again))


@pytest.mark.parametrize(
    "other",
    [
        "<p><r><t>We billed it.</t></r></p>",
        f"<p><pPr><keepNext/></pPr><r><t>We billed </t></r><r>{BOLD}<t>it.</t></r></p>",
        f"<p><r><t>We billed</t></r><r><tab/></r><r>{BOLD}<t>it.</t></r></p>",
        f"<p><r><t>We billed </t></r></p><p><r>{BOLD}<t>it.</t></r></p>",
    ],
)
def test_a_file_that_was_formatted_otherwise_does_not(word_file: WordFile, other: str) -> None:
    assert not same_look(word_file(HELD), word_file(other))


def test_headers_count_and_their_order_does_not(word_file: WordFile) -> None:
    one, two = "<p><r><t>One</t></r></p>", "<p><r><t>Two</t></r></p>"

    assert same_look(
        word_file(HELD, header1=one, header2=two), word_file(HELD, header1=two, header2=one)
    )
    assert not same_look(word_file(HELD, header1=one), word_file(HELD, header1=two))
