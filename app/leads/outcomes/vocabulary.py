"""The words people and tools write for what became of a lead, and what kind of saying each is.

Folded (no accents, lower case, single spaces); English, French, German, Spanish, Italian, Portuguese, Dutch. Endings of
number and gender need no entry (grammar.py tries them), longer phrases win over shorter, and what a "not", a "not yet"
or a "to" does to a kind is grammar too, so only phrases whose whole says something else than their parts stand here.
"""

from enum import Enum


class Kind(Enum):
    """What a word or phrase says of a lead."""

    REPLY = "answered"
    INTEREST = "interested"
    MEETING = "a meeting"
    WON = "won"
    NO = "said no"
    ENDED = "over without an answer"
    GONE = "never reached, or no lead"
    CONTACTED = "was contacted"
    CONTACT = "to contact somebody: beside a not, a wish not to be"
    PROGRESS = "under way"
    STAGE = "a stage of a deal before it is closed"
    UNTRIED = "not tried yet"
    CLOSED = "closed: won or lost, nobody knows"
    FIT = "a reason to buy: nothing on its own, a no beside a not"
    CALL = "a call: a meeting where it is booked"
    # Weak: they count only where nothing else is said, and every word is known.
    CLIENT = "a client"
    DEAL = "a deal"
    DONE = "done"
    OPEN = "open"
    LEAD = "a lead"
    OTHER = "something else"


