"""Who may do what with a session besides booking it (DOMAIN 2.6)."""

from directory.enums import Role
from directory.models import Practitioner
from directory.permissions import has_role, is_allowed
from psg_catalogue.models import GroupProposal, QAVisit, StudyGroupPage, StudyGroupSession
from psg_catalogue.proposal_moves import OFFICE, PROPOSER

TAKE_REGISTERS = "psg_catalogue.take_register"
REOPEN_REGISTERS = "psg_catalogue.reopen_register"
READ_NEEDS = "psg_catalogue.view_accessneed"

PLANNING_ROLES = (
    Role.PSG_ORGANISER,
    Role.EDITOR,
    Role.AST_COORDINATOR,
    Role.PD_HEAD,
    Role.DIRECTOR,
)


def leads(user, study_group: StudyGroupPage) -> bool:
    """True for a leader of the study group."""
    if not user.is_authenticated or not user.is_active:
        return False
    return study_group.leaderships.filter(practitioner__user=user).exists()


def may_take_any_register(user) -> bool:
    """Those of every session: the training school's office."""
    return is_allowed(user, TAKE_REGISTERS)


def may_take_register(user, session: StudyGroupSession) -> bool:
    """The leader and the training school's office."""
    return may_take_any_register(user) or leads(user, session.study_group)


def may_reopen_register(user) -> bool:
    """Reopen one that is closed, or correct it: the office alone, with a reason."""
    return is_allowed(user, REOPEN_REGISTERS)


def may_see_results(user, study_group: StudyGroupPage) -> bool:
    """The leader, the office and QA leads; the AST coordinator sees the summary."""
    return has_role(user, Role.PSG_ORGANISER, Role.QA_LEAD, Role.AST_COORDINATOR) or leads(
        user, study_group
    )


def may_see_all_results(user) -> bool:
    """Figures over the whole programme: the office, QA leads and the AST coordinator."""
    return has_role(user, Role.PSG_ORGANISER, Role.QA_LEAD, Role.AST_COORDINATOR)


def may_review_comments(user) -> bool:
    """What becomes of people's words, before anyone else reads those that seem to name somebody:
    the office."""
    return has_role(user, Role.PSG_ORGANISER)


def may_read_comments(user, study_group: StudyGroupPage) -> bool:
    """People's own words: the leader, the office and QA leads. Who reads them may report them."""
    return has_role(user, Role.PSG_ORGANISER, Role.QA_LEAD) or leads(user, study_group)


def may_write_change_notes(user, study_group: StudyGroupPage) -> bool:
    """“You said, we changed”: the leader and the office."""
    return has_role(user, Role.PSG_ORGANISER) or leads(user, study_group)


def may_record_qa(user) -> bool:
    """Plan, make and share visits: QA leads."""
    return has_role(user, Role.QA_LEAD)


def may_see_quality(user) -> bool:
    """The year's plan of visits: QA leads, who write it, and the office."""
    return has_role(user, Role.QA_LEAD, Role.PSG_ORGANISER)


def may_see_visit(user, visit: QAVisit) -> bool:
    """QA leads and the office that there is one; leaders once it is shared with them."""
    if may_see_quality(user):
        return True
    return visit.is_shared and leads(user, visit.session.study_group)


def may_read_words_of_visit(user, visit: QAVisit) -> bool:
    """What is written of it: a draft is the QA leads' own."""
    return may_record_qa(user) or (visit.is_shared and may_see_visit(user, visit))


def may_read_report(user, readers: tuple[Role, ...]) -> bool:
    """Whoever reads a report may also freeze it as it was given."""
    return has_role(user, *readers)


def may_see_forum_report(user) -> bool:
    """The office, the AST coordinator, QA leads and the directors the report is written for."""
    return has_role(
        user, Role.PSG_ORGANISER, Role.AST_COORDINATOR, Role.QA_LEAD, Role.PD_HEAD, Role.DIRECTOR
    )


def may_see_needs(user, session: StudyGroupSession) -> bool:
    """The leader and the training school's office, nobody else (SAFETY 1.11)."""
    return is_allowed(user, READ_NEEDS) or leads(user, session.study_group)


def practitioner_of(user) -> Practitioner | None:
    """The practitioner who is signed in, while they are in post: they may propose study groups."""
    if not user.is_authenticated or not user.is_active:
        return None
    return Practitioner.objects.current().filter(user=user).first()


def may_plan(user) -> bool:
    """Decide about proposals: the training school's office (DOMAIN 2.6)."""
    return has_role(user, Role.PSG_ORGANISER)


def may_see_planning(user) -> bool:
    """The year's plan with its gaps: the office, editors, and the authority, which has a strategic
    part in what there is (CB ¶1)."""
    return has_role(user, *PLANNING_ROLES)


def actors_of(user, proposal: GroupProposal) -> set[str]:
    """What this person is to the proposal, in the words of its table of moves. A leader named in it
    besides the proposer may read it and is no actor."""
    actors = {OFFICE} if may_plan(user) else set()
    if proposal.proposer.user_id == user.pk:
        actors.add(PROPOSER)
    return actors
