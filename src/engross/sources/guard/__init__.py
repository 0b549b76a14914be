"""Refusing a file before any parser opens it: wrong type, password, or made to do harm.

What a parser could be misled by is refused here, in the parent; what a parser could choke on all
the same is left to the limits of the child that it runs in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.guard.kinds import READABLE, check_beginning, check_name
from engross.sources.guard.limits import MOST_BYTES
from engross.sources.guard.mail import check_mail
from engross.sources.guard.office import check_office
from engross.sources.guard.old_excel import check_old_excel
from engross.sources.guard.opendocument import check_opendocument
from engross.sources.guard.pdf import check_pdf
from engross.sources.guard.plain import check_json, check_plain
from engross.sources.remarks import Remark

__all__ = ["READABLE", "check"]

_CHECKS: Mapping[str, Callable[[SourceFile], tuple[Remark, ...]]] = {
    ".xlsx": check_office,
    ".xlsm": check_office,
    ".docx": check_office,
    ".xls": check_old_excel,
    ".ods": check_opendocument,
    ".pdf": check_pdf,
    ".eml": check_mail,
    ".json": check_json,
}
_UNSEEN_IN_NAME = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]"
)


def check(file: SourceFile, kind: str) -> tuple[Remark, ...]:
    """What a person should know of a file that the reader of that kind may open.

    That is macros, links, files inside, characters that nobody sees; `kind` is a key of `READABLE`.

    Raises:
        InputError: it is empty, too large, of another type than its name says, protected by a
            password, damaged, or unsafe to open.
    """
    _check_unseen(file)
    check_name(file, kind)
    _check_size(file)
    check_beginning(file)
    return _CHECKS.get(file.suffix, check_plain)(file)


def _check_unseen(file: SourceFile) -> None:
    """A name such as `time<U+202E>xslx.exe` shows another ending than it has."""
    seen = _UNSEEN_IN_NAME.sub("", file.name)
    if seen != file.name:
        raise InputError(
            seen,
            "its name holds characters that nobody sees, and may show another ending than it has.",
            remedy="Give the file a plain name, and check its ending.",
        )


def _check_size(file: SourceFile) -> None:
    if not file.data.strip():
        raise InputError(file.name, "the file is empty.", remedy="Export or save it again.")
    if len(file.data) > MOST_BYTES:
        raise InputError(
            file.name,
            f"the file is larger than {MOST_BYTES // 1_000_000} MB.",
            remedy="Export only what is needed, such as one client and period.",
        )
