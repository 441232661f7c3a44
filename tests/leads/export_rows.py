"""Header rows as many tools write them, each column with the field it feeds, labelled by hand.

A column is written `Header` (feeds nothing), `Header=field`, or `Header!` for an outcome. They are written from
knowledge of the tools, not copied from anybody's export; the mapper's words were not tuned on the rows below UNSEEN's
first version (see docs/headers.md for the figures).
"""

KNOWN: dict[str, str] = {
    "apollo_contacts": """Title=jobtitle|Seniority=llm_seniority|# Employees=companysize|Industry=industry
        |City=location|State=location|Country=location|Company City=companylocation|Company State=companylocation
        |Company Country=companylocation|Stage!|Last Contacted!|Email Sent!|Email Open!|Email Bounced!|Replied!
        |Demoed!""",
    "dropcontact": """country=location|siret_city=companylocation|nb_employees=companysize
        |employee_count=companysize|industry=industry|job=jobtitle|job_level=llm_seniority""",
    "evaboot_partial": """Current Job=jobtitle|Company Location=companylocation
        |Company Headquarters (Full Address)=companylocation|Company Industry=companyindustry
        |Company Type=companytype|Company Year Founded=companyfoundedon|Company Employee Range=companysize
        |Company Employee Exact Count=companysize""",
    "hubspot_contacts_en": """Country/Region=location|City=location|State/Region=location|Job Title=jobtitle
        |Lead Status!|Lifecycle Stage!|Unsubscribed from all email!|Last Activity Date!""",
    "lemlist_campaign_export": """location=location|industry=industry|summary=summary|languages=languages
        |skills=skills|jobtitle=jobtitle|companyfoundedon=companyfoundedon|companyindustry=companyindustry
        |companylocation=companylocation|companysize=companysize|companytype=companytype|laststate!|status!""",
    "lemlist_contacts_export_partial": """leadStatus!|firstContactedDate|lastContactedDate!|lastRepliedDate!
        |lastLeadMarkedAsInterestedDate!|isActiveInCampaigns!|firstLeadLaunchedDate!|lastLeadLaunchedDate!""",
    "linkedin_connections": "Position=jobtitle|Connected On!",
    "linkedin_connections_fr": "Poste=jobtitle|Date de connexion!",
    "phantombuster_salesnav": """title=jobtitle|summary=summary|industry=industry|companyLocation=companylocation
        |location=location""",
    "pipedrive_people": "Person - Last activity date!",
    "salesforce_leads_report_partial": "Industry=industry|State=location|Lead Status!",
    "waalaxy": """job_title=jobtitle|location=location|country=location|connectionRequestDate!|connectedAt!
        |messageSent!|messageReplied!|lastReplyDetected!|lastReplyDetectedDate!|lastEmailReplyDate!""",
    "zoominfo_contacts_new": """Job Title=jobtitle|Person City=location|Person State=location|Country=location
        |Founded Year=companyfoundedon|Employees=companysize|Employee Range=companysize|Primary Industry=industry
        |Company City=companylocation|Company State=companylocation|Company Country=companylocation""",
}

IDENTITY = {
    "apollo_contacts": "Person Linkedin Url",
    "dropcontact": "linkedin",
    "evaboot_partial": "Linkedin URL Public",
    "hubspot_contacts_en": "Email",
    "lemlist_campaign_export": "linkedinurl",
    "lemlist_contacts_export_partial": "email",
    "linkedin_connections": "URL",
    "linkedin_connections_fr": "URL",
    "phantombuster_salesnav": "linkedInProfileUrl",
    "pipedrive_people": "Person - Email",
    "salesforce_leads_report_partial": "Email",
    "waalaxy": "linkedinUrl",
    "zoominfo_contacts_new": "LinkedIn Contact Profile URL",
}

