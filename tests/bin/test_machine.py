"""System packages: installed where this account may, named in one line where it may not."""

import os
import subprocess

import pytest

from bin import machine


@pytest.fixture
def runs(monkeypatch):
    """The commands that would have been run on a Debian machine with nothing installed."""
    found = []

    def run(command, **options):
        found.append(command)
        return subprocess.CompletedProcess(command, 0, stdout="")

    monkeypatch.setattr(machine.subprocess, "run", run)
    monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
    return found


def test_installed_packages_are_not_missing(monkeypatch):
    printed = "chromium installed\npostgresql config-files\n"
    monkeypatch.setattr(machine.shutil, "which", lambda name: name)
    monkeypatch.setattr(
        machine.subprocess,
        "run",
        lambda command, **options: subprocess.CompletedProcess(command, 1, stdout=printed),
    )
    assert machine.missing(["chromium", "postgresql", "git"]) == ["postgresql", "git"]


def test_root_installs_what_is_missing(runs, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    machine.ensure(["chromium", "postgresql"])
    apt = ["apt-get", "install", "-y", "--no-install-recommends", "chromium", "postgresql"]
    assert apt in runs


def test_anyone_else_is_told_the_one_line(runs, monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert machine.ensure(["chromium"]) == ["chromium"]
    line = "sudo apt-get install -y --no-install-recommends chromium"
    assert capsys.readouterr().out == f"Missing on this machine. This installs it: {line}\n"
    assert not any(command[0] == "apt-get" for command in runs)


def test_browser_is_the_one_named_or_the_lightest_there_is(monkeypatch):
    there = {"chromium": "/usr/bin/chromium", "google-chrome": "/opt/chrome"}
    monkeypatch.setattr(machine.shutil, "which", there.get)
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert machine.browser() == "/usr/bin/chromium"
    there[machine.BROWSER] = "/usr/bin/light"
    assert machine.browser() == "/usr/bin/light"
    monkeypatch.setenv("CHROMIUM", "/opt/another")
    assert machine.browser() == "/opt/another"
    there.clear()
    monkeypatch.delenv("CHROMIUM")
    assert machine.browser() is None
