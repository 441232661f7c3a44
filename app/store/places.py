"""Where the store lies: the database's URL and the folder with the files beside it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """A database and a folder on this machine's own disk (not a network drive: locks and mapped files live in it)."""

    database_url: str
    folder: Path

    @property
    def journals(self) -> Path:
        """The folder of predictions not yet in the database."""
        return self.folder / "journals"

    @property
    def secret(self) -> Path:
        """The file of the key that identities are hashed with."""
        return self.folder / "identity.secret"

    @property
    def calls(self) -> Path:
        """The file that counts calls for the rate limit."""
        return self.folder / "calls.counter"
