"""What the demonstration's outreach papers say; all invented."""

STREAM = "Outreach fund"
END_CONDITION = "Until posts of another kind are made in the county, when it is looked at again."
RESOLUTION = (
    "The Forum noted the update and agreed to maintain the arrangement for the coming year, to keep"
    " this support between schools."
)
HIGHLIGHTS = (
    "Daily phonics is brisk in both classes now, and the teaching assistants lead a group each.",
    "We planned a sequence together, taught it in turns, and looked at the books afterwards.",
    "Three teachers tried the same routine and compared what they saw.",
)
BARRIERS = ("", "Cover fell through twice.", "", "Two visits had to be moved.")

SENT_BACK = (
    "Please say what the three mornings led to: the Forum will ask what changed at the school."
)
QUESTIONS = """Questions to begin with

1. What would you like me to look at?
2. What have you tried, and what happened?
3. What would a good lesson look like a month from now?
"""

MEETING = "Coaching in pairs: what helps, and what only sounds helpful"
AGENDA = (
    "Welcome, and news from schools",
    "Coaching in pairs: three examples, told by those who were there",
    "The termly return: what the Forum asks of us",
    "Mentors for new ASTs",
)
NOTES = (
    "Fourteen of us compared how we begin with a colleague who did not choose to be coached. We"
    " agreed to try one question first: what would you like me to look at?\n\nNext time: bring one"
    " plan whose objective you would now write differently."
)
NEXT_MEETING = "Working with teaching assistants, and a first look at next year’s programme"
NEWS = (
    (
        "Specialist leaders: what has been published so far",
        "The details of the new posts were published last week. What they mean for us is on the"
        " agenda of the next meeting; nothing changes this year.",
        "national",
    ),
    (
        "A day on oracy, with places for ASTs",
        "Fenbury has kept four places for us. Tell the coordinator by the end of the month.",
        "regional",
    ),
)
POLICY = (
    "A post for an Advanced Skills Teacher is funded so that excellent teachers can stay in the"
    " classroom and help colleagues in other schools.\n\nOutreach takes a day a week: a whole day"
    " or two half days. While the base school is in an Ofsted category, up to half of it may be"
    " work at home.\n\nThe authority funds a post, not a person. When an AST leaves, the post is"
    " held against four priorities: phase, category, subject and area.\n\nMoney is released at the"
    " end of each term, once the calendar, the plans and the records of visits are in."
)
CONCERN = (
    "How the authority keeps its own list of schools that need help first, who may see it, and how"
    " a school comes off it."
)
