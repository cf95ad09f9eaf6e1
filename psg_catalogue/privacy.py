"""What study groups know of people. Who was asked to evaluate is joined to no answer, so no copy
and no erasure can reach an answer (SAFETY 50)."""

import uuid

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from core.privacy import (
    Person,
    PersonalTable,
    PersonKind,
    declare,
    declare_actors,
    declare_impersonal,
    declare_words,
    finds_person,
    look_up_in,
    rows_with_account,
)
from directory.models import Colleague
from psg_catalogue.models import (
    AccessNeed,
    Booking,
    Certificate,
    EvaluationInvitation,
    GroupProposal,
    NewSessionsSignUp,
    RegisterEntry,
    StudyGroupLeader,
    UnusedPlace,
)
from psg_catalogue.models.quality import WORDS_OF_A_VISIT
from psg_catalogue.periods import register_periods
from psg_catalogue.person_key import person_key

SOMEBODY = "Somebody since erased"


def declare_privacy() -> None:
    """Called once, when the app is ready."""
    finds_person(_at_the_door)
    look_up_in(PersonKind("walk-in", "Walk-ins", "psg_catalogue.RegisterEntry", _walk_ins_like))
    declare(
        PersonalTable(
            model="psg_catalogue.Booking",
            heading="Bookings",
            fields=("colleague",),
            rows_of=lambda person: Booking.objects.filter(
                colleague__in=person.pks("directory.Colleague")
            ),
            hidden=("link_nonce",),
            goes="Places at sessions to come are given back. The others stay, of a former"
            " colleague, so that places and attendances still add up.",
            erase=_give_places_back,
            order=10,
        )
    )
    declare(
        PersonalTable(
            model="psg_catalogue.RegisterEntry",
            heading="Attendance registers",
            fields=("colleague", "name", "email", "person_key"),
            rows_of=entries_of,
            goes="Name and address are taken out. The attendance still counts.",
            erase=_empty_entries,
            order=40,
        )
    )
    declare(
        PersonalTable(
            model="psg_catalogue.Certificate",
            heading="Certificates",
            fields=("entry",),
            rows_of=lambda person: Certificate.objects.filter(entry__in=entries_of(person)),
            goes="Deleted: nobody can check them any more.",
            erase=lambda person, rows: rows.delete()[0],
            order=34,
        )
    )
    _declare_what_is_ones_own()
    _declare_what_stays()
    _declare_proposals()
    register_periods()
    declare_actors("psg_catalogue.Booking", "booked_by")
    declare_actors("psg_catalogue.PlaceOrder", "made_by")
    declare_actors("psg_catalogue.RegisterEntry", "marked_by")
    declare_actors("psg_catalogue.StudyGroupSession", "register_closed_by")
    declare_actors("psg_catalogue.ReminderHold", "held_by")
    declare_words("psg_catalogue.ReminderHold", "because")
    declare_impersonal("psg_catalogue.RegisterEntry", "school_name")
    declare_actors("psg_catalogue.QAVisit", "replied_by")
    declare_words("psg_catalogue.QAVisit", *WORDS_OF_A_VISIT, "called_off_because", "leader_reply")
    declare_actors("psg_catalogue.FrozenReport", "frozen_by")
    declare_actors("psg_catalogue.FeedbackPassedOver", "passed_by")
    declare_words("psg_catalogue.FeedbackPassedOver", "because")
    declare_words("psg_catalogue.ChangeNote", "you_said", "we_changed")
    declare_words("psg_catalogue.EvaluationAnswer", "text")
    declare_words("psg_catalogue.StudyGroupSession", "venue_note", "cancellation_reason")


def _declare_what_is_ones_own() -> None:
    """What people asked for, for themselves alone."""
    declare(
        PersonalTable(
            model="psg_catalogue.CalendarFeed",
            heading="Your calendar’s address",
            fields=("user",),
            rows_of=rows_with_account("psg_catalogue.CalendarFeed"),
            goes="Deleted: the address leads nowhere.",
            erase=lambda person, rows: rows.delete()[0],
            hidden=("nonce",),
            order=30,
        )
    )

    finds_person(_signed_up)
    look_up_in(
        PersonKind(
            "sign-up", "New sessions by email", "psg_catalogue.NewSessionsSignUp", _signed_up_at
        )
    )
    declare(
        PersonalTable(
            model="psg_catalogue.NewSessionsSignUp",
            heading="New sessions by email",
            fields=("email",),
            rows_of=lambda person: NewSessionsSignUp.objects.annotate(
                address=Lower("email")
            ).filter(address__in=person.emails),
            goes="Deleted: no letter is sent any more.",
            erase=lambda person, rows: rows.delete()[0],
            hidden=("nonce",),
            order=30,
        )
    )


def _signed_up_at(words: str) -> QuerySet[NewSessionsSignUp]:
    """By the whole address: nobody's name is known."""
    return NewSessionsSignUp.objects.at(words)


def _signed_up(person: Person) -> None:
    for pk in person.pks("psg_catalogue.NewSessionsSignUp"):
        if row := NewSessionsSignUp.objects.filter(pk=pk).first():
            person.add_row(row, name="", email=row.email)


