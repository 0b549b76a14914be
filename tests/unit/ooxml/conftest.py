"""A small language for Word files: `<p><r><t>words</t></r></p>`, the `w:` being understood."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

WordFile = Callable[..., bytes]


@pytest.fixture
def word_file() -> WordFile:
    """`word_file(body, header1=..., more={name: bytes})`: a Word file with these parts."""
    return _word_file


def _word_file(body: str, *, more: dict[str, bytes] | None = None, **parts: str) -> bytes:
    roots = {name: re.sub(r"\d", "", name) for name in parts}
    tags = {"header": "hdr", "footer": "ftr"}
    files = {
        "[Content_Types].xml": _content_types(roots),
        "_rels/.rels": _relations({"word/document.xml": "officeDocument"}),
        "word/document.xml": _part("document", f"<body>{body}<sectPr/></body>"),
        "word/_rels/document.xml.rels": _relations(
            {f"{name}.xml": kind for name, kind in roots.items()}
        ),
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = _part(tags.get(roots[name], roots[name]), content)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return target.getvalue()


def _part(root: str, content: str) -> str:
    short = f"<{root}>{content}</{root}>"
    long = re.sub(r"<(/?)(?=[A-Za-z]+[\s/>])", r"<\1w:", short)
    long = re.sub(r"(?<=\s)([A-Za-z]+)=", r"w:\1=", long)
    long = long.replace("<w:t>", '<w:t xml:space="preserve">')
    return long.replace(f"<w:{root}>", f"<w:{root} {_SPACES}>", 1)


def _content_types(roots: dict[str, str]) -> str:
    kinds = {"document": "document.main", **roots}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: dict[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), start=1)
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{lines}</Relationships>"
    )
