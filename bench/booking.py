"""One booking as a lead makes it: the form, the confirming POST, the page that says it is done."""

import http.client
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlencode

from bench.addresses import Addresses
from bench.load import Measured, WrongAnswer, measure
from bench.server import Server

FORM = "application/x-www-form-urlencoded"


class FormFields(HTMLParser):
    """The fields of the page's forms that a browser would send untouched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        about = dict(attributes)
        kind, name = about.get("type") or "text", about.get("name")
        if tag == "input" and name and kind not in ("checkbox", "radio", "submit"):
            self.fields[name] = about.get("value") or ""


class Lead:
    """A browser of one person on one connection."""

    def __init__(self, server: Server, session_cookie: str) -> None:
        self.host = f"localhost:{server.port}"
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.cookies = {"sessionid": session_cookie}
        self.size = 0

    def ask(self, method: str, address: str, body: str | None = None) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": self.host, "Cookie": cookies}
        if body is not None:
            headers["Content-Type"] = FORM
        self.connection.request(method, address, body, headers)
        response = self.connection.getresponse()
        page = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.size += len(page)
        return response.status, response.headers.get("Location", ""), page.decode()

    def book(self, address: str, urn: str, colleague: int) -> int:
        """Book one colleague; the bytes of all three answers. Raises WrongAnswer."""
        self.size = 0
        form_address = f"{address}?school={urn}"
        status, _, page = self.ask("GET", form_address)
        if status != 200:
            raise WrongAnswer(f"The booking form answered {status}")
        fields = {**FormFields(page).fields, f"colleague_{colleague}": "on"}
        status, location, page = self.ask("POST", form_address, urlencode(fields))
        if status != 302:
            raise WrongAnswer(f"The booking was not taken: {status}")
        status, _, page = self.ask("GET", location)
        if status != 200:
            raise WrongAnswer(f"The confirmation answered {status}")
        return self.size


def book_places(server: Server, addresses: Addresses, places: list[tuple[str, int]]) -> Measured:
    """Book every place of the list, one after the other on each of two connections."""

    def work(numbers: Iterator[int]) -> int:
        lead = Lead(server, addresses.session_cookie)
        size = 0
        for number in numbers:
            size = lead.book(addresses.book, *places[number])
        lead.connection.close()
        return size

    return measure(server, work, len(places), threads=2)
