"""What a mail's HTML shows, and what it hides."""

from __future__ import annotations

import pytest

from engross.sources.readers.mail.html_text import read_html


def shown(html: str) -> list[tuple[str, int]]:
    return [(line.text, line.depth) for line in read_html(html).lines if not line.blank]


def test_paragraphs_lists_tables_and_breaks_are_lines() -> None:
    html = (
        "<html><head><title>Not this</title><style>p{color:red}</style></head><body>"
        "<p>We agreed&nbsp;it.<p>Then:<ul><li>one<li>two <b>bold</b></ul>"
        "Ruth<br>Director<table><tr><td>Due</td><td>Friday</td></tr></table>"
        "<script>alert(1)</script><pre>a\n  b</pre></body></html>"
    )

    assert [text for text, _ in shown(html)] == [
        "We agreed\N{NO-BREAK SPACE}it.",
        "Then:",
        "- one",
        "- two bold",
        "Ruth",
        "Director",
        "Due\tFriday",
        "a",
        "  b",
    ]


def test_quotes_have_their_depth_and_mere_indents_have_none() -> None:
    html = (
        "<div>New</div><blockquote type=cite>old<blockquote class='gmail_quote'>older</blockquote>"
        "</blockquote>between<blockquote style='margin:0 0 0 40px;border:none'>set in</blockquote>"
        "<blockquote style='border-left:1px solid #ccc'>barred</blockquote>"
    )

    assert shown(html) == [
        ("New", 0),
        ("old", 1),
        ("older", 2),
        ("between", 0),
        ("set in", 0),
        ("barred", 1),
    ]


@pytest.mark.parametrize(
    "element",
    [
        "<div style='display:none'>pay me now</div>",
        "<div style='DISPLAY: none !important'>pay me now</div>",
        "<span style='visibility:hidden'>pay me now</span>",
        "<span style='font-size:1px'>pay me now</span>",
        "<span style='font-size:0'>pay me now</span>",
        "<span style='color:#fff'>pay me now</span>",
        "<font color=white>pay me now</font>",
        "<td style='background:#000080;color:rgb(0, 0, 128)'>pay me now</td>",
        "<div style='max-height:0;overflow:hidden'>pay me now</div>",
        "<div style='position:absolute;left:-9999px'>pay me now</div>",
        "<div style='opacity:0'>pay me now</div>",
        "<div hidden>pay me now</div>",
        "<div style='mso-hide:all'>pay me now</div>",
        "<style>.pre{display:none}</style><div class='x pre'>pay me now</div>",
        "<style>/* x */ #a, .b { font-size: 0px }</style><div id=a><p>pay me now</div>",
    ],
)
def test_what_nobody_sees_is_left_out_and_counted(element: str) -> None:
    found = read_html(f"<body><p>Seen.</p>{element}<p>Seen too.</p></body>")

    assert [line.text for line in found.lines if not line.blank] == ["Seen.", "Seen too."]
    assert found.hidden_words == 3


@pytest.mark.parametrize(
    "element",
    [
        "<table bgcolor='#000000'><tr><td style='color:#ffffff'>seen</td></tr></table>",
        "<div style='background-image:url(x.png);background:url(x.png);color:white'>seen</div>",
        "<style>@media print {.x{display:none}}</style><div class=x>seen</div>",
        "<div style='font-size:10px;height:0'>seen</div>",
        "<p style='display:none'></p>seen",
    ],
)
def test_what_somebody_sees_stays(element: str) -> None:
    assert [text for text, _ in shown(element)] == ["seen"]


def test_words_for_word_alone_and_broken_tags_do_not_stop_it() -> None:
    html = "<![;x[<p>one</p><![if mso]><![endif]><!-- no --><b>two</i></b></div><p>three<zzz>four"

    assert " ".join(text for text, _ in shown(html)) == "one two threefour"
