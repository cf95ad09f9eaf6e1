"""What an AST was nationally, what followed, and what the word means here (DOMAIN 6.7, P28)."""

BODY = """
<h2>What the words mean here</h2>
<p>On this site an AST is a practising teacher who holds such a post in our partnership: still
in the classroom for most of the week, and out in other schools for one day. It is our own name
for the work. It is not a national status, and it carries no national entitlement to funding or
to a pay scale.</p>
<p>Some of our study groups are led by other people whose teaching is outstanding. Their page
says which they are.</p>
<h2>What an AST does</h2>
<ul>
<li>Works beside colleagues in another school: planning, model lessons, coaching,
materials.</li>
<li>Leads Professional Study Groups, which teachers from any school may join.</li>
<li>Teaches at their own school, the base school, on the other days.</li>
</ul>
<h2>The national scheme, 1998 to 2013</h2>
<p>Advanced Skills Teachers began in 1998 as a way for excellent teachers to stay in the
classroom and be paid for helping others to teach well. A candidate was assessed by somebody
from outside the school against national criteria. About one day a week went to outreach: work
with other schools. By 2010 there were about 4,090 in the country, most of them in English,
mathematics and science.</p>
<p><b>The national status ended in 2013.</b> Its funding was wound down from 2011, and the last
assessments were made by 31 August 2013. Nobody can be accredited as an AST today.</p>
<h2>What followed</h2>
<ul>
<li><b>Leading practitioners</b>, from September 2013: posts that a school creates for itself,
to model and lead better teaching. There is no national accreditation.</li>
<li><b>Specialist leaders of education (SLEs)</b>, from 2011: experienced leaders whom teaching
schools designated to help other schools. Teaching schools lost that designation on 31 August
2021.</li>
<li><b>Teaching school hubs</b>, since September 2021: 87 in England, for teacher training,
early career teachers and national professional qualifications.</li>
<li><b>National professional qualifications</b>, reformed in September 2021, such as Leading
Teaching.</li>
</ul>
<h2>Ask for support</h2>
<p><a href="/find-an-ast/">Find an AST</a> by subject, key stage or distance from your school,
or <a href="/contact/?topic=ast">ask the AST coordinator</a>. Any school may ask.</p>
"""

PAGE = {
    "title": "What is an AST? Advanced Skills Teachers then and now",
    "slug": "what-is-an-ast",
    "standfirst": "An Advanced Skills Teacher (AST) is an excellent classroom teacher who spends"
    " about one day a week helping colleagues in other schools.",
    "body": [("text", BODY), ("contact_card", {"role": "coordinator"})],
}
