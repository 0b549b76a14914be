"""The scan of a Word file for what no page shows, and the rule on its being one."""

import datetime as dt
import io
from collections.abc import Callable, Sequence

import docx as python_docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from engross.checks.word_file import ALLOWED, word_findings
from engross.checks.word_rules import WORD_RULES
from engross.ooxml.cleaning import clean
from engross.ooxml.package import open_package, write_package
from engross.records import Finding
from engross.records.ports import WordFault
from engross.workspace.register import Client, Contact, Firm, Matter

Scan = Callable[..., tuple[Finding, ...]]
BODY = "word/document.xml"

COPPERBEECH = Client(
    key="copperbeech",
    name="Copperbeech Nurseries Limited",
    short_name="the Nurseries",
    contacts=(Contact(name="Mr Ivor Nance"),),
    names_in_records=("COPP01",),
    matters=(Matter(key="m", reference="COP001", title="Accounts", partner="x"),),
)


@pytest.fixture
def register(firm: Firm) -> Firm:
    return firm.model_copy(update={"clients": (firm.clients[0], COPPERBEECH)})


@pytest.fixture(scope="module")
def document() -> bytes:
    """A clean report with a link to the firm."""
    made = python_docx.Document()
    made.core_properties.author = "Helen Pike"
    paragraph = made.add_paragraph("Dear Ms Adeyemi, yours Helen Pike, Wrackline Boatyard Limited")
    link = made.part.relate_to(
        "https://www.penhallowreeve.example/terms", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    paragraph._p.append(
        python_docx.oxml.parse_xml(
            f'<w:hyperlink {python_docx.oxml.ns.nsdecls("w", "r")} r:id="{link}"><w:r><w:t>x</w:t>'
            "</w:r></w:hyperlink>"
        )
    )
    target = io.BytesIO()
    made.save(target)
    when = dt.datetime(2026, 10, 14, tzinfo=dt.UTC)
    return clean(target.getvalue(), title="Wrackline: report", firm="Penhallow Reeve", when=when)


@pytest.fixture
def scan(document: bytes, register: Firm) -> Scan:
    """`scan(old, new, part)`: the findings on the document with that put into it."""

    def made(old: str = "", new: str = "", part: str = BODY) -> tuple[Finding, ...]:
        parts = open_package(document)
        assert old in parts[part].decode()
        parts[part] = parts[part].decode().replace(old, new, 1).encode() if old else parts[part]
        return word_findings(write_package(parts), (), register, register.clients[0])

    return made


def test_a_clean_document_names_its_signer_and_client_and_has_no_findings(scan: Scan) -> None:
    assert scan() == ()


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ('<w:p w:author="Helen Pike">', "p@author names Helen Pike, where no page shows it."),
        ('<w:p w:x="helen.pike">', "p@x names helen.pike, where no page shows it."),
        ('<w:p w:x="Ruth  Adeyemi">', "p@x names Ruth Adeyemi, where no page shows it."),
        (
            '<w:p w:x="a.b@gmail.example">',
            "The e-mail address a.b@gmail.example stands where no page shows it.",
        ),
        (
            '<w:p w:x="S:\\Clients\\Wrackline\\report.docx">',
            (
                "A folder of somebody's machine stands in the Word file: "
                "S:\\Clients\\Wrackline\\report.docx."
            ),
        ),
        (
            '<w:p w:x="{8BD21D40-EC42-11CE-9E0D-00AA006002F3}">',
            "p@x holds an identifier: {8BD21D40-EC42-11CE-9E0D-00AA006002F3}.",
        ),
        ('<w:p w:rsidR="00AB12CD">', "The Word file still holds revision ids (rsidR)."),
        ('<w:p w:x="made by Engross">', "p@x is a name of Engross's: made by Engross."),
        ('<w:p w:x="copyof0123456789abv3">', "An anchor of Engross's is left in the text."),
        ('<w:p w:x="figure12">', "An anchor of Engross's is left in the text."),
        ("<w:p><w:r><w:t>\U000f0001</w:t></w:r>", "A mark of Engross's is left in the text."),
        (
            "<w:p><w:r><w:t>DRAFT - NOT SIGNED</w:t></w:r>",
            "“DRAFT - NOT SIGNED” belongs to the review copy.",
        ),
        ("<w:p><!-- COP001 --><w:r><w:t> </w:t></w:r>", "“COP001” in"),
        ('<w:p w:x="for Copperbeech Nurseries">', "is another client of the firm."),
        ('<w:p w:x="Ivor Nance">', "is a contact of another client of the firm"),
    ],
)
def test_what_no_page_shows_may_not_leave(scan: Scan, new: str, message: str) -> None:
    found = scan("<w:p>", new)

    assert [one.severity for one in found if message in one.message] == ["block"]
    assert {one.rule for one in found} == {"nothing-left-behind"}


