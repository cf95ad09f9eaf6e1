"""The accessibility statement in the model form (DOMAIN 6.4). Every sentence about testing says
what was done; whoever tests more, or finds a fault, changes the page and its date."""

BODY = """
<p>This statement applies to this website: its public pages, the pages of schools’ accounts, and
the registers, results and reports that leaders and the office use. It is run by the
organisation named at the end of this page.</p>
<p>We want as many people as possible to be able to use it. You should be able to:</p>
<ul>
<li>change colours and contrast with your device, in a light and a dark scheme</li>
<li>zoom in to 400% without the text running off the screen</li>
<li>do everything with a keyboard</li>
<li>do everything with scripts switched off</li>
<li>print any page</li>
</ul>
<h2>How accessible this website is</h2>
<p>We know that some parts are not fully accessible, or have not been tested:</p>
<ul>
<li>documents that people upload, such as presentations and PDFs, are not checked by us</li>
<li>the editing screens behind the log-in are those of Wagtail, a content management system</li>
<li>the page on which you pay by card is our payment provider’s</li>
</ul>
<h2>Reporting a problem, or asking for another format</h2>
<p>If you find a problem that is not on this page, or need something here in another format,
such as large print or plain text, <a href="/accessibility/report/">report an accessibility
problem</a>. You can also write to us, or telephone, as shown at the end of this page.</p>
<h2>Enforcement procedure</h2>
<p>The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public
Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the
“accessibility regulations”). If you are not happy with how we answer your complaint, contact
the <a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service
(EASS)</a>.</p>
<h2>Technical information about this website’s accessibility</h2>
<p>We are committed to making this website accessible, in accordance with the accessibility
regulations.</p>
<h3>Compliance status</h3>
<p>This website is partially compliant with the <a href="https://www.w3.org/TR/WCAG22/">Web
Content Accessibility Guidelines version 2.2</a>, level AA, because of what is listed below and
because not all of it has been tested.</p>
<h3>Content that is not accessible</h3>
<p><b>Not tested.</b> Nobody has yet tested the site with a screen reader, with speech
recognition or with a screen magnifier, and people who use such tools have not tested it for us.
There may be failures that we do not know of.</p>
<p><b>Not within the scope of the regulations.</b> Wagtail’s editing screens and the card
provider’s page were not made by us. If either stops you, ask us: we can make the change for
you, and send an invoice instead.</p>
<p><b>Documents.</b> If an uploaded document does not work for you, ask for another format.</p>
<p>We do not claim that anything is a disproportionate burden.</p>
<h2>Preparation of this statement</h2>
<p>This statement was prepared on 22 November 2026. It has not been reviewed since.</p>
<p>It rests on our own tests, made while the site was built:</p>
<ul>
<li>automatic checks with axe, against WCAG 2.2 levels A and AA, in the Chromium browser, in the
light and the dark scheme. They run again with every change of the software. Automatic checks
find only some kinds of failure.</li>
<li>a look at the public pages at a width of 320 pixels, at which nothing may scroll sideways;
that is checked automatically as well</li>
<li>the home page, search, the contact form and the form to report a problem worked through with
the keyboard alone</li>
</ul>
"""

PAGE = {
    "title": "Accessibility statement",
    "slug": "accessibility",
    "standfirst": "How accessible this website is, what we have tested, and how to tell us about a"
    " problem.",
    "body": [("text", BODY), ("contact_card", {"role": "office"})],
}
