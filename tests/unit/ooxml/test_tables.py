from collections.abc import Callable

import pytest

from engross.ooxml.marks import mark
from engross.ooxml.names import w
from engross.ooxml.package import open_package, parse
from engross.ooxml.tables import Described, describe_tables, table_problems

WordFile = Callable[..., bytes]

STYLES = (
    '<style type="paragraph" styleId="Right"><name val="Figures"/>'
    '<pPr><jc val="right"/></pPr></style>'
    '<style type="paragraph" styleId="Below"><name val="Below"/><basedOn val="Right"/></style>'
)
WHOLE, HEAD = "<cantSplit/>", "<cantSplit/><tblHeader/>"
RULE = '<tcPr><tcBorders><top val="single" sz="8"/></tcBorders></tcPr>'


def row(cell: str, properties: str = "", look: str = "", rule: str = "") -> str:
    style = f'<pPr><pStyle val="{look}"/></pPr>' if look else ""
    return f"<tr><trPr>{properties}</trPr><tc>{rule}<p>{style}<r><t>{cell}</t></r></p></tc></tr>"


def looped(kind: str, properties: str, look: str = "", rule: str = "") -> str:
    return (
        row(f"{{%tr for row in tables.fees.{kind} %}}")
        + row("{{ row.budget }}", properties, look, rule)
        + row("{%tr endfor %}")
    )


def table(*rows: str) -> str:
    return f"<tbl><tblPr/>{''.join(rows)}</tbl>"


GOOD = (
    looped("headings", HEAD, "Right"),
    looped("rows", WHOLE, "Right"),
    looped("total", WHOLE, "Below", RULE),
)


def test_a_good_table_has_no_problems(word_file: WordFile) -> None:
    assert table_problems(word_file(table(*GOOD), styles=STYLES), {"fees.budget"}) == ()


@pytest.mark.parametrize(
    ("place", "row_kind", "problem"),
    [
        (0, ("headings", WHOLE, "Right"), "its headings do not go on to the next page"),
        (0, ("headings", HEAD), "figures of its column budget do not stand at the right"),
        (1, ("rows", "", "Right"), "its rows may break over two pages"),
        (1, ("rows", '<cantSplit val="0"/>', "Right"), "its rows may break over two pages"),
        (2, ("total", WHOLE, "Below"), "nothing parts the total from the rows"),
    ],
)
def test_a_table_that_would_read_badly_is_named(
    word_file: WordFile, place: int, row_kind: tuple[str, ...], problem: str
) -> None:
    rows = [*GOOD]
    rows[place] = looped(*row_kind)
    (found,) = table_problems(word_file(table(*rows), styles=STYLES), {"fees.budget"})

    assert found.startswith("table fees: ")
    assert problem in found


def test_a_table_that_does_not_grow_is_the_firm_s_own_affair(word_file: WordFile) -> None:
    assert table_problems(word_file(table(row("For"), row("{{ client.name }}")))) == ()


@pytest.mark.parametrize(
    "told",
    [
        '<tblBorders><insideH val="single"/></tblBorders>',
        '<tblStyle val="Grid"/>',
    ],
)
def test_a_rule_may_be_the_table_s(word_file: WordFile, told: str) -> None:
    rows = "".join((*GOOD[:2], looped("total", WHOLE, "Below")))

    assert table_problems(word_file(f"<tbl><tblPr>{told}</tblPr>{rows}</tbl>", styles=STYLES)) == ()


def described(word_file: WordFile, properties: str) -> list[tuple[str, str]]:
    body = f"<tbl><tblPr>{properties}</tblPr>{row(mark('table1', '') + 'Budget')}</tbl>"
    root = parse(open_package(word_file(body))["word/document.xml"], "document")
    describe_tables(root, {"table1": Described("Fees", "Columns: Budget.")})
    assert [text.text for text in root.iter(w("t"))] == ["Budget"]
    (found,) = root.iter(w("tblPr"))
    return [(child.tag.rpartition("}")[2], child.get(w("val"), "")) for child in found]


def test_a_table_is_described_behind_its_other_properties(word_file: WordFile) -> None:
    assert described(word_file, '<tblW val="1"/>') == [
        ("tblW", "1"),
        ("tblCaption", "Fees"),
        ("tblDescription", "Columns: Budget."),
    ]


def test_what_the_firm_said_of_it_stays(word_file: WordFile) -> None:
    own = '<tblCaption val="Our fees"/><tblDescription val="By job."/>'

    assert [said for _, said in described(word_file, own)] == ["Our fees", "By job."]


@pytest.mark.parametrize(("rows", "parted"), [(20, 1), (24, 19)])
def test_a_long_table_may_break_between_its_middle_rows_and_any_after_its_last(
    word_file: WordFile, rows: int, parted: int
) -> None:
    first = row(mark("tablefees", "") + "Fees", look="Right")
    docx = word_file(table(first, *[row("1", look="Right")] * (rows - 1)))
    root = parse(open_package(docx)["word/document.xml"], "body")
    describe_tables(root, {"tablefees": Described("Fees", "Columns: Fees.")})
    apart = [one.getprevious().tag for one in root.iter(w("keepNext")) if one.get(w("val")) == "0"]

    assert apart == [w("pStyle")] * parted
