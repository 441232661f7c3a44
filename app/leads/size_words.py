"""Words for a company's size, as far as they tell a head count: `small`, `PME`, `Mittelstand`, `grande`. Pure.

The limits are official where there are any, and the same in every language:

- European Union, Recommendation 2003/361/EC, annex, article 2: micro below 10 people, small below 50, medium below 250;
  all of these are SMEs (PME, PYME, KMU, MKB, PMI); what is larger is large, from 250.
- France, decree 2008-1354, article 3: a PME below 250, an ETI below 5,000, a grande entreprise (GE) from there.
- Germany, IfM Bonn's definition of SMEs, which says what the Mittelstand is by size: below 500.
- Gartner's glossary, "small and midsize business": a midsize enterprise, the mid-market, has 100 to 999 people; what is
  called an enterprise is above that.

Words that tell no head count are not here: a startup, a scale-up, a group, `S`, `M` and `L`, "very large".
"""

from functools import lru_cache

from app.leads.words import words

# The people of a size: from, to (None where there is no upper end).
Span = tuple[int, int | None]

_MICRO, _SMALL, _MEDIUM, _LARGE, _SME = (1, 9), (10, 49), (50, 249), (250, None), (1, 249)

_SPANS: tuple[tuple[Span, str], ...] = (
    (
        _MICRO,
        """
            micro, mikro, micros, very small, tpe, tres petite, tres petites, kleinst, kleinstunternehmen,
            kleinstbetrieb, sehr klein, sehr kleines, mikrounternehmen, muy pequena, muy pequeno, micropyme,
            microempresa, microempresas, microentreprise, microimpresa, microimprese, molto piccola, muito
            pequena, microbedrijf, zeer klein, microenterprise, me""",
    ),
    (
        _SMALL,
        """
            small, petite, petites, petit, klein, kleine, kleines, kleiner, kleinunternehmen, kleinbetrieb,
            pequena, pequenas, pequeno, pequenos, piccola, piccole, piccolo, piccoli, epp, kleinbedrijf""",
    ),
    (
        _MEDIUM,
        """
            medium, mid, midsize, midsized, mid size, mid sized, moyenne, moyennes, moyen, mittel, mittlere,
            mittleres, mittlerer, mittelgross, mittelgrosse, mittelgrosses, mittelgrosser, mittelunternehmen,
            mediana, medianas, mediano, medianos, media, medie, medio, medi, medias, medios, middelgroot,
            middelgrote, middel, middenbedrijf""",
    ),
    (
        _SME,
        """
            sme, smes, smb, smbs, pme, pmes, pme pmi, tpe pme, kmu, kmus, klein und mittelstandisch, klein und
            mittelstandische, pyme, pymes, mipyme, pmi, mkb, midden en kleinbedrijf, small to medium, small and
            medium, small medium, small mid, petite et moyenne, petites et moyennes, klein und mittel, kleine
            und mittlere, kleines und mittleres, pequena y mediana, pequenas y medianas, piccola e media,
            piccole e medie, pequena e media, pequenas e medias, klein en middelgroot""",
    ),
    (
        _LARGE,
        """
            large, grande, grandes, grand, grands, gran, grandi, gross, grosse, grosses, grosser,
            grossunternehmen, grossbetrieb, groot, grote, grootbedrijf""",
    ),
    ((1, 499), "mittelstand, mittelstandisch, mittelstandische, mittelstandisches, mittelstandler"),
    ((100, 999), "mid market, midmarket, middle market, midsize enterprise, mid enterprise"),
    ((1000, None), "enterprise, enterprises"),
    ((250, 4999), "eti, intermediaire, taille intermediaire"),
    ((5000, None), "ge, grande entreprise, grandes entreprises"),
)
# What may stand beside a size without changing it: whose it is, and that it is one.
_BESIDE = frozenset(
    """company companies business businesses firm firms enterprise enterprises organization organisation entreprise
    entreprises societe societes structure unternehmen betrieb betriebe firma firmen empresa empresas negocio impresa
    imprese azienda aziende bedrijf bedrijven onderneming ondernemingen sized size taille tamano tamanho dimensione
    dimensioni porte de di of a an el la una un une ein eine een""".split()
)


@lru_cache(maxsize=1)
def _spans() -> dict[str, Span]:
    return {" ".join(word.split()): span for span, names in _SPANS for word in names.split(",")}


def size_span(text: str) -> Span | None:
    """The least and the most people of the size that the text names, None where it names none."""
    said = words(text)
    known = _spans()
    if said in known:
        return known[said]
    return known.get(" ".join(word for word in said.split() if word not in _BESIDE))


@lru_cache(maxsize=1)
def size_words() -> frozenset[str]:
    """Every word that may stand in the name of a size, such as beside a head count: `Small (10-49)`."""
    return frozenset(word for name in _spans() for word in name.split()) | _BESIDE
