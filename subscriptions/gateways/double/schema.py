"""Honest by construction: what comes in and what goes out is held against the types that Stripe's
library ships for its API version. A parameter or a field we made up fails here."""

import builtins
import sys
import types
from functools import cache
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

import stripe
from stripe import StripeObject
from stripe._object_classes import OBJECT_CLASSES
from stripe._request_options import RequestOptions
from typing_extensions import is_typeddict

_WRAPPERS = (NotRequired, Required)
_UNIONS = (Union, types.UnionType)


class BadParameter(Exception):
    """A request that Stripe would refuse: `param` in Stripe's brackets, and why."""

    def __init__(self, message: str, param: str, code: str = "") -> None:
        super().__init__(message)
        self.param = param
        self.code = code


class DishonestAnswer(Exception):
    """The double was about to say something Stripe cannot say. A bug in the double."""


class _OtherClasses(dict):
    """Names a module of the library knows for type checkers only: other classes of objects."""

    def __init__(self, module: types.ModuleType) -> None:
        super().__init__()
        self._known = {**vars(builtins), **vars(module)}

    def __missing__(self, name: str) -> Any:
        if name in self._known:
            raise KeyError(name)
        return getattr(stripe, name, StripeObject)


@cache
def fields_of(kind: type) -> dict[str, Any]:
    """Return the resolved types of a parameter class or an object class, own fields only."""
    skip = RequestOptions.__annotations__ if is_typeddict(kind) else {"OBJECT_NAME": None}
    own = {name: hint for name, hint in kind.__annotations__.items() if name not in skip}
    # A class made for the purpose: resolving the original would resolve its parents' names too.
    bare = type("Bare", (), {"__annotations__": own, "__module__": kind.__module__})
    module = sys.modules[kind.__module__]
    return get_type_hints(bare, vars(module), _OtherClasses(module), include_extras=True)


def checked_params(kind: type, given: dict[str, Any], path: str = "") -> dict[str, Any]:
    """Return `given`, form strings all, with integers and booleans read. Raises `BadParameter`."""
    fields = fields_of(kind)
    read = {}
    for name, value in given.items():
        param = f"{path}[{name}]" if path else name
        if name not in fields:
            raise BadParameter(f"Received unknown parameter: {param}", param, "parameter_unknown")
        read[name] = _read(fields[name], value, param)
    for name in sorted(kind.__required_keys__ & fields.keys() - given.keys()):
        param = f"{path}[{name}]" if path else name
        raise BadParameter(f"Missing required param: {param}.", param, "parameter_missing")
    return read


def _read(hint: Any, value: Any, param: str) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in _WRAPPERS:
        return _read(arguments[0], value, param)
    if origin in _UNIONS:
        return _read_union(arguments, value, param)
    if origin is Literal:
        if value not in arguments:
            allowed = ", ".join(sorted(map(str, arguments)))
            raise BadParameter(f"Invalid {param}: must be one of {allowed}", param)
        return value
    if origin is list:
        return [
            _read(arguments[0], item, f"{param}[{index}]")
            for index, item in enumerate(_as_list(value, param))
        ]
    if origin is dict or is_typeddict(hint):
        if not isinstance(value, dict):
            raise BadParameter(f"Invalid object: {param}", param)
        if is_typeddict(hint):
            return checked_params(hint, value, param)
        # In free-form groups such as metadata an empty value is allowed: it unsets the key.
        return {
            name: item and _read(arguments[1], item, f"{param}[{name}]")
            for name, item in value.items()
        }
    return _read_leaf(hint, value, param)


def _read_union(arguments: tuple, value: Any, param: str) -> Any:
    # Stripe's open enums are typed "these words, or text": the double takes the words alone.
    words = [argument for argument in arguments if get_origin(argument) is Literal]
    if words and all(argument is str or argument in words for argument in arguments):
        return _read(words[0], value, param)
    if words and value in get_args(words[0]):
        return value
    return _read(next(argument for argument in arguments if argument not in words), value, param)


def _read_leaf(hint: Any, value: Any, param: str) -> Any:
    if not isinstance(value, str):
        raise BadParameter(f"Invalid string: {param}", param)
    if not value:
        raise BadParameter(f"Empty value: {param}", param, "parameter_invalid_empty")
    if hint is int:
        if not value.removeprefix("-").isdecimal() or len(value) > 18:
            raise BadParameter(f"Invalid integer: {param}", param, "parameter_invalid_integer")
        return int(value)
    if hint is bool:
        if value not in ("true", "false"):
            raise BadParameter(f"Invalid boolean: {param}", param)
        return value == "true"
    return value


def _as_list(value: Any, param: str) -> list:
    if isinstance(value, dict) and all(key.isdecimal() for key in value):
        return [value[key] for key in sorted(value, key=int)]
    raise BadParameter(f"Invalid array: {param}", param)


def checked_answer(answer: dict[str, Any]) -> dict[str, Any]:
    """Return `answer` if every field of it, and no required field missing, is one of the library's
    class for its `object`. Raises `DishonestAnswer`."""
    module, name = OBJECT_CLASSES[answer["object"]]
    _compare(getattr(sys.modules[module], name), answer, answer["object"])
    return answer


def _compare(kind: type, answer: dict[str, Any], path: str) -> None:
    fields = fields_of(kind)
    for name in answer.keys() - fields.keys():
        raise DishonestAnswer(f"{path}.{name} is no field of {kind.__name__}")
    for name, hint in fields.items():
        if name in answer:
            _compare_value(hint, answer[name], f"{path}.{name}")
        elif not _may_be_none(hint):
            raise DishonestAnswer(f"{path}.{name} is missing")


def _compare_value(hint: Any, value: Any, path: str) -> None:
    origin = get_origin(hint)
    choices = get_args(hint) if origin in _UNIONS else (hint,)
    if value is None:
        if type(None) not in choices:
            raise DishonestAnswer(f"{path} cannot be null")
        return
    words = [
        word for choice in choices if get_origin(choice) is Literal for word in get_args(choice)
    ]
    if words and value not in words:
        raise DishonestAnswer(f"{path} cannot be {value!r}")
    if words:
        return
    if not any(_fits(choice, value, path) for choice in choices):
        raise DishonestAnswer(f"{path} cannot be a {type(value).__name__}")


def _fits(choice: Any, value: Any, path: str) -> bool:
    origin = get_origin(choice) or choice
    if origin is list:
        if isinstance(value, list):
            for index, item in enumerate(value):
                _compare_value(get_args(choice)[0], item, f"{path}[{index}]")
        return isinstance(value, list)
    if isinstance(origin, type) and issubclass(origin, StripeObject):
        if isinstance(value, dict) and origin.__annotations__ and not get_args(choice):
            _compare(origin, value, path)
        return isinstance(value, dict)
    return isinstance(origin, type) and type(value) is origin


def _may_be_none(hint: Any) -> bool:
    return get_origin(hint) in _UNIONS and type(None) in get_args(hint)
