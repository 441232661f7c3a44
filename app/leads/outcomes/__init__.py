"""What became of a lead: a cell -> a rung of the ladder -> engaged, not, open or left out. Pure.

    rung = rung_of("linkedinReplied", header="laststate")        # Rung.REPLIED
    standing_of(rung)                                            # Standing.ENGAGED
    standing_of(rung, counts_from=Rung.MEETING)                  # Standing.OPEN
    joined(rung_of("emailsOpened"), rung_of("done", "status"))   # Rung.ENDED_WITHOUT_ANSWER

None is a value that nobody knows: list it and leave it out, do not guess. An outcome is never an input of a score.
"""

from app.leads.outcomes.cells import rung_of
from app.leads.outcomes.columns import may_count, what_else
from app.leads.outcomes.grammar import rung_of_words, says_outcome
from app.leads.outcomes.ladder import COUNTABLE, Rung, Standing, joined, standing_of

__all__ = [
    "COUNTABLE",
    "Rung",
    "Standing",
    "joined",
    "may_count",
    "rung_of",
    "rung_of_words",
    "says_outcome",
    "standing_of",
    "what_else",
]
