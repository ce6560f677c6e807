"""That whoever reads the activity is told every act in their language."""

from services.portal.domain import acts
from shared.words import tell


def test_every_act_has_words_in_both_languages() -> None:
    known = {one.act for one in acts._ACTS.values()}
    assert known
    assert known <= acts.WORDS.keys()
    assert not [name for name in known if tell(acts.WORDS[name], "es_US") == acts.WORDS[name]]
