from __future__ import annotations

import hashlib
import importlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engross.adapters.embedding import FolderEmbedding, MiniLMEmbedding
from engross.adapters.embedding.minilm import FOLDER, MODEL, SHA256, VOCABULARY
from engross.errors import EmbeddingUnusable

OVERDUE = "Your invoice of 30 September is overdue."
UNPAID = "The bill we sent at the end of September has not been paid."
GARDEN = "The roses behind the chapel flower twice a year."


@pytest.fixture(scope="module")
def minilm() -> MiniLMEmbedding:
    return MiniLMEmbedding()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in SHA256:
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", sorted(SHA256))
def test_the_files_are_the_ones_that_the_notice_names(name: str) -> None:
    found = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()

    assert found == SHA256[name]
    assert found in (FOLDER / "NOTICE").read_text(encoding="utf-8")


def test_a_row_for_each_text_of_length_one(minilm: MiniLMEmbedding) -> None:
    rows = minilm.embed([OVERDUE, GARDEN, "VAT", "\U0001f642"])

    assert rows.shape == (4, minilm.dimensions) == (4, 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-6)


def test_a_text_without_words_is_all_nought(minilm: MiniLMEmbedding) -> None:
    rows = minilm.embed(["", " \n\t ", OVERDUE])

    assert not rows[:2].any()
    assert rows[2].any()
    assert minilm.embed([]).shape == (0, 384)


def test_a_row_is_the_same_whatever_stands_beside_it() -> None:
    alone = MiniLMEmbedding().embed([OVERDUE])
    long = GARDEN * 20
    together = MiniLMEmbedding().embed([long, OVERDUE, GARDEN])

    assert np.array_equal(alone[0], together[1])


def test_a_paraphrase_is_nearer_than_what_shares_nothing(minilm: MiniLMEmbedding) -> None:
    question, same, other = minilm.embed([OVERDUE, UNPAID, GARDEN])

    assert question @ same > question @ other + 0.3


def test_vectors_are_those_of_the_published_model(minilm: MiniLMEmbedding) -> None:
    # The three sentences and cosines of the model's own documentation, in full precision.
    rows = minilm.embed(
        ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    )
    published = [[1.0, 0.6660, 0.1046], [0.6660, 1.0, 0.1411], [0.1046, 0.1411, 1.0]]

    assert np.allclose(rows @ rows.T, published, atol=0.02)


def test_what_stands_after_256_tokens_counts_for_nothing(minilm: MiniLMEmbedding) -> None:
    words = "stock " * 254
    cut, whole = minilm.embed([words, words + GARDEN])

    assert np.array_equal(cut, whole)
    assert not np.array_equal(cut, minilm.embed(["stock " * 253])[0])


def test_a_mark_of_the_tokenizer_in_a_text_is_only_text(minilm: MiniLMEmbedding) -> None:
    split, plain = minilm.embed([f"{OVERDUE} [SEP] [MASK]", f"{OVERDUE} sep mask"])

    assert split @ plain > 0.9


def test_the_name_says_which_model_it_is(minilm: MiniLMEmbedding) -> None:
    assert minilm.name == f"all-MiniLM-L6-v2/int8/{SHA256[MODEL][:16]}"


@pytest.mark.parametrize("name", [MODEL, VOCABULARY])
def test_a_changed_file_is_refused_by_name(copied: Path, name: str) -> None:
    data = bytearray((copied / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copied / name).write_bytes(data)

    with pytest.raises(EmbeddingUnusable, match=f"{name} is not the file") as raised:
        MiniLMEmbedding(copied)

    assert raised.value.remedy == "Install Engross again."


@pytest.mark.parametrize("name", [MODEL, VOCABULARY])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()

    with pytest.raises(EmbeddingUnusable, match=f"{name} cannot be read"):
        MiniLMEmbedding(copied)


def test_loading_prints_nothing_and_switches_telemetry_off_first() -> None:
    script = (
        "import os, sys\n"
        "from engross.adapters.embedding import MiniLMEmbedding\n"
        "assert 'onnxruntime' not in sys.modules\n"
        "os.environ['ORT_DISABLE_TELEMETRY'] = '0'\n"
        "def seen(event, arguments):\n"
        "    if event == 'import' and arguments[0] == 'onnxruntime':\n"
        "        assert os.environ['ORT_DISABLE_TELEMETRY'] == '1'\n"
        "    assert not event.startswith('socket.'), event\n"
        "sys.addaudithook(seen)\n"
        "MiniLMEmbedding().embed(['one', 'two'])\n"
        "assert 'onnxruntime' in sys.modules\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


# --- a folder of the firm's own -----------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The built-in model, laid out as an exporter would."""
    folder = tmp_path / "our-own"
    folder.mkdir()
    shutil.copy(FOLDER / MODEL, folder / "model.onnx")
    words = (FOLDER / VOCABULARY).read_text(encoding="utf-8").split("\n")[:-1]
    vocabulary = {word: number for number, word in enumerate(words)}
    marks = {mark: {"id": mark, "ids": [vocabulary[mark]], "tokens": [mark]} for mark in MARKS}
    tokenizer = {
        "version": "1.0",
        "normalizer": {"type": "BertNormalizer", **BERT},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
            ],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}],
            "special_tokens": marks,
        },
        "added_tokens": [],
        "model": {"type": "WordPiece", "vocab": vocabulary, **PIECES},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    return folder


