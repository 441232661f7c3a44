"""Which of many texts are clean already: a portion of a batch at a time, where one by one would take most of its time.

Only for ASCII; of any other text nothing is said here, and it is read as every cell is.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from app.leads.values import LONGEST_BLANK_WORD, is_blank

_SPACE = 32
_PRINTED = 95  # from the space on
_ALNUM = np.array([chr(code).isalnum() for code in range(128)])
# Characters at a time: what is larger the C library, as `serve` starts it, fetches from the system each time anew.
_LARGEST = 100_000


def clean_texts(cells: Sequence[object], longest: int) -> list[str | None]:
    """The cells that are texts which `read_cell` of a free text gives back as they are; None where that is not sure."""
    texts = [cell if type(cell) is str and cell.isascii() else "" for cell in cells]
    at_once = max(_LARGEST * len(texts) // (sum(map(len, texts)) + 1), 1)
    sure = [
        clean for start in range(0, len(texts), at_once) for clean in _sure(texts[start : start + at_once], longest)
    ]
    return [text if clean else None for text, clean in zip(texts, sure, strict=True)]


def _sure(texts: Sequence[str], longest: int) -> list[bool]:
    # A space around each: a text that begins or ends with one, or is empty, then shows as two of them.
    codes = np.frombuffer(f" {' '.join(texts)} ".encode(), dtype=np.uint8)
    lengths = np.fromiter(map(len, texts), dtype=np.intp, count=len(texts))
    ends = np.cumsum(lengths + 1)
    sure = lengths <= longest
    sure[np.searchsorted(ends, np.flatnonzero(_unclean(codes)))] = False
    # By its first letter, or the space behind an empty text.
    doubtful = sure & ((lengths <= LONGEST_BLANK_WORD) | ~_ALNUM[codes[ends - lengths]])
    for at in np.flatnonzero(doubtful).tolist():
        sure[at] = not is_blank(texts[at])
    told: list[bool] = sure.tolist()
    return told


def _unclean(codes: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Whether a letter is none to print, or a space after another."""
    unclean = codes - np.uint8(_SPACE) >= _PRINTED  # below the space it wraps around
    space = codes == _SPACE
    unclean[1:] |= space[1:] & space[:-1]
    return unclean
