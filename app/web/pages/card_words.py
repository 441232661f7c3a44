"""How good a model is, in sentences: compared with what it has to beat, by the manifest's own figures and intervals."""

from app.scoring.manifest import Manifest
from app.web.pages.typed_gettext import gettext as _

Measures = dict[str, dict[str, float]]

# From which AUC on it is called so, where the interval leaves chance out.
_CLEARLY, _MUCH = 0.70, 0.80
_HARDLY = 0.60


def candidate(name: str) -> str:
    """A model or what it is compared with, short enough for a phone."""
    return {
        "model": _("This model"),
        "model_without_assessed": _("This model, without llm_ fields"),
        "constant": _("A constant (the base rate)"),
        "everyone_engaged": _("Everyone engaged"),
        "logistic_regression": _("Logistic regression"),
        "starting_recipe": _("The recipe we started from"),
    }.get(name, name)


def headline(manifest: Manifest) -> str:
    """In one sentence: against chance, and against the recipe that is usual."""
    chance = _against_chance(manifest.metrics["model"]["auc"])
    usual = manifest.metrics.get("starting_recipe")
    if usual is None:
        return _("Honestly: %(chance)s.", chance=chance)
    if manifest.metrics["model"]["auc"]["mean"] > usual["auc"]["mean"]:
        return _("Honestly: %(chance)s, and better than the usual recipe.", chance=chance)
    return _("Honestly: %(chance)s, and no better than the usual recipe.", chance=chance)


def sentences(manifest: Manifest) -> list[str]:
    """What each comparison says, for better or worse, in the order people should know it."""
    model = manifest.metrics["model"]
    constant, everyone = manifest.metrics.get("constant"), manifest.metrics.get("everyone_engaged")
    said = [_ranking(model)]
    if constant:
        said.append(_probabilities(model["brier"], constant["brier"]))
    if everyone:
        said.append(_label(model["f1"], everyone["f1"], manifest.thresholds.engaged))
    plain = manifest.metrics.get("model_without_assessed")
    if plain:
        said.append(_plain(model["auc"], plain["auc"]))
    said.append(
        _(
            "%(leads)s contacts are few: a difference of a few hundredths between two leads means nothing. Train on "
            "your own outcomes as soon as you have a few hundred.",
            leads=f"{manifest.training.leads:,}",
        )
        if manifest.training.leads < 1000
        else _("Train anew when your own outcomes have changed.")
    )
    return said


def _against_chance(auc: dict[str, float]) -> str:
    if auc["low"] <= 0.5:
        return _("not shown to be better than chance")
    if auc["mean"] < _HARDLY:
        return _("hardly better than chance")
    if auc["mean"] < _CLEARLY:
        return _("a little better than chance")
    return _("clearly better than chance") if auc["mean"] < _MUCH else _("much better than chance")


def _ranking(model: Measures) -> str:
    precision, lift = model["precision_at_10"], model["lift_at_10"]
    figures = {
        "share": f"{precision['mean'] * 100:.0f} %",
        "low": f"{precision['low'] * 100:.0f} %",
        "high": f"{min(precision['high'], 1) * 100:.0f} %",
        "lift": f"{lift['mean']:.1f}",
    }
    if lift["low"] > 1:
        return _(
            "The ranking is the use of it: of the best tenth by score %(share)s engaged (%(low)s to %(high)s), "
            "%(lift)s times as many as among all.",
            **figures,
        )
    return _(
        "The ranking is not shown to help: of the best tenth by score %(share)s engaged (%(low)s to %(high)s), "
        "%(lift)s times as many as among all.",
        **figures,
    )


def _probabilities(model: dict[str, float], constant: dict[str, float]) -> str:
    figures = {"brier": f"{model['mean']:.3f}", "constant": f"{constant['mean']:.3f}"}
    if model["mean"] >= constant["mean"]:
        return _(
            "As probabilities its scores are no better than giving every lead the base rate (Brier %(brier)s against "
            "%(constant)s, lower is better).",
            **figures,
        )
    if model["high"] < constant["low"]:
        return _(
            "As probabilities its scores are better than giving every lead the base rate (Brier %(brier)s against "
            "%(constant)s, lower is better).",
            **figures,
        )
    return _(
        "As probabilities its scores are only a little better than giving every lead the base rate (Brier %(brier)s "
        "against %(constant)s, lower is better), and the intervals overlap.",
        **figures,
    )


def _label(model: dict[str, float], everyone: dict[str, float], threshold: float) -> str:
    figures = {"f1": f"{model['mean']:.2f}", "everyone": f"{everyone['mean']:.2f}", "from": f"{threshold:.2f}"}
    if model["mean"] < everyone["mean"]:
        return _(
            "The label from %(from)s is worse than calling everyone engaged (F1 %(f1)s against %(everyone)s): "
            "calibrated scores seldom pass it. Work down the list by score instead of reading the label.",
            **figures,
        )
    return _("F1 of the label from %(from)s is %(f1)s, against %(everyone)s for calling everyone engaged.", **figures)


def _plain(model: dict[str, float], plain: dict[str, float]) -> str:
    figures = {"auc": f"{plain['mean']:.3f}", "full": f"{model['mean']:.3f}"}
    if plain["mean"] < model["low"]:
        return _(
            "Without the assessed fields (llm_), as in plain exports, it is worse: AUC %(auc)s, with them %(full)s.",
            **figures,
        )
    return _(
        "Without the assessed fields (llm_), as in plain exports, it is as good: AUC %(auc)s, with them %(full)s.",
        **figures,
    )


def calibration(manifest: Manifest) -> str:
    """How far scores are from what happened."""
    error = manifest.metrics["model"]["calibration_error"]
    figures = {part: f"{error[part] * 100:.1f}" for part in ("mean", "low", "high")}
    return _(
        "Where the model says 40 %%, about 40 in 100 should engage. Over ten equally wide bands of score, what "
        "happened was on average %(mean)s points away from what the scores said (%(low)s to %(high)s).",
        **figures,
    )
