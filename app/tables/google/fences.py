"""A fence lets a write be repeated: the sheet takes metadata of one id only once, and a batch is taken whole or not."""

import hashlib
from collections.abc import Mapping
from typing import Any

KEY = "leadsheet-fence"


def fence_of(run: str, number: int) -> int:
    """The fence of a run's write with this number: the same each time, and another for every other write."""
    digest = hashlib.sha256(f"{run}\n{number}".encode()).digest()
    return int.from_bytes(digest[:4]) % (2**31 - 1) + 1


def raised(fence: int, sheet_id: int, run: str) -> dict[str, Any]:
    """The request that goes first in a batch; the whole batch is refused where the fence stands already."""
    metadata = {
        "metadataId": fence,
        "metadataKey": KEY,
        "metadataValue": run,
        "location": {"sheetId": sheet_id},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def removed(fence: int) -> dict[str, Any]:
    """The request that takes a fence away once its write is known to have landed."""
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": fence}}}}


def is_of(metadata: Mapping[str, Any] | None, run: str) -> bool:
    """Whether what stands under a fence's id is the fence of this run."""
    return metadata is not None and metadata.get("metadataKey") == KEY and metadata.get("metadataValue") == run
