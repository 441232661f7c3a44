"""`score`: what it writes, what it shows, and that a second run adds nothing."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import EXAMPLES, Told

Run = Callable[..., Told]
OURS = ["Lead score", "Lead label", "Lead confidence", "Lead reasons", "Lead model", "Lead scored at"]


def header(path: Path, sheet: str = "Leads") -> list[object]:
    return [cell.value for cell in load_workbook(path)[sheet][1]]


def column(path: Path, name: str) -> list[object]:
    sheet = load_workbook(path)["Leads"]
    at = header(path).index(name)
    return [row[at].value for row in sheet.iter_rows(min_row=2)]


def test_a_copy_is_scored_and_the_file_left_alone(run: Run, leads: Path) -> None:
    before = leads.read_bytes()
    told = run("score", leads)
    assert told.code == 0, told.err
    assert leads.read_bytes() == before
    scored = leads.with_name("leads-scored.xlsx")
    assert header(scored) == [*header(leads), *OURS]
    scores = column(scored, "Lead score")
    assert len(scores) == 200
    assert all(isinstance(score, float) and 0 < score < 1 and round(score, 4) == score for score in scores)
    labels = column(scored, "Lead label")
    assert labels == ["engaged" if score >= 0.5 else "not_engaged" for score in scores]  # type: ignore[operator]
    assert all(str(reason)[0] in "+-n" for reason in column(scored, "Lead reasons"))
    assert column(scored, "First Name") == column(leads, "First Name")


def test_the_report_says_what_feeds_what(run: Run, leads: Path) -> None:
    out = run("score", leads, "--top", 3).out
    for said in (
        "200 leads scored",
        "job title",
        "Company Size",
        "Outcomes, never used",
        "Lead Status",
        "LinkedIn URL",
    ):
        assert said in out, said
    assert "Written to" in out
    assert "labelled engaged" in out


def test_top_prints_the_best(run: Run, leads: Path) -> None:
    result = json.loads(run("score", leads, "--dry-run", "--json").out)
    best = sorted(result["scores"], key=lambda row: -row["score"])[:3]
    out = run("score", leads, "--top", 3, "--dry-run").out
    for row in best:
        assert f"{row['score']:.4f}" in out


def test_a_second_run_changes_the_same_columns_and_adds_none(run: Run, leads: Path) -> None:
    assert run("score", leads, "--in-place").code == 0
    once = header(leads)
    assert run("score", leads, "--in-place").code == 0
    assert header(leads) == once


def test_an_output_that_exists_is_not_replaced_unasked(run: Run, leads: Path) -> None:
    assert run("score", leads).code == 0
    told = run("score", leads)
    assert told.code == 3
    assert "exists already" in told.err
    assert run("score", leads, "--force").code == 0


def test_csv_in_gives_csv_out_with_its_own_columns_untouched(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert run("score", EXAMPLES / "leads.csv", "--output", target).code == 0
    source = list(csv.reader(io.StringIO((EXAMPLES / "leads.csv").read_text("utf-8"))))
    scored = list(csv.reader(io.StringIO(target.read_text("utf-8"))))
    assert [row[: len(source[0])] for row in scored] == source
    assert scored[0][len(source[0]) :] == OURS


def test_csv_and_xlsx_of_the_same_leads_score_the_same(run: Run) -> None:
    of_csv, of_xlsx = (
        json.loads(run("score", EXAMPLES / f"leads.{kind}", "--dry-run", "--json").out)["scores"]
        for kind in ("csv", "xlsx")
    )
    assert of_csv == of_xlsx


def test_columns_and_prefix(run: Run, leads: Path) -> None:
    assert run("score", leads, "--columns", "none", "--prefix", "Prospect", "--in-place").code == 0
    assert header(leads)[-3:] == ["Prospect score", "Prospect label", "Prospect confidence"]
    assert run("score", EXAMPLES / "leads.csv", "--columns", "scored-at, Reasons", "--dry-run").code == 0


def test_dry_run_writes_nothing(run: Run, leads: Path) -> None:
    told = run("score", leads, "--dry-run")
    assert told.code == 0
    assert "Nothing was written" in told.out
    assert [path.name for path in leads.parent.iterdir()] == ["leads.xlsx"]


def test_only_unscored_leaves_the_others(run: Run, leads: Path) -> None:
    assert run("score", leads, "--in-place").code == 0
    book = load_workbook(leads)
    sheet = book["Leads"]
    at = header(leads).index("Lead score") + 1
    sheet.cell(5, at).value = None
    sheet.cell(6, at).value = 0.1234
    book.save(leads)
    told = run("score", leads, "--in-place", "--only-unscored")
    assert told.code == 0, told.err
    assert "1 lead scored, 199 scored before" in told.out
    scores = column(leads, "Lead score")
    assert isinstance(scores[3], float)
    assert scores[4] == 0.1234


def test_map_feeds_and_drops_a_column(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Job Title,Bracket,Industry\nCEO,S3,Law Practice\nCTO,S4,Retail\n")
    result = json.loads(
        run("score", path, "--map", "Bracket=companysize", "--map", "industry=", "--dry-run", "--json").out
    )
    assert [column["field"] for column in result["columns"]] == ["jobtitle", "companysize", None]
    assert result["refused"] == {"companysize": 2}


def test_refused_cells_and_empty_leads_are_counted(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Email,Company Size,Company Founded\na@b.fr,huge,2011\nc@d.fr,,\ne@f.fr,11-50,3011\n")
    out = run("score", path, "--dry-run").out
    assert "company size 1, founding year 1" in " ".join(out.split()) or "founding year 1, company size 1" in out
    assert "Leads without any field" in out
    result = json.loads(run("score", path, "--dry-run", "--json").out)
    assert sorted(result["refused"].items()) == [("companyfoundedon", 1), ("companysize", 1)]


def test_json_holds_a_score_and_reasons_for_every_row(run: Run, leads: Path) -> None:
    result = json.loads(run("score", leads, "--dry-run", "--json").out)
    assert result["total_count"] == len(result["scores"]) == 200
    assert result["identity"] == "LinkedIn URL"
    assert result["avg_score"] == pytest.approx(sum(row["score"] for row in result["scores"]) / 200, abs=1e-4)
    first = result["scores"][0]
    assert first["row"] == 2
    assert all(abs(reason["log_odds"]) >= 0.01 for reason in first["reasons"])


def test_another_sheet(run: Run, leads: Path) -> None:
    book = load_workbook(leads)
    other = book.create_sheet("March")
    other.append(["Job Title", "Location"])
    other.append(["CEO", "Paris, France"])
    book.save(leads)
    assert run("score", leads, "--sheet", "March", "--in-place").code == 0
    assert header(leads, "March") == ["Job Title", "Location", *OURS]
    assert "Lead score" not in header(leads)


def test_duplicate_and_blank_headers_are_handled(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Job Title,,Country,Country,\nCEO,x,France,Spain,y\n")
    told = run("score", path)
    assert told.code == 0, told.err
    assert "a second column of the same name" in told.out
    scored = (tmp_path / "x-scored.csv").read_text().splitlines()
    assert scored[0].startswith("Job Title,,Country,Country,,Lead score")
    assert scored[1].startswith("CEO,x,France,Spain,y,0.")
