"""What the page editors show of the dated side of a session: to read, with ways to change it."""

from wagtail.admin.panels import Panel

CHANGE = "psg_catalogue.change_studygroupsession"
ADD = "psg_catalogue.add_studygroupsession"


class SessionFactsPanel(Panel):
    """On a session's page: when, where, how many, in which state, and the way to change that."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "backoffice/sessions/facts_panel.html"

        def get_context_data(self, parent_context=None) -> dict:
            context = super().get_context_data(parent_context)
            user = self.request.user
            context["session"] = getattr(self.instance, "session", None)
            context["may_change"] = user.has_perm(CHANGE)
            context["may_add"] = user.has_perm(ADD)
            context["study_group"] = self.instance.get_parent() if self.instance.pk else None
            return context


class SessionsPanel(Panel):
    """On a study group's page: its sessions, and the one way to add another."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "backoffice/sessions/sessions_panel.html"

        def get_context_data(self, parent_context=None) -> dict:
            context = super().get_context_data(parent_context)
            user = self.request.user
            if self.instance.pk:
                context["sessions"] = self.instance.sessions.select_related("page", "venue")
            context["may_change"] = user.has_perm(CHANGE)
            context["may_add"] = user.has_perm(ADD)
            return context
