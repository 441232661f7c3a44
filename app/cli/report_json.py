"""The report of a run as JSON, for programs."""

from typing import TYPE_CHECKING, Any

from app.leads.header_map import Use

if TYPE_CHECKING:
    from app.tables.scoring_run import ScoringRun


def report_json(run: "ScoringRun", name: str, written: str | None, version: str) -> dict[str, Any]:
    """The whole result of a run: what each column is, what was refused, a summary, and every row's score."""
    scores = run.scores
    identity = run.headers.identity
    return {
        "table": name,
        "written_to": written,
        "model_version": version,
        "columns": [
            {
                "header": column.header,
                "use": column.use.value,
                "field": column.field if column.use in (Use.FIELD, Use.AMBIGUOUS) else None,
                "certainty": column.certainty.value,
                "why": column.why,
            }
            for column in run.headers.columns
        ],
        "identity": run.grid.header[identity.index] if identity else None,
        "refused": {field: count for field, count in scores.refused.items() if count},
        "total_count": len(run.rows),
        "engaged_count": int((scores.label == "engaged").sum()),
        "avg_score": round(float(scores.score.mean()), 4) if len(run.rows) else None,
        "blank_rows": run.blank_rows,
        "scored_before": run.scored_before,
        "scores": [
            {
                "row": run.grid.seen_row(row),
                "score": float(scores.score[at]),
                "label": str(scores.label[at]),
                "confidence": str(scores.confidence[at]),
                "reasons": [
                    {"field": reason.field, "words": reason.words, "log_odds": round(reason.log_odds, 6)}
                    for reason in scores.reasons.of(at)
                ]
                if scores.reasons
                else [],
            }
            for at, row in enumerate(run.rows)
        ],
    }
