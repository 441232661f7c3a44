"""Invented answers of the add-on's script, in the shapes its sidebar is promised."""

from typing import Any

from tests.browser.sidebar_page import Outcome, ok, problem

GID = 7
MODEL = "2026.11.22-7a9af46d"
WHEN = "2026-11-22T09:42:00Z"

# Header, samples, use, field, certainty, why.
_COLUMNS: list[tuple[str, list[str], str, str | None, str, str]] = [
    ("First Name", ["Ana", "Bruno", "Chloé"], "unused", None, "certain", "no field is about this"),
    ("Last Name", ["Martin", "Keller", "Dubois"], "unused", None, "certain", "no field is about this"),
    ("Title", ["CEO", "Marketing Intern", "Head of Growth"], "field", "jobtitle", "likely", "its name says job title"),
    (
        "LinkedIn URL",
        ["linkedin.com/in/ana-martin", "linkedin.com/in/bruno-keller"],
        "unused",
        None,
        "certain",
        "no field is about this",
    ),
    (
        "Company size",
        ["11-50", "51-200", "2-10"],
        "field",
        "companysize",
        "certain",
        "its name says company size, and its values agree",
    ),
    ("Industry", ["Software Development", "Marketing Services"], "field", "industry", "certain", "named industry"),
    ("City", ["Paris", "Lyon", "Geneva"], "field", "location", "certain", "its name says location"),
    ("Type", ["Customer", "Partner"], "ambiguous", "companytype", "likely", "it may be a type of anything"),
    ("Replied", ["yes", "no"], "outcome", None, "certain", "tells what became of the lead"),
    ("Email", ["ana@example.com"], "unused", None, "certain", "no field is about this"),
    ("Notes", ["Met in Lyon", "Call in May"], "unused", None, "certain", "no field is about this"),
    ("Lead score", ["0.71"], "ours", None, "certain", "written by Leadsheet"),
]


def look(**otherwise: Any) -> dict[str, Any]:
    """What `lookAtTab` answers of a tab with 240 leads that nobody has scored yet."""
    columns = [
        {"index": i, "header": column[0], "letter": "ABCDEFGHIJKL"[i], "samples": column[1]}
        for i, column in enumerate(_COLUMNS)
    ]
    return {
        "tab": {"gid": GID, "name": "Leads"},
        "leads": 240,
        "chosen": 240,
        "blank": 3,
        "hidden": None,
        "columns": columns,
        "choices": {},
        "mapping": None,
        "unfinished": None,
        "undo": None,
        "ready": True,
        **otherwise,
    }


def mapping(changes: dict[int, dict[str, Any]] | None = None) -> dict[str, Any]:
    """What `mapColumns` answers; `changes` by column."""
    columns = [
        {"index": i, "use": use, "field": field, "certainty": certainty, "why": why} | (changes or {}).get(i, {})
        for i, (_, _, use, field, certainty, why) in enumerate(_COLUMNS)
    ]
    return {
        "columns": columns,
        "identity": {"index": 3, "header": "LinkedIn URL", "kind": "linkedin"},
        "model": MODEL,
    }


SHOWN = {str(i): (field or "") if use == "field" else "" for i, (_, _, use, field, _, _) in enumerate(_COLUMNS)}


def run(**otherwise: Any) -> dict[str, Any]:
    """A run of 20,000 leads that goes on."""
    return {
        "id": "run-1",
        "gid": GID,
        "tab": "Leads",
        "mode": "all",
        "state": "going",
        "total": 20_000,
        "done": 0,
        "scored": 0,
        "unchanged": 0,
        "cleared": 0,
        "refused": [],
        "refusedCount": 0,
        "spread": [0] * 10,
        "engaged": 0,
        "confidence": {"high": 0, "medium": 0, "low": 0},
        "unread": {},
        "seconds": 0,
        "model": MODEL,
        "notes": [],
        **otherwise,
    }


def result(**otherwise: Any) -> dict[str, Any]:
    """A run of 240 leads that is done."""
    return run(
        **{
            "state": "done",
            "total": 240,
            "done": 240,
            "scored": 231,
            "unchanged": 4,
            "cleared": 1,
            "refused": [
                {"row": 17, "key": "k17", "reason": "twin", "name": "Bruno Keller"},
                {"row": 92, "key": "k92", "reason": "twin", "name": "Bruno Keller"},
                {"row": 105, "key": "k105", "reason": "empty", "name": ""},
                {"row": 140, "key": "k140", "reason": "restless", "name": "Chloé Dubois"},
            ],
            "refusedCount": 4,
            "spread": [12, 31, 44, 38, 27, 22, 19, 17, 14, 7],
            "engaged": 79,
            "confidence": {"high": 96, "medium": 88, "low": 47},
            "unread": {"companysize": 6, "companyfoundedon": 1},
            "seconds": 14,
            **otherwise,
        }
    )


TRIED = [
    {
        "row": 2,
        "name": "Ana Martin",
        "score": 0.8123,
        "label": "engaged",
        "confidence": "high",
        "reasons": "+ job title CEO; + company size 11-50; - no skills",
        "message": None,
    },
    {
        "row": 3,
        "name": "Bruno Keller",
        "score": 0.214,
        "label": "not_engaged",
        "confidence": "medium",
        "reasons": "- job title Marketing Intern; - company size 51-200",
        "message": None,
    },
    {
        "row": 4,
        "name": "",
        "score": None,
        "label": None,
        "confidence": None,
        "reasons": None,
        "message": "no field that a score is made from is filled",
    },
]


def explained(**otherwise: Any) -> dict[str, Any]:
    """What `explainLead` answers."""
    return {
        **TRIED[0],
        "stands": 0.71,
        "why": [
            {"field": "jobtitle", "words": "job title CEO", "log_odds": 0.92},
            {"field": "companysize", "words": "company size 11-50", "log_odds": 0.41},
            {"field": "industry", "words": "industry Software Development", "log_odds": 0.18},
            {"field": "skills", "words": "no skills", "log_odds": -0.33},
            {"field": "location", "words": "location Paris", "log_odds": -0.08},
        ],
        "used": [
            {"field": "jobtitle", "header": "Title", "value": "CEO"},
            {"field": "companysize", "header": "Company size", "value": "11-50"},
            {"field": "industry", "header": "Industry", "value": "Software Development"},
            {"field": "location", "header": "City", "value": "Paris"},
        ],
        "sent": ["jobtitle", "companysize", "industry", "location"],
        **otherwise,
    }


SETTINGS = {"url": "https://leads.example.com", "fixedUrl": False, "sign": "key", "hasKey": True}
NO_SETTINGS = {"url": "", "fixedUrl": False, "sign": "google", "hasKey": False}
CONNECTED = {"version": "1.4.0", "model": MODEL, "seconds": 0.38}

FIRST: dict[str, list[Outcome]] = {"lookAtTab": [ok(look())], "mapColumns": [ok(mapping())]}  # nobody has been here yet
ASKED = {"gid": GID, "mode": "all", "choices": {}, "shown": SHOWN}  # what both clicks tell the script
BUSY = problem("busy", "The service is busy: try again in a minute.")
