"""From draft and evidence to Word: slots filled, tables made, candidate and review copy written.

Importing this room loads neither lxml nor python-docx nor docxtpl; calling it does.
"""

from engross.rendering.document import Rendered, render
from engross.rendering.particulars import DocumentParticulars
from engross.rendering.quality import quality_page
from engross.rendering.review import review_copy
from engross.rendering.slots import Citation

__all__ = ["Citation", "DocumentParticulars", "Rendered", "quality_page", "render", "review_copy"]
