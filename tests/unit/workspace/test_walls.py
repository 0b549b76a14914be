from __future__ import annotations

import pytest

from engross.workspace.register import BankDetails, Client, Firm, Matter, Particulars
from engross.workspace.walls import NoWall, wall_of, walls


def matter(key: str, title: str) -> Matter:
    return Matter(key=key, reference=key.upper(), title=title, partner="helen.pike@example.test")


FIRM = Firm(
    particulars=Particulars(
        name="Penhallow Reeve LLP",
        profession="accountants",
        registered_in="England and Wales",
        number="OC000000",
        registered_office="1 Example Quay, Exeter",
        address="1 Example Quay, Exeter",
        telephone="01632 960100",
        email="office@penhallowreeve.example",
    ),
    bank=BankDetails(account_name="x", sort_code="00-00-00", account_number="00000000"),
    people=(),
    clients=(
        Client(
            key="wrackline",
            name="Wrackline Boatyard Limited",
            short_name="the Company",
            names_in_records=("WRA",),
            matters=(matter("accounts-2026", "Management accounts"), matter("advice", "Advice")),
        ),
        Client(
            key="tidewell",
            name="Tidewell Dental Practice LLP",
            short_name="the Practice",
            matters=(matter("advice", "Advice"),),
        ),
    ),
)


@pytest.mark.parametrize(
    ("file", "wall"),
    [
        ("faq.md", "firm"),
        ("tax/vat/returns.md", "firm"),
        ("advice/how-we-advise.md", "firm"),
        ("clients/wrackline/terms.pdf", "client-wrackline"),
        ("clients/wrackline/old/terms.pdf", "client-wrackline"),
        ("clients/wrackline/matters.md", "client-wrackline"),
        ("clients/wrackline/matters/advice/lease.docx", "matter-wrackline.advice"),
        ("clients/wrackline/matters/advice/papers/2026/lease.docx", "matter-wrackline.advice"),
        ("clients/tidewell/matters/advice/lease.docx", "matter-tidewell.advice"),
    ],
)
def test_the_folders_say_which_wall_a_file_is_behind(file: str, wall: str) -> None:
    assert wall_of(file, FIRM) == wall


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("clients/terms.pdf", "directly in the folder clients"),
        ("clients/copperbeech/terms.pdf", "no client “copperbeech”"),
        ("clients/Wrackline/terms.pdf", "no client “Wrackline”"),
        ("clients/wrackline /terms.pdf", "not say plainly"),
        ("clients/wrackline/matters/lease.docx", "directly in clients/wrackline/matters"),
        ("clients/wrackline/matters/payroll/lease.docx", "no matter “payroll” of wrackline"),
        ("clients/tidewell/matters/accounts-2026/a.md", "no matter “accounts-2026” of tidewell"),
    ],
)
def test_a_file_in_a_place_that_is_nobodys_is_behind_no_wall(file: str, said: str) -> None:
    with pytest.raises(NoWall, match=said) as caught:
        wall_of(file, FIRM)

    assert caught.value.remedy


@pytest.mark.parametrize(
    "file",
    [
        "client/wrackline/terms.pdf",
        "Clients/wrackline/terms.pdf",
        "CLIENTS/wrackline/terms.pdf",
        "cilents/wrackline/terms.pdf",
        "our-clients/clients/wrackline/terms.pdf",
        "\u0441lients/wrackline/terms.pdf",
        "clients\u200b/wrackline/terms.pdf",
        "matters/advice/lease.docx",
        "clients/wrackline/matter/advice/lease.docx",
        "clients/wrackline/Matters/advice/lease.docx",
        "clients/wrackline/mattters/advice/lease.docx",
        "clients/wrackline/old/matters/advice/lease.docx",
        "clients/wrackline/clients/tidewell/terms.pdf",
    ],
)
def test_a_folder_that_only_resembles_one_that_counts_is_refused(file: str) -> None:
    with pytest.raises(NoWall):
        wall_of(file, FIRM)


@pytest.mark.parametrize(
    ("file", "remedy"),
    [
        ("wrackline/terms.pdf", "clients/wrackline/"),
        ("letters/WRA/terms.pdf", "clients/wrackline/"),
        ("clients/wrackline/tidewell/terms.pdf", "clients/tidewell/"),
        ("clients/wrackline/advice/lease.docx", "clients/wrackline/matters/advice/"),
        ("clients/wrackline/Management accounts/a.md", "clients/wrackline/matters/accounts-2026/"),
        ("clients/wrackline/matters/advice/accounts-2026/a.md", "matters/accounts-2026/"),
    ],
)
def test_a_folder_named_after_another_client_or_matter_is_refused(file: str, remedy: str) -> None:
    with pytest.raises(NoWall) as caught:
        wall_of(file, FIRM)

    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    "file",
    [
        "",
        "/etc/hostname",
        "../firm.yaml",
        "clients/wrackline/../tidewell/terms.pdf",
        "./faq.md",
        "tax//vat.md",
        "clients\\wrackline\\terms.pdf",
        "faq.md\n",
        "a\u202efdp.md",
    ],
)
def test_a_name_that_leads_elsewhere_or_hides_something_is_refused(file: str) -> None:
    with pytest.raises(NoWall):
        wall_of(file, FIRM)


def test_a_matter_of_another_client_with_the_same_key_has_another_wall() -> None:
    assert set(walls("wrackline", "advice")) & set(walls("tidewell", "advice")) == {"firm"}


def test_keys_with_hyphens_cannot_run_into_each_other() -> None:
    assert walls("a-b", "c")[2] != walls("a", "b-c")[2]


def test_only_the_walls_of_those_that_are_named_are_open() -> None:
    assert walls() == ("firm",)
    assert walls("wrackline") == ("firm", "client-wrackline")


def test_a_matter_without_its_client_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="together with its client"):
        walls("", "advice")
