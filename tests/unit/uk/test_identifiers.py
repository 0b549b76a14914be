from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.uk import identifiers


@pytest.mark.parametrize(
    ("read", "text", "right"),
    [
        (identifiers.company_number, "9900 0213", "99000213"),
        (identifiers.company_number, "1234567", "01234567"),
        (identifiers.company_number, "oc 990771", "OC990771"),
        (identifiers.charity_number, "SC012345", "SC012345"),
        (identifiers.vat_number, "gb990021342", "GB 990 0213 42"),
        (identifiers.taxpayer_reference, "22345 67890", "2234567890"),
        (identifiers.taxpayer_reference, "2234567890K", "2234567890"),
        (identifiers.paye_reference, "123/ab456", "123/AB456"),
        (identifiers.accounts_office_reference, "123PA00012345", "123PA00012345"),
        (identifiers.postcode, "ex41aa", "EX4 1AA"),
        (identifiers.postcode, "W1A 1HQ", "W1A 1HQ"),
    ],
)
def test_a_number_is_written_as_its_register_does(
    read: Callable[[str], str], text: str, right: str
) -> None:
    assert read(text) == right


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (identifiers.company_number, "123"),
        (identifiers.company_number, "ZZ123456"),
        (identifiers.charity_number, "12"),
        (identifiers.vat_number, "GB 990 0213 43"),
        (identifiers.vat_number, "DE123456789"),
        (identifiers.taxpayer_reference, "1234567890"),
        (identifiers.taxpayer_reference, "12345"),
        (identifiers.paye_reference, "123456"),
        (identifiers.accounts_office_reference, "123"),
        (identifiers.postcode, "EX0"),
    ],
)
def test_what_is_not_one_is_refused(read: Callable[[str], str], text: str) -> None:
    with pytest.raises(ValueError, match="“"):
        read(text)


def test_a_vat_number_of_the_newer_series_is_checked_by_its_own_sum() -> None:
    weighed = sum(w * d for w, d in zip((8, 7, 6, 5, 4, 3, 2), (1,) * 7, strict=True)) + 55
    check = (97 - weighed % 97) % 97

    assert identifiers.vat_number(f"1111111{check:02}") == f"GB 111 1111 {check:02}"
