"""Whether a text names a job, by the words that titles are made of in seven languages. Evidence only. Pure."""

from app.leads.words import words

_TITLES = frozenset(
    """ceo cto cfo coo cmo cio cpo cso chro ciso cxo chief vp svp evp md gm pdg dg daf drh dsi dir lead leader head
    chef chefe cheffe capo jefe jefa owner dono duena dueno socio socia cofounder founder hoofd partner buyer agent
    nurse doctor driver teacher intern trainee student pm sdr bdr rep ae""".split()
)
# Whatever the ending and, in German and Dutch, whatever stands before: `Einkaufsleiterin`, `accountmanager`.
_STEMS = tuple(
    """manag direct direkt diret founder fondat fundad grunder oprichter inhaber propriet president prasident engineer
    ingeni ingegn engenh develop entwickl desarroll sviluppat desenvolv ontwikkel programm consult berater beraterin
    adviseur advisor analyst analis assist coordin coorden koordin specialist especialist spezialist executive officer
    associ associat respons leiter gerente gestor geschaftsfuhr professor docent lecturer physician medico lawyer
    attorney advogad abogad avvocat avocat anwalt accountant comptable contador buchhalt designer architect architekt
    supervis technic tecnic techniker stagiair praktikant estagiar secretar sekretar recruit trainer coach acheteur
    einkaufer comprador freelanc independ administrat medewerker werknemer eigenaar ondernemer entrepreneur
    unternehmer emprend empreend imprendit scientist researcher operator representa vertreter verkaufer vendeur
    vendedor verkoper journalist editor redact controller auditor planner""".split()
)


def names_a_job(text: str) -> bool:
    """Whether one of the text's words is of those that job titles are made of."""
    return any(word in _TITLES or any(stem in word for stem in _STEMS) for word in words(text).split())
