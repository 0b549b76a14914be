import datetime as dt
import io
from pathlib import Path

import docx as python_docx
import pytest

from engross.adapters.validators import Validator, validators
from engross.ooxml.cleaning import clean
from engross.ooxml.package import open_package, write_package

STYLES = "word/styles.xml"


@pytest.fixture(scope="module")
def sound() -> bytes:
    document = python_docx.Document()
    document.add_paragraph("Fees.")
    target = io.BytesIO()
    document.save(target)
    when = dt.datetime(2026, 10, 14, tzinfo=dt.UTC)
    return clean(target.getvalue(), title="Report", firm="Penhallow Reeve LLP", when=when)


def broken(docx: bytes, old: bytes, new: bytes, part: str = "word/document.xml") -> bytes:
    parts = open_package(docx)
    parts[part] = parts[part].replace(old, new)
    return write_package(parts)


def test_a_sound_file_has_no_faults(sound: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    assert [fault for one in validators() for fault in one.faults(sound)] == []
    assert capfd.readouterr() == ("", "")


def test_a_fault_names_the_validator_and_the_part(sound: bytes) -> None:
    docx = broken(sound, b"<w:r>", b"<w:strange/><w:r>")
    (fault, *_) = [fault for one in validators() for fault in one.faults(docx)]

    assert fault.validator == "openxml-audit"
    assert fault.place.startswith("word/document.xml, /")
    assert "strange" in fault.message


def test_what_other_programs_make_every_day_is_no_error(sound: bytes) -> None:
    docx = broken(sound, b'<w:basedOn w:val="Normal"/>', b'<w:basedOn w:val="Gone"/>', STYLES)

    assert [fault for one in validators() for fault in one.faults(docx)] == []


def test_a_validator_that_fails_over_a_file_has_not_said_that_it_is_good() -> None:
    def judge(path: Path) -> list[tuple[str, str]]:
        raise KeyError(path.suffix)

    (fault,) = Validator("a judge", judge).faults(b"x")

    assert (fault.validator, fault.place) == ("a judge", "the whole file")
    assert "KeyError('.docx')" in fault.message


def test_nothing_stays_on_the_disk() -> None:
    seen: list[Path] = []

    def judge(path: Path) -> list[tuple[str, str]]:
        seen.append(path)
        return [(path.name, f"{path.stat().st_size} bytes")]

    faults = Validator("a judge", judge).faults(b"12345")

    assert faults[0].message == "5 bytes"
    assert not seen[0].parent.exists()


def test_faults_end_where_nobody_reads_on() -> None:
    faults = Validator("a judge", lambda _: [("x", "y")] * 1_000).faults(b"")

    assert len(faults) == 50
