"""Why a proposal is not made or changed: a named fact each, with a sentence on what to do."""


class ProposalRefused(Exception):
    """Nothing was made or changed. `str()` of it is a sentence for the person who asked."""

    words = ""

    def __str__(self) -> str:
        return self.words


class AlreadyProposed(ProposalRefused):
    words = "You have proposed a study group of this title for this year. Change that one instead."


class NotInPost(ProposalRefused):
    words = "Study groups are proposed by practitioners who are in post. Write to the office."


class NoWords(ProposalRefused):
    words = "Write why. The proposer reads it."


class NoCatalogue(ProposalRefused):
    words = "The site has no page for study groups yet. Make the catalogue page first."