def test_a_folder_in_the_words_of_a_page_is_a_warning(scan: Scan) -> None:
    (found,) = scan("Dear Ms Adeyemi", "It is in S:\\Accounts\\Q3")

    assert (found.rule, found.severity) == ("nothing-left-behind", "warn")


def test_a_link_must_lead_where_the_register_knows(scan: Scan) -> None:
    rels = "word/_rels/document.xml.rels"
    (found,) = scan("www.penhallowreeve.example/terms", "pay.evil.example/x", rels)

    assert (found.rule, found.severity) == ("addresses-known", "block")
    assert "https://pay.evil.example/x" in found.message


def test_a_link_of_the_template_may_lead_anywhere(document: bytes, register: Firm) -> None:
    parts = open_package(document)
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"www.penhallowreeve.example", b"www.regulator.example")
    docx = write_package(parts)
    client = register.clients[0]

    assert len(word_findings(docx, (), register, client)) == 1
    assert word_findings(docx, (), register, client, template=docx) == ()


def test_what_validators_say_blocks_and_may_be_answered_for(
    document: bytes, register: Firm
) -> None:
    class Judge:
        def faults(self, docx: bytes) -> Sequence[WordFault]:
            return (WordFault("a judge", BODY, f"{len(docx) > 0}"),)

    (found,) = word_findings(document, (Judge(),), register, register.clients[0])

    assert (found.rule, found.severity, found.place) == ("word-file-valid", "block", BODY)
    assert found.message == "a judge says of the Word file: True"


def test_the_same_fault_in_many_places_is_one_finding(document: bytes, register: Firm) -> None:
    class Judge:
        def faults(self, docx: bytes) -> Sequence[WordFault]:
            return [WordFault("a judge", f"place {number}", "No.") for number in range(len(docx))]

    (found,) = word_findings(document, (Judge(),), register, register.clients[0])

    assert found.place == "place 0"
    assert f"It is so in {len(document) - 1} more places." in found.message


def test_a_link_to_nowhere_in_the_document_is_a_fault(scan: Scan) -> None:
    (found,) = scan("<w:p>", '<w:p><w:hyperlink w:anchor="Fees"/>')

    assert found.rule == "word-file-valid"
    assert "Fees" in found.message


def with_number_format(docx: bytes, text: str) -> bytes:
    parts = open_package(docx)
    name = "word/numbering.xml"
    assert b'w:lvlText w:val="%1."' in parts[name]
    parts[name] = parts[name].replace(
        b'w:lvlText w:val="%1."', f'w:lvlText w:val="{text}"'.encode(), 1
    )
    return write_package(parts)


def test_words_in_a_list_s_numbers_must_be_the_template_s(document: bytes, register: Firm) -> None:
    numbered = with_number_format(document, "£7,777 %1.")
    client = register.clients[0]
    (found,) = word_findings(numbered, (), register, client, template=document)

    assert (found.rule, found.severity) == ("list-numbers-as-in-template", "block")
    assert "every item prints “£7,777”" in found.message
    assert word_findings(numbered, (), register, client, template=numbered) == ()
    assert word_findings(numbered, (), register, client) == ()


def test_a_new_way_to_count_is_no_finding(document: bytes, register: Firm) -> None:
    numbered = with_number_format(document, "(a) %1.%2)")

    assert word_findings(numbered, (), register, register.clients[0], template=document) == ()


def test_a_symbol_that_the_template_does_not_have_is_named(document: bytes, register: Firm) -> None:
    parts = open_package(document)
    symbol = b'<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    parts[BODY] = parts[BODY].replace(b"<w:p>", symbol, 1)
    ticked, client = write_package(parts), register.clients[0]
    (found,) = word_findings(ticked, (), register, client, template=document)

    assert (found.rule, found.place) == ("list-numbers-as-in-template", BODY)
    assert "The symbol Wingdings F0FC" in found.message
    assert word_findings(ticked, (), register, client, template=ticked) == ()


def test_nobody_may_answer_for_what_is_left_behind() -> None:
    assert {rule.name: rule.overridable for rule in WORD_RULES} == {
        "word-file-valid": True,
        "nothing-left-behind": False,
        "list-numbers-as-in-template": True,
    }


def test_whatever_may_stay_has_its_reason() -> None:
    assert all(entry.reason.endswith(".") for entry in ALLOWED)
