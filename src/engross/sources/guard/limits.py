"""How much a file may be: far above what a busy firm's exports reach, far below what does harm."""

from __future__ import annotations

MOST_BYTES = 100_000_000
"""The most that one file may be."""
MOST_UNPACKED = 700_000_000
"""The most that a zip may unpack to; 1,000,000 rows of 10 columns take 450 MB."""
MOST_PARTS = 2_000
"""The most files that a zip may hold."""
MOST_EXPANSION = 250
"""How many times its packed size a part may unpack to (repetitive XML reaches about 100)."""
SMALL_PART = 2_000_000
"""A part below this many unpacked bytes may expand by any factor."""

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
"""Where a sheet of Excel or LibreOffice ends (`XFD1048576`)."""
MOST_CELLS = 17_000_000
"""Rows times columns of the area that cells span: sixteen columns down to the last row."""
MOST_MERGED = 100_000
"""Merged areas of a sheet."""

MOST_FORMATS = 131_000
"""Formats of cells and of named styles together; Excel stops at 65,490 of each."""
MOST_CODES = 20_000
"""Number formats that the workbook brings along; Excel stops at a few hundred."""

LONGEST_LINE = 4_000_000
"""Characters of a line of text."""
MOST_SEPARATORS = LAST_COLUMN
"""Commas, semicolons, tabs or bars in a line of a delimited file."""

MOST_HEADER_BYTES = 1_000_000
MOST_HEADER_LINES = 2_000
"""Of a mail before its text; a long chain of servers and signatures takes about a hundred."""
MOST_MAIL_PARTS = 1_000
"""Parts of a mail, those inside forwarded mails too."""
