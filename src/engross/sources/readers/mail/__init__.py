"""Mails: their newest message, what it quotes, and the files inside."""

from engross.sources.readers.mail.reading import read

__all__ = ["read"]
