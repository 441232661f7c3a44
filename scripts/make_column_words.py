"""Makes addon/ColumnWords.js: the words of header rows, by which the add-on tells a header from a title above it.

Run with `.venv/bin/python scripts/make_column_words.py` after app/leads/lexicon.py changed; a test says when.
"""

import textwrap
from pathlib import Path

from app.leads.lexicon import PHRASES
from app.tables.header_row import OF_PEOPLE, weight_of

FILE = Path(__file__).parent.parent / "addon" / "ColumnWords.js"
_HEAD = """\
/**
 * The words and phrases of header rows, as app/leads/lexicon.py has them, by how well they tell the name of a column.
 * Made by scripts/make_column_words.py: change them there.
 */

/** @type {Record<'neutral' | 'value' | 'telling' | 'sure' | 'people', string>} */
const COLUMN_WORDS_ = {
"""


def text() -> str:
    """The whole file."""
    kinds = ("neutral", "value", "telling", "sure")
    phrases = {
        " ".join(phrase.split()): kinds[weight_of(concept)]
        for concept, phrases in PHRASES.items()
        for phrase in phrases.replace("\n", " ").split(",")
        if phrase.strip()
    }
    words = {kind: sorted(phrase for phrase, said in phrases.items() if said == kind) for kind in kinds}
    words["people"] = sorted(OF_PEOPLE)
    parts = []
    for kind, said in words.items():
        lines = textwrap.wrap(",".join(one.replace(" ", "_") for one in said).replace(",", ", "), 120)
        parts.append(f"  {kind}: `\n" + "\n".join(f"    {line}" for line in lines).replace("_", " ") + "`,\n")
    return _HEAD + "".join(parts) + "};\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
