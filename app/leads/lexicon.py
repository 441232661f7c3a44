"""The words of header rows, in the languages of people's exports, and what each means.

A header is a small phrase: "Company Employee Range" names a thing (`employees`) of somebody (`company`) in some form
(`range`). Each entry is a Concept with the phrases that name it, folded (no accents, lower case, words apart by one
space). English, French, German, Spanish, Italian, Portuguese and Dutch. Longer phrases win over shorter.
"""

from enum import StrEnum

from app.leads.phrases import company, forms, person, places, unused


class Concept(StrEnum):
    """What a word or phrase of a header means."""

    # Whose it is.
    COMPANY = "company"
    PERSON = "person"
    LEAD = "lead"  # a person too, but the state of a lead is no region
    # What it is: the cores, from which a field follows.
    INDUSTRY = "industry"
    SEGMENT = "segment"  # of a market, or of one's customers
    CITY = "city"
    STATE = "state"  # a region, or the state of a lead: the neighbours and the values tell
    REGION = "region"
    COUNTRY = "country"
    PLACE = "place"
    ADDRESS = "address"
    HEADQUARTERS = "headquarters"
    EMPLOYEES = "employees"
    SIZE = "size"
    FOUNDED = "founded"
    CREATED = "created"  # a company's founding, or a record's creation
    TYPE = "type"
    OWNERSHIP = "ownership"
    JOB_TITLE = "job title"
    TITLE = "title"  # of a job, or "Dr."
    JOB = "job"  # alone a title; else whose it is
    WORK = "work"  # as a rule whose it is: `Work City`
    HEADLINE = "headline"
    SUMMARY = "summary"
    DESCRIPTION = "description"
    SKILLS = "skills"
    LANGUAGES = "languages"
    SENIORITY = "seniority"
    LEVEL = "level"
    # In what form: changes nothing, or only beside certain cores.
    NEUTRAL = "neutral"
    COUNT = "count"
    RANGE = "range"
    YEAR = "year"
    DATE = "date"
    NAME = "name"
    CODE = "code"
    LESSER = "lesser"  # "Sub Industry": only where there is no better column
    REGISTER = "register"  # a company's register number, unless a place stands beside it: `siret_city`
    # Never feeds a field.
    FACTS = "facts"  # what only a company has: a website, a turnover, a number in a register
    PERSONAL = "personal"  # what only a person has: a first name, a gender, a birthday
    PAST = "past"
    OTHER = "other"
    STREET = "street"  # streets and postal codes: no place on their own, but they show that the neighbours are
    OUTCOME = "outcome"
    # For the identity of a row.
    LINKEDIN = "linkedin"
    LINK = "link"
    EMAIL = "email"


