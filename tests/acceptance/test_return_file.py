"""A partner edits the review copy in Word, gives it back, answers for her figure and signs."""

from __future__ import annotations

from pathlib import Path

import docx

from acceptance.firm import HELEN, PASSWORD, make_firm

MINE = "£10,900"


def test_an_edit_in_word_becomes_what_is_signed(tmp_path: Path) -> None:
    firm = make_firm(tmp_path)
    run = firm.run_demo()
    firm.done("people", "password", HELEN, ENGROSS_NEW_PASSWORD=PASSWORD)
    held = firm.candidate(run).read_bytes()
    copy = firm.review_copy(run)
    type_over(copy, "£10,868", MINE)

    unsigned = firm.engross("sign", run, "--as", HELEN, ENGROSS_PASSWORD=PASSWORD)
    back = firm.done("return-file", run, str(copy), "--as", HELEN, ENGROSS_PASSWORD=PASSWORD)

    assert unsigned.returncode != 0
    assert "engross return-file" in unsigned.stderr
    assert f"Version 2 of {run} is held." in back
    assert f"+ We billed {MINE} this quarter" in back
    assert "figure-typed" in back
    assert "engross sign" not in back

    newest = firm.root / "outputs" / run / copy.name
    put_right = newest.parent / "mine.docx"
    put_right.write_bytes(newest.read_bytes())
    answered = firm.done(
        "return-file",
        *(run, str(put_right), "--as", HELEN, "--assert", MINE),
        ENGROSS_PASSWORD=PASSWORD,
    )
    traced = firm.done("trace", run, MINE)

    assert "figure-typed" not in answered
    assert "figure-differs" in answered
    assert f"stated by {HELEN}, " in traced
    assert ", in Word; the sources have £10,868" in traced

    type_over(newest, MINE, "£10,868")
    firm.done("return-file", run, str(newest), "--as", HELEN, ENGROSS_PASSWORD=PASSWORD)
    late = firm.engross("sign", run, "--as", HELEN, "--version", "2", ENGROSS_PASSWORD=PASSWORD)
    signed = firm.done("sign", run, "--as", HELEN, "--version", "4", ENGROSS_PASSWORD=PASSWORD)

    assert late.returncode != 0
    assert "version 4 is held" in late.stderr
    assert "Released:" in signed
    assert firm.candidate(run).read_bytes() != held
    assert "these are the bytes that were signed" in firm.done("verify", f"outputs/{run}/released")


def type_over(path: Path, old: str, new: str) -> None:
    """Change the first place in prose that says it, as somebody does in Word."""
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        for words in paragraph.runs:
            if words.text == old:
                words.text = new
                document.save(str(path))
                return
    raise AssertionError(f"nothing in {path.name} says {old}")
