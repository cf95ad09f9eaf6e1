"""What outreach keeps: each model is named here, so that the app is read from one list."""

__all__: list[str] = []
