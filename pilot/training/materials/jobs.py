"""Look once a week whether the links of materials still answer (T18)."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from pilot.database import reading
from pilot.extensions import db
from pilot.training.materials import actions, addresses, queries
from pilot.training.materials.addresses import Allowed, Answer, is_public

AT_ONCE = 8


def check_links(*, now: dt.datetime, allowed: Allowed = is_public) -> int:
    """Ask every link, note what answers, and return how many were noted.

    When several were asked and nothing at all could be reached, our own connection is down: nothing is noted.
    """
    with reading():
        links = queries.links_to_check()
        db.session.commit()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(
            pool.map(lambda link: addresses.ask(link, allowed=allowed), [link for _id, link in links])
        )
    if len(answers) > 1 and set(answers) == {Answer.UNREACHABLE}:
        return 0
    for (material_id, link), answer in zip(links, answers, strict=True):
        actions.note_answer(material_id, link, answers=answer is Answer.OK, now=now)
    db.session.commit()
    return len(links)
