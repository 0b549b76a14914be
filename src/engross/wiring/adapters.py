"""The adapters behind the ports, each built as the settings want it and when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from engross.models.policy import HOUSE, models_for
from engross.pipeline.services import Programs
from engross.records import ChatModel
from engross.settings import NO_OFFICE, Settings
from engross.workspace.loading import LoadedWorkspace
from engross.workspace.register import REPORTING_OFFICER, ModelPolicy

if TYPE_CHECKING:
    from engross.adapters.officer import OfficerFolder
    from engross.models.gateway import Gateway
    from engross.records.ports import (
        CrewRunner,
        Embedding,
        PassageIndex,
        PdfReader,
        Printer,
        Redliner,
        WordValidator,
    )
    from engross.records.post import Mailbox


def open_officer(settings: Settings, workspace: LoadedWorkspace) -> OfficerFolder | None:
    """What the reporting officer alone reads; `None` where firm.yaml names no officer."""
    from engross.adapters.officer import OfficerFolder  # noqa: PLC0415 - adapters are built here

    named = any(REPORTING_OFFICER in person.roles for person in workspace.firm.people)
    return OfficerFolder(settings.state / "officer") if named else None


def open_mailbox(settings: Settings, ask: Callable[[str], str]) -> Mailbox | None:
    """The firm's mailbox; `None` where the settings name none. `ask` is asked for a password."""
    if not settings.imap:
        return None
    from engross.adapters.imap import ImapMailbox  # noqa: PLC0415 - slow, only with a mailbox

    return ImapMailbox(settings.imap, lambda name: settings.imap_password or ask(name))


def programs_of(settings: Settings) -> Programs:
    """The other programs that Word files are shown to, each opened when it is first asked for."""
    return Programs(
        printer=cache(partial(_printer, settings)),
        reader=cache(_reader),
        validators=cache(_validators),
        redliner=cache(partial(_redliner, settings)),
    )


def _printer(settings: Settings) -> Printer | None:
    from engross.adapters.office import LibreOffice  # noqa: PLC0415 - adapters are built here only

    return None if settings.office == NO_OFFICE else LibreOffice(settings.office)


def _reader() -> PdfReader:
    from engross.adapters.pages import PdfPages  # noqa: PLC0415 - slow, only to show pages

    return PdfPages()


def _validators() -> tuple[WordValidator, ...]:
    from engross.adapters.validators import validators  # noqa: PLC0415 - slow, only to check

    return validators()


def _redliner(settings: Settings) -> Redliner:
    from engross.adapters.redlines import Docxodus  # noqa: PLC0415 - slow, only to compare

    return Docxodus(settings.state / "redlines")


def models_for_agents(
    settings: Settings,
    policy: ModelPolicy,
    embedding: Callable[[], Embedding],
    agents: Iterable[str],
) -> Mapping[str, ChatModel]:
    """A model for each of the agents, as the firm's policy allows."""
    return models_for(agents, policy, settings, partial(_model, settings, embedding))


def _model(settings: Settings, embedding: Callable[[], Embedding], name: str) -> ChatModel:
    from engross.models.house import HouseModel  # noqa: PLC0415 - only where a model is wanted

    if name == HOUSE:
        return HouseModel(embedding)
    from engross.adapters.crew.models import CrewAIChatModel  # noqa: PLC0415 - loads crewai

    return CrewAIChatModel.from_settings(name, settings)


def crew_runner(settings: Settings, workspace: LoadedWorkspace, gateway: Gateway) -> CrewRunner:
    """A runner of crews whose every model call goes through that gateway."""
    from engross.adapters.crew import CrewAIRunner  # noqa: PLC0415 - slow, only to draft

    return CrewAIRunner(workspace, lambda _run: gateway, settings.state)


def open_embedding(settings: Settings) -> Embedding:
    """The embedding of the settings' folder, or the one that is shipped."""
    from engross.adapters import embedding  # noqa: PLC0415 - adapters are built here only

    if settings.embedding:
        return embedding.FolderEmbedding(Path(settings.embedding).expanduser())
    return embedding.MiniLMEmbedding()


def open_index(settings: Settings, embedding: Callable[[], Embedding]) -> PassageIndex:
    """The knowledge base's index."""
    from engross.adapters.passages import ChromaIndex  # noqa: PLC0415 - slow, only to search

    return ChromaIndex(settings.state / "chroma", embedding())
