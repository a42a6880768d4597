"""``assistant desk``: accounts of the people on the desk."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from assistant.errors import CustomerError
from assistant.services.accounts import MIN_PASSWORD, ROLES


def register(subparsers: Any) -> None:
    """Add the command."""
    desk = subparsers.add_parser("desk", help="accounts of the agents' desk")
    actions = desk.add_subparsers(dest="action", required=True)
    add = actions.add_parser(
        "add-agent", help="make an account; the password is asked for, or read from standard input"
    )
    add.add_argument("name")
    add.add_argument("--role", choices=ROLES, required=True)
    add.set_defaults(func=add_agent)


def add_agent(options: argparse.Namespace) -> int:
    """Make an account."""
    from assistant.bootstrap import build_storage
    from assistant.settings import read_settings

    password = _password()
    store = build_storage(read_settings())
    try:
        with store.work() as accounts:
            accounts.create(options.name, options.role, password)
    except CustomerError as error:
        print(_MESSAGES[error.code].format(**error.fields), file=sys.stderr)
        return 1
    print(f"account {options.name} ({options.role}) made")
    return 0


_MESSAGES = {
    "account_password": f"the password needs {MIN_PASSWORD} characters or more",
    "account_exists": "there is an account {name} already",
    "account_role": "the role is one of {roles}",
}


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first, second = getpass.getpass("password: "), getpass.getpass("again: ")
    if first != second:
        raise SystemExit("the two passwords differ")
    return first
