from collections.abc import Mapping, Sequence

from engross.records.ports import Destination, PageImage, ToPrint
from engross.rendering.paginating import paginator


class OnePage:
    """Prints by giving the document back."""

    def pdfs(self, documents: Sequence[ToPrint]) -> Sequence[bytes]:
        return [b"%PDF" + one.docx for one in documents if one.destinations]


class Places:
    """Knows two bookmarks."""

    def images(self, pdf: bytes) -> Sequence[PageImage]:
        raise NotImplementedError

    def destinations(self, pdf: bytes) -> Mapping[str, Destination]:
        assert pdf == b"%PDFword"
        return {"_Toc000000001": Destination(3, 0, 0), "figure1": Destination(2, 5, 5)}


def test_pages_are_those_on_which_the_bookmarks_were_printed() -> None:
    paginate = paginator(OnePage(), Places())

    assert paginate(b"word") == {"_Toc000000001": 3, "figure1": 2}
