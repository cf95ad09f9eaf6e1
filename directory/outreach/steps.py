"""A step: something one person does next with a post or a candidate. A table of them decides which
buttons a page shows, who may open which form, and which service is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.forms import SiteForm


@dataclass(frozen=True)
class Step:
    """`actors` are words of the tables of moves; `possible` asks the scene whether there is such a
    step just now; `run` calls one service and says what is done; `initial` is what the form begins
    with; with `needs_scene` the form is given the scene."""

    title: str
    button: str
    actors: frozenset[str]
    possible: Callable[..., bool]
    run: Callable[..., str]
    form: type[SiteForm] = SiteForm
    words: str = ""
    kind: str = ""
    initial: Callable[..., dict] | None = None
    needs_scene: bool = False

    def is_for(self, actors: frozenset[str]) -> bool:
        return bool(self.actors & actors)

    def make_form(self, data, scene) -> SiteForm:
        initial = self.initial(scene) if self.initial else {}
        given = {"scene": scene} if self.needs_scene else {}
        return self.form(data, initial=initial, **given)


def open_steps(steps: Mapping[str, Step], scene, actors: frozenset[str]) -> dict[str, Step]:
    """The steps that these actors may take now, in the order of the table."""
    return {
        name: step for name, step in steps.items() if step.is_for(actors) and step.possible(scene)
    }
