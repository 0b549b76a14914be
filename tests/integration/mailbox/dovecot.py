"""A real Dovecot on loopback, in a temporary folder, for as long as a process's tests need it.

It runs as the user of the tests; as root, mails belong to `nobody`, because Dovecot lets nobody
read mail as root.
"""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from integration.mailbox.certificates import make_certificate

PASSWORD = "quayside-41"  # noqa: S105 - of a server that lives as long as a test
PATIENCE = 20.0

CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
disable_plaintext_auth = no
auth_failure_delay = 0
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {protected}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox "Letters to finish" {{
    auto = create
    special_use = \\Drafts
  }}
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """A mail server that listens."""

    folder: Path
    plain: int
    """The port without TLS, where STARTTLS may be asked for."""
    protected: int
    """The port with TLS."""

    @property
    def certificate(self) -> Path:
        """The certificate that it shows, signed by itself."""
        return self.folder / "certificate.pem"

    def address(self, user: str, scheme: str = "imap") -> str:
        """What the setting `imap` says for the mailbox of that user."""
        port = self.plain if scheme == "imap" else self.protected
        return f"{scheme}://{user}@127.0.0.1:{port}"

    def put(self, user: str, folder: str, *mails: bytes) -> None:
        """Put mails into a folder of that user's mailbox, unread."""
        with self.entered(user) as box:
            for mail in mails:
                box.append(_quoted(folder), "", "", mail)

    def flags(self, user: str, folder: str) -> Sequence[str]:
        """What the server says of each mail of a folder, in its order."""
        with self.entered(user) as box:
            box.select(_quoted(folder), readonly=True)
            return [line.decode() for line in box.fetch("1:*", "(FLAGS)")[1] if line]

    def mails(self, user: str, folder: str) -> Sequence[bytes]:
        """The mails of a folder, in its order."""
        with self.entered(user) as box:
            count = int(box.select(_quoted(folder), readonly=True)[1][0] or 0)
            parts = box.fetch("1:*", "(BODY.PEEK[])")[1] if count else []
        return [part[1] for part in parts if isinstance(part, tuple)]

    @contextmanager
    def entered(self, user: str) -> Iterator[imaplib.IMAP4]:
        """That user's mailbox, by a client that is not ours."""
        with imaplib.IMAP4("127.0.0.1", self.plain, PATIENCE) as box:
            box.login(user, PASSWORD)
            yield box


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """A server for the length of the block; it is ended and its folder removed."""
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
    assert program, "Dovecot is not installed: make system"
    # Not below pytest's folder, which nobody but its owner may enter.
    # Not where a crew of another test may have led temporary files: a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="engross-dovecot-", dir="/tmp"))
    server = Dovecot(folder, *_free_ports(2))
    _configure(server)
    process = subprocess.Popen(
        [program, "-F", "-c", str(folder / "dovecot.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)
        shutil.rmtree(folder)


def _configure(server: Dovecot) -> None:
    root = os.getuid() == 0
    owner = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
    me = pwd.getpwuid(os.getuid()).pw_name
    text = CONFIGURATION.format(
        folder=server.folder,
        plain=server.plain,
        protected=server.protected,
        password=PASSWORD,
        internal="dovecot" if root else me,
        group="dovecot" if root else grp.getgrgid(owner.pw_gid).gr_name,
        login="dovenull" if root else me,
        uid=owner.pw_uid,
        gid=owner.pw_gid,
    )
    make_certificate(server.certificate, server.folder / "key.pem")
    (server.folder / "dovecot.conf").write_text(text, encoding="utf-8")
    (server.folder / "mail").mkdir()
    if root:
        server.folder.chmod(0o755)
        os.chown(server.folder / "mail", owner.pw_uid, owner.pw_gid)


def _await(server: Dovecot, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with server.entered("first"):
                return
        except (OSError, imaplib.IMAP4.error, ssl.SSLError):
            time.sleep(0.05)
    log = server.folder / "log"
    raise AssertionError(log.read_text(encoding="utf-8") if log.exists() else "Dovecot died")


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _quoted(folder: str) -> str:
    return f'"{folder}"'
