"""What a school says when it does not go on."""

from core.forms import SiteForm
from directory.forms.fields import LineField


class DeclineForm(SiteForm):
    reason = LineField(
        label="Why not?",
        max_length=300,
        help_text="Our office reads it. You can still renew later.",
        error_messages={"required": "Say why, in a few words."},
    )
