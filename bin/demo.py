"""`make demo`: everything the demonstration needs, from an empty folder to an open page."""

import http.client
import signal
import socket
import subprocess
import sys
import time

from bin import environment, machine, preparation, supervisor
from bin.variables import ROOT, NotUsable, chosen_port, for_the_demonstration, setting, site_address

SECONDS_TO_ANSWER = 90


def refuse_taken_port(port: int) -> None:
    """Raises NotUsable when something already listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as why:
            raise NotUsable(
                f"Port {port} cannot be used ({why.strerror}). Choose another: make demo PORT=8010"
            ) from why


def install() -> None:
    """System packages where this account may, then the pinned requirements."""
    if machine.ensure(machine.PDF):
        print("Going on without: until then the site offers no PDF files.", flush=True)
    environment.ensure()


def commands_of(port: int) -> dict[str, list[str]]:
    """Web server, mail worker and, where no Stripe key is set, the Stripe double."""
    python, manage_py = str(environment.PYTHON), str(ROOT / "manage.py")
    commands = {
        "web server": [python, "-m", "gunicorn", "-c", str(ROOT / "site" / "gunicorn.conf.py")],
        "worker": [python, manage_py, "worker"],
    }
    if not setting("STRIPE_SECRET_KEY"):
        webhook = f"http://127.0.0.1:{port}/stripe/webhook/"
        double = ["stripe_double", "--port", str(port + 1), "--webhook-url", webhook]
        commands["Stripe double"] = [python, manage_py, *double]
    return commands


def answers(port: int) -> bool:
    """True when the home page comes back without an error."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Demonstration:
    """The processes, and what is said of them.

    The web server and the worker start first: on two processors a third would keep the first page
    waiting. The rest start, and the log-ins are said, when the site first answers."""

    AT_ONCE = ("web server", "worker")

    def __init__(self, port: int) -> None:
        self.port = port
        self.commands = commands_of(port)
        self.processes: list[supervisor.Process] = []
        self.deadline = time.monotonic() + SECONDS_TO_ANSWER

    def start(self, *names: str) -> None:
        for name in names:
            command = self.commands.pop(name)
            self.processes.append(supervisor.Process(name, command, for_the_demonstration()))

    def look(self) -> None:
        """Raises NotUsable when the site takes longer than SECONDS_TO_ANSWER."""
        if not self.deadline:
            return
        if answers(self.port):
            self.deadline = 0
            self.start(*self.commands)
            print(f"\nThe site answers at {site_address()}/\n")
            print(preparation.LOGINS.read_text())
            print("Ctrl-C ends it.", flush=True)
        elif time.monotonic() > self.deadline:
            raise NotUsable(f"The site did not answer within {SECONDS_TO_ANSWER} seconds.")

    def serve(self) -> None:
        """Run in the foreground until INT or TERM, then end every process."""
        try:
            self.start(*self.AT_ONCE)
            supervisor.keep_going(self.processes, self.look)
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            supervisor.end_all(self.processes)
            print("\nThe site has ended.", flush=True)


def start() -> None:
    """Prepare what is not prepared, and serve. Raises NotUsable."""
    port = chosen_port()
    with preparation.only_one():
        refuse_taken_port(port)
        refuse_taken_port(port + 1)
        install()
        preparation.prepare()
        Demonstration(port).serve()


def reset() -> None:
    """Throw the demonstration's data away and load it anew. Raises NotUsable."""
    with preparation.only_one():
        preparation.clear()
        install()
        preparation.prepare()
    print("The demonstration is as new. Start it with: make demo")


def main() -> int:
    supervisor.stop_on_signals()
    try:
        reset() if sys.argv[1:] == ["reset"] else start()
    except (NotUsable, environment.NotInstalled, supervisor.KeepsFailing) as why:
        print(why, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failed:
        print(f"manage.py {failed.cmd[2]} failed; its own words are above.", file=sys.stderr)
        return 1
    except supervisor.Stopped:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
