"""What Stripe answers when it will not."""

from typing import Any


class StripeFault(Exception):
    """An answer of `status` with Stripe's error envelope."""

    def __init__(
        self, status: int, message: str, *, kind: str = "", code: str = "", param: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind or "invalid_request_error"
        self.code = code
        self.param = param

    def envelope(self) -> dict[str, Any]:
        """Return the body: only the keys that say something, as Stripe does."""
        error = {"type": self.kind, "message": str(self), "code": self.code, "param": self.param}
        return {"error": {key: value for key, value in error.items() if value}}


def no_such(kind: str, object_id: str) -> StripeFault:
    """Return the 404 for an object that is not here, as after a restart of the double."""
    return StripeFault(404, f"No such {kind}: '{object_id}'", code="resource_missing", param="id")
