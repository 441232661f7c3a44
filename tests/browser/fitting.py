"""Whether a page's words fit: in two families of letters, narrower and wider than they are, at every width of a window.

What the product asks of a machine's fonts is left alone: the page under test is given a face of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FAMILIES = ("DejaVu Sans", "Liberation Sans")  # a wide one, and one as wide as Helvetica and Arial
SIZES = (80, 100, 125)  # per cent of the letters' own width


@dataclass(frozen=True)
class Face:
    """Letters of a family, `size` per cent as wide as they are."""

    family: str
    size: int

    @property
    def name(self) -> str:
        """What the page under test calls it."""
        return f"Fitted {self.family} {self.size}"

    @property
    def rules(self) -> str:
        """The face in CSS, from what is installed."""
        return "".join(
            f"@font-face {{ font-family: '{self.name}'; src: local('{self.family}{style}'); "
            f"font-weight: {weight}; size-adjust: {self.size}% }}\n"
            for style, weight in (("", "1 599"), (" Bold", "600 1000"))
        )


FACES = tuple(Face(family, size) for family in FAMILIES for size in SIZES)

_SCRIPT = (Path(__file__).parent / "fitting.js").read_text()


def faults_of(page: Page) -> list[str]:
    """What axe-core finds at fault on a page as it stands, a line each."""
    if not page.evaluate("'axe' in window"):  # it is large: once a page, however often it is asked
        page.evaluate(Axe().axe_script)
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then((results) => results.violations)")
    return [f"{one['id']}: {one['help']}: {[node['html'] for node in one['nodes']]}" for one in found]


def faces_here(page: Page, faces: Sequence[Face] = FACES) -> list[str]:
    """Give the page the faces whose family is installed; their names, or the browser's own alone, "", where none is."""
    given = {"names": [face.name for face in faces], "rules": "".join(face.rules for face in faces)}
    return cast("list[str]", page.evaluate(f"(given) => {{ {_SCRIPT} return give(given); }}", given)) or [""]


def unfit(page: Page, widths: Sequence[int], height: int = 720) -> list[str]:
    """What does not fit of a page as it stands, at each width of the window and in each face.

    Words that are broken, stand outside their box or the window, or are covered; links that take two lines.
    """
    names, told = faces_here(page), list[str]()
    for width in widths:
        page.set_viewport_size({"width": width, "height": height})
        found = page.evaluate(f"(names) => {{ {_SCRIPT} return look(names); }}", names)
        told += [f"{width} px, {one}" for one in cast("list[str]", found)]
    return told
