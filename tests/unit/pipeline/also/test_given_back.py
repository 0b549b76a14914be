from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from engross.errors import InputError
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.records import Deliverable, Run
from unit.pipeline.also.conftest import give_back


@pytest.mark.parametrize("name", ["Checklist.docx", "Reply.eml", "Import.csv"])
@pytest.mark.parametrize("words", ["made by code", "edited"])
def test_a_file_that_engross_makes_beside_the_document_takes_no_edits(
    firm: Services, run: Run, tmp_path: Path, name: str, words: str
) -> None:
    data = b"made by code"
    file = Deliverable(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    files = names.AlsoFiles(files=(names.AlsoFile(key="beside", file=file),))
    firm.records.save(run.id, names.ALSO, files)
    given = tmp_path / (name if words == "edited" else f"copy of {name}")
    given.write_bytes(words.encode())

    with pytest.raises(InputError, match="it takes no edits"):
        give_back(firm, run, given)
