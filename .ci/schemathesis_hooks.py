"""How Schemathesis reaches a running Golden Thread: told by SCHEMATHESIS_HOOKS.

Two things the interface's document cannot say. Ids are drawn at random, and no record holds those:
three out of four become ids of the record (`Known`), so that what is really answered is judged,
and the rest stay as they are, for 404. And a token makes at most 300 requests a minute, an address
1200: where there are tokens, each request goes with the next of them, and says that it comes from
the next of many addresses behind a proxy, as tests/acceptance/office.rs does. Now and then one goes
without a token, or with one that does not work.

How many answers there were by status is written to the file GOLDEN_THREAD_COUNTS at the end.
"""

import atexit
import collections
import itertools
import json
import os
import urllib.request
import uuid
import zlib

import schemathesis

BASE = os.environ["GOLDEN_THREAD_BASE"]
TOKENS = os.environ.get("GOLDEN_THREAD_TOKENS", "").split()

# What a path calls a kind of thing, where the record calls it otherwise.
KINDS = {
    "actions": "improvement_action",
    "action": "improvement_action",
    "plans": "plan",
    "recommendations": "recommendation",
    "meetings": "meeting",
}

# One request in so many goes without a token, and one with a wrong one.
NOBODY_EVERY = 50

turns = itertools.count()


def who(turn):
    """What a request says of somebody who may read everything."""
    if not TOKENS:
        return {"Golden-Thread-Acting-As": "business_manager"}
    return {
        "Authorization": f"Bearer {TOKENS[turn % len(TOKENS)]}",
        "X-Forwarded-For": f"10.0.{turn // 250 % 250}.{turn % 250}",
    }


def who_next():
    """What the next request of the run says of that: mostly somebody."""
    turn = next(turns)
    said = who(turn)
    if turn % NOBODY_EVERY == NOBODY_EVERY - 1:
        said["Authorization"] = ""
    elif turn % NOBODY_EVERY == NOBODY_EVERY // 2:
        said["Authorization"] = "Bearer gt_none_of_ours"
    return said


class Known:
    """The ids in the record as it is when the run begins, by kind of thing, and its length."""

    def __init__(self):
        self.ids, self.length, after = {}, 0, 0
        while after is not None:
            page = self.read(f"/trail?per_page=500&after={after}")
            for row in page["rows"]:
                self.length = max(self.length, row["position"])
                self.ids.setdefault(row["stream"]["kind"], set()).add(row["stream"]["id"])
            after = page["next"]
        self.ids = {kind: sorted(ids) for kind, ids in self.ids.items()}

    @staticmethod
    def read(path):
        request = urllib.request.Request(f"{BASE}/api/v1{path}", headers=who(0))
        return json.loads(urllib.request.urlopen(request).read())

    def instead_of(self, path, drawn):
        """Parameters of a path with ids of the record; the same for the same ones drawn."""
        put = dict(drawn)
        chosen = zlib.crc32(json.dumps(drawn, sort_keys=True, default=str).encode())
        if chosen % 4 == 0:
            return put
        kind = str(drawn.get("kind", path.split("/")[1]))
        ids = self.ids.get(KINDS.get(kind, kind), [])
        if ids and is_an_id(drawn.get("id")):
            put["id"] = ids[chosen // 4 % len(ids)]
        if isinstance(drawn.get("position"), int) and drawn["position"] > 0:
            put["position"] = chosen // 4 % self.length + 1
        return put


def is_an_id(drawn):
    try:
        return isinstance(drawn, str) and uuid.UUID(drawn) is not None
    except ValueError:
        return False


known = Known()


@schemathesis.hook
def before_call(context, case, kwargs):
    if TOKENS:
        case.headers.update(who_next())
    if case.path_parameters:
        case.path_parameters = known.instead_of(case.operation.path, case.path_parameters)


answers = collections.Counter()


@schemathesis.hook
def after_call(context, case, response):
    answers[response.status_code] += 1


@atexit.register
def tell():
    with open(os.environ["GOLDEN_THREAD_COUNTS"], "w", encoding="utf-8") as file:
        file.writelines(f"{status} {many}\n" for status, many in sorted(answers.items()))
