"""The two files of a template as they stand in the workspace."""

from __future__ import annotations

import hashlib
from pathlib import Path

from engross.errors import StorageError, TemplateError, UsageError, WrongState
from engross.pipeline.services import Services
from engross.workspace.also import word_files
from engross.workspace.specs import CrewSpec
from engross.workspace.texts import with_texts
from engross.workspace.validation import unknown
from engross.workspace.writing import put_file


def crews_of(services: Services, key: str) -> tuple[CrewSpec, ...]:
    """The crews whose documents are made with the template, or a Word file beside one."""
    crews = (one for crew in services.workspace.crews.values() for one in word_files(crew))
    return tuple(as_printed(services, crew) for crew in crews if crew.template == key)


def as_printed(services: Services, crew: CrewSpec) -> CrewSpec:
    """The crew with the firm's statements in its sections, as its documents print them."""
    return with_texts(crew, services.workspace.statements, None)


def files_now(services: Services, key: str) -> tuple[bytes, bytes]:
    """The Word file and the YAML file that the workspace was read with.

    Raises:
        UsageError: there is no such template.
        WrongState: the YAML file has been changed since.
        TemplateError: one of them cannot be read.
    """
    check_known(services, key)
    names = bytes_of(names_file(services, key))
    if sha256_of(names) != services.workspace.template_hashes[key]:
        raise WrongState(f"templates/{key}.yaml was changed this moment.", remedy="Try again.")
    return bytes_of(services.workspace.template_file(key)), names


def check_known(services: Services, key: str) -> None:
    """Nothing for a template of the workspace.

    Raises:
        UsageError: there is none of that name.
    """
    known = services.workspace.templates
    if key not in known:
        remedy = f"there are {', '.join(known)}"
        raise UsageError(f"{unknown('template', key, known, remedy).capitalize()}.")


def names_file(services: Services, key: str) -> Path:
    """The YAML file of a template."""
    return services.workspace.template_file(key).with_suffix(".yaml")


def bytes_of(path: Path) -> bytes:
    """What a template's file holds.

    Raises:
        TemplateError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(
            f"{path} cannot be read: {error.strerror}.", remedy="`engross check` says more."
        ) from error


def sha256_of(data: bytes) -> str:
    """Hex SHA-256."""
    return hashlib.sha256(data).hexdigest()


def write(path: Path, data: bytes) -> Path:
    """Write the file, whole or not at all; its path.

    Raises:
        StorageError: the disk did not take it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put_file(path, data)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}.", remedy="Make room and try again."
        ) from error
    return path
