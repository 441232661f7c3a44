"""Which fields a row's facts are, in their order. Rows outlive the field list, so old lists stay here.

When app.leads.fields changes, add the new list under the next number and make it CURRENT: a test asks for it.
"""

CURRENT = 1

LAYOUTS: dict[int, tuple[str, ...]] = {
    1: (
        "llm_quality",
        "llm_engagement",
        "llm_decision_maker",
        "llm_company_fit",
        "companyfoundedon",
        "llm_seniority",
        "llm_industry",
        "industry",
        "companyindustry",
        "llm_geography",
        "llm_business_type",
        "companysize",
        "companytype",
        "languages",
        "location",
        "companylocation",
        "summary",
        "skills",
        "jobtitle",
    ),
}
