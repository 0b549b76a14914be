import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.ooxml.marks import (
    OURS,
    REVIEW_ONLY,
    figure_name,
    has_marks,
    mark,
    place_name,
    tokens,
    without_marks,
    without_private_use,
)


def test_marked_words_can_be_told_from_the_words_around_them() -> None:
    text = f"We billed {mark('figure1', '£9,490')} in the quarter."

    assert [(token.kind, token.value) for token in tokens(text)] == [
        ("text", "We billed "),
        ("open", "figure1"),
        ("text", "£9,490"),
        ("close", ""),
        ("text", " in the quarter."),
    ]


def test_marks_go_without_a_trace_also_nested_ones() -> None:
    assert without_marks(mark("placeabc", f"a {mark('figure1', 'b')} c")) == "a b c"


def test_words_for_the_review_copy_only_go_with_their_mark() -> None:
    assert without_marks(f"{mark(REVIEW_ONLY, 'Draft')}Report") == "Report"


@given(st.integers(min_value=0, max_value=12))
def test_a_torn_mark_leaves_only_its_own_words(kept: int) -> None:
    torn = mark("figure12", "nine")[:kept]

    assert without_marks(torn) in {"", "nine"[: max(0, kept - 9)]}


@given(st.text())
def test_no_source_can_forge_a_mark(text: str) -> None:
    assert not has_marks(without_private_use(text))


@given(st.text())
def test_a_mark_gives_back_what_was_marked(text: str) -> None:
    words = without_private_use(text)

    assert without_marks(mark("figure1", words)) == words


@pytest.mark.parametrize("name", ["", "1a", "has space", "under_score", "a" * 41])
def test_a_name_that_word_would_refuse_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="bookmark"):
        mark(name, "x")


def test_our_names_are_known_as_ours() -> None:
    assert all(OURS.fullmatch(name) for name in (figure_name(12), place_name("section fees")))
