"""What the back office's histories say of each thing the services of outreach record."""

from wagtail.log_actions import LogActionRegistry

# action, what one does, what the history says was done
POSTS = (("post.changed", "Change a post", "Post changed"),)


def register_actions(actions: LogActionRegistry) -> None:
    for action, does, done in POSTS:
        actions.register_action(action, does, done)
