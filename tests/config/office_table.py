"""Which roles each address of the back office opens for, ours and Wagtail's (SAFETY 36). What is
not here fails tests/config/test_office_matrix.py, which says what it found; the policy in words is
site/docs/features/people-and-permissions.md.

A line is a namespace and its addresses, or addresses alone; a model, a kind of page or an action
stands behind an address that serves several, and "(2)" marks the second address of one name."""

from wagtail.contrib.settings.registry import registry

from directory.enums import BACK_OFFICE_ROLES, Role

OFFICE, FINANCE, AST = Role.PSG_ORGANISER, Role.FINANCE, Role.AST_COORDINATOR

# Only a superuser.
NO_ROLE: tuple[Role, ...] = ()
EVERYONE = BACK_OFFICE_ROLES
PRACTITIONERS_TOO = (Role.PRACTITIONER, Role.EDITOR, OFFICE, AST)
NEWS = (Role.EDITOR, OFFICE, AST)
EDITORS = (Role.EDITOR, OFFICE)
MONEY = (OFFICE, FINANCE)
PEOPLE = (OFFICE, Role.ADMIN)
READERS = (Role.EDITOR, OFFICE, FINANCE, Role.QA_LEAD, AST)
CATEGORIES = (AST, Role.ADVISER, Role.PD_HEAD)

