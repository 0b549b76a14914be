"""The embedding that Engross carries: all-MiniLM-L6-v2 in 8 bits; `NOTICE` beside it says more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engross.adapters.embedding.transformer import TransformerEmbedding, sha256_of
from engross.errors import EmbeddingUnusable

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = Path(__file__).parent
"""Where the two files below are."""

MODEL, VOCABULARY = "minilm-int8.onnx", "vocab.txt"

SHA256 = {
    MODEL: "c509a6bef3820b6706df7ce7cadfb50595bdc9380045cd2dd84a5aa461228e90",
    VOCABULARY: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
"""What the files must be, byte for byte. `make embedding` makes the first again."""


class MiniLMEmbedding(TransformerEmbedding):
    """`Embedding` of English text, 384 numbers; knows 256 tokens, about 190 words."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Check both files and load them.

        Raises:
            EmbeddingUnusable: one is missing or has been changed.
        """
        for name in (VOCABULARY, MODEL):
            _check(folder / name)
        name = f"all-MiniLM-L6-v2/int8/{SHA256[MODEL][:16]}"
        super().__init__(name, folder / MODEL, bert_tokenizer(folder / VOCABULARY))


def _check(file: Path) -> None:
    remedy = "Install Engross again."
    found = sha256_of(file, remedy=remedy)
    if found != SHA256[file.name]:
        raise EmbeddingUnusable(
            f"{file} is not the file that Engross came with: its SHA-256 is {found}.", remedy=remedy
        )


def bert_tokenizer(vocabulary: Path) -> Tokenizer:
    """BERT's, lower case, for the words of a `vocab.txt`.

    It knows no marks, so `[SEP]` in a text is only text.
    """
    from tokenizers import Tokenizer  # noqa: PLC0415 - slow, only to embed
    from tokenizers.models import WordPiece  # noqa: PLC0415 - the same
    from tokenizers.normalizers import BertNormalizer  # noqa: PLC0415 - the same
    from tokenizers.pre_tokenizers import BertPreTokenizer  # noqa: PLC0415 - the same
    from tokenizers.processors import BertProcessing  # noqa: PLC0415 - the same

    words = {word: number for number, word in enumerate(_lines(vocabulary))}
    tokenizer = Tokenizer(WordPiece(words, unk_token="[UNK]"))  # noqa: S106 - no password
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", words["[SEP]"]), ("[CLS]", words["[CLS]"]))
    return tokenizer


def _lines(file: Path) -> list[str]:
    """Without the end of the last one; a word may be any other sign that ends a line elsewhere."""
    return file.read_bytes().decode().removesuffix("\n").split("\n")
