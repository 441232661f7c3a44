"""Mails, one row each (report, period, recipient), so that none is sent twice.

    waiting -> sending -> sent
                       -> waiting again, later (put off)
                       -> refused, for good
                       -> stuck: nobody knows whether it was sent; only a person may have it sent again

`sending` is committed before a mail server is spoken to, the result after it. A process that dies in between leaves
`sending` behind, and find_stuck makes that `stuck`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, LiteralString

import msgspec

from app.errors import BadChoice
from app.store.database import Row, Store
from app.store.moments import read_moment, stored
from app.store.unsubscribing import known_as

STUCK_AFTER = timedelta(minutes=10)  # sending a mail takes a minute at most, and its commit is tried for two
GIVE_UP_AFTER = timedelta(days=3)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
_FIELDS: LiteralString = (
    "id, report, period, recipient, facts, state, message_id, attempts, made_at, next_at, changed_at, sentence"
)
_DIED = (
    "The process that was sending this mail ended before it could say whether it was sent: ask the recipient, and have "
    "it sent again if it did not come."
)


@dataclass(frozen=True)
class Mail:
    """A mail as it is in the database; times in UTC. `attempts` since it was asked for, or asked for anew by hand."""

    id: int
    report: str
    period: str
    recipient: str
    facts: dict[str, Any]
    state: str
    message_id: str
    attempts: int
    made_at: datetime
    next_at: datetime
    changed_at: datetime
    sentence: str


def ask(
    store: Store,
    report: str,
    period: str,
    recipients: Iterable[str],
    facts: Mapping[str, Any],
    message_id: Callable[[str], str],
    now: datetime,
) -> int:
    """Have each recipient sent this mail; returns how many mails are new. Raises StoreProblem.

    A mail that was asked for before stays as it is, also when others ask at the same time. Addresses are kept in lower
    case; those unsubscribed get none. `message_id` names the mail to an address.
    """
    body, moment = msgspec.json.encode(facts).decode(), stored(now, store.kind)
    added = 0
    with store.writing() as transaction:
        for recipient in sorted({known_as(recipient) for recipient in recipients}):  # one order: no deadlock
            if transaction.rows("SELECT 1 FROM unsubscribed WHERE recipient = ?", recipient):
                continue
            added += transaction.run(
                "INSERT INTO mails (report, period, recipient, facts, state, message_id, attempts, made_at, next_at,"
                " changed_at, sentence) VALUES (?, ?, ?, ?, 'waiting', ?, 0, ?, ?, ?, '')"
                " ON CONFLICT (report, period, recipient) DO NOTHING",
                *(report, period, recipient, body, message_id(recipient), moment, moment, moment),
            )
    return added


def claim(store: Store, now: datetime) -> Mail | None:
    """Take one mail whose time has come and make it `sending`; None when there is none. Raises StoreProblem.

    However many processes claim at once, each mail is had by one.
    """
    passing: LiteralString = " FOR UPDATE SKIP LOCKED" if store.kind == "postgresql" else ""
    moment = stored(now, store.kind)
    with store.writing() as transaction:
        found = transaction.rows(
            "UPDATE mails SET state = 'sending', attempts = attempts + 1, changed_at = ? WHERE state = 'waiting'"  # noqa: S608
            " AND id = (SELECT id FROM mails WHERE state = 'waiting' AND next_at <= ?"
            " AND NOT EXISTS (SELECT 1 FROM unsubscribed WHERE unsubscribed.recipient = mails.recipient)"
            f" ORDER BY next_at, id LIMIT 1{passing}) RETURNING {_FIELDS}",
            moment,
            moment,
        )
    return _mail(found[0]) if found else None


def sent(store: Store, mail: Mail, now: datetime) -> bool:
    """The server said that it has the mail. Like its siblings: False where the row is no longer this claim's."""
    return _end(store, mail, "sent", mail.next_at, now, "")


def put_off(store: Store, mail: Mail, now: datetime, sentence: str) -> bool:
    """The server surely has it not: wait 1, 2, 4 ... minutes, at most 6 hours; after 3 days of that it is refused."""
    waits = [min(_FIRST_WAIT * 2 ** min(attempt, 12), _LONGEST_WAIT) for attempt in range(mail.attempts)]
    if sum(waits[:-1], timedelta()) >= GIVE_UP_AFTER:
        return refuse(store, mail, now, f"Given up after {GIVE_UP_AFTER.days} days. {sentence}")
    return _end(store, mail, "waiting", now + waits[-1], now, sentence)


