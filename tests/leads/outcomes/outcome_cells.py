"""Cells of outcome columns as tools and people write them, each with the rung it tells. Invented, or a tool's own word.

A line is `rung: value | value ...`, under the header in brackets where the meaning needs one. Each of the three parts
(all up to Dutch, "harder", "a third time") was written after the reader's words as they then were, and counted before
the words learned from it: docs/outcomes.md has the share that was right at first sight.
"""

CELLS: dict[str, str] = {
    "outreach prospect stages": """
        NOT_TRIED: New | Cold
        IN_PROGRESS: Attempting | Working | Nurture | Paused | Pending
        REPLIED: Engaged | Connected | Qualified | Replied
        MEETING: Meeting Scheduled | Demo Set
        WON: Converted | Customer
        SAID_NO: Bad Fit | Not Interested | Opted Out | Do Not Contact | Disqualified
        ENDED_WITHOUT_ANSWER: Unresponsive | No response | Finished
        NEVER_REACHED: Bounced | Failed""",
    "salesloft": """
        MEETING: Meeting Booked
        NEVER_REACHED: Bad Contact Info | Left Company | Wrong Number | Not in service | Number disconnected
        IN_PROGRESS: Left Voicemail | Gatekeeper | Busy | Call back later | Left live message
        ENDED_WITHOUT_ANSWER: No Answer
        INTERESTED: Connected - Positive
        SAID_NO: Connected - Negative""",
    "hubspot": """
        NOT_TRIED: NEW | Lead | Subscriber
        IN_PROGRESS: OPEN | IN_PROGRESS | ATTEMPTED_TO_CONTACT | marketingqualifiedlead
        REPLIED: CONNECTED | salesqualifiedlead
        INTERESTED: OPEN_DEAL | Opportunity
        WON: Evangelist | customer
        SAID_NO: UNQUALIFIED | BAD_TIMING
        NEVER_REACHED: other""",
    "hubspot deals [Deal Stage]": """
        IN_PROGRESS: Appointment scheduled | appointmentscheduled | qualifiedtobuy | presentationscheduled
        IN_PROGRESS: Decision maker bought-in | decisionmakerboughtin | Contract Sent | contractsent
        WON: closedwon | Closed Won
        SAID_NO: closedlost | Closed Lost""",
    "hubspot appointments as an outcome [Lead Status]": "MEETING: Appointment scheduled",
    "salesforce leads": """
        NOT_TRIED: Open - Not Contacted | Not Contacted
        IN_PROGRESS: Working - Contacted | Contacted | Nurturing
        WON: Closed - Converted
        SAID_NO: Closed - Not Converted | Unqualified | Closed - Disqualified""",
    "salesforce opportunities [Stage Name]": """
        IN_PROGRESS: Prospecting | Qualification | Needs Analysis | Value Proposition | Id. Decision Makers
        IN_PROGRESS: Perception Analysis | Proposal/Price Quote | Negotiation/Review | Demo | Verbal Commit
        WON: Closed Won
        SAID_NO: Closed Lost""",
    "pipedrive [Deal - Stage]": """
        IN_PROGRESS: Qualified | Contact Made | Demo Scheduled | Proposal Made | Negotiations Started
        WON: Won
        SAID_NO: Lost
        NEVER_REACHED: Deleted""",
    "apollo": """
        NOT_TRIED: Cold
        IN_PROGRESS: Approaching
        INTERESTED: Open Opportunity
        SAID_NO: Dead Opportunity | Not interested
        WON: Current Client
        NEVER_REACHED: Bad Data | Changed Job""",
    "lemlist": """
        IN_PROGRESS: linkedinVisitDone | emailsSent | linkedinInviteDone | hooked | attracted | warmed | skipped
        REPLIED: whatsappReplied | smsReplied | LinkedinReplied
        INTERESTED: manualInterested | aircallInterested
        SAID_NO: manualNotInterested | linkedinNotInterested | emailsNotInterested
        MEETING: opportunitiesDone
        NEVER_REACHED: whatsappSendFailed | linkedinInviteFailed | emailsSendFailed""",
    "smartlead and instantly": """
        MEETING: Meeting Completed | Meeting request
        INTERESTED: Information Request
        IN_PROGRESS: Out of office | INPROGRESS | PAUSED
        ENDED_WITHOUT_ANSWER: COMPLETED | No Show
        SAID_NO: Wrong person | Do not contact
        WON: Closed/Won
        NEVER_REACHED: BLOCKED | Sender Originated Bounce""",
    "instantly's numbers [lt_interest_status]": """
        WON: 4
        MEETING: 3 | 2
        INTERESTED: 1
        IN_PROGRESS: 0
        SAID_NO: -1 | -2 | -3
        ENDED_WITHOUT_ANSWER: -4""",
    "woodpecker and reply.io": """
        REPLIED: REPLIED | Forwarded
        IN_PROGRESS: AUTOREPLIED | MAYBE-LATER | PAUSED | ACTIVE | Auto-replied
        NOT_TRIED: TO-REVIEW
        INTERESTED: INTERESTED
        SAID_NO: NOT-INTERESTED | BLACKLISTED | OPT-OUT | Opted out | Not now
        ENDED_WITHOUT_ANSWER: NONRESPONSIVE | Finished | No replies
        NEVER_REACHED: BOUNCED | INVALID""",
    "waalaxy, expandi and la growth machine [linkedin status]": """
        IN_PROGRESS: Connected | Invitation pending | Awaiting connection | Connection request sent | Invite accepted
        REPLIED: To qualify | Message replied
        INTERESTED: Interested
        SAID_NO: Not interested | Lost
        WON: Won""",
    "zoho and dynamics": """
        IN_PROGRESS: Attempted to Contact | Contact in Future | On Hold
        NOT_TRIED: Not Contacted
        SAID_NO: Lost Lead | Not Qualified | No Longer Interested | Out-Sold | Closed-Lost to Competition
        NEVER_REACHED: Junk Lead | Cannot Contact
        ENDED_WITHOUT_ANSWER: Canceled""",
    "mixmax": """
        IN_PROGRESS: Sent | Opened | Clicked | Downloaded | Email scheduled
        REPLIED: Replied""",
    "english by hand": """
        REPLIED: Replied via LinkedIn | got a reply | responded (email) | reply received | Yes | ✅ | 3 replies
        REPLIED: warm reply
        REPLIED: In discussion | Answered | Neutral reply | y
        INTERESTED: very interested | Interested! | Wants more info | Asked for pricing | Positive reply
        INTERESTED: seems interested
        INTERESTED: keen
        MEETING: Requested a demo | Meeting booked | Had a call booked | Demo done | Meeting held | Met at fair
        MEETING: call scheduled | intro call
        MEETING: Agreed to a call | Booked a meeting | Yes - meeting booked | meeting set | Meeting rescheduled
        WON: Closed won | Signed contract | Became a customer | Paying customer | existing customer | Deal won | sold
        SAID_NO: Not interested | no interest | Declined | Said no | not a fit | No budget | no need | Not relevant
        SAID_NO: isn't interested | Replied - not interested | Interested but no budget | wrong person | unsubscribed
        SAID_NO: Lost (price) | went with a competitor | too expensive | lost to competitor | Not the right person
        SAID_NO: Doesn't want to talk | don't call | uninterested | Meeting declined | Asked to be removed
        ENDED_WITHOUT_ANSWER: never replied | No reply | Hasn't responded | Opened, no reply | no-show
        ENDED_WITHOUT_ANSWER: Didn't show up
        ENDED_WITHOUT_ANSWER: Ghosted | Meeting cancelled | 0 replies | No | n | ✗ | without response | Never answered
        ENDED_WITHOUT_ANSWER: Contacted - no answer | stopped responding | no replies after 3 emails | not answered
        IN_PROGRESS: Not yet | Contacted, no reply yet | waiting for reply | awaiting response | follow up
        IN_PROGRESS: To follow up
        IN_PROGRESS: Meeting to book | propose meeting | Book a meeting | Meeting proposed | proposal sent
        IN_PROGRESS: contract sent
        IN_PROGRESS: Reply pending | msg 2 sent | Emailed twice | Follow-up 2 sent | Call back
        IN_PROGRESS: Try to get a meeting | not closed yet | Still waiting | haven't heard back yet | to nurture | OOO
        IN_PROGRESS: Maybe interested | potential customer | Invitation sent | invite pending | meeting request sent
        NOT_TRIED: To contact | not contacted yet | Never contacted | to do | Not started | to be contacted
        NEVER_REACHED: Left the company | no longer with the company | Wrong email | invalid email | email bounced
        NEVER_REACHED: Duplicate | retired | hard bounce | No longer works there | bounced, no reply""",
    "french by hand": """
        REPLIED: Répondu | A répondu | Réponse reçue | Oui | Vrai | réponse par mail | ont répondu | En discussion
        INTERESTED: Intéressée | très intéressé | Réponse positive | Demande d'infos | Intéressés
        MEETING: RDV | RDV pris | Rendez-vous fixé | RDV confirmé | démo faite | RDV calé | RDV effectué
        MEETING: Appel planifié
        WON: Gagné | Client | Signé | Devis signé | Converti | Déjà client | Affaire gagnée | Devis accepté | vendu
        SAID_NO: Pas intéressé | Non intéressée | Refus | Perdu | Ne pas contacter | pas de budget | Pas de besoin
        SAID_NO: plus intéressé | Ne souhaite plus être contacté | Désabonné | hors cible | Réponse négative
        SAID_NO: pas la cible
        SAID_NO: Trop cher | mauvais interlocuteur | Pas le bon interlocuteur | Déjà équipé | Désinscrite | Refusé
        ENDED_WITHOUT_ANSWER: Pas de réponse | Sans réponse | n'a pas répondu | Jamais répondu | Aucune réponse
        ENDED_WITHOUT_ANSWER: Non | faux
        ENDED_WITHOUT_ANSWER: RDV annulé | sans suite | ne répond pas | Ne répond plus | RDV manqué | lapin
        IN_PROGRESS: À relancer | Relancé | En cours | Pas encore répondu | pas encore | RDV à prendre | RDV à fixer
        IN_PROGRESS: Devis envoyé | En attente | En attente de réponse | Invitation envoyée | à rappeler | mail envoyé
        IN_PROGRESS: Relance 2 | Message envoyé | Contacté | proposition envoyée | Absent du bureau
        IN_PROGRESS: à recontacter en mars
        IN_PROGRESS: peut-être intéressé | Attend une réponse | Appelé, messagerie | Client potentiel
        NOT_TRIED: À contacter | pas contacté | Pas encore contacté | à traiter | Jamais contacté | nouveau
        NOT_TRIED: À appeler
        NEVER_REACHED: Mauvais numéro | faux numéro | Email invalide | A quitté l'entreprise | doublon | injoignable
        NEVER_REACHED: n'est plus dans l'entreprise | Adresse mail invalide | ne travaille plus là""",
    "german by hand": """
        REPLIED: Geantwortet | hat geantwortet | Antwort erhalten | Ja | wahr | Rückmeldung erhalten | Im Gespräch
        INTERESTED: Interessiert | sehr interessiert | Interesse | Positive Antwort | Infos angefordert | möchte Infos
        MEETING: Termin | Termin vereinbart | Erstgespräch | Demo gebucht | Termin bestätigt | Gespräch geplant
        MEETING: Terminiert
        WON: Gewonnen | Kunde | Auftrag erteilt | Vertrag unterschrieben | Bestandskunde | Angebot angenommen
        WON: Gekauft
        SAID_NO: Kein Interesse | nicht interessiert | Abgelehnt | Verloren | Kein Bedarf | Kein Budget | Absage
        SAID_NO: Falscher Ansprechpartner | Nicht kontaktieren | Abgemeldet | kein Interesse mehr | zu teuer
        SAID_NO: passt nicht
        SAID_NO: Negative Antwort | nicht zuständig | derzeit kein Bedarf | möchte nicht kontaktiert werden
        ENDED_WITHOUT_ANSWER: Keine Antwort | nicht geantwortet | hat nie geantwortet | Nein | falsch
        ENDED_WITHOUT_ANSWER: antwortet nicht
        ENDED_WITHOUT_ANSWER: Keine Rückmeldung | Nicht erschienen | Termin abgesagt | Ohne Antwort | keine Reaktion
        IN_PROGRESS: Kontaktiert | In Bearbeitung | Offen | Angebot verschickt | noch nicht | Noch keine Antwort
        IN_PROGRESS: Wiedervorlage | Nachfassen | Termin vereinbaren | Termin vorgeschlagen | Wartet auf Antwort
        IN_PROGRESS: Mailbox
        IN_PROGRESS: Einladung gesendet | Nachricht verschickt | vielleicht interessiert | Angebot gesendet | Rückruf
        IN_PROGRESS: Noch nicht entschieden | potenzieller Kunde | Im Urlaub | später | zum Nachfassen
        NOT_TRIED: Zu kontaktieren | Noch nicht kontaktiert | nicht kontaktiert | Neu | noch zu kontaktieren
        NEVER_REACHED: Falsche Nummer | Nicht mehr im Unternehmen | ungültige E-Mail | unzustellbar | Dublette
        NEVER_REACHED: Jobwechsel
        NEVER_REACHED: Hat die Firma verlassen""",
    "spanish by hand": """
        REPLIED: Respondió | Ha respondido | Respondida | Sí | verdadero | Contestó | Respuesta recibida
        INTERESTED: Interesado | Muy interesada | Interesados | Respuesta positiva | Pide información
        INTERESTED: quiere una demo
        MEETING: Reunión | Reunión agendada | Cita confirmada | Demo realizada | Llamada programada | reunión hecha
        WON: Ganado | Cliente | Contrato firmado | Vendido | Venta cerrada | Ya es cliente | Ganada
        SAID_NO: No interesado | No le interesa | No está interesada | Perdido | Rechazado | Sin interés
        SAID_NO: Sin presupuesto
        SAID_NO: No contactar | Dado de baja | persona equivocada | Muy caro | Descartado | Ya no le interesa
        SAID_NO: Sin necesidad
        ENDED_WITHOUT_ANSWER: Sin respuesta | No respondió | No contesta | Nunca respondió | No ha respondido
        ENDED_WITHOUT_ANSWER: No | falso
        ENDED_WITHOUT_ANSWER: Reunión cancelada | No se presentó | no asistió | Ninguna respuesta
        IN_PROGRESS: Contactado | En curso | Todavía no | Aún no ha respondido | Esperando respuesta | Agendar reunión
        IN_PROGRESS: Propuesta enviada | En seguimiento | Invitación enviada | Presupuesto enviado | Mensaje enviado
        IN_PROGRESS: posible cliente | Más adelante | Llamar más tarde | En negociación | quizás interesado
        NOT_TRIED: Por contactar | Sin contactar | Nuevo | No contactado | Aún no contactado | Pendiente de contactar
        NEVER_REACHED: Número equivocado | Correo inválido | Rebotado | Ya no trabaja allí | duplicado""",
    "italian by hand": """
        REPLIED: Ha risposto | Risposto | Risposta ricevuta | Sì | vero | In conversazione
        INTERESTED: Interessato | Molto interessata | Interessati | Risposta positiva | Richiesta informazioni
        MEETING: Appuntamento | Appuntamento fissato | Riunione confermata | Demo fatta | Incontro fissato
        WON: Vinto | Cliente | Contratto firmato | Già cliente | Venduto | Preventivo accettato
        SAID_NO: Non interessato | Nessun interesse | Perso | Rifiutato | Non contattare | Nessun budget
        SAID_NO: persona sbagliata
        SAID_NO: Non è interessata | Disiscritto | Troppo caro | senza budget | Non è il momento
        ENDED_WITHOUT_ANSWER: Nessuna risposta | Non ha risposto | Non risponde | mai risposto | Senza risposta
        ENDED_WITHOUT_ANSWER: falso
        ENDED_WITHOUT_ANSWER: Appuntamento annullato | Non si è presentato
        IN_PROGRESS: Contattato | In corso | Non ancora | In attesa di risposta | Da richiamare | Fissare appuntamento
        IN_PROGRESS: Preventivo inviato | Messaggio inviato | In trattativa | Non ha ancora risposto
        IN_PROGRESS: forse interessato
        IN_PROGRESS: Invito inviato | cliente potenziale | Sollecito
        NOT_TRIED: Da contattare | Non contattato | Mai contattato | Nuovo | non ancora contattato
        NEVER_REACHED: Numero sbagliato | Email non valida | Non lavora più qui | Rimbalzata | Non raggiungibile""",
    "portuguese by hand": """
        REPLIED: Respondeu | Respondido | Sim | Resposta recebida | Em conversa
        INTERESTED: Interessado | Muito interessada | Resposta positiva
        MEETING: Reunião agendada | Reunião marcada | Demo realizada | Reunião
        WON: Ganho | Cliente | Fechado ganho | Contrato assinado | Comprou | Vendido
        SAID_NO: Sem interesse | Não interessado | Perdido | Recusou | Não tem interesse | Sem orçamento
        SAID_NO: Não contatar
        ENDED_WITHOUT_ANSWER: Sem resposta | Não respondeu | Nunca respondeu | Não | Nenhuma resposta
        ENDED_WITHOUT_ANSWER: Reunião cancelada
        IN_PROGRESS: Contatado | Em andamento | Ainda não | Ainda não respondeu | Aguardando resposta
        IN_PROGRESS: Proposta enviada
        IN_PROGRESS: Marcar reunião | Mensagem enviada | Mais tarde | Em negociação
        NOT_TRIED: A contatar | Não contatado | Novo | Ainda não contatado
        NEVER_REACHED: Número errado | E-mail inválido | Saiu da empresa | duplicado""",
    "dutch by hand": """
        REPLIED: Gereageerd | Beantwoord | Ja | Heeft geantwoord | Reactie ontvangen | In gesprek
        INTERESTED: Geïnteresseerd | Zeer geïnteresseerd | Positieve reactie | Interesse
        MEETING: Afspraak | Afspraak gemaakt | Afspraak gepland | Demo ingepland | Kennismaking
        WON: Gewonnen | Klant | Getekend | Bestaande klant | Verkocht | Offerte geaccepteerd
        SAID_NO: Geen interesse | Niet geïnteresseerd | Verloren | Afgewezen | Geen budget | Niet benaderen
        SAID_NO: Geen behoefte
        SAID_NO: Uitgeschreven | Te duur | verkeerde persoon
        ENDED_WITHOUT_ANSWER: Geen reactie | Niet gereageerd | Nooit gereageerd | Nee | Geen antwoord
        ENDED_WITHOUT_ANSWER: Afspraak geannuleerd
        IN_PROGRESS: Benaderd | In behandeling | Nog niet | Nog geen reactie | Offerte verstuurd | Wacht op reactie
        IN_PROGRESS: Afspraak maken | Uitnodiging verstuurd | Terugbellen | Gemaild | mogelijk geïnteresseerd
        NOT_TRIED: Te benaderen | Niet benaderd | Nieuw | Nog niet benaderd | Nog te bellen
        NEVER_REACHED: Verkeerd nummer | Niet meer werkzaam | Ongeldig e-mailadres | Dubbel""",
    "replies counted [reply_count]": """
        REPLIED: 1 | 3 | 12.0 | 2
        ENDED_WITHOUT_ANSWER: 0""",
    "messages answered [messageReplied]": "REPLIED: true | 2 | 2026-01-05T10:00:00Z\n ENDED_WITHOUT_ANSWER: FALSE | 0",
    "dates of answers [lastreplieddate]": """
        REPLIED: 2026-01-05 | 05/01/2026 10:32 | Jan 5, 2026 | 5 janvier 2026 | 46027""",
    "dates of deals [Won time]": "WON: 2026-01-05 10:00:00 | 5. Januar 2026 | 1/5/26",
    "dates of conversion [ConvertedDate]": "WON: 2026-01-05 | 5 de enero de 2026",
    "a new client's date [Became a customer date]": "WON: 2026-01-05",
    "interest marked [lastLeadMarkedAsInterestedDate]": "INTERESTED: 2026-01-05",
    "meetings [Demoed]": "MEETING: TRUE | yes | x | done | ✓\n ENDED_WITHOUT_ANSWER: FALSE | no",
    "appointments [RDV]": """
        MEETING: oui | pris | fait | confirmé | 05/01/2026
        IN_PROGRESS: à prendre | à fixer | pas encore | proposé
        ENDED_WITHOUT_ANSWER: annulé | non""",
    "opens [Email Open]": "IN_PROGRESS: TRUE | 3 | FALSE | 0",
    "bounces [Email Bounced]": "NEVER_REACHED: TRUE | 1\n IN_PROGRESS: FALSE | 0",
    "permissions taken back [Unsubscribed from all email]": "SAID_NO: true\n IN_PROGRESS: false",
    "connections [Connected On]": "IN_PROGRESS: 05 Jan 2026 | TRUE",
    "a bare answer [Outcome]": "REPLIED: 1 | yes | TRUE | x | ☑ | 1.0\n ENDED_WITHOUT_ANSWER: 0 | no | false | ❌",
    "by hand, harder": """
        NOT_TRIED: Trying to reach | Nochmal anrufen | llamar en enero | Not yet contacted | Untouched | Uncontacted
        NOT_TRIED: Not attempted | yet to contact | ready to contact | Brand new | New lead | Fresh
        NOT_TRIED: Haven't contacted | pas encore contactée | Non contacté | À prospecter | Noch nicht angeschrieben
        NOT_TRIED: Offen - noch nicht kontaktiert | Sin contactar todavía | Aún sin contactar | mai contattata
        NOT_TRIED: ancora da contattare | ainda por contatar | Nog niet gecontacteerd
        IN_PROGRESS: Email sent | 2nd email sent | LinkedIn message sent | InMail sent | Connection request sent
        IN_PROGRESS: Call attempted | Left VM | Reply expected | awaiting their answer | To call back
        IN_PROGRESS: needs follow up | Follow-up scheduled | send proposal | Schedule demo | Need to book a meeting
        IN_PROGRESS: in sequence | sequence step 3 | Contacted twice | Opened | clicked link | waiting
        IN_PROGRESS: Pending response | quote sent | Evaluation | In negotiation | No reply yet | Not replied yet
        IN_PROGRESS: not answered yet | On vacation | Ask again in June | Reconnect later | To be scheduled
        IN_PROGRESS: Mail 1 envoyé | Relance envoyée | Demande de connexion envoyée | en attente retour
        IN_PROGRESS: À rappeler semaine prochaine | Attente réponse | Pas encore de réponse | Proposition à envoyer
        IN_PROGRESS: Proposer un RDV | doit rappeler | En réflexion | Contact établi | Message vocal laissé
        IN_PROGRESS: répondeur | En négociation | E-Mail gesendet | Angebot gesendet | Warten auf Rückmeldung
        IN_PROGRESS: noch keine Rückmeldung | in Klärung | Anfrage gesendet | Vertrag verschickt | Kontakt aufgenommen
        IN_PROGRESS: Termin noch offen | Termin anfragen | Correo enviado | Pendiente de respuesta | Seguimiento
        IN_PROGRESS: A la espera | Presupuesto enviado | todavía sin respuesta | en espera | Email inviata
        IN_PROGRESS: Offerta inviata | Ancora nessuna risposta | in attesa di feedback | richiamare a marzo
        IN_PROGRESS: E-mail enviado | aguardando retorno | sem resposta ainda | Mail gestuurd | wachten op antwoord
        IN_PROGRESS: nog niet gereageerd | later terugkomen | To be called | À démarcher | zu bearbeiten
        REPLIED: Answered call | They replied | prospect replied | Replied (neutral) | Reply | response | Got response
        REPLIED: Has responded | lead replied twice | ReplyReceived | replied_to_email | contact_replied
        REPLIED: LINKEDIN_REPLIED | Spoke with assistant | Engaged in conversation | a répondu au message
        REPLIED: Réponse LinkedIn | Répond | conversation engagée | Antwort per Mail | hat reagiert
        REPLIED: Rückmeldung bekommen | Antwortet | Nos respondió | contestó por mail | respuesta por LinkedIn
        REPLIED: ci ha risposto | risposta via mail | respondeu por email | heeft gereageerd
        INTERESTED: Showed interest | Interested - call next week | Strong interest | Hot reply - interested
        INTERESTED: Positive | interested in demo | Marque un intérêt | Intéressé par une démo | Hat Interesse
        INTERESTED: zeigt Interesse | Interesse vorhanden | grundsätzlich interessiert | Tiene interés
        INTERESTED: se muestra interesado | mostró interés | ha mostrato interesse | demonstrou interesse
        INTERESTED: toont interesse
        MEETING: Call booked for Tuesday | Intro meeting scheduled | Discovery call completed | Meeting confirmed
        MEETING: Met with CEO | Zoom scheduled | Demo scheduled for May | Demo completed | meetingScheduled
        MEETING: demo_booked | Booked call | RDV prévu | RDV le 12/03 | Visio planifiée | Rencontré au salon
        MEETING: Rendez-vous téléphonique pris | démo programmée | RDV honoré | Gesprächstermin vereinbart
        MEETING: Call vereinbart | Demo durchgeführt | Videocall gebucht | Termin am 5.3. | Cita agendada
        MEETING: Reunión realizada | Llamada agendada | Reunión confirmada | videollamada programada | Call fissata
        MEETING: Incontro confermato | riunione programmata
        WON: Contract signed | New customer | Closed-won | deal_won | Purchased | Converted to customer
        WON: customer since 2024 | Won! | Signed up for trial | Payment received | Contrat signé | Commande passée
        WON: a signé | Cliente | vente conclue | Nouveau client | Vertrag unterzeichnet | Abschluss | Kauf getätigt
        WON: wurde Kunde | Neukunde | Firmó contrato | Pedido realizado | cerrado ganado | compró | Ha firmato
        WON: contratto chiuso | virou cliente | klant geworden
        SAID_NO: No thanks | Not for us | Not a priority | Not now, maybe next year | Hard no | Rejected offer
        SAID_NO: Not a good fit | Not a match | Already using a competitor | Happy with current provider
        SAID_NO: Has no budget | No need at the moment | Not looking | not ICP | DNC | Unsubscribed (email)
        SAID_NO: opted-out | Stop | Remove from list | Closed: lost | Lost - no decision | deal_lost | Uninterested
        SAID_NO: turned down | Pass | passed | Pas le moment | Pas pour le moment | Sans besoin | A refusé
        SAID_NO: Opposition | Ne veut pas | Ne souhaite pas donner suite | Pas concerné | Hors ICP | perdue
        SAID_NO: Affaire perdue | Budget insuffisant | Stop pub | aucun intérêt | Non merci | pas intéressé du tout
        SAID_NO: Kein Interesse momentan | will nicht | Hat abgelehnt | hat schon Anbieter
        SAID_NO: Aktuell nicht interessiert | Keine Zeit | uninteressant | Nein danke | verloren an Wettbewerb
        SAID_NO: Nicht relevant | gekündigt | No le interesa | no quiere | No está interesado | Sin interes
        SAID_NO: no tiene presupuesto | Oportunidad perdida | No gracias | cerrado perdido | no encaja
        SAID_NO: Ya tiene solución | Non gli interessa | Non vuole | Chiuso perso | no grazie | Ha rifiutato
        SAID_NO: non in target | Não quer | Não tem orçamento | Heeft geen interesse | wil niet | Nee bedankt
        SAID_NO: geen tijd | Past niet
        ENDED_WITHOUT_ANSWER: Não, obrigado | No answer after 3 calls | Did not reply | Didn't answer | No feedback
        ENDED_WITHOUT_ANSWER: No reply received | Sequence completed - no reply | didn't respond | non-responsive
        ENDED_WITHOUT_ANSWER: Not responding | Not responded | No Reply (sequence ended) | radio silence
        ENDED_WITHOUT_ANSWER: Did not attend | Noshow | NO_SHOW | no_response | noreply | Unanswered | Never responded
        ENDED_WITHOUT_ANSWER: Nobody answered | Cancelled by prospect | Aucun retour | Pas de retour | Sans retour
        ENDED_WITHOUT_ANSWER: pas répondu | RDV non honoré | Silence radio | Pas venu au RDV | relancé sans réponse
        ENDED_WITHOUT_ANSWER: Keine Antwort erhalten | meldet sich nicht | Termin nicht wahrgenommen | Kein Feedback
        ENDED_WITHOUT_ANSWER: hat nicht reagiert | Antwort ausgeblieben | No contestó | sin contestar
        ENDED_WITHOUT_ANSWER: no ha contestado | no hay respuesta | No acudió a la cita | Nessun riscontro
        ENDED_WITHOUT_ANSWER: non ha mai risposto | senza risposta | Sem retorno | não atendeu | geen gehoor
        ENDED_WITHOUT_ANSWER: Reageert niet | niet beantwoord
        NEVER_REACHED: Email bounced | Wrong phone number | Number not in service | Mail undeliverable
        NEVER_REACHED: Invalid number | Left the business | No longer employed | Changed companies
        NEVER_REACHED: Not at this company anymore | moved on to another company | Duplicate lead | Spam | Bad email
        NEVER_REACHED: Mailbox full | Address not found | Does not work there anymore | email_invalid | hardBounce
        NEVER_REACHED: Mail en erreur | Adresse erronée | a quitté la société | numéro non attribué | N'existe plus
        NEVER_REACHED: parti à la retraite | plus chez eux | E-Mail ungültig | Nummer falsch | nicht mehr bei Firma
        NEVER_REACHED: E-Mail nicht zustellbar | hat Unternehmen verlassen | Teléfono erróneo | email rebotado
        NEVER_REACHED: ya no está en la empresa | dejó la empresa | Email errata | numero inesistente
        NEVER_REACHED: ha lasciato l'azienda | E-mail voltou | número inexistente | E-mail ongeldig
        NEVER_REACHED: werkt daar niet meer""",
    "by hand, a third time": """
        NOT_TRIED: Call scheduled with no date yet | Not called yet | Waiting to be contacted | Unworked
        NOT_TRIED: New prospect | pas traité | jamais appelé | noch nicht angerufen | sin trabajar | da lavorare
        NOT_TRIED: não trabalhado | nog niet gebeld
        IN_PROGRESS: Sequence running | Step 3 of 5 | Email opened twice | Link clicked | Message delivered
        IN_PROGRESS: LinkedIn invite sent | proposal under review | verbal agreement | offre à envoyer
        IN_PROGRESS: devis en cours | 3e relance faite | Invitation en attente | Einladung verschickt
        IN_PROGRESS: Angebot in Prüfung | Mail geöffnet | correo abierto | propuesta en revisión
        IN_PROGRESS: offerta in valutazione | e-mail aberto | bericht verstuurd
        REPLIED: Replied to email 2 | email_replied | Positive conversation ongoing | Got an answer | InMail answered
        REPLIED: répondu sur LinkedIn | a réagi | geantwortet per LinkedIn | ha contestado | hanno risposto
        REPLIED: responderam | antwoord ontvangen
        INTERESTED: quite interested | Interest confirmed | Expressed interest | curious | Intérêt confirmé
        INTERESTED: assez intéressé | Interesse bekundet | interesado en el producto | interessati al prodotto
        INTERESTED: erg geïnteresseerd
        MEETING: First meeting done | Meeting held on 3 May | Intro call booked | Demo confirmed | RDV bloqué
        MEETING: rendez-vous obtenu | Termin steht | Treffen vereinbart | Reunión concertada | Appuntamento preso
        MEETING: Afspraak staat
        WON: Deal closed won | Subscription purchased | new client | Closed - Won | contrat gagné | Client signé
        WON: Auftrag erhalten | Kunde gewonnen | cliente nuevo | cliente acquisito | nieuwe klant
        SAID_NO: Not interested at this time | No longer interested | Not a decision maker | declined politely
        SAID_NO: Rejected by prospect | refuse tout contact | non intéressé pour l'instant | budget refusé
        SAID_NO: kein Interesse (hat Agentur) | Interesse verloren | nicht passend | No es relevante
        SAID_NO: oferta rechazada | no interessato ora | proposta rifiutata | não é prioridade | aanbod afgewezen
        ENDED_WITHOUT_ANSWER: Sequence ended, no reply | no answer to calls | No reaction
        ENDED_WITHOUT_ANSWER: Not responded after 4 touches | Meeting no show | didn't pick up | aucune nouvelle
        ENDED_WITHOUT_ANSWER: jamais de réponse | RDV reporté puis annulé | keine Reaktion auf Mails | Termin geplatzt
        ENDED_WITHOUT_ANSWER: no responde a emails | mai ricevuto risposta | nunca retornou | nooit geantwoord
        NEVER_REACHED: Email not valid | No valid email | Person left | Position changed | Bounced back
        NEVER_REACHED: numéro incorrect | poste quitté | E-Mail falsch | Person nicht mehr da | correo no válido
        NEVER_REACHED: cambió de puesto | indirizzo errato | telefone errado | adres onjuist""",
}
"""Group, with the header in brackets -> its lines."""

UNKNOWN = """Closed | Marseille | Q3 | hot | Product B | Not lost | see notes | 0.5 | 3 | 2026-01-05 | -7
    | Acme Customer Success | Key account | Interested parties list of the chamber of commerce in Lyon | Lead gen agency
    | Not sure what happened | tbd | ??? | Blue | English | Maria | Newsletter Q2 | Open source | New York
    | Contact form | Opportunity Zone | Deal desk | Client services | Other department | A1 | unknown | Unbekannt"""
