"""Bringing earlier years' attendance registers in."""

from psg_catalogue.services.history.registers import Tally, import_registers

__all__ = ["Tally", "import_registers"]
