"""Addresses of this app."""

from django.urls import path

from psg_catalogue.views import (
    bookings,
    calendars,
    evaluations,
    place_links,
    places,
    registers,
    reports,
    results,
    session_address,
)

app_name = "psg_catalogue"

urlpatterns: list = [
    path("study-groups.ics", calendars.catalogue_feed, name="catalogue_feed"),
    path("study-groups/<int:pk>.ics", calendars.study_group_feed, name="study_group_feed"),
    path(
        "study-groups/calendar/<int:year>/<int:month>/",
        calendars.calendar_month,
        name="calendar_month",
    ),
    path("sessions/<int:pk>/", session_address.session, name="session"),
    path("sessions/<int:pk>/book/", bookings.book, name="book"),
    path("sessions/<int:pk>/booked/", bookings.booked, name="booked"),
    path("bookings/<int:pk>/calendar.ics", bookings.booking_calendar, name="booking_calendar"),
    path("bookings/<int:pk>/cancel/", bookings.cancel, name="cancel_booking"),
    path("bookings/<int:pk>/offer/", places.answer_offer, name="answer_offer"),
    path("bookings/<int:pk>/agree/", places.answer_request, name="answer_request"),
    path("bookings/<int:pk>/pass-on/", places.pass_on, name="pass_on"),
    path("bookings/<int:pk>/leave/", places.leave, name="leave_waiting_list"),
    path("my-school/<urn:urn>/bookings/", places.agreement, name="agreement"),
    path("places/offer/<str:token>/", place_links.place_offer, name="place_offer"),
    path("places/leave/<str:token>/", place_links.leave_list, name="leave_list"),
    path("places/agree/<str:token>/", place_links.agree_by_link, name="agree_by_link"),
    path("registers/", registers.registers, name="registers"),
    path("registers/<int:pk>/", registers.register, name="register"),
    path("registers/<int:pk>/paper/", registers.register_paper, name="register_paper"),
    path("registers/<int:pk>/close/", registers.close, name="close_register"),
    path("registers/<int:pk>/reopen/", registers.reopen, name="reopen_register"),
    path("evaluation/", evaluations.evaluation_code, name="evaluation_code"),
    path("evaluation/thanks/", evaluations.evaluation_thanks, name="evaluation_thanks"),
    path("evaluation/<str:token>/", evaluations.EvaluationView.as_view(), name="evaluate"),
    path("results/<int:pk>/", results.results, name="results"),
    path("results/<int:pk>/changed/", results.add_change_note, name="add_change_note"),
    path(
        "results/<int:pk>/changed/<int:note_pk>/delete/",
        results.delete_change_note,
        name="delete_change_note",
    ),
    path("results/<int:pk>/quality/", results.add_qa_visit, name="add_qa_visit"),
    path("results/<int:pk>/paper/", results.paper_answers, name="paper_answers"),
    path("results/<int:pk>/codes/", results.door_codes, name="door_codes"),
    path("results/study-group/<int:pk>/", results.study_group_summary, name="study_group_results"),
    path("reports/schools-forum/", reports.latest_report, name="latest_forum_report"),
    path("reports/schools-forum/<str:year>/", reports.forum_report, name="forum_report"),
]
