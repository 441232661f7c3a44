"""Pictures of our mails, to be looked at: `python -m tests.reports.mail_pictures FOLDER [MAIL ...]` (needs chromium).

One file a mail, width (600 and 360 pixels) and colour scheme. Nothing here is a test.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

from app.reports.notices import failed_notice, paused_notice
from app.reports.rendering import Rendered, render_digest
from tests.chromium import CHROMIUM
from tests.reports import mails

# A window of Chromium is never narrower than about 500 pixels: the mail is shown in a frame, which tells its height.
_FRAME = """<body style="margin:0;background:#888"><iframe style="border:0;display:block" width="{}" srcdoc="{}"
onload="this.height = document.title = this.contentDocument.documentElement.scrollHeight"></iframe>"""
_SCHEMES = {"light": 1, "dark": 0}


def samples() -> Iterator[tuple[str, Rendered]]:
    """The mails worth looking at, by name."""
    quiet, act = mails.QUIET, replace(mails.QUIET, verdict=mails.ACT)
    yield "quiet", render_digest(quiet)
    yield "act", render_digest(act)
    yield "look", render_digest(replace(quiet, verdict=mails.LOOK))
    yield (
        "troubles",
        render_digest(
            replace(
                act,
                paused=(mails.PAUSED,),
                stuck=(mails.STUCK,),
                volume=replace(act.volume, failed=(mails.FAILED,)),
                late="The mail of week 46 was not sent; this one is two days late.",
            )
        ),
    )
    nothing = replace(quiet, verdict=None, volume=mails.NOTHING, best=(), outcomes=(), report_url="")
    yield (
        "nothing",
        render_digest(replace(nothing, no_verdict="No lead was scored.", report_note="No report was made.")),
    )
    yield "too_few", render_digest(replace(quiet, verdict=mails.TOO_FEW, volume=replace(quiet.volume, leads=5)))
    url = "https://docs.google.com/spreadsheets/d/1kYx/edit#gid=0"
    yield "notice_paused", paused_notice("Partners", "Sheet1", url, mails.PAUSED.why, 5)
    yield "notice_failed", failed_notice("Leads 2026", "Contacts", url, "k3f9", mails.FAILED.sentence, "today at 12:00")


def picture(html: str, target: Path, width: int, scheme: str, most: int = 10_000) -> None:
    """The mail in a frame of that width, as high as it is, but at most `most` pixels."""
    with tempfile.TemporaryDirectory() as work:
        page = Path(work) / "frame.html"
        page.write_text(_FRAME.format(width, escape(html)), encoding="utf-8")
        size = f"{max(width, 500)},{most}"
        said = _chromium(work, page, f"--window-size={size}", "--dump-dom")
        found = re.search(r"<title>(\d+)</title>", said)
        height = min(int(found[1]) if found else most, most)
        size = f"--window-size={max(width, 500)},{height}"
        _chromium(
            work, page, size, f"--blink-settings=preferredColorScheme={_SCHEMES[scheme]}", f"--screenshot={target}"
        )


def _chromium(work: str, page: Path, *options: str) -> str:
    fixed = [
        CHROMIUM or "chromium",
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        f"--user-data-dir={work}/profile",
    ]
    done = subprocess.run([*fixed, *options, page.as_uri()], check=True, capture_output=True, text=True)
    return done.stdout


def main(folder: Path, names: list[str]) -> None:
    """All pictures, or those of the mails named."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, mail in samples():
        if names and name not in names:
            continue
        (folder / f"{name}.txt").write_text(f"{mail.subject}\n\n{mail.text}", encoding="utf-8")
        for width in (600, 360):
            for scheme in _SCHEMES:
                picture(mail.html, folder / f"{name}-{width}-{scheme}.png", width, scheme)
        if name == "act":  # the one of docs/weekly-mail.md
            picture(mail.html, folder / "weekly-mail.png", 600, "light", 1_459)
        print(name, mail.subject, f"{mail.size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
