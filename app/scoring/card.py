"""The model card: what a person should know before relying on a score. Every number comes from the manifest."""

from string import Template

from app.scoring.evaluation import CANDIDATES
from app.scoring.manifest import Manifest

# Measure -> its column's heading, and how many decimals it is shown with.
HEADINGS: dict[str, tuple[str, int]] = {
    "auc": ("AUC", 3),
    "average_precision": ("Average precision", 3),
    "brier": ("Brier", 4),
    "log_loss": ("Log-loss", 3),
    "f1": ("F1 at 0.5", 3),
    "precision_at_10": ("Precision, best 10 %", 3),
    "precision_at_20": ("Precision, best 20 %", 3),
    "lift_at_10": ("Lift, best 10 %", 2),
    "lift_at_20": ("Lift, best 20 %", 2),
    "calibration_error": ("Calibration error", 3),
}

_CARD = Template("""# Model card: Leadsheet $version

Trained on $day. A score is the probability that a lead engages, from 0 to 1.

## What the probability is of
$event. $engaged of the $leads leads it learned from engaged
($base_rate). A lead from elsewhere - another market, another message, people who never accepted an invitation - may
engage more or less often than its score says.

## What it learned from
$about.

$leads leads set the width of the intervals below; a difference of a few hundredths between two leads' scores means
nothing. **Train on your own outcomes as soon as you have a few hundred** (`scripts/train --data FILE`).

## How good it is
$repeats x $folds-fold stratified cross-validation; everything (category means, trees, calibration) is fitted inside the
training folds. Each measure is taken over all held-out predictions of a repeat.

| measure | $names |
|---|$rules|
$rows

Each cell: mean over the $repeats repeats ± their standard deviation (how much the division into folds matters), and
below it the 95 % interval (1.96 bootstrap standard errors over leads: what other $leads leads of the same kind might
show). The constant gives every lead the base rate; "everyone engaged" gives every lead 1.

- The ranking is the use of it: among the best 10 % by score $precision_10 engaged, $lift_10 times as many as among all.
- $f1_sentence
- Leads without any `llm_*` field, as plain exports are: AUC $auc_plain, Brier $brier_plain.
- A lead without any field gets about the base rate, and says so.

## How to read it
Label `engaged` from $engaged_from, confidence `high` from $high_from, `medium` from $medium_from, else `low`.
"Confidence" is only a name for the score's band. The reasons say what moved this model's score, not what causes a
reply.

## What it must not be used for
Anything that decides about a person: hiring, credit, insurance, housing, prices, access to a service. Not to infer
traits such as origin, religion or health; languages and places are fields, so look for lopsided results
before relying on it for a group. Not to judge people who did not choose to be contacted, and not as the only reason to
write to somebody, or not to.

## What is inside
$features columns from $fields fields, $trees trees of depth $depth, probabilities calibrated by Platt scaling (slope
$slope, intercept $intercept). No lead is stored in it; of texts only categories that at least $min_count
training leads share are kept, never job titles, skills or summaries.

Made with $libraries.
""")


def render_card(manifest: Manifest) -> str:
    """CARD.md of a model."""
    model, plain = manifest.metrics["model"], manifest.metrics["model_without_assessed"]
    training, thresholds = manifest.training, manifest.thresholds
    return _CARD.substitute(
        version=manifest.version,
        day=manifest.created_at[:10],
        event=_sentence(manifest.event),
        about=_sentence(manifest.about),
        leads=training.leads,
        engaged=training.engaged,
        base_rate=f"{training.base_rate:.1%}",
        repeats=manifest.evaluation["repeats"],
        folds=manifest.evaluation["folds"],
        names=" | ".join(CANDIDATES[name] for name in manifest.metrics),
        rules="|".join("---" for _ in manifest.metrics),
        rows="\n".join(metric_rows(manifest)),
        precision_10=f"{model['precision_at_10']['mean']:.0%}",
        lift_10=f"{model['lift_at_10']['mean']:.1f}",
        f1_sentence=_about_f1(manifest),
        auc_plain=f"{plain['auc']['mean']:.3f}",
        brier_plain=f"{plain['brier']['mean']:.4f}",
        engaged_from=f"{thresholds.engaged:.2f}",
        high_from=f"{thresholds.high:.2f}",
        medium_from=f"{thresholds.medium:.2f}",
        features=len(manifest.features),
        fields=len(manifest.fields),
        trees=manifest.recipe["n_estimators"],
        depth=manifest.recipe["max_depth"],
        slope=f"{manifest.calibration['slope']:.3f}",
        intercept=f"{manifest.calibration['intercept']:.3f}",
        libraries=", ".join(f"{name} {version}" for name, version in manifest.libraries.items()),
        min_count=manifest.recipe["min_count"],
    )


def metric_rows(manifest: Manifest) -> list[str]:
    """The rows of the table of measures, in Markdown: a measure a row, a candidate a column."""
    return [
        f"| {heading} | " + " | ".join(_cell(row[key], decimals) for row in manifest.metrics.values()) + " |"
        for key, (heading, decimals) in HEADINGS.items()
    ]


def _cell(spread: dict[str, float], decimals: int) -> str:
    mean, sd, low, high = (f"{spread[part]:.{decimals}f}" for part in ("mean", "sd", "low", "high"))
    return f"{mean} ± {sd}<br>{low} to {high}"


def _about_f1(manifest: Manifest) -> str:
    model, everyone = (manifest.metrics[name]["f1"]["mean"] for name in ("model", "everyone_engaged"))
    if model >= everyone:
        return f"F1 at 0.5 is {model:.2f}, against {everyone:.2f} for calling everyone engaged."
    return (
        f"F1 at 0.5 is {model:.2f}, below the {everyone:.2f} of calling everyone engaged: calibrated probabilities "
        "seldom pass 0.5 when fewer than half engage. Work down the list by score instead of reading the label."
    )


def _sentence(text: str) -> str:
    trimmed = text.strip().rstrip(".")
    return trimmed[:1].upper() + trimmed[1:]