PHRASES: dict[Kind, str] = {
    Kind.REPLY: """
        pick up, picked up, responderam, feedback, retour, riscontro, retorno, gehoor, atendeu, atendio, replied,
        reply, replies, replying, responded, responding, response, responsive, respond, answered, answer, answering,
        reacted, reaction, engaged, engaging, engagement, connected, forwarded, referred, referral given, sal, sql,
        sales qualified, sales qualified lead, sales accepted, sales accepted lead, sales ready, qualified,
        qualified lead, to qualify, conversation, in conversation, conversing, in discussion, discussing, talking,
        heard, heard back, chatting, spoke, spoken, call connected, connected call, positive conversation, repondu,
        repond, repondre, reponse, reponse recue, reagi, qualifie, echange en cours, en discussion, discussion,
        discussion en cours, conversation en cours, echange, geantwortet, antwort, antwortet, antworten, beantwortet,
        reagiert, reaktion, reaktionen, ruckmeldung, ruckmeldung erhalten, antwort erhalten, qualifiziert,
        im gesprach, im austausch, gesprach gefuhrt, respondio, respondido, respuesta, responde, responder, contesto,
        contestado, contesta, contestar, cualificado, calificado, en conversacion, conversando, risposto, risposta,
        risponde, rispondere, ha risposto, qualificato, in conversazione, respondeu, resposta, retornou, qualificado,
        em conversa, em conversacao, beantwoord, geantwoord, antwoord, gereageerd, reageert, reactie, gekwalificeerd,
        in gesprek""",
    Kind.INTEREST: """
        interet, interessa, interested, interest, interesting, positive, positive reply, positive response,
        positively, keen, curious, information request, info request, information requested, info requested,
        requested info, requested information, asked for info, asked for information, asks for info, more info,
        wants info, wants more info, wants to know more, wants, want, wanted, would like, pricing request,
        asked for pricing, asked for price, ready to buy, sales opportunity, open deal, open opportunity,
        active opportunity, opportunity created, deal created, opportunity open, deal open, interesse, positif,
        demande d info, demande d infos, demande d information, demande d informations, demande d info recue,
        souhaite, souhaiterait, veut, opportunite ouverte, opportunite creee, interessiert, positiv,
        infos angefordert, info angefordert, informationen angefordert, anfrage, mochte, wunscht, interesado,
        interesada, interesa, interes, positivo, positiva, pide info, pide informacion, solicita informacion,
        solicito informacion, quiere, interessato, interessata, richiesta info, richiesta informazioni, chiede info,
        vuole, interessado, interessada, pediu info, pediu informacoes, quer, geinteresseerd, interesse getoond,
        positief, info aangevraagd, wil, positieve""",
    Kind.MEETING: """
        gesprachstermin, meeting, meetings, met, meet, demo, demoed, demos, appointment, appt, demonstration,
        discovery call, intro call, sales call, opportunities done, meeting accepted, demo accepted, rdv accepte,
        termin angenommen, demo request, demo requested, meeting request, meeting requested, requested meeting,
        requested a meeting, asked for a meeting, wants to meet, wants a meeting, agreed to meet, agreed to a call,
        happy to meet, booked, rdv, rendez vous, rencontre, reunion, rdv demande, souhaite un rdv, veut un rdv,
        termin, terminiert, besprechung, erstgesprach, kennenlerngesprach, vorfuhrung, treffen, getroffen, cita,
        reuniones, llamada agendada, agendado, appuntamento, riunione, incontro, fissato, reuniao, agendada, encontro,
        afspraak, afspraken, ontmoeting, vergadering, kennismaking""",
    Kind.WON: """
        payment, payment received, paiement, paiement recu, abschluss, kauf, kauf getatigt, pedido, pedido realizado,
        firmo, contratto chiuso, contrato cerrado, contrat conclu, vertragsabschluss, won, win, converted, conversion,
        purchased, purchase, bought, ordered, order placed, paid, paying, signed, contract signed,
        signed contract, signed up, onboarded, onboarding, evangelist, promoter, upsell, renewed, deal closed,
        closed deal, sale, sold, successful, offer accepted, quote accepted, proposal accepted, deal done,
        contract active, already client, already customer, already a customer, already a client, existing customer,
        existing client, current customer, current client, active customer, gagne, converti, vendu, vente, signe,
        achete, commande, devis accepte, devis signe, offre acceptee, proposition acceptee, contrat signe,
        affaire gagnee, deja client, client actuel, gewonnen, gekauft, bestellt, abgeschlossen gewonnen,
        unterschrieben, unterzeichnet, konvertiert, verkauft, angebot angenommen, auftrag, auftrag erteilt,
        beauftragt, bestandskunde, neukunde, vertrag unterschrieben, ganado, ganada, convertido, convertida, vendido,
        vendida, firmado, comprado, compro, venta, presupuesto aceptado, propuesta aceptada, oferta aceptada,
        ya es cliente, ya cliente, vinto, vinta, convertito, venduto, firmato, acquistato, ordinato, chiuso vinto,
        offerta accettata, preventivo accettato, gia cliente, ganho, ganha, fechado ganho, assinado, comprou, vendeu,
        proposta aceita, ja e cliente, ja cliente, gekocht, getekend, ondertekend, verkocht, omgezet, geconverteerd,
        offerte geaccepteerd, gewonnen deal, bestaande klant""",
    Kind.NO: """
        will nicht, no go, hard no, stop, pass, passed, passes, turned down, remove, remove from list,
        happy with current, satisfied, zufrieden, satisfait, satisfecho, soddisfatto, hat schon, bereits anbieter,
        opposition, hors icp, budget insuffisant, uninteressant, gekundigt, ya tiene, ha gia, lost, declined, decline,
        declines, rejected, reject, rejection, refused, refuses, refusal, uninterested, disinterested, disqualified,
        unqualified, negative, negative reply, negative response, unsubscribed, unsubscribe, unsubscribes, opted out,
        opt out, optout, optedout, blacklisted, blacklist, blocklisted, do not contact, do not call, do not email,
        do not disturb, dnc, remove me, asked to be removed, removed from list, wrong person, wrong contact,
        wrong fit, bad fit, poor fit, no fit, bad timing, wrong timing, wrong time, bad time, too expensive, too late,
        too small, too big, out of scope, has a solution, already has a solution, already has solution, has solution,
        already equipped, has competitor, uses competitor, using competitor, went with competitor, chose competitor,
        chose another, lost to competitor, competitor chosen, went elsewhere, not qualified, said no, says no,
        competitor, competition, objection, hostile, complained, complaint, dead, outsold, out sold, churned, churn,
        former customer, former client, ex client, ex customer, reported spam, marked as spam, withdrew, withdrawn,
        abandoned, not now, dit non, a dit non, concurrent, concurrence, perdu, refuse, refus, rejete, desinteresse,
        disqualifie, non qualifie, desabonne, desinscrit, ne pas contacter, ne plus contacter, liste noire,
        mauvaise personne, mauvais timing, mauvais interlocuteur, sin presupuesto, sem orcamento, sans budget,
        trop cher, hors cible, hors budget, deja equipe, deja un prestataire, ancien client, negatif, abandonne,
        pas maintenant, nicht qualifiziert, wettbewerber, konkurrenz, verloren, abgelehnt, ablehnung, lehnt ab,
        abgesagt kein interesse, desinteressiert, unqualifiziert, disqualifiziert, abgemeldet, ausgetragen,
        falsche person, falscher ansprechpartner, falscher zeitpunkt, schlechtes timing, zu teuer, bereits versorgt,
        negativ, absage, widerspruch, nicht jetzt, gesperrt, no cualificado, no calificado, dijo que no, competencia,
        competidor, perdido, rechazado, rechaza, rechazo, desinteresado, descalificado, descartado, dado de baja,
        baja, persona equivocada, mal momento, demasiado caro, muy caro, ya tiene proveedor, negativo, ahora no,
        non qualificato, ha detto no, concorrente, concorrenza, perso, persa, rifiutato, rifiuto, rifiuta,
        disinteressato, scartato, squalificato, disiscritto, cancellato iscrizione, persona sbagliata, troppo caro,
        momento sbagliato, non ora, nao qualificado, disse nao, concorrencia, recusado, recusou, recusa, rejeitado,
        perdida, desqualificado, descadastrado, pessoa errada, muito caro, agora nao, fechado perdido,
        niet gekwalificeerd, zei nee, concurrentie, afgewezen, geweigerd, weigert, ongeinteresseerd,
        gediskwalificeerd, uitgeschreven, afgemeld, verkeerde persoon, te duur, slechte timing, negatief, negatieve,
        niet nu""",
    Kind.ENDED: """
        aucune nouvelle, geplatzt, ausgeblieben, non honore, nicht wahrgenommen, unresponsive, nonresponsive,
        non responsive, no show, noshow, no shows, missed, did not show, did not show up, did not attend, ghosted,
        ghosting, ghost, silent, silence, radio silence, went silent, went dark, went cold, gone cold, ignored,
        ignores, canceled, cancelled, cancellation, expired, timed out, inactive, unanswered, sequence finished,
        finished no reply, stopped responding, stopped replying, given up, gave up, sans suite, sans nouvelles,
        sans nouvelle, annule, ignore, muet, silencieux, lapin, absent au rdv, manque, ohne ruckmeldung, ignoriert,
        abgesagt, storniert, nicht erschienen, verpasst, meldet sich nicht, abgebrochen, ignorado, cancelado,
        no se presento, no asistio, no acudio, sin noticias, ignora, ignorato, annullato, non presentato,
        non si e presentato, assente, cancelou, nao compareceu, faltou, sem retorno, genegeerd, geannuleerd,
        niet verschenen, niet komen opdagen, afgezegd""",
    Kind.GONE: """
        not valid, no valid, no valid email, no valido, non valide, email falsch, e mail falsch, nicht mehr da,
        incorrect, incorrecto, errado, onjuist, person left, has left, left position, position changed, job changed,
        changed position, poste quitte, cambio de puesto, wrong, errone, erronee, erroneo, errato, errata, sbagliato,
        verkeerd, inesistente, inexistente, inexistant, left the business, changed companies, moved on,
        moved to another company, another company, at this company anymore, not at this company anymore,
        work there anymore, not work there anymore, mailbox full, inbox full, full mailbox, adresse erronee,
        non attribue, n existe plus, existe plus, plus chez eux, nummer falsch, nicht mehr bei, ya no esta, voltou,
        daar niet meer, werkt daar niet meer, introuvable, postfach voll, bounced, bounce, bounces, hard bounce,
        hard bounced, soft bounce, soft bounced, undeliverable, undelivered, delivery failed, send failed, failed,
        failure, error, invalid, email invalid, blocked, bad data, bad contact info, wrong contact info, bad email,
        bad number, bad phone, bad address, wrong number, wrong phone, wrong email, wrong address,
        disconnected number, number disconnected, not in service, out of service, unreachable, could not reach,
        cannot contact, could not contact, no email, no email found, email not found, not found, no phone,
        no contact info, missing email, changed job, changed jobs, job change, changed company, left company,
        left the company, left job, no longer there, no longer with, no longer with company,
        no longer with the company, no longer at company, no longer at the company, no longer works there,
        no longer works at, no longer works here, no longer employed, not with company, not with the company anymore,
        not at company, retired, deceased, deleted, removed, duplicate, duplicated, dupe, junk, junk lead, spam, test,
        test lead, fake, company closed, out of business, bankrupt, not delivered, sender originated bounce, rebond,
        en echec, echec, erreur, non delivre, invalide, email invalide, adresse invalide, mauvais numero, faux numero,
        numero invalide, mauvais email, mauvaise adresse, injoignable, non joignable, a quitte l entreprise,
        a quitte la societe, ne travaille plus, plus dans l entreprise, parti de l entreprise, plus en poste,
        a change de poste, a change d entreprise, retraite, a la retraite, doublon, supprime, decede, unzustellbar,
        nicht zustellbar, nicht zugestellt, fehlgeschlagen, fehler, ungultig, ungultige email, ungultige e mail,
        falsche nummer, falsche email, falsche e mail, falsche adresse, unerreichbar, nicht erreichbar,
        nicht mehr im unternehmen, nicht mehr dort, nicht mehr bei der firma, nicht mehr in der firma,
        firma verlassen, unternehmen verlassen, firma gewechselt, jobwechsel, job gewechselt, im ruhestand,
        verstorben, doppelt, dublette, duplikat, geloscht, rebotado, rebote, fallido, error de envio, invalido,
        email invalido, correo invalido, no entregado, numero equivocado, numero incorrecto, numero erroneo,
        correo erroneo, correo incorrecto, no localizable, ya no trabaja, ya no trabaja alli,
        ya no esta en la empresa, cambio de trabajo, cambio de empresa, dejo la empresa, jubilado, duplicado,
        eliminado, fallecido, rimbalzato, fallito, non consegnato, non valido, email non valida, email non valido,
        email errata, numero sbagliato, numero errato, irraggiungibile, non raggiungibile, non lavora piu,
        non piu in azienda, non e piu in azienda, ha lasciato l azienda, ha cambiato lavoro, in pensione, duplicato,
        eliminato, devolvido, falhou, falha, nao entregue, numero errado, email errado, incontactavel,
        nao trabalha mais, nao esta mais na empresa, saiu da empresa, mudou de emprego, mudou de empresa, aposentado,
        onbestelbaar, mislukt, ongeldig, ongeldig email, verkeerd nummer, verkeerd email, onbereikbaar,
        niet bereikbaar, niet meer werkzaam, werkt er niet meer, niet meer bij bedrijf, bedrijf verlaten,
        van baan veranderd, dubbel, verwijderd, gepensioneerd""",
    Kind.CONTACTED: """
        message vocal, repondeur, anrufbeantworter, aufgenommen, kontakt aufgenommen, contacted, contact made,
        reached, reached out, approached, called, emailed, mailed, messaged, invited, attempted, attempting, tried,
        contact attempted, erreicht, joint, voicemail, left voicemail, left message, left live message, left vm,
        gatekeeper, busy, contacte, appele, relance, sollicite, approche, messagerie, message laisse, contact etabli,
        kontaktiert, angerufen, angeschrieben, angesprochen, mailbox, besetzt, kontaktaufnahme, eingeladen,
        contactado, llamado, buzon de voz, abordado, invitado, contattato, chiamato, segreteria, invitato, contatado,
        ligado, convidado, gecontacteerd, benaderd, gebeld, gemaild, aangeschreven, uitgenodigd, voicemail
        ingesproken""",
    Kind.CONTACT: """
        contact, contacting, email, disturb, write, reach, reach out, approach, recontact, contacter, contactez,
        appeler, joindre, deranger, kontaktieren, anrufen, anschreiben, ansprechen, storen, contactar, llamar,
        molestar, escribir, contattare, chiamare, disturbare, contatar, ligar, incomodar, contacteren, benaderen,
        bellen, mailen, kontakt, contacto, contatto, contato""",
    Kind.PROGRESS: """
        step, sequence step, demande de connexion, demande envoyee, en reflexion, reflexion, reflechit, thinking,
        considering, undecided, uberlegt, klarung, in klarung, pensando, valutando, noch offen, still open,
        encore ouvert, pendiente de respuesta, pendiente respuesta, pendente de resposta, in progress, inprogress,
        progress, progressing, working, in work, work in progress, wip, under way, ongoing, in sequence, in campaign,
        running, started sequence, approaching, pending, attempt, sent, delivered, opened, clicked, downloaded,
        viewed, read, seen, visited, visit, email scheduled, message scheduled, follow up scheduled, invite done,
        invite accepted, invitation accepted, invite, invitation, connection request, request sent, accepted,
        request accepted, connection accepted, linkedin connected, connected on linkedin, connected linkedin,
        connection pending, attracted, hooked, warmed, warming, paused, pause, on hold, hold, snoozed, stalled,
        delayed, postponed, nurture, nurturing, nurtured, recycled, recycle, mql, marketing qualified,
        marketing qualified lead, marketing accepted lead, pql, product qualified lead, out of office, ooo,
        on vacation, on holiday, on leave, auto reply, autoreply, auto replied, autoreplied, automatic reply,
        auto response, automated reply, autoresponse, auto responder, autoresponder, vacation reply, later,
        maybe later, follow up, followup, following up, followed up, follow ups, reminder, contact later,
        contact in future, call back, callback, call back later, call later, not now later, in review, under review,
        in evaluation, assigned, enriched, verified, imported, enrolled, launched, skipped, uncategorized, in contact,
        en cours, en traitement, en attente, envoye, delivre, lu, clique, vu, invitation envoyee, invitation acceptee,
        accepte, a relancer, relancer, a rappeler, rappeler, a suivre, suivi, en pause, suspendu, reporte, plus tard,
        absent, absence, absent du bureau, reponse automatique, reponse auto, en conges, en vacances, a recontacter,
        a nourrir, pris en charge, en contact, in bearbeitung, bearbeitung, in arbeit, laufend, lauft, offen angebot,
        gesendet, versandt, versendet, verschickt, zugestellt, geoffnet, gelesen, geklickt, einladung, angenommen,
        einladung angenommen, pausiert, zuruckgestellt, verschoben, spater, nachfassen, nachgefasst, wiedervorlage,
        ruckruf, abwesend, abwesenheitsnotiz, automatische antwort, im urlaub, urlaub, in kontakt,
        erneut kontaktieren, en curso, en proceso, en progreso, en seguimiento, seguimiento, enviado, entregado,
        abierto correo, leido, invitacion, aceptado, en pausa, pausado, aplazado, mas tarde, mas adelante,
        fuera de oficina, respuesta automatica, de vacaciones, a la espera, volver a llamar, en contacto, in corso,
        in lavorazione, in trattativa, inviato, consegnato, letto, cliccato, invito, accettato, in pausa, sospeso,
        rimandato, piu tardi, piu avanti, fuori ufficio, risposta automatica, in ferie, richiamare, da richiamare,
        ricontattare, in contatto, sollecito, sollecitato, in attesa, em andamento, em progresso, em curso, enviada,
        entregue, lido, clicado, convite, aceito, aceite, em espera, adiado, mais tarde, tarde, fora do escritorio,
        ausente, resposta automatica, de ferias, retornar, acompanhamento, em contato, bezig, in behandeling, lopend,
        verzonden, verstuurd, gestuurd, bezorgd, gelezen, geklikt, uitnodiging, geaccepteerd, gepauzeerd, uitgesteld,
        opvolgen, terugbellen, afwezig, automatisch antwoord, op vakantie, inwachten""",
    Kind.STAGE: """
        prospecting, qualification, qualifying, pre qualified, prequalified, needs analysis, needs assessment,
        value proposition, id decision makers, identify decision makers, decision makers identified,
        perception analysis, proposal, proposal made, quote, price quote, quotation, offer, negotiation, negotiations,
        negotiations started, negotiating, review, presentation, presentation scheduled, contract, contract sent,
        legal, discovery, evaluation, evaluating, decision maker bought in, procurement, verbal, verbal agreement,
        commit, committed, pilot, poc, proof of concept, trial, free trial, trialing, trial started, solutioning,
        scoping, qualified to buy, best case, pipeline, forecast, develop, propose, devis, devis envoye, proposition,
        proposition envoyee, negociation, offre, offre envoyee, contrat, contrat envoye, essai, analyse des besoins,
        qualification en cours, angebot, angebot verschickt, verhandlung, in verhandlung, vertrag, vertrag verschickt,
        testphase, bedarfsanalyse, kostenvoranschlag, qualifizierung, vertragsverhandlung, prasentation, presupuesto,
        propuesta, oferta, negociacion, en negociacion, contrato, prueba, cotizacion, presentacion, calificacion,
        cualificacion, preventivo, proposta, offerta, trattativa, negoziazione, contratto, prova, presentazione,
        qualificazione, orcamento, negociacao, em negociacao, apresentacao, qualificacao, offerte, voorstel,
        onderhandeling, in onderhandeling, contract verstuurd, proefperiode, presentatie, kwalificatie""",
    Kind.UNTRIED: """
        unworked, not worked, pas traite, sin trabajar, nao trabalhado, da lavorare, new lead, new prospect, cold,
        cold lead, todo, to do, to review, reviewed, not started, not touched, untouched, queued, in queue,
        ready to send, ready, subscriber, unassigned, uncontacted, raw, backlog, draft, identified, researching,
        to be contacted, never tried, no contact, no contact yet, suspect, not tried, a faire, a traiter, a contacter,
        a prospecter, a appeler, nouveau lead, nouveau prospect, froid, pas commence, non traite, a qualifier,
        pas de contact, aucun contact, neuer lead, kalt, unbearbeitet, nicht bearbeitet, nicht begonnen, zu erledigen,
        noch zu kontaktieren, kein kontakt, zu qualifizieren, frio, por hacer, por contactar, sin contactar,
        sin empezar, pendiente, pendiente de contactar, sin contacto, por calificar, por llamar, freddo, da fare,
        da contattare, da chiamare, da qualificare, non iniziato, nessun contatto, a fazer, a contatar, por fazer,
        sem contato, nao iniciado, pendente, koud, te doen, te contacteren, te benaderen, te bellen, niet gestart,
        nog te benaderen, nog te contacteren, geen contact, te kwalificeren""",
    Kind.CLOSED: """
        closed, close, ferme, cloture, geschlossen, cerrado, cerrada, chiuso, fechado, fechada, gesloten""",
    Kind.FIT: """
        thanks, thank you, merci, danke, gracias, grazie, obrigado, obrigada, bedankt, priority, priorite, prioritat,
        prioridad, priorita, prioridade, prioriteit, looking, tiene presupuesto, tem orcamento, past, for us, for me,
        pour nous, para nosotros, per noi, budget, need, needs, moment, momento, fit, relevant, relevance, time,
        right person, decision maker, icp, target, authority, good fit, match, eligible, suitable, capacity, besoin,
        cible, la cible, pertinent, concerne, temps, bon interlocuteur, bonne personne, decideur, bedarf, relevanz,
        zeit, passend, passt, richtiger ansprechpartner, richtige person, zustandig, zielgruppe, necesidad, encaja,
        encaje, relevante, tiempo, persona adecuada, aplica, bisogno, necessita, esigenza, in target, rilevante,
        tempo, necessidade, perfil, orcamento disponivel, behoefte, budget beschikbaar, tijd, juiste persoon,
        doelgroep, geschikt""",
    Kind.CALL: """
        call, calls, phone call, zoom, teams, visio, video call, call meeting, appel, telefonat, gesprach, anruf,
        llamada, chiamata, telefonata, ligacao, chamada, gesprek, telefoontje""",
    Kind.CLIENT: """
        cliente acquisito, client acquis, client, customer, clients, customers, success, kunde, kunden, kundin,
        cliente, clienti, klant, klanten""",
    Kind.DEAL: """
        opportunity, opportunities, opp, deal, deals, opportunite, affaire, chance, oportunidad, opportunita,
        oportunidade, kans""",
    Kind.DONE: """
        done, finished, completed, complete, ended, end, over, sequence completed, campaign completed, termine, fini,
        acheve, fertig, erledigt, beendet, abgeschlossen, terminado, finalizado, completado, acabado, terminato,
        finito, completato, concluso, concluido, finalizada, klaar, afgerond, voltooid""",
    Kind.OPEN: """
        open, opens, active, started, aktiv, offen, actif, ouvert, abierto, activo, aperto, attivo, aberto, ativo,
        actief""",
    Kind.LEAD: """
        nuevo, nueva, nuovo, nuova, novo, nova, nieuw, nieuwe, neu, neue, neuer, brand new, fresh, lead, prospect,
        new, nouveau, interessent, prospecto""",
    Kind.OTHER: """
        other, others, autre, andere, sonstige, otro, altro, outro, anders, overig""",
}
