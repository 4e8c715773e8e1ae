"""Sets a new Golden Thread up as its first administrator does, and makes tokens for programs.

    python schemathesis_set_up.py LINK TOKENS

LINK is the set-up link of the first start. Prints so many tokens, one a line, of a business manager
who may record, once there is a plan in the record. Nothing but what comes with Python is needed.
"""

import base64
import hashlib
import hmac
import html
import http.cookiejar
import json
import re
import struct
import sys
import time
import urllib.parse
import urllib.request

PASSWORD = "kettle orbit mustard lantern"
PLAN = """\
Exshire Safeguarding Children Plan 2021 - 2022,,,,,
Ref,Action,Lead,Timescale,Outcome,RAG
PRIORITY 1: Children who look after somebody are known,,,,,
1.1,Ask every school whom it knows,Head of Schools,By 30/09/2021,Numbers are known,White
1.2,Agree one form,Designated Nurse,By 31/07/2021,The form is in use,White
"""


def code(secret):
    """The six digits an authenticator shows now (RFC 6238)."""
    secret = re.sub("[^A-Z2-7]", "", secret.upper())
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    made = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = made[-1] & 15
    return f"{(struct.unpack_from('>I', made, at)[0] & 0x7FFFFFFF) % 1_000_000:06}"


class Browser:
    """As much of one as is needed: it keeps cookies, and says where a form comes from."""

    def __init__(self, base):
        self.base = base
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def get(self, path):
        return self.opener.open(self.base + path).read().decode()

    def post(self, path, **fields):
        body = urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(self.base + path, body, {"Origin": self.base})
        return self.opener.open(request).read().decode()


def find(pattern, page):
    """What stands at a place of a page; ends the program with the page where it does not."""
    found = re.search(pattern, page, re.DOTALL)
    if found is None:
        sys.exit(f"no {pattern} on this page:\n{page}")
    return re.sub("<[^>]*>", "", html.unescape(found[1])).strip()


def hidden(page):
    """The hidden inputs of a page, by name."""
    inputs = [tag for tag in re.findall("<input[^>]*>", page) if 'type="hidden"' in tag]
    return {find(' name="([^"]*)"', tag): find(' value="([^"]*)"', tag) for tag in inputs}


def begin(browser, path):
    """Makes the partnership and its administrator, who is its business manager too."""
    browser.post(
        path,
        partnership="Exshire Safeguarding Children Partnership",
        area="Exshire",
        name="Robin Example",
        address="robin@exshire.example",
        password=PASSWORD,
        again=PASSWORD,
        manager="yes",
    )
    page = browser.get("/sign-in/second-step?next=%2F")
    secret = find('<code class="gt-secret"[^>]*>(.*?)</code>', page)
    browser.post("/sign-in/second-step", next="/", code=code(secret))


def token(browser, number):
    """A token that may record as the business manager."""
    page = browser.get("/account/tokens/new")
    radios = re.findall(
        r'<input[^>]*name="holding"[^>]*value="([^"]*)"[^>]*>\s*<label[^>]*>(.*?)</label>',
        page,
        re.DOTALL,
    )
    manager = [value for value, label in radios if "usiness manager" in label]
    if not manager:
        sys.exit(f"no role of a business manager to choose:\n{page}")
    shown = browser.post(
        "/account/tokens/new",
        **hidden(page),
        label=f"Trying the interface, {number}",
        holding=manager[0],
        scope="write",
        days="7",
        present=PASSWORD,
    )
    return find(r"\b(gt_[A-Za-z0-9_-]+)", shown)


def bring_in_a_plan(base, bearer):
    """So that there is something to read."""
    mark = "part-of-the-form"
    lines = []
    for name, value in [("file", PLAN), ("confirm", "yes")]:
        file = '; filename="plan.csv"\r\nContent-Type: text/csv' if name == "file" else ""
        lines += [f"--{mark}", f'Content-Disposition: form-data; name="{name}"{file}', "", value]
    body = "\r\n".join([*lines, f"--{mark}--", ""]).encode()
    headers = {
        "Authorization": f"Bearer {bearer}",
        "Content-Type": f"multipart/form-data; boundary={mark}",
    }
    request = urllib.request.Request(f"{base}/api/v1/imports", body, headers)
    return json.loads(urllib.request.urlopen(request).read())


def main():
    link, tokens = urllib.parse.urlsplit(sys.argv[1]), int(sys.argv[2])
    browser = Browser(f"{link.scheme}://{link.netloc}")
    begin(browser, link.path)
    made = [token(browser, number) for number in range(tokens)]
    bring_in_a_plan(browser.base, made[0])
    print("\n".join(made))


main()
