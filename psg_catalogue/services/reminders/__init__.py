"""What goes out around a session: when it is due, to whom, once each, and what is held."""

from psg_catalogue.services.reminders.holding import forget_holds, hold_reminder, let_reminder_go
from psg_catalogue.services.reminders.sending import send_now, send_reminders

__all__ = ["forget_holds", "hold_reminder", "let_reminder_go", "send_now", "send_reminders"]
