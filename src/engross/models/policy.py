"""Which model an agent may speak to: what the firm's register allows, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engross.errors import ModelError, WorkspaceError
from engross.records import ChatModel
from engross.settings import Settings
from engross.workspace.register import ModelPolicy

HOUSE = "house"
"""The built-in house model's name in firm.yaml."""


def model_for(agent: str, policy: ModelPolicy, settings: Settings) -> str:
    """The name of the agent's model: its own in firm.yaml, else `ENGROSS_MODEL`, else the default.

    Raises:
        WorkspaceError: firm.yaml names a model that it does not allow.
        ModelError: the environment names a model that firm.yaml does not allow.
    """
    own = policy.agents.get(agent)
    if own is not None:
        return _named_by_firm(own, f"models.agents.{agent}", policy)
    if settings.model:
        return _named_by_environment(settings.model, policy)
    return _named_by_firm(policy.default, "models.default", policy)


def models_for(
    agents: Iterable[str],
    policy: ModelPolicy,
    settings: Settings,
    build: Callable[[str], ChatModel],
) -> dict[str, ChatModel]:
    """A model for each agent; `build` makes one from a name and is called once for each agent.

    Raises:
        WorkspaceError: firm.yaml names a model that it does not allow.
        ModelError: the environment names a model that firm.yaml does not allow.
    """
    names = {agent: model_for(agent, policy, settings) for agent in agents}
    return {agent: build(name) for agent, name in names.items()}


def _named_by_firm(name: str, place: str, policy: ModelPolicy) -> str:
    if not _allowed(name, policy):
        raise WorkspaceError(
            f"firm.yaml, {place}: {name} is not among the models that models.allowed lists.",
            remedy=f"Add {name} to models.allowed, or choose one of: {_listed(policy)}.",
        )
    return name


def _named_by_environment(name: str, policy: ModelPolicy) -> str:
    if not _allowed(name, policy):
        raise ModelError(
            f"ENGROSS_MODEL asks for {name}, which firm.yaml does not allow.",
            remedy=f"Unset ENGROSS_MODEL, choose one of: {_listed(policy)}, or have the practice "
            f"manager add {name} to models.allowed in firm.yaml.",
        )
    return name


def _allowed(name: str, policy: ModelPolicy) -> bool:
    return "*" in policy.allowed or name in policy.allowed


def _listed(policy: ModelPolicy) -> str:
    return ", ".join(policy.allowed) or "none"
