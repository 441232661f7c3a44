"""Job titles -> a handful of classes, by words in English, French, German, Spanish and Italian.

A title itself is free text about one person, so it never enters the model; its class does.
"""

from functools import lru_cache

from app.leads.words import words

OTHER = "other"

# In order: the first class that any word of the title belongs to is the title's. `founder*` is every word that begins
# so. "Junior" stands first because an assistant to the CEO in training is in training. Trades (law, sales, design) have
# no class: on 303 leads they were tried, and told less than they cost.
_CLASSES: dict[str, str] = {
    "junior": """intern interns internship student trainee apprentice junior stagiaire alternant* etudiant* apprenti*
        praktikant* werkstudent* auszubildend* azubi becari* practicante estudiante tirocinante stagista studente
        studentessa""",
    "top": """founder* cofounder* owner* entrepreneur* president chief ceo cto cfo coo cmo cpo cio cdo cro chro ciso
        cso cxo partner partners fondat* cofondat* proprietaire gerant* pdg associe associee grunder* mitgrunder*
        inhaber* geschaftsfuhr* eigentumer* unternehmer* vorstand* gesellschafter* fundador* cofundador* propietari*
        dueno emprended* presidente socio socia titolare imprendit*""",
    "lead": """direct* head vp svp evp vice manager* managing lead leader supervisor* coordinat* responsable* chef*
        charge chargee coordonn* direkt* leiter* leitung bereichsleit* abteilungsleit* teamlead* teamleit* koordinat*
        jefe jefa encargad* gestor* gerente* coordinad* dirett* responsabile* dirigente capo""",
}


def _vocabulary() -> tuple[dict[str, int], dict[str, int]]:
    whole: dict[str, int] = {}
    beginnings: dict[str, int] = {}
    for rank, entries in enumerate(_CLASSES.values()):
        for entry in entries.split():
            (beginnings if entry.endswith("*") else whole).setdefault(entry.rstrip("*"), rank)
    return whole, beginnings


TITLE_CLASSES: tuple[str, ...] = (*_CLASSES, OTHER)
_WHOLE, _BEGINNINGS = _vocabulary()
_LONGEST = max(map(len, _BEGINNINGS))


@lru_cache(maxsize=50_000)
def _rank_of(written: str) -> int:
    """The place in TITLE_CLASSES of the class of one written word, which may be several: `Co-founder/CEO`."""
    return min(map(_rank_of_word, words(written).split()), default=len(_CLASSES))


def _rank_of_word(word: str) -> int:
    begun = [_BEGINNINGS[word[:size]] for size in range(2, _LONGEST + 1) if word[:size] in _BEGINNINGS]
    return min([_WHOLE.get(word, len(_CLASSES)), *begun])


def title_class(title: str) -> str:
    """The class of a job title: one of TITLE_CLASSES, `other` when no word of it is known.

    Titles are nearly all distinct and their words are not: what a word says is remembered, so that a title costs a
    split and a few look-ups.
    """
    return TITLE_CLASSES[min(map(_rank_of, title.split()), default=len(_CLASSES))]
