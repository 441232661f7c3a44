"""The colours of our mails, by day and by night. Texts stand out by 4.5 to 1 at least, bars by 3 to 1 (WCAG 2.2 AA)."""

from typing import NamedTuple


class Colour(NamedTuple):
    """One colour in a light and in a dark mail, as `#rrggbb`."""

    light: str
    dark: str


COLOURS = {
    "page": Colour("#f1f3f5", "#101317"),
    "card": Colour("#ffffff", "#191d23"),
    "text": Colour("#16191d", "#e9ecef"),
    "muted": Colour("#59636e", "#a3adb8"),
    "line": Colour("#e2e6ea", "#2e353d"),
    "link": Colour("#1552b8", "#8cb8ff"),
    "now": Colour("#2f62c9", "#7ea9f8"),
    "usual": Colour("#747f8c", "#818d9b"),
    "good": Colour("#0f5132", "#9be3b8"),
    "good_back": Colour("#e5f4eb", "#15301f"),
    "look": Colour("#664400", "#ffd67d"),
    "look_back": Colour("#fff3d1", "#3a2d0c"),
    "act": Colour("#8c1c13", "#ffb3a7"),
    "act_back": Colour("#fdeae7", "#471c18"),
    "quiet": Colour("#3b444e", "#c6cdd5"),
    "quiet_back": Colour("#eef0f3", "#272d34"),
}

# What is read, and what it stands on.
TEXT_ON = (
    ("text", "card"),
    ("muted", "card"),
    ("muted", "page"),
    ("link", "card"),
    ("link", "page"),
    *((tone, f"{tone}_back") for tone in ("good", "look", "act", "quiet")),
    *((ink, f"{tone}_back") for ink in ("text", "link") for tone in ("good", "look", "act", "quiet")),
)
BARS_ON = (("now", "card"), ("usual", "card"), ("now", "line"), ("usual", "line"))