def _declare_what_stays() -> None:
    """And what goes with a booking: needs at once, a charge with the school's bill."""
    declare(
        PersonalTable(
            model="psg_catalogue.AccessNeed",
            heading="Access or dietary needs",
            fields=("words",),
            rows_of=_of_bookings(AccessNeed),
            goes="Deleted. They go by themselves when the session is over.",
            erase=lambda person, rows: rows.delete()[0],
            order=5,
        )
    )
    declare(
        PersonalTable(
            model="psg_catalogue.UnusedPlace",
            heading="Places not used",
            fields=("excused_by",),
            rows_of=_of_bookings(UnusedPlace),
            stays="The charge is the school's; it names no person.",
        )
    )
    declare(
        PersonalTable(
            model="psg_catalogue.StudyGroupLeader",
            heading="Study groups led",
            fields=("practitioner",),
            rows_of=lambda person: StudyGroupLeader.objects.filter(
                practitioner__in=person.pks("directory.Practitioner")
            ),
            stays="The study group was led by a former practitioner.",
        )
    )
    declare_impersonal("psg_catalogue.DistinctPeople", "one", "other")
    declare_words("psg_catalogue.AccessNeed", "words")
    declare_words("psg_catalogue.UnusedPlace", "excused_because")
    declare(
        PersonalTable(
            model="psg_catalogue.EvaluationInvitation",
            heading="Asked to evaluate",
            fields=("entry",),
            rows_of=lambda person: EvaluationInvitation.objects.filter(
                entry__in=entries_of(person)
            ),
            stays="It says that somebody was asked and whether an answer came, never which.",
            hidden=("nonce", "door_code_hash"),
            order=35,
        )
    )
    declare(
        PersonalTable(
            model="psg_catalogue.QAVisit",
            heading="Quality assurance visits made",
            fields=("qa_lead",),
            rows_of=rows_with_account("psg_catalogue.QAVisit", "qa_lead"),
            stays="The visit counts in the report; it was made by an account without a name.",
        )
    )


def _declare_proposals() -> None:
    declare(
        PersonalTable(
            model="psg_catalogue.GroupProposal",
            heading="Study groups proposed",
            fields=("proposer",),
            rows_of=lambda person: GroupProposal.objects.filter(
                proposer__in=person.pks("directory.Practitioner")
            ),
            stays="The study group was proposed by a former practitioner; it goes with the years.",
        )
    )
    declare_actors("psg_catalogue.GroupProposal", "settled_by")
    declare_words(
        "psg_catalogue.GroupProposal",
        *("title", "summary", "aims", "audience", "year_changes", "venue_note", "answer"),
    )
    declare_words("psg_catalogue.ProposedSession", "title")


def _walk_ins_like(words: str) -> QuerySet[RegisterEntry]:
    """Lines that no staff list knows: the others are found there."""
    found = RegisterEntry.objects.filter(Q(name__icontains=words) | Q(email__iexact=words))
    return found.filter(colleague=None).exclude(name=SOMEBODY).select_related("school")


def _at_the_door(person: Person) -> None:
    for entry in RegisterEntry.objects.filter(pk__in=person.pks("psg_catalogue.RegisterEntry")):
        if entry.name != SOMEBODY:
            person.add_row(entry, name=entry.name, email=entry.email)


def _of_bookings(model):
    def rows_of(person: Person) -> QuerySet:
        return model.objects.filter(booking__colleague__in=person.pks("directory.Colleague"))

    return rows_of


def entries_of(person: Person) -> QuerySet[RegisterEntry]:
    """Lines of the person's place on a staff list; and of walk-ins, lines that no staff list knows,
    under one of the person's addresses or, without any, under name and school."""
    listed = Colleague.objects.filter(pk__in=person.pks("directory.Colleague"))
    urns = list(listed.values_list("school__urn", flat=True))
    keys = {person_key(name, "", urn) for name in person.names for urn in urns}
    lower = RegisterEntry.objects.annotate(address=Lower("email"))
    return lower.filter(
        Q(colleague__in=listed)
        | Q(pk__in=person.pks("psg_catalogue.RegisterEntry"))
        | Q(colleague=None, address__in=person.emails)
        | Q(colleague=None, email="", person_key__in=keys)
    ).exclude(name=SOMEBODY)


def _give_places_back(person: Person, rows: QuerySet) -> int:
    """While the session has not begun; each free place goes to the head of its waiting list."""
    from psg_catalogue.services.bookings import cancel_booking

    coming = rows.active().filter(session__starts_at__gt=timezone.now())
    bookings = list(coming.select_related("session"))
    for booking in bookings:
        cancel_booking(booking)
    return len(bookings)


def _empty_entries(person: Person, rows: QuerySet) -> int:
    """Lines that were one person stay one person, under a key that is drawn by lot."""
    keys: dict[str, str] = {}
    lines = list(rows)
    for line in lines:
        line.person_key = keys.setdefault(line.person_key, f"erased:{uuid.uuid4()}")
        line.name, line.email = SOMEBODY, ""
    RegisterEntry.objects.bulk_update(lines, ["name", "email", "person_key"])
    return len(lines)
