"""docxtpl, kept from doing the same work for each document of a batch; loading it is slow."""

from __future__ import annotations

import io
from functools import lru_cache

from docxtpl import DocxTemplate  # type: ignore[import-untyped]

_KEPT = 32
"""Parts of templates whose fields are kept as Jinja; a template has up to ten."""


class WordTemplate(DocxTemplate):  # type: ignore[misc]  # it has no types
    """A template whose parts are put into Jinja's form once, however often it is filled."""

    def patch_xml(self, src_xml: str) -> str:
        """The part with whole fields where Word has cut them into runs."""
        return _patched(src_xml)


def as_jinja(xml: str) -> str:
    """A part of a Word file as the Jinja template that it is filled from."""
    return _patched(xml)


@lru_cache(maxsize=_KEPT)
def _patched(xml: str) -> str:
    return str(DocxTemplate(io.BytesIO()).patch_xml(xml))
