"""The words behind a name that say what a business is in law."""

from __future__ import annotations

import re
from typing import Final

_FORM: Final = re.compile(r"\s(?:limited|ltd|llp|plc|lp|cic|c\.i\.c\.)\.?$", re.IGNORECASE)


def without_form(name: str) -> str:
    """`Wrackline Boatyard` of `Wrackline Boatyard Limited`; a name without a form as it is."""
    return _FORM.sub("", name)
