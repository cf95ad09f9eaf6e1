"""What may become of a thing: its states, the moves between them, and who makes each.

A service asks the table before it changes a state, a screen asks it which buttons to show, a test
walks every pair of states, and `manage.py draw_states` draws the picture in the documentation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices


@dataclass(frozen=True)
class Move:
    """A verb, the states it starts from, the state it leads to, and the actors who may make it.

    An actor is a role's code ("ast_coordinator") or what somebody is to this one thing
    ("host_leader"); "site" is the site itself, by a job or a consequence."""

    name: str
    sources: frozenset[str]
    target: str
    actors: frozenset[str]


class MoveNotAllowed(Exception):
    """The thing is in a state from which this move does not start."""

    def __init__(self, table: "Moves", name: str, state: str) -> None:
        self.table, self.name, self.state = table, name, state
        super().__init__(f"{table.noun} that is {table.label(state).lower()} cannot do this.")


class Moves:
    """The table of one kind of thing. `noun` begins a sentence: "A request"."""

    def __init__(self, name: str, noun: str, states: type[TextChoices], *, start: str) -> None:
        self.name, self.noun, self.states, self.start = name, noun, states, str(start)
        self._moves: dict[str, Move] = {}
        _tables[name] = self

    def add(
        self, name: str, sources: str | Iterable[str], target: str, *, by: Iterable[str]
    ) -> "Moves":
        """One more row; the verb is used once in a table. Returns the table, to go on adding."""
        if name in self._moves:
            raise ValueError(f"{self.name} has the move {name} already.")
        starts = [sources] if isinstance(sources, str) else sources
        named = frozenset(self.states(each).value for each in starts)
        actors = frozenset(str(each) for each in by)
        self._moves[name] = Move(name, named, self.states(target).value, actors)
        return self

    def __iter__(self) -> Iterator[Move]:
        return iter(self._moves.values())

    def __getitem__(self, name: str) -> Move:
        return self._moves[name]

    def target(self, name: str, state: str) -> str:
        """The state that the move leads to from `state`. Raises MoveNotAllowed."""
        move = self._moves[name]
        if str(state) not in move.sources:
            raise MoveNotAllowed(self, name, str(state))
        return move.target

    def possible(self, state: str, *, actors: Iterable[str] | None = None) -> list[Move]:
        """The moves that start from `state`; with `actors`, those that one of them may make."""
        from_here = [move for move in self if str(state) in move.sources]
        if actors is None:
            return from_here
        wanted = {str(each) for each in actors}
        return [move for move in from_here if move.actors & wanted]

    def label(self, state: str) -> str:
        """The state in the words of the screen."""
        return str(self.states(state).label)

    def mermaid(self) -> str:
        """The table as a picture, for the feature page."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [f"    {state.value} : {state.label}" for state in self.states]
        for move in self:
            for source in sorted(move.sources, key=self.states.values.index):
                lines.append(f"    {source} --> {move.target} : {move.name.replace('_', ' ')}")
        left = {source for move in self for source in move.sources}
        lines += [f"    {value} --> [*]" for value in self.states.values if value not in left]
        return "\n".join(lines)


_tables: dict[str, Moves] = {}


def tables() -> dict[str, Moves]:
    """Every table by its name; an app's are known once its modules are loaded."""
    return dict(_tables)