UNSEEN: dict[str, str] = {
    "cognism": """First Name|Last Name|Job Title=jobtitle|Seniority=llm_seniority|Management Level=llm_seniority
        |Job Function|Email|Email Quality|Mobile|Direct|HQ Phone|LinkedIn URL|Person City=location
        |Person State=location|Person Country=location|Company Name|Company Website|Company HQ City=companylocation
        |Company HQ State=companylocation|Company HQ Country=companylocation|Company Industry=companyindustry
        |Company Headcount=companysize|Company Revenue|Company Founded=companyfoundedon|Company Type=companytype
        |Company Description|Technologies|SIC Code|NAICS Code|Job Join Date|Do Not Call""",
    "lusha": """First name|Last name|Full name|Job title=jobtitle|Department|Seniority=llm_seniority|Work email
        |Direct phone|Mobile phone|Contact LinkedIn URL|Contact country=location|Contact city=location
        |Contact state=location|Company name|Company domain|Company description|Company founded=companyfoundedon
        |Company number of employees=companysize|Company main industry=companyindustry
        |Company sub industry|Company country=companylocation|Company city=companylocation
        |Company state=companylocation|Company revenue|Company LinkedIn URL|Company specialties|Buying intent""",
    "rocketreach": """First Name|Last Name|Current Title=jobtitle|Current Employer|Current Employer Website
        |Location=location|City=location|Region=location|Country=location|LinkedIn|Recommended Email|Work Phone
        |Skills=skills|Previous Title|Previous Employer|Current Employer Industry=companyindustry
        |Current Employer Size=companysize|Education|Years of experience
        |Current Employer Founded Year=companyfoundedon""",
    "people_data_labs": """full_name|first_name|gender|birth_year|linkedin_url|linkedin_username|linkedin_id
        |facebook_url|work_email|mobile_phone|industry=industry|job_title=jobtitle|job_title_levels=llm_seniority
        |job_company_name|job_company_size=companysize|job_company_founded=companyfoundedon
        |job_company_industry=companyindustry|job_company_type=companytype
        |job_company_location_name=companylocation|job_company_location_locality=companylocation
        |job_company_location_region=companylocation|job_company_location_country=companylocation
        |job_company_linkedin_url|job_last_updated|job_start_date|location_name=location|location_locality=location
        |location_region=location|location_country=location|location_postal_code|linkedin_connections
        |inferred_salary|inferred_years_experience|summary=summary|skills=skills|languages=languages|interests""",
    "dux_soup": """Id|VisitTime|Profile|Picture|Degree|First Name|Middle Name|Last Name|Title=jobtitle|Company
        |CompanyProfile|CompanyWebsite|PersonalWebsite|Email|Phone|IM|Twitter|Location=location|Industry=industry
        |My Tags|My Notes|Summary=summary|School|Connected!|Message Sent!""",
    "linked_helper": """id|full_name|email|headline|location_name=location|industry=industry|summary=summary
        |current_company|current_company_position=jobtitle|organization_2|organization_title_2|organization_start_2
        |education_1|education_degree_1|skills=skills|languages=languages|followers|connections_count|mutual_count
        |website_1|phone_1|profile_url|avatar|last_received_message!|message_sent_at!|connected_at!""",
    "salesforce_contact": """Contact ID|Salutation|First Name|Last Name|Title=jobtitle|Account Name|Mailing Street
        |Mailing City=location|Mailing State/Province=location|Mailing Zip/Postal Code|Mailing Country=location
        |Phone|Email|Department|Lead Source|Contact Owner|Account Industry=companyindustry
        |Account Employees=companysize|Billing City=companylocation|Billing Country=companylocation
        |Account Ownership=companytype|Last Activity!|Last Stay-in-Touch Request Date|Opted Out of Email!""",
    "zoho_leads": """Record Id|Lead Owner|Company|First Name|Last Name|Designation=jobtitle|Email|Phone|Website
        |Lead Source|Lead Status!|Industry=industry|No. of Employees=companysize|Annual Revenue|Rating
        |Street|City=location|State=location|Zip Code|Country=location|Description|Skype ID|Created Time
        |Converted!|Last Activity Time!|Unsubscribed Mode!|Tag""",
    "dynamics_leads": """(Do Not Modify) Lead|Full Name|Job Title=jobtitle|Business Phone|Email|Company Name|Website
        |Street 1|City=location|State/Province=location|ZIP/Postal Code|Country/Region=location
        |Industry=industry|No. of Employees=companysize|Annual Revenue|SIC Code|Rating|Status!|Status Reason!
        |Lead Source|Created On|Do not allow Emails""",
    "clay": """Full Name|Job Title=jobtitle|Location=location|Company Domain|LinkedIn Profile|Headline
        |Employee Count=companysize|Company Industry=companyindustry|Headquarters=companylocation
        |Founded=companyfoundedon|Company Type=companytype|Summary=summary|Find Work Email|Email Status!""",
    "seamless": """Name|First Name|Contact LI Profile URL|Title=jobtitle|Seniority=llm_seniority|Department|Email 1
        |Contact Phone 1|Contact City=location|Contact State=location|Contact Country=location
        |Company Name|Website|Company Industry=companyindustry|Company Staff Count=companysize
        |Company Staff Count Range=companysize|Company Founded Date=companyfoundedon|Company City=companylocation
        |Company State Abbr=companylocation|Company Country=companylocation|Company Annual Revenue""",
    "snov": """Prospect name|First name|Last name|Position=jobtitle|Email|Email status!|Company|Company URL
        |Company industry=companyindustry|Company size=companysize|Company country=companylocation
        |Company locality=companylocation|Country=location|Locality=location|Source|Added on|LinkedIn|List""",
    "french_crm": """Civilité|Prénom|Nom|E-mail|Téléphone|Société|Fonction=jobtitle|Secteur d'activité=industry
        |Effectif=companysize|Ville=location|Région=location|Code postal|Pays=location|Langues=languages
        |Compétences=skills|Résumé=summary|Statut!|Étape!|Dernier contact!|A répondu!|Intéressé!|Commentaires
        |Profil LinkedIn|Source|Propriétaire""",
    "french_company": """Nom complet|Intitulé du poste=jobtitle|Niveau hiérarchique=llm_seniority|Entreprise
        |Secteur de l'entreprise=companyindustry|Taille de l'entreprise=companysize
        |Tranche d'effectifs=companysize|Année de création=companyfoundedon|Type d'entreprise=companytype
        |Siège social=companylocation|Ville de l'entreprise=companylocation|Pays de l'entreprise=companylocation
        |Localisation=location|Langues parlées=languages|Date d'ajout|URL LinkedIn|Chiffre d'affaires|SIREN
        |Ancien poste|Réponse!|Date de la dernière relance!""",
    "german_crm": """Anrede|Titel|Vorname|Nachname|Firma|Position=jobtitle|Abteilung|Branche=industry
        |Mitarbeiterzahl=companysize|Straße|PLZ|Ort=location|Bundesland=location|Land=location|Telefon|E-Mail
        |Sprachen=languages|Kenntnisse=skills|Status!|Letzter Kontakt!|Geantwortet!|Notizen|Umsatz""",
    "german_company": """Name|Berufsbezeichnung=jobtitle|Karrierestufe=llm_seniority|Unternehmen
        |Unternehmensbranche=companyindustry|Unternehmensgröße=companysize|Gründungsjahr=companyfoundedon
        |Unternehmensform=companytype|Firmensitz=companylocation|Standort=location|Zusammenfassung=summary
        |Fähigkeiten=skills|LinkedIn-Profil|Anzahl Mitarbeiter=companysize|Stadt des Unternehmens=companylocation
        |Erstellt am|Kampagne!|Antwort erhalten!|Interessiert!""",
    "spanish": """Nombre|Apellidos|Cargo=jobtitle|Empresa|Sector=industry|Tamaño de la empresa=companysize
        |Nº de empleados=companysize|Ciudad=location|Provincia=location|País=location|Idiomas=languages
        |Aptitudes=skills|Extracto=summary|Correo electrónico|Teléfono|Estado del lead!|Último contacto!
        |Respondido!|Interesado!|Año de fundación=companyfoundedon|Tipo de empresa=companytype
        |Sede=companylocation|Sector de la empresa=companyindustry|País de la empresa=companylocation
        |Perfil de LinkedIn|Nivel jerárquico=llm_seniority""",
    "italian": """Nome|Cognome|Qualifica=jobtitle|Azienda|Settore=industry|Dimensione azienda=companysize
        |Numero di dipendenti=companysize|Città=location|Provincia=location|Paese=location|Lingue=languages
        |Competenze=skills|Riepilogo=summary|Indirizzo e-mail|Telefono|Stato del lead!|Ultimo contatto!
        |Ha risposto!|Interessato!|Anno di fondazione=companyfoundedon|Tipo di azienda=companytype
        |Sede legale=companylocation|Settore azienda=companyindustry|Città dell'azienda=companylocation
        |Profilo LinkedIn|Livello di anzianità=llm_seniority|Fatturato""",
    "instantly": """email|first_name|last_name|company_name|job_title=jobtitle|linkedIn|location=location|website
        |personalization|lt_interest_status!|email_open_count!|email_reply_count!|timestamp_last_reply!|campaign!
        |verification_status!|is_interested!|companySize=companysize|company_industry=companyindustry""",
    "smartlead": """lead_id|first_name|last_name|email|phone_number|company_name|website|location=location
        |linkedin_profile|company_url|is_unsubscribed!|open_count!|click_count!|reply_count!|is_interested!|category
        |last_email_sequence_sent!|created_at|status!""",
    "reply_io": """Email|First name|Last name|Company|Company size=companysize|Industry=industry|Title=jobtitle
        |City=location|State=location|Country=location|TimeZone|LinkedIn|Phone|Delivered!|Opened!|Replied!|Bounced!
        |OptedOut!|Sequence Step!""",
    "company_org_prefix": """person.name|person.title=jobtitle|person.seniority=llm_seniority|person.city=location
        |person.state=location|person.country=location|person.linkedin_url|person.headline
        |organization.name|organization.industry=companyindustry
        |organization.estimated_num_employees=companysize|organization.founded_year=companyfoundedon
        |organization.city=companylocation|organization.country=companylocation|organization.website_url
        |organization.annual_revenue|contact_stage!""",
    "uplead": """First Name|Last Name|Title=jobtitle|Company|Email|Email Status!|Phone|Address|City=location
        |State=location|Zip|Country=location|Industry=industry|Employees=companysize|Revenue|SIC Code|NAICS Code
        |Company Year Founded=companyfoundedon|Fortune Rank|Linkedin|Job Function|Management Level=llm_seniority""",
    "french_cased_loud": """NOM|PRENOM|POSTE ACTUEL=jobtitle|ENTREPRISE|SECTEUR=industry|NB SALARIES=companysize
        |VILLE=location|PAYS=location|LANGUE(S)=languages|MAIL|TELEPHONE|STATUT PROSPECT!|RELANCE 1!|RDV!|REPONSE!""",
    "pipedrive_org": """Person - Name|Person - Job title=jobtitle|Person - Email - Work|Organization - Name
        |Organization - Industry=companyindustry|Organization - Number of employees=companysize
        |Organization - Address=companylocation|Organization - LinkedIn|Lead - Status!|Lead - Label names
        |Deal - Stage!|Person - Labels|Organization - Country=companylocation""",
    "hubspot_company": """Record ID|Job Title=jobtitle|Seniority=llm_seniority|Country/Region=location|City=location
        |Preferred language|Company size=companysize|Number of Employees=companysize|Industry=industry
        |Company Type=companytype|Year Founded=companyfoundedon|Lifecycle Stage!|Lead Status!
        |Number of Sales Activities!|Recent Sales Email Replied Date!|Annual Revenue|Became a Lead Date""",
    "training_file": """llm_quality=llm_quality|llm_seniority=llm_seniority|llm_engagement=llm_engagement
        |llm_decision_maker=llm_decision_maker|llm_industry=llm_industry|llm_geography=llm_geography
        |llm_business_type=llm_business_type|llm_company_fit=llm_company_fit|industry=industry
        |companyindustry=companyindustry|companysize=companysize|companytype=companytype|languages=languages
        |location=location|companylocation=companylocation|companyfoundedon=companyfoundedon|summary=summary
        |skills=skills|jobtitle=jobtitle|engaged!""",
    "pt_pipedrive": """Pessoa - Nome|Pessoa - Cargo=jobtitle|Pessoa - E-mail - Trabalho|Pessoa - Telefone - Celular
        |Pessoa - Etiquetas|Organização - Nome|Organização - Endereço=companylocation
        |Organização - Setor=companyindustry|Organização - Número de funcionários=companysize
        |Organização - País do endereço=companylocation|Organização - Proprietário|Pessoa - Última atividade""",
    "pt_rd_station": """Nome|E-mail|Telefone|Celular|Cargo=jobtitle|Empresa|Segmento da empresa=companyindustry
        |Número de funcionários=companysize|Estado=location|Cidade=location|Estágio do funil
        |Origem da primeira conversão|Data de criação do lead|Tags|Dono do lead|LinkedIn|Site""",
    "pt_maos": """NOME COMPLETO|FUNÇÃO=jobtitle|EMPRESA|RAMO DE ATIVIDADE=industry|PORTE DA EMPRESA=companysize
        |CIDADE=location|UF=location|WHATSAPP|E-MAIL|LINKEDIN|IDIOMAS=languages|COMPETÊNCIAS=skills|RESUMO=summary
        |JÁ RESPONDEU?|DATA DO CONTATO|OBSERVAÇÕES""",
    "pt_empresas": """CNPJ|Razão Social|Nome Fantasia|Natureza Jurídica=companytype
        |Data de abertura=companyfoundedon|Porte=companysize|Atividade principal=companyindustry|Logradouro|Bairro
        |CEP|Município=companylocation|UF=companylocation|Telefone|Site|Faturamento anual|Capital social""",
    "pt_vendas": """Primeiro nome|Sobrenome|Cargo atual=jobtitle|Nível hierárquico=llm_seniority
        |Senioridade=llm_seniority|Nome da empresa|Setor da empresa=companyindustry|Tamanho da empresa=companysize
        |Tipo da empresa=companytype|Ano de fundação=companyfoundedon|Sede da empresa=companylocation
        |País da empresa=companylocation|Localização=location|Sobre mim=summary|Habilidades=skills
        |Idiomas falados=languages|Perfil do LinkedIn|Descrição da empresa|Empresa anterior|Formação acadêmica
        |Status do lead""",
    "pt_portugal": """Nome|Apelido|Profissão=jobtitle|Entidade patronal|Sector de actividade=industry
        |N.º de trabalhadores=companysize|Morada|Código Postal|Localidade=location|Concelho=location
        |Distrito=location|País=location|Telemóvel|Correio eletrónico|Data de nascimento|Línguas=languages
        |Resumo profissional=summary|NIF|Notas""",
    "nl_crm": """Aanhef|Voornaam|Tussenvoegsel|Achternaam|Functie=jobtitle|Afdeling|Bedrijf|E-mailadres
        |Telefoonnummer|Mobiel|Straat|Huisnummer|Postcode|Woonplaats=location|Provincie=location|Land=location
        |Branche=industry|Aantal medewerkers=companysize|Website|Eigenaar|Bron|Opmerkingen|Laatste contact|Status
        |Aangemaakt op""",
    "nl_hand": """Naam|Functietitel=jobtitle|Organisatie|Sector=industry|Bedrijfsgrootte=companysize|Plaats=location
        |Regio=location|Talen=languages|Vaardigheden=skills|Over mij=summary|LinkedIn-profiel|Gereageerd?|Afspraak
        |Notities""",
    "nl_kvk": """KvK-nummer|Handelsnaam|Rechtsvorm=companytype|Datum oprichting=companyfoundedon|SBI-code
        |Hoofdactiviteit=companyindustry|Werkzame personen=companysize|Vestigingsadres=companylocation|Postcode
        |Vestigingsplaats=companylocation|Provincie=companylocation|Telefoonnummer|Website|Omzet|BTW-nummer""",
    "nl_linkedin": """Volledige naam|Huidige functie=jobtitle|Functieniveau=llm_seniority|Bedrijfsnaam
        |Bedrijfstak=industry|Branche bedrijf=companyindustry|Aantal werknemers=companysize
        |Oprichtingsjaar=companyfoundedon|Soort bedrijf=companytype|Hoofdkantoor=companylocation
        |Land van het bedrijf=companylocation|Locatie=location|Samenvatting=summary|Competenties=skills
        |Gesproken talen=languages|Profiel-URL|Vorige functie|Opleiding|Nationaliteit|Bedrijfsomschrijving""",
    "nl_exact": """Relatienummer|Contactpersoon|Functieomschrijving=jobtitle|Zakelijk e-mailadres|Telefoon
        |Organisatie - naam|Organisatie - sector=companyindustry|Organisatie - aantal medewerkers=companysize
        |Organisatie - plaats=companylocation|Organisatie - land=companylocation|Verantwoordelijke|Laatst gewijzigd
        |Jaaromzet|Niveau""",
    "nl_sales": """Voornaam|Achternaam|Beroep=jobtitle|Senioriteit=llm_seniority|Werkgever|Bedrijfssector=industry
        |Personeelsomvang=companysize|Type organisatie=companytype|Opgericht in=companyfoundedon|Stad=location
        |Kennis=skills|Talenkennis=languages|Profielschets=summary|E-mail|Mobiel nummer|Geboortedatum|Geslacht
        |Werkervaring""",
}  # fmt: skip
