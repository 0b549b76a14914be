"""What the firm's own server says of a sender is believed; what anybody else writes is not."""

from __future__ import annotations

import pytest

from engross.intake.incoming.authentication import vouched

SERVER = "mx.firm.example"
RUTH = "ruth@wrackline.example"


@pytest.mark.parametrize(
    "said",
    [
        "dmarc=pass",
        "dmarc=pass (p=reject dis=none) header.from=wrackline.example",
        "DMARC=Pass header.from=Wrackline.example",
        "spf=pass smtp.mailfrom=ruth@wrackline.example",
        "spf=pass smtp.mailfrom=bounces.wrackline.example",
        "dkim=pass header.d=wrackline.example header.s=one",
        "dkim=pass header.i=@mail.wrackline.example",
        "dmarc=none header.from=wrackline.example; spf=pass smtp.mailfrom=wrackline.example",
        "dkim=fail header.d=other.example; dkim=pass header.d=wrackline.example",
    ],
)
def test_a_sender_for_whom_the_server_vouches_is_known(said: str) -> None:
    told = vouched(f"{SERVER}; {said}", SERVER, RUTH)

    assert told.fine
    assert SERVER in told.reason


@pytest.mark.parametrize(
    "said",
    [
        "none",
        "dmarc=fail header.from=wrackline.example",
        "dmarc=none",
        "dmarc=temperror; dkim=neutral header.d=wrackline.example",
        "dmarc=pass header.from=elsewhere.example",
        "dmarc=fail; spf=pass smtp.mailfrom=wrackline.example",
        "spf=pass smtp.mailfrom=thief@elsewhere.example",
        "spf=pass smtp.helo=wrackline.example",
        "spf=softfail smtp.mailfrom=wrackline.example",
        "dkim=pass header.d=elsewhere.example",
        "dkim=pass header.d=example",
        "dkim=pass header.d=notwrackline.example",
        "dkim=pass (header.d=wrackline.example)",
        "spf=fail (because dmarc=pass; dmarc=pass) smtp.mailfrom=elsewhere.example",
        'spf=fail smtp.mailfrom="; dmarc=pass; x"@elsewhere.example',
        'spf=pass smtp.mailfrom="a smtp.mailfrom=wrackline.example"@elsewhere.example',
        "spf=fail (never ended dmarc=pass",
        "x); dmarc=pass",
        'reason="never ended; dmarc=pass',
    ],
)
def test_a_sender_for_whom_it_does_not_is_unknown(said: str) -> None:
    assert not vouched(f"{SERVER}; {said}", SERVER, RUTH).fine


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "; dmarc=pass",
        "dmarc=pass",
        "mx.elsewhere.example; dmarc=pass",
        "mx.firm.example.elsewhere.example; dmarc=pass",
        "(mx.firm.example); dmarc=pass",
        '"mx.firm.example" x; dmarc=pass',
    ],
)
def test_only_the_firms_own_server_is_believed(stated: str) -> None:
    assert not vouched(stated, SERVER, RUTH).fine


def test_the_servers_name_may_have_a_version_and_capitals() -> None:
    assert vouched("MX.Firm.example 1; dmarc=pass", SERVER, RUTH).fine


def test_without_a_server_in_the_register_nobody_is_known() -> None:
    told = vouched("; dmarc=pass", "", RUTH)

    assert not told.fine
    assert "firm.yaml" in told.reason


def test_a_sender_without_an_address_is_unknown() -> None:
    assert not vouched(f"{SERVER}; dmarc=pass; spf=pass smtp.mailfrom=x", SERVER, "").fine
