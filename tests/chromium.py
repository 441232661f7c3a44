"""Debian's Chromium, by preference the one without windows: it needs half of the work."""

import shutil

CHROMIUM = next(
    (
        found
        for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
# Letters as wide as they are, not as the next whole pixel: hinting is the machine's, not the page's.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--font-render-hinting=none")
