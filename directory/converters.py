"""Parts of addresses."""


class UrnConverter:
    """A school's six digits."""

    regex = r"\d{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