OPENS_FOR: dict[tuple[Role, ...], str] = {
    EVERYONE: """
        admin/test404/, wagtailadmin_home, wagtailadmin_account
        wagtailadmin_dismissibles, wagtailadmin_tag_autocomplete
        wagtailadmin_tag_model_autocomplete, wagtailadmin_choose_page
        wagtailadmin_choose_page_child, wagtailadmin_choose_page_search
        wagtailadmin_choose_page_chosen_multiple, wagtailadmin_choose_page_external_link
        wagtailadmin_choose_page_email_link, wagtailadmin_choose_page_phone_link
        wagtailadmin_choose_page_anchor_link
        wagtailadmin_api:pages: listing
        wagtailadmin_api:documents: listing, detail
        wagtailadmin_api:images: listing, detail
        wagtailadmin_pages: choose_parent, confirm_workflow_cancellation, revisions_index
        wagtailadmin_workflows: task_chooser, task_chooser_results, task_chooser_create
        wagtailadmin_workflows: task_chosen
        wagtailadmin_reports: site_history, site_history_results
        wagtailadmin_editing_sessions: release
        wagtailembeds: chooser, chooser_upload
        wagtailsnippetchoosers_home_contacttopic: choose, choose_results, chosen, chosen_multiple
        study_groups: choose_parent
        school_chooser: choose, choose_results, chosen, chosen_multiple
        practitioner_chooser: choose, choose_results, chosen, chosen_multiple
        wagtaildocs_chooser: choose, choose_results, chosen_multiple
        wagtailimages_chooser: choose, choose_results, chosen_multiple
    """,
    PRACTITIONERS_TOO: """
        wagtailadmin_explore_root, wagtailadmin_explore, wagtailadmin_explore_results
        wagtailadmin_pages: add directory.penportraitpage
        wagtailadmin_pages: preview_on_add directory.penportraitpage
        wagtailadmin_pages: type_use, type_use_results, search, search_results
        wagtailadmin_reports: workflow, workflow_results, workflow_tasks, workflow_tasks_results
        wagtailadmin_reports: aging_pages, aging_pages_results
        wagtailadmin_reports: page_types_usage, page_types_usage_results
        wagtailforms: index, index_results
        wagtailimages: index, index_results, add, add_multiple
        wagtailimages_chooser: chosen, create, select_format
        study_groups: index, index_results
    """,
    NEWS: """
        wagtailadmin_api:pages: detail, action
        wagtailadmin_pages: add home.newspage, preview_on_add home.newspage, add_subpage
        wagtailadmin_pages: edit, preview_on_edit, view_draft, copy, delete, unpublish, usage
        wagtailadmin_pages: move, move_confirm, set_page_position, set_privacy
        wagtailadmin_pages: history, history_results, workflow_history, workflow_history_detail
        wagtailadmin_pages: revisions_view, revisions_revert, revisions_unschedule
        wagtailadmin_pages: revisions_compare
        wagtailadmin_editing_sessions: ping
        wagtail_bulk_action wagtailcore.page delete, wagtail_bulk_action wagtailcore.page move
        wagtail_bulk_action wagtailcore.page publish
        wagtail_bulk_action wagtailcore.page unpublish
        wagtail_bulk_action core.image delete, wagtail_bulk_action core.image add_tags
        wagtail_bulk_action core.image add_to_collection
        wagtail_bulk_action wagtaildocs.document delete
        wagtail_bulk_action wagtaildocs.document add_tags
        wagtail_bulk_action wagtaildocs.document add_to_collection
        wagtaildocs: index, index_results, add, add_multiple, edit, edit_multiple, delete
        wagtaildocs: delete_multiple, document_usage
        wagtaildocs_chooser: chosen, create
        wagtailimages: edit, edit_multiple, delete, delete_multiple, preview, image_usage
        practitioner: index, index_results
        subject: index, index_results
        keystage: index, index_results
        offer: index, index_results
        practitionerkind: index, index_results
    """,
    EDITORS: """
        wagtailadmin_pages: add home.contentpage, preview_on_add home.contentpage
        wagtailadmin_pages: add psg_catalogue.studygrouppage, add psg_catalogue.sessionpage
        wagtailadmin_pages: preview_on_add psg_catalogue.studygrouppage
        wagtailadmin_pages: preview_on_add psg_catalogue.sessionpage
        wagtailadmin_pages: preview_on_add psg_catalogue.cataloguepage
        wagtailadmin_pages: preview_on_add home.newsindexpage
        wagtailadmin_pages: preview_on_add directory.directorypage
        wagtailadmin_pages: lock, unlock
        wagtailadmin_reports: locked_pages, locked_pages_results
        wagtailsettings: edit home.navigationsettings (2)
        wagtailsnippets: index
        wagtailsnippets_home_contacttopic: list, list_results, add, edit, copy, delete, usage
        wagtailsnippets_home_contacttopic: history, history_results
        wagtailsnippetchoosers_home_contacttopic: create
        wagtail_bulk_action home.contacttopic delete
        study_group_sessions: add, date_page, history, history_results, confirm, move, replan
        study_group_sessions: place, capacity, deadline, access, postpone, cancel, several
        study_group_sessions: merge
        study_groups: copy_to_year
        letters: index, edit, delivered
        subject: add, edit, history, history_results
        keystage: add, edit, history, history_results
        offer: add, edit, history, history_results
        practitionerkind: add, edit, history, history_results
    """,
    (OFFICE,): """
        bookings: index, index_results, inspect, history, history_results
        study_group_sessions: offer, move_in_line
        unused_places: excuse
        same_people: index
        going_out: index, hold, let_go, send
        reminder_rules: index, index_results, add, edit, history, history_results
        register_entries: index, index_results, inspect, settle, history, history_results
        evaluation_forms: index, new, form, start, use, preview, publish, discard
        evaluation_forms: add_question, question, remove, move
        evaluation_comments: index, decide
        message: index, index_results, inspect, send_again
        school: add, edit, delete, history, history_results
        school_chooser: create
        schoolgroup: add, edit, delete, history, history_results
        localauthority: add, edit, delete, history, history_results
        term: add, edit, delete, history, history_results
        practitioner: delete
        subject: delete
        keystage: delete
        offer: delete
        practitionerkind: delete
        wagtailsettings: edit psg_catalogue.bookingrules (2)
        wagtailsettings: edit psg_catalogue.programmerules (2)
    """,
    MONEY: """
        school_subscription: index, index_results, inspect, issue, purchase_order, decline
        school_subscription: cancel, record_payment
        subscription_invoice: index, index_results, inspect, ledger, pay, credit, give_back, move
        subscription_payer: index, index_results, inspect, debts
        credit_note: index, index_results, inspect
        bank_line: index, index_results, inspect, bring, match, pays, aside, again
        subscription_payment: index, index_results, inspect, undo
        card_order: index, index_results, inspect, close, refund
        charge: index, index_results, inspect
        subscription_scheme: index, index_results, add, edit, history, history_results
        renewal: index, index_results, inspect, invite, remind, decline
        unused_places: index, index_results, inspect, invoiced, charge
        service_agreement: add, edit, history, history_results
        administrative_cost: add, edit, delete, history, history_results
    """,
    (*MONEY, Role.QA_LEAD, Role.DIRECTOR): "service_agreement: index, index_results, inspect",
    (*PEOPLE, FINANCE): "changes: index, index_results, inspect",
    (*MONEY, Role.DIRECTOR): "administrative_cost: index, index_results",
    (FINANCE,): """
        subscription_invoice: write_off
        wagtailsettings: edit subscriptions.financesettings (2)
    """,
    (AST, Role.ADVISER): "outreachrequest: index, index_results",
    PEOPLE: """
        people: index, index_results, invite, person, account, second_step, end_role
        people_invitations: index, index_results, withdraw
        people_claims: index, index_results
        schools_without_lead: index, index_results
        returned_mail: index
        personal_data: person, copy, erase
        wagtailsettings: edit core.partnershipsettings (2)
    """,
    READERS: """
        school: index, index_results, inspect
        schoolgroup: index, index_results
        localauthority: index, index_results
        term: index, index_results
    """,
    (Role.EDITOR, OFFICE, Role.QA_LEAD, AST): "study_group_sessions: index, index_results, inspect",
    (OFFICE, AST): """
        practitioner: add, edit, history, history_results
        practitioner_chooser: create
    """,
    (*CATEGORIES, Role.DIRECTOR): """
        categoryofconcern: index, index_results
        astpost: index, index_results
        postallocation: index, index_results
    """,
    CATEGORIES: "categoryofconcern: add, edit, history, history_results",
    (*PEOPLE, AST): "personal_data: index",
    (FINANCE, AST, Role.PD_HEAD, Role.DIRECTOR): """
        funding_stream: index, index_results
        funding_release: index, index_results
    """,
    (AST,): """
        funding_stream: add, edit, delete, history, history_results, decide, put_on, share, end
        network_meeting: index, index_results, add, edit, delete, history, history_results
        network_meeting: tell, attendance, resources
        network_news: index, index_results, add, edit, delete, history, history_results, tell
        policy: index, index_results, add, edit, delete, history, history_results
        outreachplan: index, index_results
        outreachvisit: index, index_results
        wagtailsettings: edit outreach.supportrules (2)
    """,
    (AST, Role.PD_HEAD): """
        astpost: edit, history, history_results
        postallocation: add, edit, history, history_results
        wagtailsettings: edit outreach.outreachsettings (2)
    """,
    # Whoever may edit accounts or groups can make a superuser (SAFETY 1.6, 39).
    NO_ROLE: """
        wagtailusers_users: index, index_results, add, edit, copy, delete, usage
        wagtailusers_users: history, history_results
        wagtailusers_groups: index, index_results, add, edit, delete, usage
        wagtailusers_groups: history, history_results
        wagtail_bulk_action core.user assign_role, wagtail_bulk_action core.user delete
        wagtail_bulk_action core.user set_active_state
        wagtailsites: index, index_results, add, edit, copy, delete, usage
        wagtailsites: history, history_results
        wagtailadmin_collections: index, add, edit, delete, set_privacy
        wagtailadmin_workflows: index, index_results, add, edit, enable, disable, remove
        wagtailadmin_workflows: remove (2), usage, usage_results, select_task_type, add_task
        wagtailadmin_workflows: edit_task, enable_task, disable_task
        wagtailadmin_workflows: task_index, task_index_results
        wagtailredirects: index, index_results, add, edit, delete, start_import, process_import
        categoryofconcern: delete
        astpost: add, delete
        postallocation: delete
    """,
}

