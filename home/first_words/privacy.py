"""The privacy notice (DOMAIN 6.5). It says what this software does and no more."""

BEFORE = """
<h2>Who is responsible</h2>
<p>The organisation below runs this website and decides what is done with the information on it:
it is the controller. Write to it also to reach its data protection officer.</p>
"""

AFTER = """
<h2>What we keep, and why</h2>
<p>Only about adults who work in or with schools, and only about their work. Nothing about
pupils: please never name one in a form.</p>
<ul>
<li><b>Accounts.</b> Your name, work email address and a scrambled form of your password; which
school you work at and what you may do for it, with dates.</li>
<li><b>Schools’ staff lists.</b> A colleague’s name, job and work email address, typed by their
school so that they can be booked.</li>
<li><b>Bookings and registers.</b> Who was booked on which session and who came, with the school
at the time.</li>
<li><b>Answers after a session.</b> What was answered is kept apart from who was asked, and the
two are not joined.</li>
<li><b>Subscriptions.</b> The school’s contact for invoices, purchase order numbers, invoices
and payments.</li>
<li><b>Pen portraits.</b> What a practitioner chose to say in public, with a picture if they
gave one. They may ask at any time to have it taken down.</li>
<li><b>Messages.</b> Every email this site sends, what you write in its forms included.</li>
<li><b>A history</b> of who changed what, so that mistakes can be found and put right.</li>
</ul>
<p>The law lets us keep these because running study groups and helping schools is a task in the
public interest, and, for subscriptions, because the school has a contract with us.</p>
<h2>Who sees it</h2>
<ul>
<li>Everyone: pen portraits, and the names of those who lead a study group.</li>
<li>Your school’s leads: its staff list and its bookings. Its finance contacts: its
invoices.</li>
<li>The leader of a session: who is booked on it and who came.</li>
<li>The training-school office, the finance office and the AST coordinator: what their work
needs.</li>
<li>The Schools Forum: numbers, never names.</li>
</ul>
<p>We sell nothing and share nothing for advertising. No page of this site loads anything from
another company. If you pay by card you go to our card provider’s own page; card numbers never
reach this site.</p>
<h2>Cookies</h2>
<p>Only those without which the site would not work, so we do not ask:</p>
<ul>
<li><b>sessionid</b>, from when you begin to sign in or sign up: it keeps you signed in.</li>
<li><b>csrftoken</b>, when a page has a form: it stops other sites from sending forms in your
name.</li>
<li><b>messages</b>, for a moment: it carries “your booking is cancelled” to the next page.</li>
</ul>
<p>There are no statistics and no tracking. To stop misuse we count how often a form is sent, or
an account signed in to, from one network address; the count ends within a day.</p>
<h2>How long</h2>
<p>Each of these goes by itself on its day. You may ask for it earlier; only what the law tells us
to keep, such as invoices, then stays.</p>
"""

RIGHTS = """
<h2>Your rights</h2>
<p>With an account you see <a href="/account/what-we-keep/">what we keep about you</a> and can take
a copy. Anyone may ask us for a copy, and ask us to correct it, erase it or stop using it:
<a href="/contact/?topic=other">write to us</a>. If you are not content with our answer, you may
complain to the <a href="https://ico.org.uk/make-a-complaint/">Information
Commissioner’s Office</a>.</p>
"""

PAGE = {
    "title": "Privacy",
    "slug": "privacy",
    "standfirst": "What this website keeps about you, why, and who sees it.",
    "body": [
        ("text", BEFORE),
        ("contact_card", {"role": "office"}),
        ("text", AFTER),
        ("kept", None),
        ("text", RIGHTS),
    ],
}
