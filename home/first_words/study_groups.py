"""How study groups work, for somebody who has never been to one."""

BODY = """
<h2>One theme, a few people, a few times</h2>
<p>A Professional Study Group is led by a teacher and meets one, two or three times on one
theme. You try something between sessions and bring back what you noticed. Most sessions are
after school; some are in the school day, and some online.</p>
<h2>Finding one</h2>
<p><a href="/study-groups/">Study groups</a> lists what is next. Narrow it by subject, key
stage, term or place, or look at a month at a time. You can add the whole programme, or one
study group, to your own calendar: its entries follow when a date moves.</p>
<h2>Booking</h2>
<ol>
<li>Your school <a href="/subscribe/">subscribes</a> once for the academic year, September to
August, by invoice or by card. Then anyone there may be booked.</li>
<li>A lead at your school books colleagues by name. If you have an account, you can book
yourself.</li>
<li>You get an email with a calendar entry, and {reminder}.</li>
<li>When a session is full you join the waiting list. When somebody cancels, the place goes to
the person who has waited longest, and they are told.</li>
</ol>
<p>If you cannot come, cancel: somebody is probably waiting.</p>
<h2>On the day</h2>
<p>The leader takes a register at the door. Nobody is turned away for not being booked, or for
coming from a school that does not subscribe.</p>
<h2>Afterwards</h2>
<p>Everyone with an email address who was there is sent a few questions. They need no account,
and your answers are kept apart from your name. What people said, and what was changed because
of it, is shown on the page of the next session. Results that could point at a person are shown
to nobody while there are fewer than five answers.</p>
"""

PAGE = {
    "title": "How study groups work",
    "slug": "how-study-groups-work",
    "standfirst": "Teachers from different schools work on one thing together, led by one of them.",
    "body": [("text", BODY), ("contact_card", {"role": "office"})],
}
