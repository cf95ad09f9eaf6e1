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
