"""PDF files: their paragraphs, headings, lists and tables, page by page."""

from engross.sources.readers.pdf.reading import read

__all__ = ["read"]
