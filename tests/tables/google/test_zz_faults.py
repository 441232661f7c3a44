"""Faults of app/tables/google, each failing as the code is now."""
from datetime import timedelta
from tests.tables.google.test_undo_right_lead import *
from app.tables.google import sizes

def test_blank_written_onto_a_column_that_moved_is_not_given_back(fake, places):
    team, client = Team(fake, 5, 3, nameless=False), client_of(fake)
    name = score(fake, team, client, places, FIRST)
    n = []
    def move(call):
        n.append(1)
        if len(n) == 2:  # the write of blanks: Notes comes to stand in the last of our columns
            team.sheet.colleague.move_columns(team.header().index("Notes"), 1, len(team.header()))
    fake.before(lambda c: c.is_write and team.document.id in c.path, move, times=None)
    undone = undo(team, client, places, name)
    print(undone.notes)
    check_theirs(team, undone)
    assert [row[team.header().index("Notes")] for row in team.values()[1:]] == [f"note {i}" for i in range(1,6)]

def run_twice(fake, places, monkeypatch, wishes2, edit):
    """Windows of 50 rows; run 1 scores all; run 2 per wishes2 with an edit at its first cell write."""
    monkeypatch.setattr(sizes, "BODY_BYTES", 1)
    team, client = Team(fake, 120, 3, nameless=False), client_of(fake)
    score(fake, team, client, places, FIRST - timedelta(days=1))
    return team, client

def test_before_is_that_of_another_lead(fake, places, monkeypatch):
    """rows swapped at the write of window 1; a lead of window 2 is hit by it, and `before` says our own mistake."""
    team, client = run_twice(fake, places, monkeypatch, None, None)
    first = said(team)
    for ref, row in team.rows().items():
        team.sheet.colleague.set(row, team.header().index("Job title"), f"Chief {ref}")
    n = []
    def move(call):
        n.append(1)
        if len(n) == 2:
            team.sheet.colleague.move_rows(2, 1, 100)   # row 2 leaves window 1, window 2's first lead comes in
    fake.before(lambda c: c.is_write and team.document.id in c.path, move, times=None)
    name = score(fake, team, client, places, FIRST)
    undo(team, client, places, name)
    wrong = {ref for ref, cells in said(team).items() if cells != first[ref]}
    assert not wrong, {ref: (said(team)[ref], first[ref]) for ref in sorted(wrong)[:2]}

def test_a_lead_that_is_not_to_be_scored_loses_an_earlier_score(fake, places, monkeypatch):
    """--only-unscored: leads of window 1 unscored, the first of window 2 has an earlier score and is hit."""
    team, client = run_twice(fake, places, monkeypatch, None, None)
    first = said(team)
    rows = team.rows()
    for ref, row in rows.items():
        if row < 50 or row > 55:
            for title in OURS:
                team.sheet.colleague.set(row, team.header().index(title), None)
    kept = {ref: cells for ref, cells in first.items() if 50 <= rows[ref] <= 55}
    n = []
    def move(call):
        n.append(1)
        if len(n) == 2:
            team.sheet.colleague.move_rows(2, 1, 80)
    fake.before(lambda c: c.is_write and team.document.id in c.path, move, times=None)
    table = GoogleTable(client, parse_link(team.document.url), Run(new_run_id(), "us", "now"), sleep=lambda s: None)
    score_tab(table, cast(Scorer, ByHand()), Wishes(only_unscored=True), FIRST)
    now = said(team)
    assert {ref: now[ref] for ref in kept} == kept
