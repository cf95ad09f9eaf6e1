"""Outreach in words: for heads, for ASTs, what happens when a post is vacant, and whom to ask (CA
L19, L54, L102). Editors keep them."""

HEADS = """
<h2>If you ask for support</h2>
<ol>
<li><a href="/support/ask/">Tell us what you need help with</a>. Any school may ask, academies
included. Maintained schools in a category of concern come first.</li>
<li>The AST coordinator reads it, talks with an adviser, and looks for an AST who fits.</li>
<li>The AST’s own school agrees. You, the AST and the two schools agree a plan: what should be
different, how you will see it, and how many days it takes.</li>
<li>After the last visit your senior leader is sent a short evaluation. A few months later we ask
what has lasted.</li>
</ol>
<h2>If an AST teaches at your school</h2>
<ul>
<li>The time for other schools is {outreach_time}: whole days or half days work best. While your
school is in an Ofsted category, part of it may be work at home.</li>
<li>You remain the AST’s line manager. Appraisal is yours; the AST can download the evaluations and
logs as evidence, and nobody else can.</li>
<li>Where the authority funds the post, the money comes at the end of each term, once the calendar,
the plans and the records of visits are with the authority.</li>
<li>Tell us as soon as you know that an AST is leaving. The post is what is funded, not the person,
so it is looked at again.</li>
</ul>
<p>Forms are on <a href="/forms/">one page</a>, on line and as files. Policies are in
<a href="/policies/">the library</a>.</p>
"""

ASTS = """
<h2>Your term</h2>
<ol>
<li><b>Calendar.</b> Set out your half days at the start of the term.</li>
<li><b>Plan.</b> No visit is recorded before everyone has agreed its plan.</li>
<li><b>Visits.</b> Record each one: what you did and what comes next. Name no pupils.</li>
<li><b>Return.</b> At the end of the term your return is filled in from what is on record. Add what
went well and what got in the way. A term without outreach needs a nil return: one tick.</li>
</ol>
<h2>Study groups</h2>
<p>Every AST offers three study groups a year. They may have one session or several.</p>
<h2>What is yours</h2>
<p>You keep a copy of every evaluation of your work, always. <a href="/my-evidence/">My evidence</a>
gives you a year’s evaluations and logs as one file.</p>
<h2>Each other</h2>
<p>ASTs meet once a term. Dates, notes and news are in the <a href="/ast-network/">network</a>,
which only ASTs can open. New ASTs can be paired with a mentor: ask the coordinator.</p>
"""

VACANCY = """
<h2>The post, not the person</h2>
<p>The authority funds a post. When the person in it leaves, the post is held against what the
county needs, and this is how.</p>
<ol>
<li>The school tells the AST coordinator as soon as it knows, and gives the last day. The pen
portrait comes down on that day.</li>
<li>Four questions are asked of the post. Is its phase short of ASTs: Foundation Stage and primary
above all? Is its school in an Ofsted category? Is its subject short? Is its part of the county
short?</li>
<li>If one of them holds, the post goes on and is filled again.</li>
<li>If none holds, the funding may be used elsewhere. The head of professional development decides
after talking with the school, and notes what was said.</li>
<li>A school that does not agree may appeal to the director, or go on with the post at its own
expense from a day it names.</li>
</ol>
<p>The school gives notice on its own pages: sign in, open your school, and choose its AST posts.
The <a href="/forms/leaving/">form</a> is also a file.</p>
"""

CONTACTS = """
<p>We name roles here and no people: people change, and the address stays.</p>
<ul>
<li><b>AST coordinator:</b> requests for support, plans, visits, returns, pen portraits, the AST
network.</li>
<li><b>Head of professional development:</b> AST posts, what becomes of one when its AST leaves, and
whom a school may appeal to.</li>
<li><b>Training-school office:</b> study groups, bookings, subscriptions.</li>
<li><b>Finance office:</b> invoices, payments, the release of outreach funding.</li>
</ul>
"""

PAGES = (
    {
        "title": "For headteachers: asking for an AST, and having one",
        "slug": "outreach-for-heads",
        "standfirst": "What an Advanced Skills Teacher (AST) can do for your school, and what it"
        " means to have one on your staff.",
        "body": [("text", HEADS), ("contact_card", {"role": "coordinator"})],
    },
    {
        "title": "For ASTs: your term, your papers, each other",
        "slug": "outreach-for-asts",
        "standfirst": "What an Advanced Skills Teacher (AST) does in a term, and where to find it"
        " on this site.",
        "body": [("text", ASTS), ("contact_card", {"role": "coordinator"})],
    },
    {
        "title": "When an AST post becomes vacant",
        "slug": "vacant-ast-posts",
        "standfirst": "How a post is looked at again when its Advanced Skills Teacher (AST)"
        " leaves.",
        "body": [("text", VACANCY), ("contact_card", {"role": "coordinator"})],
    },
    {
        "title": "Whom to ask",
        "slug": "whom-to-ask",
        "standfirst": "The roles that answer, and how to reach them.",
        "body": [
            ("text", CONTACTS),
            ("contact_card", {"role": "coordinator"}),
            ("contact_card", {"role": "pd_head"}),
            ("contact_card", {"role": "office"}),
            ("contact_card", {"role": "finance"}),
        ],
    },
)
