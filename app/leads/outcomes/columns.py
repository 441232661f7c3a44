"""What a header says of its column of outcomes, and which columns only sound like one. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from app.leads.header_phrases import header_words
from app.leads.outcomes.grammar import rung_of_words
from app.leads.outcomes.ladder import COUNTABLE, Rung

_STAGES = frozenset("stage stages phase phases etape etapa fase stufe status state estado stato statut step".split())
_DEALS = frozenset(
    """deal deals opportunity opportunities opp sales sale vente transaction affaire opportunite negocio oportunidad
    venta trattativa opportunita affare vendita geschaft verkauf verkaufs verkaufschance oportunidade venda
    verkoop""".split()
)
_DATES = frozenset("date dates time timestamp datum fecha data at on le am il el horodatage zeitpunkt".split())
_CONNECTIONS = frozenset(
    """linked connection connections connected connexion connecte linkedin invitation verbindung verbunden
    vernetzt conexion
    conectado collegamento collegato connesso conexao verbonden""".split()
)
# What a header says around the thing that it is about.
_AROUND = (
    _STAGES
    | _DATES
    | frozenset(
        """lifecycle life cycle category disposition outcome outcomes result results last first latest number
        of count num
        total nb nombre anzahl numero aantal quantity is has flag marked as became detected reason lead leads""".split()
    )
)


@dataclass(frozen=True)
class About:
    """What a column is about: the rung that a yes, a date or a count above 0 tells, None for none in particular.

    `dated`: its cells are dates. `interest`: Instantly's numbers from -4 to 4. `deal`: the stages of a deal, which is
    open until it is won or lost. `connection`: of LinkedIn, where "Connected" is an accepted invitation.
    """

    rung: Rung | None = None
    dated: bool = False
    interest: bool = False
    deal: bool = False
    connection: bool = False


@lru_cache(maxsize=5_000)
def about(header: str) -> About:
    """What the header says of its column."""
    named = header_words(header)
    said = set(named)
    deal = bool(said & _DEALS and said & _STAGES) or "pipeline" in said or named == ["stage", "name"]
    connection = bool(said & _CONNECTIONS) or named == ["state"]
    interest = "interest" in said and said <= {"interest", "lt", "lead", "status", "level", "value", "instantly"}
    rest = " ".join(word for word in named if word not in _AROUND)
    rung = None if deal or interest else rung_of_words(rest)
    if connection and rung is Rung.REPLIED and not said & {"reply", "replied", "replies", "response", "answered"}:
        rung = Rung.IN_PROGRESS
    return About(rung, bool(said & _DATES), interest, deal, connection)


def may_count(header: str) -> bool:
    """Whether a column of this name can tell that a lead engaged: of bounces, opens or opt-outs none can."""
    rung = about(header).rung
    return rung is None or rung in COUNTABLE


_REPLYING = frozenset(
    """reply replies replied response responses answer antwort reponse respuesta risposta resposta""".split()
)
_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "an amount",
        frozenset(
            """amount value revenue budget price cost size usd eur gbp chf arr mrr montant valeur betrag wert
            umsatz importe valor monto importo valore waarde bedrag""".split()
        ),
    ),
    (
        "a duration",
        frozenset(
            """days hours minutes elapsed duration spent tage dauer jours duree dias duracion giorni durata""".split()
        ),
    ),
    (
        "behaviour",
        frozenset(
            """visit visits visited views view sessions session seen pageviews page pages visites visite vues
            besuche visitas vistas visualizzazioni bezoeken""".split()
        ),
    ),
    (
        "a text",
        frozenset("text body content subject snippet texte contenu inhalt betreff texto contenido testo".split()),
    ),
)
_MESSAGES = frozenset(
    """message messages mensaje mensajes nachricht nachrichten messaggio messaggi mensagem mensagens bericht berichten
    inmail note notes comment comments""".split()
)
_FIRST = frozenset(
    """first premier premiere 1 er erst erste erster erstes primer primero primera primo prima primeiro
    eerste""".split()
)
_TOUCHES = frozenset(
    """contact contacted contacto contacte contatto contato kontakt kontaktiert touch touched message email mail
    outreach angeschrieben prise""".split()
)
_OWNERS = frozenset("owner assignee proprietaire besitzer inhaber propietario proprietario eigenaar".split())
_NUMBERS = frozenset("id ids uuid number no nr nummer numero".split())
_DECIDED = frozenset("close closed won lost gagne perdu gewonnen verloren ganado perdido vinto perso".split())
_PERMISSIONS = ("do not", "ne pas", "nicht kontaktieren", "no contactar", "non contattare", "opt in")


def what_else(header: str) -> str | None:
    """What a column with a word of outcomes in its name is: "behaviour", "a date"; None where it tells outcomes.

    Such a column never feeds a score either.
    """
    named = header_words(header)
    said, spelled = set(named), " ".join(named)
    if any(phrase in spelled for phrase in _PERMISSIONS):
        return "a permission"
    if said & _FIRST and said & _TOUCHES and not said & _REPLYING:
        return "a date"
    if {"profile", "completed"} <= said:
        return "behaviour"
    for kind, telling in _KINDS:
        if kind == "behaviour" and said & _MESSAGES:
            continue  # "message seen": how far the outreach came
        if kind == "an amount" and said & _DECIDED:
            continue  # "close_value": filled where a deal is closed
        if said & telling and (kind == "a text" or not said & _REPLYING):
            return kind
    if said & _MESSAGES and said <= _MESSAGES | {"last", "the", "to", "from", "lead", "of", "de", "le", "my", "your"}:
        return "a text"
    if said & {"activity", "activities"} and said & {"user", "web", "page", "app"}:
        return "behaviour"
    if said & _OWNERS:
        return "somebody's name"
    if named[-1:] and named[-1] in _NUMBERS and not said & _REPLYING and len(named) < 4:
        return "a number to know it by"
    return None
