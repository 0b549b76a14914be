"""Which wall a file of the knowledge base stands behind: its place in the folders says so.

What is not clearly behind one wall is behind none, because a client's paper that is taken for the
firm's would be shown to every other client's run.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence
from typing import Final

from engross.workspace.register import Client, Firm, find_matter

FIRM: Final = "firm"
"""The wall that every run may look behind."""

_CLIENTS: Final = "clients"
_MATTERS: Final = "matters"
_ANY_OF_THEM: Final = {"client", "clients", "matter", "matters"}
_NEARLY: Final = 0.85
"""How like another word (`difflib`, from 0 to 1) a folder's name may be before it may be meant."""
_PARTS_OF_A_CLIENT: Final = 3
"""`clients`, the client's key and the file: the fewest parts of a name behind a client's wall."""


class NoWall(ValueError):
    """A file of the knowledge base stands behind no wall, so nobody may search it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy
        """What to do about it."""


def walls(client: str = "", matter: str = "") -> tuple[str, ...]:
    """The walls that somebody may look behind who works for that client and matter, by their keys.

    A matter's wall names its client too, because two clients' matters may have one key.

    Raises:
        ValueError: a matter is named without its client.
    """
    if matter and not client:
        message = "a matter is named together with its client"
        raise ValueError(message)
    named = (FIRM, f"client-{client}", f"matter-{client}.{matter}")
    return named[: 1 + bool(client) + bool(matter)]


def wall_of(file: str, firm: Firm) -> str:
    """The wall of the file of that name inside the knowledge folder, `/` between folders.

    Raises:
        NoWall: its folders do not say clearly whose it is.
    """
    parts = file.split("/")
    _refuse_strange(parts)
    if parts[0] != _CLIENTS:
        _refuse_like(parts[0] if parts[1:] else "", _CLIENTS, "clients/<client>/")
        _refuse_within(parts[:-1], firm)
        return FIRM
    if len(parts) < _PARTS_OF_A_CLIENT:
        raise NoWall(
            "it stands directly in the folder clients, so it is nobody's",
            "move it into clients/<client>/, where <client> is the client's key in firm.yaml",
        )
    client = _client(parts[1], firm)
    return _wall_of_client(client, parts[2:], firm)


def _wall_of_client(client: Client, parts: Sequence[str], firm: Firm) -> str:
    """The wall of a file by its name inside the client's folder."""
    above = f"clients/{client.key}"
    if parts[0] != _MATTERS or len(parts) == 1:
        _refuse_like(parts[0] if parts[1:] else "", _MATTERS, f"{above}/matters/<matter>/")
        _refuse_within(parts[:-1], firm, client)
        return f"client-{client.key}"
    if len(parts) < _PARTS_OF_A_CLIENT:
        raise NoWall(
            f"it stands directly in {above}/matters, so it is no matter's",
            f"move it into {above}/matters/<matter>/, where <matter> is the matter's key in "
            "firm.yaml",
        )
    keys = [matter.key for matter in client.matters]
    if parts[1] not in keys:
        raise NoWall(
            f"firm.yaml has no matter “{parts[1]}” of {client.key}",
            _one_of(parts[1], keys, "the matter"),
        )
    _refuse_within(parts[2:-1], firm, client, own=parts[1])
    return f"matter-{client.key}.{parts[1]}"


def _client(key: str, firm: Firm) -> Client:
    keys = [client.key for client in firm.clients]
    if key not in keys:
        raise NoWall(f"firm.yaml has no client “{key}”", _one_of(key, keys, "the client"))
    return firm.clients[keys.index(key)]


def _one_of(name: str, keys: Sequence[str], whose: str) -> str:
    near = difflib.get_close_matches(name.casefold(), keys, n=1)
    if near:
        return f"call the folder {near[0]} if that is {whose}, or register {whose} in firm.yaml"
    return f"call the folder by {whose}'s key, or register {whose} in firm.yaml"


def _refuse_strange(parts: Sequence[str]) -> None:
    """No name that leads elsewhere, or that one system takes otherwise than another."""
    name = "/".join(parts)
    if any(part in {"", ".", ".."} or part != part.strip() for part in parts) or "\\" in name:
        raise NoWall(
            "its name does not say plainly where in the knowledge folder it stands",
            "write it as index.yaml has the others: folder/file.md, without .. and backslashes",
        )
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"} for character in name):
        raise NoWall("its name holds characters that nobody sees", "give it a plain name")


def _refuse_like(folder: str, word: str, place: str) -> None:
    """No folder whose name may be meant as that word and is another."""
    if difflib.SequenceMatcher(None, _plain(folder), word).ratio() >= _NEARLY:
        raise NoWall(
            f"the folder “{folder}” is not called “{word}” but may be meant so",
            f"move the file into {place}, or give the folder quite another name",
        )


def _refuse_within(
    folders: Sequence[str], firm: Firm, client: Client | None = None, own: str = ""
) -> None:
    """No folder deeper down that says the file is another's than its wall's."""
    for folder in folders:
        if _plain(folder) in _ANY_OF_THEM:
            raise NoWall(
                f"a folder “{folder}” means nothing where it stands",
                "use clients/<client>/ and clients/<client>/matters/<matter>/, or another name",
            )
        other = firm.client(folder)
        if other is not None and other is not client:
            raise NoWall(
                f"the folder “{folder}” names the client {other.key}",
                f"move the file into clients/{other.key}/, or give the folder another name",
            )
        matter = find_matter(client, folder) if client else None
        if client and matter and matter.key != own:
            raise NoWall(
                f"the folder “{folder}” names the matter {matter.key}",
                f"move the file into clients/{client.key}/matters/{matter.key}/, or give the "
                "folder another name",
            )


def _plain(name: str) -> str:
    """The name's letters, small, without accents, spaces and signs."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if letter.isalpha())
