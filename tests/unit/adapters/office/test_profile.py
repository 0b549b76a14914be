"""The profile that LibreOffice is given says what it may not do."""

from __future__ import annotations

import re
from importlib import resources

import pytest
from lxml import etree

OOR = "{http://openoffice.org/2001/registry}"


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """Every setting of the profile by its name; names are unique among ours."""
    text = resources.files("engross.adapters.office").joinpath("profile.xcu").read_bytes()
    return {
        prop.get(f"{OOR}name", ""): prop.findtext("value") or ""
        for prop in etree.fromstring(text).iter("prop")
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BlockUntrustedRefererLinks", "true"),
        ("DisableActiveContent", "true"),
        ("DisableMacrosExecution", "true"),
        ("MacroSecurityLevel", "3"),
        ("AutoCheckEnabled", "false"),
        ("PickListSize", "0"),
        ("DefaultLocale", "en-GB"),
    ],
)
def test_it_is_locked_down(settings: dict[str, str], name: str, value: str) -> None:
    assert settings[name] == value


def test_every_way_out_leads_to_a_port_where_nobody_answers(settings: dict[str, str]) -> None:
    ways = {
        name: value for name, value in settings.items() if re.fullmatch("ooInet.+Proxy.+", name)
    }

    assert settings["ooInetProxyType"] == "2"
    assert settings["ooInetNoProxy"] == ""
    assert len(ways) == 6
    assert set(ways.values()) == {"127.0.0.1", "9"}
