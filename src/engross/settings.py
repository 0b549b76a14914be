"""Where this workspace is and how this process behaves, read once from the environment.

Every variable is named `ENGROSS_...`; `docs/reference/settings.md` lists them. What a *firm*
chooses (its people, its model policy) is in `firm.yaml`, not here.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

NO_OFFICE = "none"
"""What the setting `office` says where no PDFs are wanted."""


class Settings(BaseSettings):
    """What one process needs to know before it opens a workspace."""

    model_config = SettingsConfigDict(
        env_prefix="ENGROSS_", frozen=True, extra="ignore", use_attribute_docstrings=True
    )

    workspace: Path = Field(default_factory=Path.cwd)
    """The folder that holds `firm.yaml`."""

    model: str = ""
    """The model that agents speak to, as CrewAI names it (`openai/gpt-4.1`, `ollama/qwen2.5`);
    empty is the built-in house model. `firm.yaml` may forbid a model to an agent."""

    model_url: str = ""
    """Base address of an OpenAI-compatible server; empty is the provider's own."""

    model_key: str = Field(default="", repr=False)
    """API key for the model; empty leaves it to the provider's usual variable."""

    model_timeout: float = Field(default=120.0, gt=0)
    """Seconds that one model call may take."""

    embedding: str = ""
    """Folder with the firm's own embedding, `model.onnx` and `tokenizer.json` as the
    sentence-transformers exporter makes them; empty is the built-in one."""

    office: str = ""
    """LibreOffice's program, `soffice`, which makes PDFs; empty looks for it, `none` makes none."""

    database: str = ""
    """SQLAlchemy address of the store; empty is SQLite in the state folder."""

    imap: str = ""
    """The firm's mailbox, `imaps://name@mail.firm.example`, with the port behind the server if it
    is another one; `imap://` goes by STARTTLS, and unprotected to this machine itself alone.
    Empty for none."""

    imap_password: str = Field(default="", repr=False)
    """The mailbox's password, or an application's own one; empty asks at the terminal."""

    password: str = Field(default="", repr=False)
    """The password of whoever decides, for scripts; empty asks at the terminal."""

    new_password: str = Field(default="", repr=False)
    """The password that `engross people password` sets, for scripts; empty asks."""

    officer_password: str = Field(default="", repr=False)
    """The password of the reporting officer's key, for scripts; empty asks at the terminal."""

    @property
    def state(self) -> Path:
        """The state folder, `<workspace>/.engross`."""
        return self.workspace / ".engross"

    @property
    def outputs(self) -> Path:
        """The folder that people read documents from, `<workspace>/outputs`."""
        return self.workspace / "outputs"
