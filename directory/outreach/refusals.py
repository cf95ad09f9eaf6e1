"""Facts that stop a service of outreach. Their words are sentences for the person at the screen."""


class Refused(Exception):
    """Something in the way; `str()` of it says what, and what to do."""


class RecruitmentClosed(Refused):
    def __init__(self) -> None:
        super().__init__("The authority does not recruit ASTs now, and takes no requests.")


class PostHeld(Refused):
    """The post has a holder on one of the days asked for."""


class DayNotPossible(Refused):
    """A day that lies before another it has to follow."""


class ReasonMissing(Refused):
    def __init__(self) -> None:
        super().__init__("Give the reason: outreach is expected of every AST.")


class PriorityHolds(Refused):
    """Funding moves only from a post that meets none of the four priorities (CA L81)."""

    def __init__(self) -> None:
        super().__init__(
            "One of the four priorities holds, so the post goes on. Funding is redirected only"
            " where none does."
        )


class NotWeighed(Refused):
    def __init__(self) -> None:
        super().__init__("Go through the four priorities first.")


class DiscussionMissing(Refused):
    """The decision is made in discussion with the school (CA L90)."""

    def __init__(self) -> None:
        super().__init__("Write what was discussed with the school: a decision has a note of it.")


class MayStillAppeal(Refused):
    """The school has its working days to appeal."""


class NotAnAcademy(Refused):
    """Only an academy releases an AST by agreement or keeps one."""


class NotAccredited(Refused):
    """Only somebody who met the standards is appointed (CB ¶1)."""


class CandidateListed(Refused):
    """Somebody with this address is a candidate already."""


class CategoryHolds(Refused):
    """What Ofsted says is a fact, not for the authority to weigh."""

    def __init__(self) -> None:
        super().__init__("The school is in an Ofsted category today, so that priority holds.")