MARKS = ("[CLS]", "[SEP]")
BERT = {
    "clean_text": True,
    "handle_chinese_chars": True,
    "strip_accents": None,
    "lowercase": True,
}
PIECES = {
    "unk_token": "[UNK]",
    "continuing_subword_prefix": "##",
    "max_input_chars_per_word": 100,
}


def pooling(**modes: bool) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "1_Pooling").mkdir()
        file = folder / "1_Pooling" / "config.json"
        file.write_text(json.dumps({"word_embedding_dimension": 384, **modes}), encoding="utf-8")

    return write


def test_a_tokenizer_without_marks_reads_short_texts_too(own: Path) -> None:
    told = json.loads((own / "tokenizer.json").read_text(encoding="utf-8"))
    (own / "tokenizer.json").write_text(json.dumps(told | {"post_processor": None}))
    rows = FolderEmbedding(own).embed(["stock count", ""])

    assert rows[0].any()
    assert not rows[1].any()


def test_a_folder_of_the_firm_s_own_gives_what_its_model_says(
    own: Path, minilm: MiniLMEmbedding
) -> None:
    pooling(pooling_mode_mean_tokens=True, pooling_mode_cls_token=False)(own)
    rows = FolderEmbedding(own).embed([OVERDUE, ""])

    assert np.array_equal(rows, minilm.embed([OVERDUE, ""]))


def test_a_folder_may_ask_for_the_first_token(own: Path, minilm: MiniLMEmbedding) -> None:
    mean = FolderEmbedding(own)
    pooling(pooling_mode_mean_tokens=False, pooling_mode_cls_token=True)(own)
    first = FolderEmbedding(own)

    assert not np.array_equal(first.embed([OVERDUE]), minilm.embed([OVERDUE]))
    assert np.linalg.norm(first.embed([OVERDUE])) == pytest.approx(1.0)
    assert first.name != mean.name
    assert first.name.startswith("our-own/")


def test_pooling_that_is_not_known_is_refused(own: Path) -> None:
    pooling(pooling_mode_max_tokens=True)(own)

    with pytest.raises(EmbeddingUnusable, match="asks for pooling_mode_max_tokens"):
        FolderEmbedding(own)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("model.onnx", b"no model", "cannot be loaded"),
        ("tokenizer.json", b"{}", "is no tokenizer"),
        ("1_Pooling/config.json", b"[]", "is no JSON object"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    own: Path, name: str, content: bytes, says: str
) -> None:
    (own / "1_Pooling").mkdir()
    (own / name).write_bytes(content)

    with pytest.raises(EmbeddingUnusable, match=says):
        FolderEmbedding(own)


def test_an_empty_folder_says_which_setting_named_it(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingUnusable, match=r"model\.onnx cannot be read") as raised:
        FolderEmbedding(tmp_path)

    assert "ENGROSS_EMBEDDING" in raised.value.remedy


@pytest.fixture
def nought(own: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a model in the folder that makes nought of every token, `flat` or as a `vector`."""
    monkeypatch.syspath_prepend(Path(__file__).parents[3] / "scripts")
    onnx = importlib.import_module("onnx_file")
    shapes = {"flat": ["batch", "tokens"], "vector": ["batch", "tokens", 1]}

    def put(output: str) -> Path:
        graph = onnx.graph(
            "nought",
            [
                onnx.node("Cast", ["input_ids"], ["number"], "", {"to": onnx.FLOAT}),
                onnx.node("Mul", ["number", "none"], ["flat"], "", {}),
                onnx.node("Unsqueeze", ["flat", "last"], ["vector"], "", {}),
            ],
            [onnx.tensor("none", np.zeros(1, np.float32)), onnx.tensor("last", np.array([-1]))],
            onnx.value("input_ids", onnx.INT64, ["batch", "tokens"]),
            onnx.value(output, onnx.FLOAT, shapes[output]),
        )
        (own / "model.onnx").write_bytes(onnx.model(graph, "a test", 8, {"": 18}, ""))
        return own

    return put


def test_a_model_that_makes_no_vector_is_refused(nought: Callable[[str], Path]) -> None:
    embedding = FolderEmbedding(nought("vector"))

    with pytest.raises(EmbeddingUnusable, match="makes no vector of a text"):
        embedding.embed([OVERDUE])


def test_a_model_whose_vectors_have_no_fixed_length_is_refused(
    nought: Callable[[str], Path],
) -> None:
    with pytest.raises(EmbeddingUnusable, match="does not say how long its vectors are"):
        FolderEmbedding(nought("flat"))
