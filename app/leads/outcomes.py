"""What became of a lead, read from a cell: yes, no, or nobody knows. Pure; never an input of a score."""

from app.leads.words import words

_YES = frozenset(
    """yes y true x ok oui ja si sim vrai wahr positive replied reply answered responded interested engaged converted
    won meeting booked demo accepted connected qualified customer client signed repondu interesse gagne rdv accepte
    geantwortet interessiert gewonnen termin angenommen respondido interesado ganado reunion aceptado risposto
    interessato vinto riunione accettato respondeu""".split()
)
_NO = frozenset(
    """no n false non nein nao faux falsch negative not never none without lost declined rejected refused ignored
    unsubscribed bounced unresponsive disqualified perdu refuse ignore verloren abgelehnt ignoriert perdido rechazado
    ignorado perso rifiutato ignorato aucun aucune keine kein pas sin senza""".split()
)


def outcome_of(cell: object) -> bool | None:
    """True for a good outcome ("Replied", "yes", 1), False for a bad one ("not interested", "no", 0), None for neither.

    A no beside a yes says no: "not interested", "no reply".
    """
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        return None if cell not in (0, 1) else bool(cell)
    if not isinstance(cell, str) or len(cell) > 60:
        return None
    if cell.strip() in ("0", "1"):
        return cell.strip() == "1"
    said = set(words(cell).split())
    if said & _NO:
        return False
    return True if said & _YES else None
