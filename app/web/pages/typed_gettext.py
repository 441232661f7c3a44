"""Flask-Babel's gettext with types, which it has none of itself."""

import flask_babel


def gettext(text: str, **named: object) -> str:
    """The text in the language of this answer, its placeholders filled. One without placeholders has single `%`."""
    return str(flask_babel.gettext(text, **named))


def ngettext(one: str, many: str, num: int, **named: object) -> str:
    """The text for so many, which is its placeholder `num`."""
    return str(flask_babel.ngettext(one, many, num, **named))
