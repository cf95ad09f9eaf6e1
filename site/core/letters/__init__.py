"""The kinds of letter this site sends by email, and where their words come from.

An app names each of its kinds once, in `AppConfig.ready`:

    register_letter(
        "place_offered",                      # templates/emails/place_offered/
        name="A place is offered",            # in the office's list
        group="The waiting list",
        examples=lambda: [("To the colleague", {"session": …}), ("To a lead", {…})],
    )

and keeps two templates, `subject.txt` and `body.txt`; the body extends `emails/base.txt` and fills
its blocks `heading`, `content` and `reason` (why the reader has it). The HTML part is made from
the plain text (`core.letters.html`), so nobody writes a letter twice: an empty line ends a
paragraph, lines that begin with "/ " or "- " are a list, lines such as "Due: 24 November" are
facts, and a line "Say yes or no: https://…" alone between empty lines is a button.

What is a sentence stands in the templates inside `{% words %}` (core.templatetags.letters), and
the office may change it; what is a fact is handed to the tag, and stays right whatever is written
around it. `examples` are invented contexts for the preview: between them they show every sentence.

`stops="the weekly list of new sessions"` makes a kind one that a reader may stop: its letters say
how, and `queue_message` writes no more of them to an address that has. Only for what nobody needs
to have: never for what follows from a booking, from money or from an account.
"""

from core.letters.registry import Example, LetterKind, letter_of, letters, register_letter

__all__ = ["Example", "LetterKind", "letter_of", "letters", "register_letter"]
