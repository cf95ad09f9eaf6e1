"""Who may do what with pen portraits in the back office. Wagtail's rules hold, and these besides:
a portrait is published only by the workflow, once the base school has agreed, and never copied."""

from wagtail.models import PagePermissionTester


class PortraitPermissionTester(PagePermissionTester):
    """For one portrait. A superuser may still publish, to put something right."""

    def can_publish(self) -> bool:
        return super().can_publish() and self.user.is_superuser

    def can_copy(self) -> bool:
        """There is one portrait a practitioner, so a copy would be nobody's."""
        return False


class DirectoryPermissionTester(PagePermissionTester):
    """For the directory: portraits are made there as drafts."""

    def can_publish_subpage(self) -> bool:
        return super().can_publish_subpage() and self.user.is_superuser
