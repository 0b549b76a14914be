import datetime as dt
from collections.abc import Callable

from engross.ooxml.marks import CHECKS, EVIDENCE, place_name
from engross.ooxml.package import Parts, open_package
from engross.ooxml.remarks import comments_by, read_remarks

WordFile = Callable[..., bytes]

W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def comment(number: int, author: str, text: str, date: str = "") -> str:
    dated = f" date='{date}'" if date else ""
    return (
        f"<comment id='{number}' author='{author}'{dated}><p xmlns:w14='{W14}' "
        f"w14:paraId='0000000{number}'><r><t>{text}</t></r></p></comment>"
    )


def on(number: int, words: str) -> str:
    return (
        f"<commentRangeStart id='{number}'/><r><t>{words}</t></r><commentRangeEnd id='{number}'/>"
        f"<r><commentReference id='{number}'/></r>"
    )


def test_peoples_comments_are_read_in_the_order_of_the_document(word_file: WordFile) -> None:
    parts = open_package(
        word_file(
            f"<p>{on(2, 'the fees')}</p><p>{on(1, 'the hours')}</p>",
            comments=comment(1, "Sam Ward", "shorter", "2026-10-14T10:00:00Z")
            + comment(2, "Helen Pike", "leave this out"),
        )
    )
    first, second = read_remarks(parts, {})

    assert (first.by, first.text, first.words) == ("Helen Pike", "leave this out", "the fees")
    assert first.at is None
    assert (second.by, second.words) == ("Sam Ward", "the hours")
    assert second.at == dt.datetime(2026, 10, 14, 10, tzinfo=dt.UTC)


def test_engrosss_own_comments_are_no_remarks(word_file: WordFile) -> None:
    parts = open_package(
        word_file(
            f"<p>{on(1, 'a')}{on(2, 'b')}</p>",
            comments=comment(1, EVIDENCE, "from the records") + comment(2, CHECKS, "look"),
        )
    )

    assert read_remarks(parts, {}) == ()
    assert comments_by(parts, {EVIDENCE}) == {("comment", "1")}


def test_a_remark_stands_in_the_section_whose_heading_comes_before_it(word_file: WordFile) -> None:
    anchor = f"<bookmarkStart id='9' name='{place_name('section fees')}'/><bookmarkEnd id='9'/>"
    parts = open_package(
        word_file(
            f"<p>{on(1, 'Report')}</p><p>{anchor}<r><t>Our fees</t></r></p>"
            f"<tbl><tr><tc><p>{on(2, '90')}</p></tc></tr></tbl>"
            f"<p><r><t>What  is next</t></r></p><p>{on(3, 'VAT')}</p>"
            "<p><bookmarkStart id='8' name='closingpage'/><r><t>Findings</t></r>"
            f"<bookmarkEnd id='8'/></p><p>{on(4, 'A row')}</p>",
            comments="".join(comment(number, "Sam Ward", "?") for number in (1, 2, 3, 4)),
        )
    )
    remarks = read_remarks(parts, {"fees": "Fees", "next": "What is next"})

    assert [remark.section for remark in remarks] == ["", "fees", "next", ""]


def test_a_remark_over_paragraphs_has_a_line_for_each_and_no_deleted_words(
    word_file: WordFile,
) -> None:
    parts = open_package(
        word_file(
            "<p><commentRangeStart id='1'/><r><t>one</t></r><del><r><delText>x</delText></r></del>"
            "</p><p><ins><r><t>two</t></r></ins><commentRangeEnd id='1'/>"
            "<r><commentReference id='1'/></r></p>",
            comments=comment(1, "Sam Ward", "join</t></r></p><p><r><t>these"),
        )
    )
    (remark,) = read_remarks(parts, {})

    assert (remark.words, remark.text) == ("one\ntwo", "join\nthese")


def test_a_comment_in_a_footnote_is_read_and_one_on_nothing_has_no_words(
    word_file: WordFile,
) -> None:
    parts = open_package(
        word_file(
            "<p/>",
            footnotes=f"<footnote id='2'><p>{on(2, 'a source')}</p></footnote>",
            comments=comment(1, "Sam Ward", "on nothing") + comment(2, "Sam Ward", "which?"),
        )
    )

    assert [(remark.words, remark.text) for remark in read_remarks(parts, {})] == [
        ("a source", "which?"),
        ("", "on nothing"),
    ]


def with_entries(parts: Parts, entries: str) -> Parts:
    entries = f"<w15:commentsEx xmlns:w15='{W15}'>{entries}</w15:commentsEx>"
    return parts | {"word/commentsExtended.xml": entries.encode()}


def test_a_resolved_comment_and_the_answers_to_it_are_no_remarks(word_file: WordFile) -> None:
    parts = open_package(
        word_file(
            f"<p>{on(1, 'a')}{on(2, 'a')}{on(3, 'b')}</p>",
            comments="".join(comment(number, "Sam Ward", f"no. {number}") for number in (1, 2, 3)),
        )
    )
    entries = (
        "<w15:commentEx w15:paraId='00000001' w15:done='1'/>"
        "<w15:commentEx w15:paraId='00000002' w15:paraIdParent='00000001' w15:done='0'/>"
        "<w15:commentEx w15:paraId='00000003' w15:done='0'/>"
    )

    assert [one.text for one in read_remarks(with_entries(parts, entries), {})] == ["no. 3"]


def test_world_time_is_taken_where_word_gives_it(word_file: WordFile) -> None:
    parts = open_package(
        word_file(
            f"<p>{on(1, 'a')}</p>",
            comments=comment(1, "Sam Ward", "?", "2026-10-14T11:00:00Z"),
        )
    )
    parts["word/commentsIds.xml"] = (
        b"<c:commentsIds xmlns:c='urn:c'><c:commentId c:paraId='00000001' c:durableId='AB'/>"
        b"</c:commentsIds>"
    )
    parts["word/commentsExtensible.xml"] = (
        b"<c:commentsExtensible xmlns:c='urn:c'><c:commentExtensible c:durableId='AB' "
        b"c:dateUtc='2026-10-14T10:00:00Z'/></c:commentsExtensible>"
    )
    (remark,) = read_remarks(parts, {})

    assert remark.at == dt.datetime(2026, 10, 14, 10, tzinfo=dt.UTC)
