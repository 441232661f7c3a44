"""A file that is dropped on the first page: taken, scored by a process of its own, shown, downloaded, deleted."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from zoneinfo import ZoneInfo

from flask import redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from app import clock
from app.config import ROOT
from app.errors import FileProblem
from app.web.pages import uploads
from app.web.pages.file_check import check_content, check_name
from app.web.pages.file_result import bars
from app.web.pages.file_scoring import DEFECT, SAID, TOO_LONG, TOO_MUCH, start
from app.web.pages.site import pages, person, problem_page, service
from app.web.pages.uploads import Upload, clean_name
from app.web.problems import Problem

SAMPLE = ROOT / "examples" / "leads.xlsx"
LARGEST = 50 * 1024**2  # bytes
_AROUND = 64 * 1024  # bytes of a form beside its file
_DRAINED = 256 * 1024**2
_MOST = 10  # files of one person at a time
_MOST_OF_ALL = 60  # with their scored copies, some gigabytes at the worst
_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pages.record_once
def _swept(state: object) -> None:
    """At the start: what was kept when the service stopped is not kept for longer."""
    app = getattr(state, "app")  # noqa: B009 - Flask's setup state has no type of its own to name
    with suppress(OSError, KeyError):
        uploads.sweep(app.extensions["leadsheet"].settings.places.folder / "uploads")


@pages.before_app_request
def _room_for_a_file() -> None:
    """A form with a file may be larger than others; said before anything reads it."""
    if request.endpoint == "pages.file_taken":
        request.max_content_length = LARGEST + _AROUND


@pages.errorhandler(RequestEntityTooLarge)
def file_too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Says so once the file has come: a browser shows no answer to what it is still sending."""
    left = min(request.content_length or 0, _DRAINED)
    stream = request.environ["wsgi.input"]
    with suppress(OSError):
        while left > 0 and (piece := stream.read(min(left, 1024**2))):
            left -= len(piece)
    return problem_page(_("The file is larger than 50 MB: split it and send the parts."), 413), 413


@pages.route("/files", methods=["POST"])
def file_taken() -> ResponseReturnValue:
    """Take a file and begin to score it."""
    given = request.files.get("file")
    if given is None or not given.filename:
        raise FileProblem(_("No file was chosen: choose a .csv or .xlsx file and send it again."))
    name = clean_name(given.filename)
    check_name(name)
    return _begin(name, given.save)


@pages.route("/files/sample", methods=["POST"])
def sample_taken() -> ResponseReturnValue:
    """Take the example, for a look at what becomes of a file."""
    return _begin(SAMPLE.name, lambda path: copyfile(SAMPLE, path))


@pages.route("/files/<key>")
def file(key: str) -> ResponseReturnValue:
    """How far the file is, then what came of it."""
    upload = _mine(key)
    outcome = upload.read("outcome")
    polled = request.headers.get("HX-Request") == "true"
    facts: dict[str, object] = {"upload": upload, "gone_at": _clock(upload.gone_at)}
    if outcome is None and not upload.is_worked_on and (outcome := upload.read("outcome")) is None:
        outcome = {"why": "cut", "words": ""}
    if outcome is None:
        facts |= {"phase": upload.phase, "seconds": max(int(clock.seconds() - upload.at), 0)}
        return render_template("file_words.html" if polled else "file.html", state="working", **facts)
    if polled:
        return "", 200, {"HX-Refresh": "true"}
    result = upload.read("summary")
    if outcome["why"] or result is None:
        return render_template("file.html", state="failed", sentence=_why(upload.name, **outcome), **facts)
    return render_template(
        "file.html", state="done", note=outcome["words"], result=result, bars=bars(result["bins"]), **facts
    )


@pages.route("/files/<key>/download")
def file_download(key: str) -> ResponseReturnValue:
    """The copy with the scores."""
    upload = _mine(key)
    outcome = upload.read("outcome")
    if outcome is None or outcome["why"] or not upload.scored.is_file():
        raise Problem(404, _("There is no scored copy of this file yet: look at its page."))
    answer = send_file(
        upload.scored,
        mimetype=_TYPES[upload.scored.suffix],
        as_attachment=True,
        download_name=upload.scored.name,
        conditional=False,
        etag=False,
        last_modified=None,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.route("/files/<key>/delete", methods=["POST"])
def file_deleted(key: str) -> ResponseReturnValue:
    """Delete the file and its scores now."""
    upload = _mine(key)
    uploads.delete(upload)
    return render_template("file_deleted.html", name=upload.name)


def _begin(name: str, save: Callable[[Path], object]) -> ResponseReturnValue:
    """Keep the file, look whether it may be scored, and have it scored."""
    folder = _folder()
    uploads.sweep(folder)
    kept = uploads.all_uploads(folder)
    if sum(upload.who == person().who for upload in kept) >= _MOST:
        raise Problem(429, _("You have %(count)s files here already: delete one, or wait until it goes.", count=_MOST))
    if len(kept) >= _MOST_OF_ALL:
        raise Problem(503, _("Many files are being scored just now: try again in a few minutes."))
    try:
        upload = uploads.take(folder, person().who, name, save)
    except OSError as error:
        raise Problem(503, _("The file could not be kept: whoever runs Leadsheet should look at its disk.")) from error
    try:
        if upload.file.stat().st_size > LARGEST:
            raise Problem(413, _("The file is larger than 50 MB: split it and send the parts."))
        check_content(upload.file)
        start(upload, service().settings)
    except BaseException:
        uploads.delete(upload)
        raise
    return redirect(url_for("pages.file", key=upload.key), 303)


def _why(name: str, why: str, words: str) -> str:
    """Why a file has no scores, and what to do next."""
    if why == SAID:
        return words
    if why == TOO_LONG:
        return str(_("%(name)s took longer than 15 minutes: split it and send the parts.", name=name))
    if why == TOO_MUCH:
        return str(_("%(name)s needs more memory than there is: split it and send the parts.", name=name))
    if why == DEFECT:
        return str(_("%(name)s met a defect of Leadsheet: save the leads as .csv and send that.", name=name))
    return str(_("The work on this file was cut short: send it again."))


def _mine(key: str) -> Upload:
    """The person's own file. Raises Problem 404 for anybody else's, and for one that is gone."""
    uploads.sweep(_folder())
    upload = uploads.find(_folder(), key, person().who)
    if upload is None:
        raise Problem(404, _("This file is not here any more: every file is deleted after an hour. Send it again."))
    return upload


def _folder() -> Path:
    return service().settings.places.folder / "uploads"


def _clock(moment: float) -> str:
    """The time of day in the zone of this installation."""
    return f"{datetime.fromtimestamp(moment, UTC).astimezone(ZoneInfo(service().settings.zone)):%H:%M}"