def refuse(store: Store, mail: Mail, now: datetime, sentence: str) -> bool:
    """The server has it not and will not take it."""
    return _end(store, mail, "refused", mail.next_at, now, sentence)


def unknown(store: Store, mail: Mail, now: datetime, sentence: str) -> bool:
    """The server may have it: it is stuck until a person decides."""
    return _end(store, mail, "stuck", mail.next_at, now, sentence)


def find_stuck(store: Store, now: datetime) -> list[Mail]:
    """Mails that somebody began to send over 10 minutes ago and never ended become `stuck`; returns those."""
    with store.writing() as transaction:
        found = transaction.rows(
            "UPDATE mails SET state = 'stuck', sentence = ? WHERE state = 'sending' AND changed_at <= ?"  # noqa: S608
            f" RETURNING {_FIELDS}",
            _DIED,
            stored(now - STUCK_AFTER, store.kind),
        )
    return [_mail(row) for row in found]


def resend(store: Store, number: int, now: datetime) -> None:
    """A person has a stuck or refused mail sent again, or one put off sent at once.

    Raises BadChoice where that cannot be, and StoreProblem.
    """
    with store.writing() as transaction:
        found = transaction.rows(
            "SELECT state, EXISTS (SELECT 1 FROM unsubscribed WHERE unsubscribed.recipient = mails.recipient)"
            " FROM mails WHERE id = ?",
            number,
        )
        if not found:
            raise BadChoice(f"There is no mail {number}: look at the list of mails again.")
        state, unsubscribed = found[0]
        if unsubscribed:
            raise BadChoice(f"The recipient of mail {number} has unsubscribed: ask them to subscribe again first.")
        moment = stored(now, store.kind)
        changed = transaction.run(
            "UPDATE mails SET state = 'waiting', attempts = 0, next_at = ?, changed_at = ?, sentence = ''"
            " WHERE id = ? AND state IN ('stuck', 'refused', 'waiting')",
            *(moment, moment, number),
        )
        if not changed:
            done = "was sent already" if state == "sent" else "is being sent"
            raise BadChoice(f"Mail {number} {done}: look at the list of mails again.")


def shown(store: Store, most: int) -> list[Mail]:
    """What people should see: stuck, refused and put off mails with a sentence each, in that order, latest first."""
    with store.reading() as transaction:
        found = transaction.rows(
            f"SELECT {_FIELDS} FROM mails"  # noqa: S608 - a list of columns
            " WHERE state IN ('stuck', 'refused') OR (state = 'waiting' AND sentence <> '')"
            " ORDER BY CASE state WHEN 'stuck' THEN 0 WHEN 'refused' THEN 1 ELSE 2 END, changed_at DESC, id DESC"
            " LIMIT ?",
            most,
        )
    return [_mail(row) for row in found]


def forget_old(store: Store, before: datetime) -> int:
    """Delete the mails that nothing happened to since a moment, all but those that wait; returns how many."""
    with store.writing() as transaction:
        sql: LiteralString = "DELETE FROM mails WHERE changed_at < ? AND state IN ('sent', 'refused', 'stuck')"
        return transaction.run(sql, stored(before, store.kind))


def _end(store: Store, mail: Mail, state: str, next_at: datetime, now: datetime, sentence: str) -> bool:
    """End a claim. A process that slept past find_stuck may still tell; after a person had it sent anew, no more.

    What a mail that was sent said is in the mail, and need not stay here: it may name leads.
    """
    with store.writing() as transaction:
        changed = transaction.run(
            "UPDATE mails SET state = ?, next_at = ?, changed_at = ?, sentence = ?,"
            " facts = CASE WHEN ? = 'sent' THEN '{}' ELSE facts END"
            " WHERE id = ? AND state IN ('sending', 'stuck') AND attempts = ? AND changed_at = ?",
            *(state, stored(next_at, store.kind), stored(now, store.kind), sentence, state),
            *(mail.id, mail.attempts, stored(mail.changed_at, store.kind)),
        )
    return changed == 1


def _mail(row: Row) -> Mail:
    number, report, period, recipient, facts, state, message_id, attempts, *moments, sentence = row
    read = facts if isinstance(facts, dict) else msgspec.json.decode(facts, type=dict[str, Any])
    made_at, next_at, changed_at = (_moment(moment) for moment in moments)
    return Mail(
        *(int(number), report, period, recipient, read, state, message_id, int(attempts)),
        *(made_at, next_at, changed_at, sentence),
    )


def _moment(value: object) -> datetime:
    read = read_moment(value)
    assert read is not None  # the columns are never empty
    return read
