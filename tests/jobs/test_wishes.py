"""Wishes are kept with a run as JSON and come back as they were."""

import json

from hypothesis import given
from hypothesis import strategies as st

from app.jobs.wishes import kept_wishes, read_wishes
from app.tables.columns import ALWAYS, OurColumn
from app.tables.scoring_run import Wishes

columns = st.sets(st.sampled_from(OurColumn)).map(lambda some: tuple(k for k in OurColumn if k in {*some, *ALWAYS}))


@given(columns, st.text(max_size=10), st.dictionaries(st.text(max_size=10), st.none() | st.text(max_size=10)))
def test_come_back(chosen: tuple[OurColumn, ...], prefix: str, overrule: dict[str, str | None]) -> None:
    wishes = Wishes(chosen, prefix, overrule)
    assert read_wishes(json.loads(json.dumps(kept_wishes(wishes)))) == wishes


def test_nothing_is_kept_of_what_is_usual() -> None:
    assert kept_wishes(Wishes()) == {}
    assert read_wishes({}) == Wishes()
