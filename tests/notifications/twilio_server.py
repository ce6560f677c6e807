"""Twilio's Messages API on this machine: it answers as theirs does, and fails as theirs does."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl

from services.notifications.adapters.twilio import TwilioAccount

SID, TOKEN, NUMBER = "AC" + "0" * 32, "token-of-the-account", "+12125550199"
HANG_UP, HANG = "hang up", "hang"
_MESSAGES = {
    20003: "Authenticate",
    20429: "Too Many Requests",
    21211: "Invalid 'To' Phone Number",
    21604: "A 'To' phone number is required.",
    21610: "Attempt to send to unsubscribed recipient",
    21614: "'To' number is not a valid mobile number",
    21617: "The concatenated message body exceeds the 1600 character limit",
}


@dataclass
class TwilioServer:
    """`faults` holds what goes wrong with the next requests: a status, or a hang-up or a long wait once it has the message."""

    faults: list[int | str | None] = field(default_factory=list)
    unsubscribed: set[str] = field(default_factory=set)
    landlines: set[str] = field(default_factory=set)
    taken: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def account(self) -> TwilioAccount:
        return TwilioAccount(SID, TOKEN, NUMBER, f"http://127.0.0.1:{self.port}")

    def answer(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]] | None:
        """The status and what is said; None where the connection is dropped."""
        fault = self.faults.pop(0) if self.faults else None
        if authorization != "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode():
            return self._refusal(401, 20003)
        if isinstance(fault, int):
            return self._refusal(fault, 20429 if fault == 429 else 20500)
        refused = self._refused(form)
        if refused:
            return self._refusal(400, refused)
        self.taken.append(form)
        if fault == HANG_UP:
            return None
        if fault == HANG:
            time.sleep(1)
        return 201, {"sid": f"SM{len(self.taken):032}", "status": "queued", "error_code": None, "body": form["Body"]}

    def _refused(self, form: dict[str, str]) -> int | None:
        number = form.get("To", "")
        if not number:
            return 21604
        if not (number.startswith("+") and number[1:].isdecimal() and len(number) > 8):
            return 21211
        if number in self.landlines:
            return 21614
        if number in self.unsubscribed:
            return 21610
        return 21617 if len(form.get("Body", "")) > 1600 else None

    def _refusal(self, status: int, code: int) -> tuple[int, dict[str, Any]]:
        more = f"https://www.twilio.com/docs/errors/{code}"
        said = {"code": code, "message": _MESSAGES.get(code, "Internal Server Error"), "more_info": more}
        return status, said | {"status": status}


@contextmanager
def twilio(**state: Any) -> Iterator[TwilioServer]:
    """Twilio at work."""
    server = TwilioServer(**state)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.path != f"/2010-04-01/Accounts/{SID}/Messages.json":
                answer = server._refusal(404, 20404)
            else:
                answer = server.answer(dict(parse_qsl(body)), self.headers.get("Authorization", ""))
            if answer is None:
                self.close_connection = True
                return
            content = json.dumps(answer[1]).encode()
            self.send_response(answer[0])
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Nothing: tests read what is in `taken`."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.port = http.server_address[1]
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def named_delivery(form: dict[str, str]) -> str:
    """The delivery that a message's status callback names."""
    return parse_qs(form["StatusCallback"].partition("?")[2])["delivery"][0]
