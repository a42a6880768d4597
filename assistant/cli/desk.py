"""``assistant desk``: accounts of the people on the desk."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any, Callable

from assistant.errors import CustomerError
from assistant.services.accounts import MAX_NAME, MIN_PASSWORD, ROLES, Accounts

BY = "operator"


def register(subparsers: Any) -> None:
    """Add the command."""
    desk = subparsers.add_parser("desk", help="accounts of the agents' desk")
    actions = desk.add_subparsers(dest="action", required=True)
    asked = "the password is asked for, or read from standard input"
    for name, run, words in (
        ("add-agent", add_agent, f"make an account; {asked}"),
        ("set-password", set_password, f"give an account another password and end its sessions; {asked}"),
        ("deactivate", deactivate, "shut an account and end its sessions"),
        ("activate", activate, "open an account again"),
        ("log-out", log_out, "end every session of an account"),
    ):
        parser = actions.add_parser(name, help=words)
        parser.add_argument("name")
        parser.set_defaults(func=run)
        if name == "add-agent":
            parser.add_argument("--role", choices=ROLES, required=True)


def add_agent(options: argparse.Namespace) -> int:
    """Make an account."""
    password = _password()
    return _do(lambda accounts: accounts.create(options.name, options.role, password, by=BY),
               f"account {options.name} ({options.role}) made")  # fmt: skip


def set_password(options: argparse.Namespace) -> int:
    """Give an account another password."""
    password = _password()
    return _do(lambda accounts: accounts.set_password(accounts.by_name(options.name).id, password, by=BY),
               f"password of {options.name} set, sessions ended")  # fmt: skip


def deactivate(options: argparse.Namespace) -> int:
    """Shut an account."""
    return _do(lambda accounts: accounts.set_active(accounts.by_name(options.name).id, False, by=BY),
               f"account {options.name} shut")  # fmt: skip


def activate(options: argparse.Namespace) -> int:
    """Open an account again."""
    return _do(lambda accounts: accounts.set_active(accounts.by_name(options.name).id, True, by=BY),
               f"account {options.name} open")  # fmt: skip


def log_out(options: argparse.Namespace) -> int:
    """End every session of an account."""
    return _do(lambda accounts: accounts.end_sessions(accounts.by_name(options.name).id, by=BY),
               f"{options.name} logged out")  # fmt: skip


def _do(task: Callable[[Accounts], Any], done: str) -> int:
    from assistant.bootstrap import build_storage
    from assistant.settings import read_settings

    try:
        with build_storage(read_settings()).work() as accounts:
            task(accounts)
    except CustomerError as error:
        print(_MESSAGES[error.code].format(**error.fields), file=sys.stderr)
        return 1
    print(done)
    return 0


_MESSAGES = {
    "account_name": f"a name has 1 to {MAX_NAME} characters, none of them a space at its ends",
    "account_password": f"the password needs {MIN_PASSWORD} characters or more",
    "account_exists": "there is an account {name} already",
    "account_unknown": "there is no account {name}",
    "account_role": "the role is one of {roles}",
    "account_last_admin": "nobody would be left to keep the accounts",
}


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first, second = getpass.getpass("password: "), getpass.getpass("again: ")
    if first != second:
        raise SystemExit("the two passwords differ")
    return first
