"""The form a pen portrait is edited with in the back office."""

from wagtail.admin.forms import WagtailAdminPageForm

NOBODYS = (
    "Your account is not joined to a practitioner yet. Ask the office to join it, then try again."
)


class PenPortraitForm(WagtailAdminPageForm):
    """A practitioner's portrait is always their own: whoever may not choose a practitioner gets the
    one their account is joined to. A draft may be bare; to be submitted it must be whole."""

    def clean(self) -> dict:
        cleaned = super().clean()
        practitioner = self._practitioner()
        if practitioner is None:
            return cleaned
        self.instance.practitioner = practitioner
        others = type(self.instance)._default_manager.exclude(pk=self.instance.pk)
        if others.filter(practitioner=practitioner).exists():
            self._refuse(f"There is a portrait of {practitioner} already. Edit that one.")
        if not self.is_deferred_validation:
            self._check_whole(practitioner)
        return cleaned

    def _practitioner(self):
        """The practitioner the portrait is of, or None with the reason said."""
        before = self.instance.practitioner if self.instance.practitioner_id else None
        if "practitioner" not in self.fields:
            own = getattr(self.for_user, "practitioner", None)
            if before is None and own is None:
                self._refuse(NOBODYS)
            return before or own
        chosen = self.cleaned_data.get("practitioner")
        stored = self.initial.get("practitioner")
        if self.instance.pk and stored and chosen and chosen.pk != stored:
            self._refuse("A portrait stays with its practitioner. Make a new page for another.")
        return chosen

    def _check_whole(self, practitioner) -> None:
        if not practitioner.may_be_published:
            self._refuse(
                f"{practitioner} has no date of accreditation, and {practitioner.kind.plural} are"
                " published only once accredited. Ask the office to enter it."
            )
        if practitioner.base_school_id is None:
            self._refuse(f"{practitioner} has no base school to agree this. Ask the office.")
        if not self.cleaned_data.get("own_words"):
            self.add_error("own_words", "Say in a sentence or two what you do.")
        photo = self.cleaned_data.get("photo")
        if photo and not photo.description:
            self.add_error(
                "photo", "Edit the picture and describe it, for those who do not see it."
            )

    def _refuse(self, words: str) -> None:
        self.add_error("practitioner" if "practitioner" in self.fields else None, words)