_SETTINGS = [model._meta.label_lower for model in registry]

# What opens for the whole world: drawings and words.
FOR_ANYONE = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}

# What opens for nobody, a superuser included: what this site has shut or has nothing for, what only
# a code, a file just sent or one kind of page leads to, and the answer to a portrait that waits,
# which its base school gives on the site.
FOR_NOBODY = """
    admin/login/, admin/logout/, admin/password_reset/, admin/failwhale/, admin/^.*/$
    wagtailadmin_error_test
    wagtailadmin_login, wagtailadmin_logout, wagtailadmin_password_reset
    wagtailadmin_password_reset_done, wagtailadmin_password_reset_confirm
    wagtailadmin_password_reset_complete, wagtailadmin_block_preview
    wagtailadmin_api:pages: find
    wagtailadmin_api:documents: find
    wagtailadmin_api:images: find
    wagtailadmin_pages: add home.newsindexpage, add directory.directorypage
    wagtailadmin_pages: add psg_catalogue.cataloguepage, convert_alias, workflow_action
    wagtailadmin_pages: collect_workflow_action_data, workflow_preview
    wagtailforms: list_submissions, list_submissions_results, delete_submissions
    wagtaildocs: create_multiple_from_uploaded_document, delete_upload_multiple
    wagtailimages: create_multiple_from_uploaded_image, delete_upload_multiple
    wagtailimages: url_generator, url_generator_output
"""


def names_in(lines: str) -> set[str]:
    """The addresses that some lines of the table name."""
    found = set()
    for line in filter(None, map(str.strip, lines.splitlines())):
        space, colon, names = line.rpartition(": ")
        found |= {f"{space}:{name}" if colon else name for name in names.split(", ")}
    return found


def for_nobody() -> set[str]:
    """What opens for nobody; none of the settings can be looked at before it is kept."""
    return names_in(FOR_NOBODY) | {f"wagtailsettings:preview_on_edit {each}" for each in _SETTINGS}


def roles_of_each() -> dict[str, frozenset[Role]]:
    """Every address of the table, and the roles that it opens for. Settings have a first address
    that only leads on to the second, for everyone."""
    leading_on = {f"wagtailsettings:edit {each}": frozenset(EVERYONE) for each in _SETTINGS}
    found: dict[str, frozenset[Role]] = dict(leading_on)
    for roles, lines in OPENS_FOR.items():
        for name in names_in(lines):
            assert name not in found, f"{name} stands twice in the table."
            found[name] = frozenset(roles)
    return found
