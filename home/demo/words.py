"""The demonstration's words: twelve pen portraits and fifteen study groups, all invented."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Portrait:
    """A practitioner and what the pen portrait says."""

    name: str
    kind: str
    school: str
    subjects: tuple[str, ...]
    key_stages: tuple[str, ...]
    own_words: str
    expertise: str
    offers: tuple[str, ...]
    what_i_can_offer: str
    availability: str
    travel: str = "Anywhere in Marlshire"
    other_expertise: str = ""
    experience: str = ""
    own_school_only: bool = False
    picture: bool = False


@dataclass(frozen=True)
class Group:
    """A study group; `sessions` are the titles of its sessions in order."""

    title: str
    summary: str
    audience: str
    leaders: tuple[str, ...]
    subjects: tuple[str, ...]
    key_stages: tuple[str, ...]
    sessions: tuple[str, ...]
    aims: tuple[str, ...] = ()
    venue: str = ""
    bring: str = ""
    capacity: int = 20
    online: bool = False
    daytime: bool = False
    starts_in_weeks: tuple[int, ...] = field(default=())


TAMSIN = "Tamsin Quillfeather"
OSRIC = "Osric Penhallow-Batt"
MARIGOLD = "Marigold Sternweather"
BARTHOLOMEW = "Bartholomew Inkpen"
WILHELMINA = "Wilhelmina Tock"
EZRA = "Ezra Dovecote-Lunn"
PHILIPPA = "Philippa Larkspindle"
LEOCADIA = "Leocadia Windrush-Appleby"
DELPHINE = "Delphine Marchbank"
RUFUS = "Rufus Candlewick"

PORTRAITS = (
    Portrait(
        name=TAMSIN,
        kind="ast",
        school="Little Ambling Lower School",
        subjects=("English", "Early years"),
        key_stages=("eyfs", "ks1"),
        own_words="I work with Reception and Year 1 teams to make daily phonics brisk, playful and"
        " well matched.",
        expertise="Phonics, early language and small-group catch-up.",
        offers=("Model lessons", "Joint planning", "Training teaching assistants"),
        what_i_can_offer="I can teach alongside you, help set up small-group catch-up, and train"
        " new teaching assistants.",
        availability="Wednesday, whole day",
        experience="My outdoor story-trail project is used in six schools.",
        picture=True,
    ),
    Portrait(
        name=OSRIC,
        kind="ast",
        school="Thistlecombe Primary School",
        subjects=("Mathematics",),
        key_stages=("ks1", "ks2"),
        own_words="Reasoning and talk in mathematics are my interest.",
        expertise="Reasoning, talk and sequences of lessons in primary mathematics.",
        offers=("Joint planning", "Subject leadership", "Coaching"),
        what_i_can_offer="I help subject leaders look at books, plan a sequence and watch the"
        " difference it makes.",
        availability="Tuesday and Thursday mornings",
        other_expertise="Mixed-age classes",
    ),
    Portrait(
        name=MARIGOLD,
        kind="ast",
        school="St Wistan's CE Middle School",
        subjects=("English",),
        key_stages=("ks2", "ks3"),
        own_words="I coach teachers to teach sentence craft without losing children’s ideas.",
        expertise="Writing in key stage 2, and the move from Year 6 to Year 7.",
        offers=("Coaching", "Moderation"),
        what_i_can_offer="Coaching cycles over half a term, and moderation across a pyramid of"
        " schools.",
        availability="Friday, whole day",
        picture=True,
    ),
    Portrait(
        name=BARTHOLOMEW,
        kind="ast",
        school="Hollow Oak Middle School",
        subjects=("Science",),
        key_stages=("ks2", "ks3"),
        own_words="Practical work that answers a question pupils actually have.",
        expertise="Enquiry in science, practical work and safety.",
        offers=("Model lessons", "Joint planning"),
        what_i_can_offer="We take a practical you already teach and make it an enquiry, then teach"
        " it together.",
        availability="Monday, whole day",
        experience="Newly accredited, with Philippa Larkspindle as mentor.",
    ),
    Portrait(
        name=WILHELMINA,
        kind="ast",
        school="Gearing Lane Academy",
        subjects=("Computing",),
        key_stages=("ks1", "ks2", "ks3", "ks4"),
        own_words="I help non-specialists teach programming with confidence, with and without"
        " screens.",
        expertise="Programming for non-specialists; computing from key stage 1 to key stage 4.",
        offers=("Model lessons", "Training teaching assistants", "Staff meetings"),
        what_i_can_offer="A staff meeting to begin with, then lessons in your own classrooms.",
        availability="Thursday, whole day",
        picture=True,
    ),
    Portrait(
        name=EZRA,
        kind="ast",
        school="Ferncastle School",
        subjects=("SEND",),
        key_stages=("eyfs", "ks1", "ks2", "ks3", "ks4"),
        own_words="I visit mainstream classes to plan small changes that help everyone.",
        expertise="Communication and structured teaching.",
        offers=("Coaching", "Joint planning", "Staff meetings"),
        what_i_can_offer="Visual timetables, pre-teaching and calmer transitions, planned with the"
        " people who know the class.",
        availability="Tuesday, whole day",
    ),
    Portrait(
        name=PHILIPPA,
        kind="ast",
        school="Marlbridge Upper School",
        subjects=("English",),
        key_stages=("ks3", "ks4"),
        own_words="Reading aloud, discussion and drafting: the old things, done well.",
        expertise="English in key stages 3 and 4.",
        offers=("Coaching", "Mentoring", "Model lessons"),
        what_i_can_offer="I mentor new Advanced Skills Teachers, and work with departments on"
        " discussion that leads to better essays.",
        availability="Wednesday, whole day",
    ),
    Portrait(
        name="Cosmo Brackenridge",
        kind="ast",
        school="Nettleford Academy",
        subjects=("Mathematics",),
        key_stages=("ks4", "post-16"),
        own_words="I like a problem that looks easy until you try to explain it.",
        expertise="Mathematics in key stage 4 and after 16.",
        offers=(),
        what_i_can_offer="My work is within Nettleford Academy.",
        availability="In their own school",
        own_school_only=True,
    ),
    Portrait(
        name=LEOCADIA,
        kind="ast",
        school="Saltmarsh Upper School",
        subjects=("Modern languages",),
        key_stages=("ks2", "ks3", "ks4"),
        own_words="I link primary languages to Year 7 so no one starts again.",
        expertise="Languages from key stage 2 to key stage 4.",
        offers=("Joint planning", "Model lessons"),
        what_i_can_offer="A shared core of vocabulary and sounds across a pyramid of schools.",
        availability="Monday and Wednesday afternoons",
        picture=True,
    ),
    Portrait(
        name="Jocelyn Thrupp",
        kind="ast",
        school="Cold Harbour Primary School",
        subjects=("Geography", "Humanities"),
        key_stages=("ks1", "ks2"),
        own_words="Every school has a landscape. We start from the gate.",
        expertise="Geography, fieldwork and the humanities curriculum.",
        offers=("Joint planning", "Staff meetings"),
        what_i_can_offer="Fieldwork on your own doorstep, planned to fit your long-term plan.",
        availability="Friday morning",
    ),
    Portrait(
        name="Hyacinth Oakapple",
        kind="ast",
        school="Brindle Down Primary School",
        subjects=("Music",),
        key_stages=("ks1", "ks2"),
        own_words="Whole classes can sing in tune, and they know it when they do.",
        expertise="Music, whole-class singing and instruments.",
        offers=("Model lessons", "Staff meetings"),
        what_i_can_offer="Singing with your class while you watch, then you lead and I join in.",
        availability="By arrangement with Brindle Down",
        picture=True,
    ),
    Portrait(
        name="Ambrose Fairlight-Singh",
        kind="ast",
        school="Quarrybank School",
        subjects=("Behaviour for learning", "English as an additional language"),
        key_stages=("ks3", "ks4"),
        own_words="Calm is taught, like anything else.",
        expertise="Behaviour for learning, and pupils learning English as an additional language.",
        offers=("Coaching", "Mentoring"),
        what_i_can_offer="Coaching for early career teachers, one routine at a time.",
        availability="Monday, whole day",
    ),
)

OTHER_LEADERS = (
    (DELPHINE, "outstanding-practitioner", ""),
    (RUFUS, "outstanding-practitioner", "Ferncastle School"),
)

GROUPS = (
    Group(
        title="Sounds first: phonics that sticks",
        summary="Plan a half-term of daily phonics, try one catch-up routine and bring back what"
        " you noticed.",
        audience="Teachers and teaching assistants, Reception and Year 1",
        leaders=(TAMSIN,),
        subjects=("English", "Early years"),
        key_stages=("eyfs", "ks1"),
        sessions=("Hearing the sounds", "A routine for catching up", "What you noticed"),
        aims=("a half-term of daily phonics, planned", "one catch-up routine, tried and reviewed"),
        venue="Little Ambling Lower School",
        bring="Your phonics plan for this half term",
        starts_in_weeks=(-4, 0, 5),
    ),
    Group(
        title="Talking before writing",
        summary="Story language, role play and the steps from saying a sentence to writing it.",
        audience="Teachers and teaching assistants, Reception to Year 2",
        leaders=(TAMSIN,),
        subjects=("English", "Early years"),
        key_stages=("eyfs", "ks1"),
        sessions=("Saying it first", "From saying to writing"),
        aims=("a bank of story language", "steps from speech to a written sentence"),
        venue="Little Ambling Lower School",
        starts_in_weeks=(2, 9),
    ),
    Group(
        title="New to Reception",
        summary="Routines, observation that is worth the time, and working with families.",
        audience="Teachers and teaching assistants new to the early years",
        leaders=(TAMSIN,),
        subjects=("Early years",),
        key_stages=("eyfs",),
        sessions=("New to Reception",),
        venue="Little Ambling Lower School",
        capacity=16,
        starts_in_weeks=(-7,),
    ),
    Group(
        title="Reasoning every day in mathematics",
        summary="Short prompts that make pupils explain; share videos or notes between sessions.",
        audience="Teachers and teaching assistants, key stages 1 and 2",
        leaders=(OSRIC,),
        subjects=("Mathematics",),
        key_stages=("ks1", "ks2"),
        sessions=("Noticing and saying", "Prompts that travel", "What the books show"),
        aims=("a set of prompts for any lesson", "evidence from your own class"),
        venue="Thistlecombe Primary School",
        bring="A page of notes, or two minutes of video, from one prompt you tried",
        starts_in_weeks=(-5, 0, 4),
    ),
    Group(
        title="Mixed-age mathematics without two lessons",
        summary="Common tasks with different depth for classes of two or more year groups.",
        audience="Teachers in lower and primary schools",
        leaders=(OSRIC,),
        subjects=("Mathematics",),
        key_stages=("ks1", "ks2"),
        sessions=("One task, two depths", "Planning a fortnight"),
        venue="Thistlecombe Primary School",
        starts_in_weeks=(-1, 7),
    ),
    Group(
        title="Leading mathematics: first two years",
        summary="Book looks, staff meetings, action plan, and saying no.",
        audience="Subject leaders in their first two years",
        leaders=(OSRIC,),
        subjects=("Mathematics",),
        key_stages=("ks1", "ks2"),
        sessions=("What a book look tells you", "A staff meeting that works", "Your action plan"),
        venue="Thistlecombe Primary School",
        daytime=True,
        capacity=16,
        starts_in_weeks=(-6, 1, 10),
    ),
    Group(
        title="Sentence craft in upper key stage 2",
        summary="Combine, shorten, expand: teach grammar through drafting.",
        audience="Teachers of Years 5 and 6, and of middle schools",
        leaders=(MARIGOLD,),
        subjects=("English",),
        key_stages=("ks2", "ks3"),
        sessions=("Combine and shorten", "Drafting with the whole class"),
        venue="St Wistan's CE Middle School",
        starts_in_weeks=(-2, 6),
    ),
    Group(
        title="Science with a question",
        summary="Turn a recipe practical into an enquiry; safe kit list included.",
        audience="Teachers of science, key stages 2 and 3",
        leaders=(BARTHOLOMEW,),
        subjects=("Science",),
        key_stages=("ks2", "ks3"),
        sessions=("From recipe to question", "Evidence and argument"),
        venue="Hollow Oak Middle School",
        capacity=16,
        starts_in_weeks=(1, 8),
    ),
    Group(
        title="Unplugged first: computing for non-specialists",
        summary="Algorithms with card and string, then the same idea on screen.",
        audience="Non-specialists, key stages 1 and 2",
        leaders=(WILHELMINA,),
        subjects=("Computing",),
        key_stages=("ks1", "ks2"),
        sessions=("Card and string", "The same idea on screen"),
        venue="Gearing Lane Academy",
        capacity=12,
        starts_in_weeks=(0, 6),
    ),
    Group(
        title="Small changes that help everyone",
        summary="One classroom adaptation a term, tried and reviewed together.",
        audience="Teachers and teaching assistants, all phases",
        leaders=(EZRA,),
        subjects=("SEND",),
        key_stages=("eyfs", "ks1", "ks2", "ks3", "ks4"),
        sessions=("Choosing one change", "How it went", "Keeping it going"),
        online=True,
        capacity=24,
        starts_in_weeks=(1, 11, 20),
    ),
    Group(
        title="Working well with teaching assistants",
        summary="Who plans, who talks to whom and when.",
        audience="Teachers and teaching assistants, all phases",
        leaders=(EZRA, RUFUS),
        subjects=("SEND",),
        key_stages=("eyfs", "ks1", "ks2", "ks3", "ks4"),
        sessions=("Working well with teaching assistants",),
        venue="Ferncastle School",
        starts_in_weeks=(3,),
    ),
    Group(
        title="Discussion as English",
        summary="Structured talk that leads to better essays.",
        audience="Teachers of English, key stages 3 and 4",
        leaders=(PHILIPPA,),
        subjects=("English",),
        key_stages=("ks3", "ks4"),
        sessions=("Talk with a purpose", "From talk to essay"),
        venue="Marlbridge Upper School",
        starts_in_weeks=(-3, 3),
    ),
    Group(
        title="From middle to upper: English at transfer",
        summary="Share work across the move; agree what Year 9 need not repeat.",
        audience="Teachers of Years 8 and 9, middle and upper schools",
        leaders=(PHILIPPA,),
        subjects=("English",),
        key_stages=("ks3",),
        sessions=("From middle to upper",),
        venue="St Wistan's CE Middle School",
        starts_in_weeks=(12,),
    ),
    Group(
        title="Languages: no fresh start",
        summary="Agree a shared core of vocabulary and sounds across the pyramid.",
        audience="Teachers of languages, key stages 2 and 3",
        leaders=(LEOCADIA,),
        subjects=("Modern languages",),
        key_stages=("ks2", "ks3"),
        sessions=("A shared core", "Sounds across the move"),
        venue="Saltmarsh Upper School",
        starts_in_weeks=(2, 13),
    ),
    Group(
        title="Everyone moves: inclusive PE",
        summary="Adapting games, space and scoring.",
        audience="Teachers and teaching assistants, key stages 1 to 3",
        leaders=(DELPHINE,),
        subjects=("Physical education",),
        key_stages=("ks1", "ks2", "ks3"),
        sessions=("Games that stretch", "Scoring differently"),
        venue="991",
        capacity=18,
        starts_in_weeks=(4, 14),
    ),
)
