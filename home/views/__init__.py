"""Pages of this app that are not Wagtail's."""
