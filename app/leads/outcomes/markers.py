"""The small words around an outcome: what turns it round, puts it off, or changes nothing. Folded, seven languages."""

NOT = frozenset(
    """not no never none nobody without zero 0 non ne n pas jamais aucun aucune sans personne nicht kein keine keinen
    keiner keinerlei nie niemals ohne nunca ningun ninguna sin nadie jamas mai nessun nessuna nessuno senza nulla
    nao sem nenhum nenhuma ninguem niet geen nein nee false falsch faux falso falsa onwaar nooit zonder cannot cant
    dont doesnt didnt hasnt havent isnt wasnt wont""".split()
)
YES = frozenset(
    """yes yep y yeah ok okay true x oui vrai ja j wahr jawohl si verdadero vero sim verdadeiro waar""".split()
)
YET = frozenset("yet still encore noch bisher todavia aun ancora ainda nog".split())

# Put off, asked for or tried: a reply that is awaited is none, a meeting that is proposed is none.
AHEAD = frozenset(
    """should must will shall please waiting wait awaiting await awaited expecting expected hoping attempt attempted
    attempting trying tried try propose proposed proposing offer offered suggest suggested plan book schedule
    arrange organise organize maybe perhaps possibly possible potential potentially prospective likely unsure
    unclear unknown unconfirmed tentative ask asking send again pending attente attend attendons tente tenter
    prendre planifier fixer proposer proposee prevoir caler peut potentiel potentielle eventuel eventuellement doit
    warten wartet wartend versucht vereinbaren ausmachen planen vorschlagen vorgeschlagen anbieten angeboten buchen
    vielleicht eventuell evtl moglich moglicherweise potenziell potenzieller potenzielle soll muss angefragt
    anfragen nochmal erneut esperando espera esperar intentado intentar agendar programar concertar fijar proponer
    propuesto quizas quiza posible potencial debe attesa attendere tentato fissare programmare organizzare proporre
    proposto forse possibile potenziale deve aguardando aguardar marcar propor talvez possivel wachten wachtend
    wacht geprobeerd plannen inplannen maken voorstellen voorgesteld misschien mogelijk moet""".split()
)
# Beside a call or a meeting: it stands.
BOOKED = frozenset(
    """booked scheduled set confirmed planned agreed held arranged fixed rescheduled prevu prevue planifie planifiee
    pris prise confirme confirmee fixe cale effectue effectuee fait faite vereinbart geplant bestatigt gebucht
    angesetzt stattgefunden programado programada concertado concertada confirmado confirmada realizado realizada
    hecho hecha fijado fijada marcado marcada agendado agendada programmato programmata confermato confermata
    fissata fissato pianificato effettuato fatta fatto feito feita gepland bevestigd ingepland gemaakt
    geboekt""".split()
)
SEPARATING = frozenset("but then however mais puis aber doch dann pero luego ma poi depois maar daarna".split())
# What an English "to" follows without putting anything off: "replied to", "agreed to".
BEFORE_TO = frozenset(
    """replied replies reply responded responds response answered answer reacted agreed agrees wants want wanted happy
    ready asked forwarded referred moved open sent decided accepted back yes signed sold converted lost refused
    declined due thanks according connected subscribed belongs interest""".split()
)
# A name of a thing that an infinitive mark stands before: "a relancer", "da chiamare", "zu kontaktieren".
INFINITIVES: dict[str, tuple[str, ...]] = {
    "a": ("er", "ir", "re"),
    "da": ("are", "ere", "ire", "rre"),
    "por": ("ar", "er", "ir"),
    "para": ("ar", "er", "ir"),
    "zu": ("en",),
    "zum": ("en",),
    "te": ("en",),
}
SILENT = frozenset(
    """became become virou geworden devenu devenue diventato diventata wurden the of a an is are was were been be being
    has have had having he she they we i it his her their them us you via by on in at for with and or from our my
    this that as so very really quite too all some any again already now just only once twice first second third
    last final manual manually auto automatically linkedin email e mail mails emails inmail inmails message messages
    msg sms whatsapp aircall phone person people company profile status lead leads prospect prospects contact
    account state steps day days week weeks month months times x
    sales marketing did do does made make got get received receive
    back after before since until out up off about more much customer campaign campaigns sequence list outcome
    result request requests de du des d la le les l un une au aux et en sur par pour il elle est ete sont ont s y ce
    cette c recu recue correo nous tres etre avoir je j lui der die das den dem ein eine einen einer hat haben ist
    wurde wird sind war von vom im am per und auf mit fur bei zum zur sehr wir er sie es uns mehr el los las ha han
    fue esta estan se con del al por para muy me nos hemos ya lo mas gli di della dello hanno stato stata essere si
    ci da nel sul molto piu o os foi em um uma no na pelo com muito ele ela het een heeft hebben werd wordt van op
    met bij door meer plus anymore longer demande bereits deja""".split()
)