PHRASES: dict[Concept, str] = {
    Concept.COMPANY: company.COMPANY,
    Concept.LEAD: person.LEAD,
    Concept.PERSON: person.PERSON,
    Concept.INDUSTRY: company.INDUSTRY,
    Concept.SEGMENT: company.SEGMENT,
    Concept.CITY: places.CITY,
    Concept.STATE: places.STATE,
    Concept.REGION: places.REGION,
    Concept.COUNTRY: places.COUNTRY,
    Concept.PLACE: places.PLACE,
    Concept.ADDRESS: places.ADDRESS,
    Concept.HEADQUARTERS: places.HEADQUARTERS,
    Concept.EMPLOYEES: company.EMPLOYEES,
    Concept.SIZE: company.SIZE,
    Concept.FOUNDED: company.FOUNDED,
    Concept.CREATED: company.CREATED,
    Concept.TYPE: company.TYPE,
    Concept.OWNERSHIP: company.OWNERSHIP,
    Concept.JOB_TITLE: person.JOB_TITLE,
    Concept.TITLE: person.TITLE,
    Concept.JOB: person.JOB,
    Concept.WORK: person.WORK,
    Concept.HEADLINE: person.HEADLINE,
    Concept.SUMMARY: person.SUMMARY,
    Concept.DESCRIPTION: person.DESCRIPTION,
    Concept.SKILLS: person.SKILLS,
    Concept.LANGUAGES: person.LANGUAGES,
    Concept.SENIORITY: person.SENIORITY,
    Concept.LEVEL: person.LEVEL,
    Concept.NEUTRAL: forms.NEUTRAL,
    Concept.COUNT: forms.COUNT,
    Concept.RANGE: forms.RANGE,
    Concept.YEAR: forms.YEAR,
    Concept.DATE: forms.DATE,
    Concept.NAME: forms.NAME,
    Concept.CODE: forms.CODE,
    Concept.LESSER: forms.LESSER,
    Concept.REGISTER: company.REGISTER,
    Concept.FACTS: company.FACTS,
    Concept.PERSONAL: person.PERSONAL,
    Concept.PAST: unused.PAST,
    Concept.LINKEDIN: forms.LINKEDIN,
    Concept.LINK: forms.LINK,
    Concept.EMAIL: forms.EMAIL,
    Concept.STREET: places.STREET,
    Concept.OTHER: unused.OTHER,
    Concept.OUTCOME: """
        status, statut, stand, status reason, lead state, last state, laststate, lifecycle, life cycle, stage,
        stages, phase, phases, etape, fase, etapa, pipeline, funnel, fase del ciclo, step, schritt, paso, passo,
        reply, replied, replies, response, responses, responded, answer, answered, reply date, repondu, reponse, a
        repondu, geantwortet, antwort, beantwortet, antworten, respondio, respondido, respuesta, contestado,
        contesto, risposto, risposta, ha risposto, respondeu, beantwoord, reaktion, reaction, reacted, interested,
        interest, interesse, interessee, interessiert, interesado, interesada, interessato, interessata, not
        interested, open, opened, opens, open count, open rate, ouvert, ouverture, ouvertures, geoffnet, abierto,
        abiertos, aperto, aperture, apertura, offnungen, clicked, click, clicks, clics, clique, geklickt, clic,
        cliccato, bounced, bounce, bounces, rebond, rebotado, rimbalzato, sent, envoye, envoyee, gesendet, enviado,
        enviados, inviato, inviati, delivered, delivery, unsubscribed, unsubscribe, opt out, optout, optedout, opted
        out, desabonne, desinscrit, abgemeldet, baja, disiscritto, blacklisted, do not contact, do not email, spam,
        contacted, last contacted, contact date, last contact, first contacted, dernier contact, contacte, date de
        contact, letzter kontakt, kontaktiert, kontaktiert am, ultimo contacto, contactado, ultimo contatto,
        contattato, last touch, touched, touches, touchpoint, touchpoints, last touched, date du dernier contact,
        activity, activities, last activity, aktivitat, aktivitaten, letzte aktivitat, ultima actividad, derniere
        activite, ultima attivita, engaged, engagement, engagements, engage, converted, conversion, convert,
        konvertiert, converti, convertido, convertito, won, lost, closed, close, gagne, perdu, gewonnen, verloren,
        ganado, perdido, vinto, perso, deal, deals, opportunity, opportunities, opportunite, chance, oportunidad,
        opportunita, affaire, meeting, meetings, rdv, rendez vous, termin, reunion, reuniones, riunione,
        appuntamento, booked, cita, agendado, demo, demoed, demos, demo date, trial, signed up, signup, registered,
        attended, attendance, webinar, call, calls, called, appel, appele, anruf, llamada, llamadas, chiamata,
        voicemail, outcome, outcomes, result, results, resultat, ergebnis, resultado, risultato, esito, ausgang,
        disposition, feedback, sentiment, objection, campaign, campaigns, campagne, campagnes, kampagne, campana,
        campanas, campagna, sequence, sequences, sequenz, secuencia, sequenza, cadence, drip, message, messages,
        nachricht, nachrichten, mensaje, mensajes, messaggio, messaggi, inmail, invitation, invite, invited,
        invitations, einladung, invitacion, invito, accepted, accepte, acceptee, angenommen, aceptado, aceptada,
        accettato, accettata, declined, rejected, refused, refuse, abgelehnt, rechazado, rifiutato, ignored,
        pending, en attente, ausstehend, pendiente, in attesa, connected, connecte, verbunden, conectado, connesso,
        collegato, connection request, connection date, connection sent, connection status, connected on, connected
        at, date de connexion, connexion, verbunden am, connection, fecha de conexion, data di collegamento,
        collegamento il, relance, relances, relance le, follow up, followup, follow ups, next step, next steps, next
        action, prochaine etape, suivi, nachfassen, wiedervorlage, seguimiento, proximo paso, qualified,
        qualification, qualifie, qualifiziert, cualificado, calificado, qualificato, disqualified, mql, sql, sal,
        customer, client since, client, kunde, cliente, is customer, became customer, churn, churned date, renewal,
        won date, subscribed, visited, visits, visit, last seen, seen, target, outreach, prise de contact, emailed,
        mailed, launched, paused, finished, completed, completed at, progress, reached, reached out, enrolled,
        nurture, nurturing, hot, warm, cold, temperature, priority, to contact, a contacter, zu kontaktieren, por
        contactar, da contattare, conversation, conversations, gesprach, conversacion, conversazione, positive
        reply, negative reply, mailing status, purchase, purchased, bought, achat, signed, signe, unterschrieben,
        firmado, firmato, received, recu, recue, recus, empfangen, erhalten, recibido, recibida, ricevuto, ricevuta,
        aperta, aperte, aperti, motivo stato, lead reason""",
}
