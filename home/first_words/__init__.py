"""The words a new site begins with: plain pages and the topics of the contact form. Editors change
them afterwards; nothing here is read again once a site is migrated."""

from home.first_words import accessibility, ast, outreach, privacy, study_groups

PAGES = (ast.PAGE, study_groups.PAGE, accessibility.PAGE, privacy.PAGE, *outreach.PAGES)

# Name, slug, the role that answers.
TOPICS = (
    ("Study groups and booking", "study-groups", "office"),
    ("Subscriptions and invoices", "subscriptions", "finance"),
    ("Asking for an AST’s support", "ast", "coordinator"),
    ("Something else", "other", "office"),
)
