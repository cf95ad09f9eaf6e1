"""Why nothing became of a QA visit: a named fact each, with a sentence on what to do."""


class VisitRefused(Exception):
    """Nothing was kept. `str()` of it is a sentence for the person who asked."""

    words = ""

    def __str__(self) -> str:
        return self.words


class SessionNotThere(VisitRefused):
    words = "This session does not take place on a fixed day. Choose another."


class SessionHasBegun(VisitRefused):
    words = "This session has begun. Record the visit instead of planning it."


class VisitTaken(VisitRefused):
    words = "Somebody plans to visit this session already. Choose another."


class VisitBeforeSession(VisitRefused):
    words = "The visit cannot be before the session. Give the day of the session or a later one."


class VisitToCome(VisitRefused):
    words = "Record a visit once it has been made. Give today or an earlier day."


class VisitIsShared(VisitRefused):
    words = "This record is shared. What the leader has read stays as it is."


class VisitIsOver(VisitRefused):
    words = "This visit is called off. Plan another."


class NotWrittenUp(VisitRefused):
    words = (
        "Write strengths, points for development and an overall view first."
        " Where there is nothing to say, say that."
    )


class NotShared(VisitRefused):
    words = "This record is not shared yet, so there is nothing to reply to."


class NothingSaid(VisitRefused):
    words = "Write what you would like to say."
