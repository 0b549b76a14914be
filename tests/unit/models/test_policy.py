from __future__ import annotations

import pytest

from engross.errors import ModelError, WorkspaceError
from engross.models.policy import model_for, models_for
from engross.settings import Settings
from engross.testing.models import FailingModel
from engross.workspace.register import ModelPolicy

OPENAI = "openai/gpt-4.1"
LOCAL = "ollama/qwen2.5"


def settings(model: str = "") -> Settings:
    return Settings(model=model)


def test_unset_everything_is_the_house_model() -> None:
    assert model_for("drafter", ModelPolicy(), settings()) == "house"


def test_the_environment_replaces_the_default() -> None:
    policy = ModelPolicy(allowed=("house", OPENAI))

    assert model_for("drafter", policy, settings(OPENAI)) == OPENAI


def test_an_agents_own_model_stands_above_the_environment() -> None:
    policy = ModelPolicy(allowed=("house", LOCAL, OPENAI), agents={"researcher": LOCAL})

    assert model_for("researcher", policy, settings(OPENAI)) == LOCAL
    assert model_for("drafter", policy, settings(OPENAI)) == OPENAI


def test_the_environment_cannot_widen_what_the_firm_allows() -> None:
    with pytest.raises(ModelError, match=r"ENGROSS_MODEL asks for openai/gpt-4.1.*one of: house"):
        model_for("drafter", ModelPolicy(), settings(OPENAI))


@pytest.mark.parametrize(
    ("policy", "place"),
    [
        (ModelPolicy(default=OPENAI), "models.default"),
        (ModelPolicy(agents={"drafter": OPENAI}), "models.agents.drafter"),
        (ModelPolicy(allowed=()), "models.default"),
        (ModelPolicy(allowed=(OPENAI,)), "models.default"),
    ],
)
def test_a_model_that_firm_yaml_does_not_allow_is_refused(policy: ModelPolicy, place: str) -> None:
    with pytest.raises(WorkspaceError, match=rf"firm\.yaml, {place}"):
        model_for("drafter", policy, settings())


def test_a_star_allows_any_model() -> None:
    assert model_for("drafter", ModelPolicy(allowed=("*",)), settings(OPENAI)) == OPENAI


def test_every_agent_gets_a_model_of_its_own() -> None:
    models = models_for(
        ("researcher", "drafter"), ModelPolicy(), settings(), lambda name: FailingModel(name=name)
    )

    assert {agent: model.name for agent, model in models.items()} == {
        "researcher": "house",
        "drafter": "house",
    }
    assert models["researcher"] is not models["drafter"]
