"""`.pdf` files: that they are nothing else at the same time, and what else is inside.

Whether a password is needed is the reader's to say: many a PDF is encrypted only to forbid
printing, and opens without one.
"""

from __future__ import annotations

from engross.sources.file import SourceFile
from engross.sources.guard.refusals import unsafe
from engross.sources.guard.remarking import embedded_files
from engross.sources.remarks import Remark

_ZIP_END = b"PK\x05\x06"
_ZIP_END_SIZE = 22


def check_pdf(file: SourceFile) -> tuple[Remark, ...]:
    """That files are attached, where they are.

    Raises:
        InputError: it is a zip archive too.
    """
    end = file.data.rfind(_ZIP_END)
    if end >= 0 and end + _ZIP_END_SIZE >= len(file.data.rstrip(b"\0\r\n")):
        raise unsafe(file, "it is a PDF and a zip archive at once")
    attached = file.data.count(b"/EmbeddedFile ") + file.data.count(b"/EmbeddedFile/")
    remark = embedded_files([""] * attached)
    return (remark,) if remark else ()
