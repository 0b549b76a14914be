import pytest

from engross.ooxml.marks import tokens, without_marks
from engross.records import Evidence, Paragraph, Sentence
from engross.rendering.slots import FigureBook, fill_paragraph, fill_sentence


def filled(sentence: str, evidence: Evidence) -> str:
    return without_marks(fill_sentence(sentence, FigureBook(evidence), "section summary"))


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Fees were [[fact:billed/2026-Q3/matter]] net.", "Fees were £9,490 net."),
        (
            "That is [[fact:change(billed/2026-Q3/matter;billed/2026-Q2/matter)]] more.",
            "That is 6.6% more.",
        ),
        ("You said [[quote:p1]].", "You said “We need it by Christmas” (Ruth Adeyemi)."),
        ("You said [[quote:p1]]", "You said “We need it by Christmas.” (Ruth Adeyemi)"),
        ("Ms Adeyemi said [[quote:p1]].", "Ms Adeyemi said “We need it by Christmas”."),
        (
            "[[fact:client-contact/register/client]] said: [[quote:p1]]",
            "Ms Ruth Adeyemi said: “We need it by Christmas.”",
        ),
        ("[[quote:p2]]", "The return was filed."),
        ("[[quote:p2]].", "The return was filed."),
        (
            "You asked us to move it from the [[quote:p4#1]] to [[quote:p4#2]].",
            "You asked us to move it from the 2nd to 16 November.",
        ),
    ],
)
def test_slots_are_filled_by_code(sentence: str, said: str, evidence: Evidence) -> None:
    assert filled(sentence, evidence) == said


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("client-contact/register/client", "You said “We need it by Christmas” (Ms Ruth Adeyemi)."),
        ("client-contact/register/gone", "You said “We need it by Christmas” (Ruth (Guest))."),
    ],
)
def test_a_quotation_names_its_speaker_as_the_register_does(
    fact: str, said: str, evidence: Evidence
) -> None:
    update = {"speaker": "Ruth (Guest)", "speaker_fact": fact}
    first = evidence.passages[0].model_copy(update=update)
    evidence = evidence.model_copy(update={"passages": (first, *evidence.passages[1:])})

    assert filled("You said [[quote:p1]].", evidence) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "Travel was [[fact:expenses/2026-Q3/matter]].",
            "Travel was [to confirm: Expenses, Q3 2026 (July to September 2026)].",
        ),
        ("It was [[fact:nonsense]].", "It was [to confirm: nonsense]."),
        ("Cost was [[fact:cost/2026-Q3/matter]].", "Cost was [to confirm: a figure]."),
        ("[[quote:p99]]", "[to confirm: the words that were to be quoted here]"),
        ("[[quote:p3]]", "[to confirm: the words that were to be quoted here]"),
        ("It was [[total]].", "It was [to confirm: total]."),
        ("It was [[fact:billed/2026-Q3/matter and so on.", None),
        ("Odd ]] brackets.", "Odd ] brackets."),
    ],
)
def test_what_cannot_be_filled_is_left_to_be_confirmed(
    sentence: str, said: str | None, evidence: Evidence
) -> None:
    text = filled(sentence, evidence)

    assert "[[" not in text
    assert "]]" not in text
    assert text == said if said else "[to confirm: fact:billed/2026-Q3/matter]" in text


def test_a_figure_that_somebody_said_is_shown_with_their_words(evidence: Evidence) -> None:
    book = FigureBook(evidence)
    fill_sentence("It moves to [[quote:p4#2]].", book, "section summary")
    (figure,) = book.figures

    assert (figure.id, figure.text, figure.kind) == ("p4#2", "16 November", "quote")
    assert figure.working[0] == "Ruth Adeyemi said: Move it from the 2nd to 16 November."


def test_a_figure_that_was_not_said_is_left_to_be_confirmed(evidence: Evidence) -> None:
    said = filled("It moves to [[quote:p4#3]].", evidence)

    assert said == "It moves to [to confirm: a figure that was to stand here]."


def test_a_figure_says_what_where_and_from_which_cells(evidence: Evidence) -> None:
    book = FigureBook(evidence)
    fill_sentence("Fees were [[fact:billed/2026-Q3/matter]].", book, "section fees, paragraph 2")
    (figure,) = book.figures

    assert (figure.anchor, figure.id, figure.text) == ("figure1", "billed/2026-Q3/matter", "£9,490")
    assert figure.place == "section fees, paragraph 2"
    assert figure.origin == "sum of billing.xlsx Invoices!D5:D7,D9"
    assert [span.place for span in figure.spans] == ["Invoices!D5:D7,D9"]


def test_a_models_own_words_are_cleaned_too(evidence: Evidence) -> None:
    assert filled("Bad\x07 \U000f0000words\n here.", evidence) == "Bad words here."


@pytest.mark.parametrize(
    ("due", "words", "said"),
    [
        ("23 October 2026", "send the list.", "Send the list, by 23 October 2026."),
        ("Friday", "send the list.", "Send the list, by Friday."),
        ("next week", "send the list", "Send the list, next week."),
        ("Friday", "send the list by Friday.", "Send the list by Friday."),
        ("", "send the list.", "Send the list."),
    ],
)
def test_a_noted_action_begins_a_sentence_and_keeps_the_date_beside_it(
    due: str, words: str, said: str, evidence: Evidence
) -> None:
    (first, second, *_) = evidence.passages
    action = second.model_copy(update={"text": words, "kind": "action", "due": due})
    noted = evidence.model_copy(update={"passages": (first, action)})

    assert filled("[[quote:p2]]", noted) == said
    assert filled("Helen: [[quote:p2]]", noted) == f"Helen: {said[0].lower()}{said[1:]}"


def citing(evidence: Evidence, text: str, *cites: str) -> tuple[str, FigureBook]:
    book = FigureBook(evidence)
    paragraph = Paragraph(sentences=(Sentence(text=text, cites=cites),))
    return fill_paragraph(paragraph, book, "section summary, paragraph 1"), book


def test_a_sentence_in_its_own_words_shows_who_said_what_it_cites_and_where(
    evidence: Evidence,
) -> None:
    text, book = citing(evidence, "You need it soon.", "p1", "p2")

    assert without_marks(text) == "You need it soon."
    assert [(cited.anchor, cited.working) for cited in book.citations] == [
        (
            "citation1",
            (
                "Ruth Adeyemi said on 7 October 2026: We need it by Christmas.",
                "In call.vtt 00:12:03.200",
                "Written: The return was filed.",
                "In notes.md line 9",
            ),
        )
    ]


def test_a_figure_in_the_sentence_is_marked_within_it(evidence: Evidence) -> None:
    text, book = citing(evidence, "By Christmas we bill [[fact:billed/2026-Q3/matter]]", "p1")

    assert [token.value for token in tokens(text)] == [
        "citation1",
        "By Christmas we bill ",
        "figure1",
        "£9,490",
        "",
        "",
    ]
    assert len(book.citations) == len(book.figures) == 1


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("You told us [[quote:p1]].", ["p1"]),
        ("You need it soon.", []),
        ("You need it soon.", ["p3"]),
        ("You need it soon.", ["p99"]),
    ],
)
def test_what_is_quoted_or_may_not_be_shown_is_no_citation(
    text: str, cites: list[str], evidence: Evidence
) -> None:
    _, book = citing(evidence, text, *cites)

    assert book.citations == []
