"""Plain HTTP calls, as a browser or a site would make them."""

from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit


def post_form(url: str, **fields: str) -> tuple[int, str, str]:
    """Post a form as a browser would, and return status, Location and page."""
    return send(url, "POST", urlencode(fields))


def send(
    url: str, method: str = "GET", body: str = "", headers: dict[str, str] | None = None
) -> tuple[int, str, str]:
    """Send one request, follow no redirect, and return status, Location and page."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=5)
    try:
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request(method, path, body.encode(), headers or {})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", ""), answer.read().decode()
    finally:
        connection.close()
