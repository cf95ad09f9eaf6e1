"""Making a study group's page as a draft: an editor reads it, and publishes it."""

from collections.abc import Iterable

from core.audit import record
from directory.models import Practitioner
from psg_catalogue.models import CataloguePage, StudyGroupLeader, StudyGroupPage
from psg_catalogue.proposal_refusals import NoCatalogue
from psg_catalogue.services.sessions import free_slug


def lock_catalogue() -> CataloguePage:
    """The catalogue's row, held until the caller's transaction ends: two pages added at once would
    claim the same place in the tree. Raises NoCatalogue."""
    catalogue = CataloguePage.objects.select_for_update(of=("self",)).first()
    if catalogue is None:
        raise NoCatalogue
    return catalogue


def draft_study_group(
    *, title: str, leaders: Iterable[Practitioner], subjects=(), key_stages=(), by=None, **words
) -> StudyGroupPage:
    """There is one more study group, which no visitor sees yet. `words` are fields of
    StudyGroupPage (summary, aims, audience). Called within a transaction. Raises NoCatalogue."""
    catalogue = lock_catalogue()
    page = StudyGroupPage(
        title=title, slug=free_slug(catalogue, title), live=False, owner=by, **words
    )
    page.has_unpublished_changes = True
    page.subjects, page.key_stages = list(subjects), list(key_stages)
    for order, leader in enumerate(leaders):
        page.leaderships.add(StudyGroupLeader(practitioner=leader, sort_order=order))
    catalogue.add_child(instance=page)
    page.save_revision(user=by, log_action=False)
    record(page, "study_group.drafted", by=by)
    return page
