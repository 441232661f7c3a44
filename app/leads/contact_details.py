"""Texts that say how to reach somebody: telephone numbers, links, e-mail and postal addresses. Pure."""

import re

from app.leads.words import clean, words

_LONGEST = 200  # characters: what is longer says more than how to reach somebody
_LONGEST_ADDRESS = 14  # words
_ENDINGS = "com|net|org|info|biz|io|ai|app|dev|shop|co|es|eu|uk|us|ca|au|fr|de|at|ch|it|pt|br|nl|be|pl|ro|cz|dk|se|ie"
_EMAIL = re.compile(r"(mailto:)?[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s,;<>()]+", re.IGNORECASE)
_LINK = re.compile(rf"(https?://|www\.)\S+|\b[\w-]+(\.[\w-]+)*\.({_ENDINGS})\b(/\S*)?", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.])[+(]?\d[\d\s().\-/]{5,}\d(\s*(x|ext\.?|poste|ramal)\s*\d+)?(?!\w)", re.IGNORECASE)
_LABELS = frozenset(
    """tel phone telephone telefon telefono telefone telefoon fon fone mobile mobil mobiel movil cell cel celular
    cellulare portable fax gsm office home work direct email e mail courriel correo web website site url http https
    whatsapp skype linkedin twitter facebook instagram or and ou et o und oder y en of main contact""".split()
)
# Words of streets, and how German and Dutch ones end.
_STREETS = frozenset(
    """street st road rd avenue ave av boulevard blvd bd bvd lane ln drive dr way square sq court suite highway hwy
    rue route chemin place allee impasse quai cours faubourg cedex bp strasse str platz weg ring gasse ufer damm calle
    c avenida avda plaza paseo carretera carrer via viale piazza corso largo vicolo strada rua travessa praca alameda
    rodovia estrada straat laan plein gracht kade po box""".split()
)
_STREET_ENDINGS = ("strasse", "str", "platz", "weg", "allee", "gasse", "straat", "laan", "plein", "gracht", "kade")
# Whose mailbox it is: of nobody in particular.
_ROLES = frozenset(
    """info infos contact contacto contato contatti contatto kontakt hello hallo hola ola bonjour ciao hi welcome office
    officina oficina buro buero bureau admin administration administracion administracao amministrazione verwaltung
    sales ventas vendas vendite verkauf verkoop vente ventes vertrieb commercial comercial commerciale support help
    service services servicio klantenservice kundenservice customerservice sav mail email post correo team accueil
    secretariat secretaria segreteria sekretariat reception recepcion recepcao rezeption receptie booking bookings
    reservation reservations reservas prenotazioni enquiries enquiry inquiries inquiry marketing press presse prensa
    hr jobs careers shop store boutique tienda loja billing accounts accounting general zentrale direction webmaster
    noreply no reply donotreply atendimento faleconosco office1 company firma""".split()
)


def is_contact_detail(text: str) -> bool:
    """Whether the text is a way to reach somebody and nothing else: `+1 555 0100`, `Tel: .. / info@x.org`, a street."""
    if len(text) > _LONGEST:
        return False
    rest = text
    for pattern in (_EMAIL, _LINK, _PHONE):
        rest = pattern.sub(" ", rest)
    if rest != text:
        return _LABELS.issuperset(words(rest).split()) or _is_postal(rest)
    return _is_postal(text)


def is_link(text: str) -> bool:
    """Whether the text is one link or the name of a site."""
    return _LINK.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Whether the text is one telephone number."""
    return _PHONE.fullmatch(text) is not None


def is_role_address(address: str) -> bool:
    """Whether an e-mail address is a role's, not a person's: `info@`, `ventas@`, or the name of its own site."""
    name, _, site = clean(address).casefold().removeprefix("mailto:").rpartition("@")
    plain = words(name).replace(" ", "")
    return plain in _ROLES or bool(_ROLES & set(words(name).split())) or plain == words(site.partition(".")[0])


def _is_postal(text: str) -> bool:
    said = words(text).split()
    if not 2 <= len(said) <= _LONGEST_ADDRESS or not any(word[:1].isdigit() for word in said):
        return False
    return any(word in _STREETS or word.endswith(_STREET_ENDINGS) for word in said)
