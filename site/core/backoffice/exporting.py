"""Lists of people taken away as files."""

from core.audit import record


def note_export(user, listing: str) -> None:
    """Who took which list of people away is written down (DOMAIN 2.6)."""
    record(user, "people.exported", by=user, listing=listing)


class LoggedExport:
    """Mixed into a listing with people in it."""

    def render_to_response(self, context: dict, **kwargs):
        if self.is_export:
            note_export(self.request.user, self.export_filename)
        return super().render_to_response(context, **kwargs)
