"""Content controls of a letterhead, which a template does without: each becomes what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from engross.ooxml.names import w

_KNOWN_CONTROLS = {
    "company": "{{ firm.name }}",
    "companyaddress": "{{ firm.address }}",
    "companyphone": "{{ firm.telephone }}",
    "companyemail": "{{ firm.email }}",
    "title": "{{ document.title }}",
    "subject": "{{ matter.title }}",
    "publishdate": "{{ document.date }}",
    "author": "{{ sign_off.name }}",
    "creator": "{{ sign_off.name }}",
}
"""Word's own document-property controls, by title or bound property, and what prints the same."""
_PROPERTY = re.compile(r"(?:^|[/:])(\w+)(?:\[1\])?$")
"""The last step of `/ns0:Properties[1]/ns0:Company[1]`."""


def unfold_controls(root: etree._Element, name: str) -> Iterator[str]:
    """Content controls become what stands in them, or the field that prints the same."""
    for control in list(root.iter(w("sdt"))):
        properties, content = control.find(w("sdtPr")), control.find(w("sdtContent"))
        parent = control.getparent()
        if content is None or parent is None:
            continue
        called = "" if properties is None else _called(properties)
        stands_for = _KNOWN_CONTROLS.get(re.sub(r"[^a-z]", "", called.lower()))
        placeholder = properties is not None and properties.find(w("showingPlcHdr")) is not None
        words = "".join(text.text or "" for text in content.iter(w("t"))).strip()
        if stands_for:
            _say(content, stands_for)
            yield f"{name}: the control “{called}” now prints {stands_for}"
        elif placeholder:
            _say(content, "")
            if words:
                yield f"{name}: left out the words “{words}”, which asked to be replaced"
        index = parent.index(control)
        for offset, child in enumerate(list(content)):
            parent.insert(index + offset, child)
        parent.remove(control)


def _called(properties: etree._Element) -> str:
    """The property that a control is bound to, otherwise its title: `Company`."""
    bound = properties.find(w("dataBinding"))
    if bound is not None and (found := _PROPERTY.search(bound.get(w("xpath"), ""))):
        return found[1]
    alias = properties.find(w("alias"))
    return "" if alias is None else alias.get(w("val"), "")


def _say(content: etree._Element, words: str) -> None:
    """Put these words in place of all its text."""
    texts = list(content.iter(w("t")))
    for text in texts:
        text.text = ""
    if texts:
        texts[0].text = words
    for style in list(content.iter(w("rStyle"))):
        if style.get(w("val")) == "PlaceholderText":
            parent = style.getparent()
            if parent is not None:
                parent.remove(style)
