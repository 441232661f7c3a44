import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.errors import BadChoice
from app.store import mails
from app.store.database import Store, open_store
from app.store.mails import GIVE_UP_AFTER, STUCK_AFTER, Mail
from app.store.unsubscribing import is_unsubscribed, recipient_of, subscribe, token, unsubscribe

NOW = datetime(2026, 11, 23, 7, 0, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ANN, BOB = "ann@example.com", "bob@example.com"


def ask(store: Store, *recipients: str, period: str = "2026-W47", facts: dict[str, Any] | None = None) -> int:
    return mails.ask(store, "digest", period, recipients or (ANN,), facts or {}, lambda one: f"<{one}@x>", NOW)


def take(store: Store, now: datetime = NOW) -> Mail:
    mail = mails.claim(store, now)
    assert mail is not None
    return mail


def states(store: Store) -> list[tuple[str, str]]:
    with store.reading() as transaction:
        return [(row[0], row[1]) for row in transaction.rows("SELECT recipient, state FROM mails ORDER BY recipient")]


def test_a_mail_is_asked_for_once_and_claimed_once(store: Store) -> None:
    facts = {"words": "é “quoted”", "rows": [1, 2.5, None]}
    assert ask(store, ANN, BOB, f" {ANN.upper()} ", facts=facts) == 2
    assert ask(store, ANN, "carl@example.com", facts={"other": 1}) == 1
    ann = take(store)
    assert ann == Mail(
        *(ann.id, "digest", "2026-W47", ANN, facts, "sending", f"<{ANN}@x>", 1, NOW, NOW, NOW, ""),
    )
    assert {take(store).recipient, take(store).recipient} == {BOB, "carl@example.com"}
    assert mails.claim(store, NOW) is None
    assert ask(store, ANN) == 0
    assert mails.sent(store, ann, NOW)
    assert ask(store, ANN) == 0
    assert mails.claim(store, NOW + timedelta(days=400)) is None
    assert ask(store, ANN, period="2026-W48") == 1


def test_a_mail_put_off_waits_longer_each_time_and_three_days_at_most(store: Store) -> None:
    ask(store)
    now, waits = NOW + timedelta(days=30), []  # however long no worker ran: three days of trying
    while (mail := mails.claim(store, now)) is not None:
        assert mails.put_off(store, mail, now, "Too busy.")
        assert mails.claim(store, now) is None
        (shown,) = mails.shown(store, 10)
        if shown.state == "refused":
            break
        assert (shown.state, shown.sentence) == ("waiting", "Too busy.")
        waits.append(shown.next_at - now)
        now = shown.next_at
    assert [wait / MINUTE for wait in waits[:11]] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    assert GIVE_UP_AFTER <= sum(waits, timedelta()) < GIVE_UP_AFTER + timedelta(hours=6)
    assert shown.sentence == "Given up after 3 days. Too busy."
    assert mails.claim(store, now + timedelta(days=30)) is None


def test_what_nobody_finished_is_stuck_and_only_a_person_sends_it_again(store: Store) -> None:
    ask(store)
    mail = take(store)
    assert mails.find_stuck(store, NOW + STUCK_AFTER - timedelta(seconds=1)) == []
    (stuck,) = mails.find_stuck(store, NOW + STUCK_AFTER)
    assert (stuck.id, stuck.state) == (mail.id, "stuck")
    assert mails.find_stuck(store, NOW + timedelta(days=9)) == []
    assert mails.claim(store, NOW + timedelta(days=9)) is None
    assert mails.shown(store, 10) == [stuck]
    assert "ask the recipient" in stuck.sentence
    later = NOW + timedelta(days=10)
    mails.resend(store, mail.id, later)
    again = take(store, later)
    assert (again.id, again.message_id, again.attempts) == (mail.id, mail.message_id, 1)
    assert mails.sent(store, again, later)
    assert mails.shown(store, 10) == []


@pytest.mark.parametrize("end", [mails.put_off, mails.refuse, mails.unknown])
def test_a_process_that_slept_past_its_time_can_still_tell_but_not_after_a_person_decided(
    store: Store, end: Callable[[Store, Mail, datetime, str], bool]
) -> None:
    ask(store)
    mail = take(store)
    mails.find_stuck(store, NOW + STUCK_AFTER)
    mails.resend(store, mail.id, NOW + STUCK_AFTER)
    assert not end(store, mail, NOW + STUCK_AFTER, "Late.")
    assert not mails.sent(store, mail, NOW + STUCK_AFTER)
    assert states(store) == [(ANN, "waiting")]
    again = take(store, NOW + STUCK_AFTER)
    assert not end(store, mail, NOW + STUCK_AFTER, "Late.")
    assert states(store) == [(ANN, "sending")]
    mails.find_stuck(store, NOW + 2 * STUCK_AFTER)
    assert mails.sent(store, again, NOW + 3 * STUCK_AFTER)
    assert states(store) == [(ANN, "sent")]
    assert not end(store, again, NOW + 3 * STUCK_AFTER, "Late.")


def test_people_see_what_is_stuck_first_then_refused_then_put_off(store: Store) -> None:
    ask(store, *(f"{letter}@example.com" for letter in "abcdefg"))
    for number, end in enumerate([mails.put_off, mails.refuse, mails.unknown, mails.refuse, mails.unknown]):
        assert end(store, take(store), NOW + number * timedelta(seconds=1), f"Sentence {number}.")
    take(store)
    assert [mail.sentence[9] for mail in mails.shown(store, 10)] == ["4", "2", "3", "1", "0"]
    assert len(mails.shown(store, 2)) == 2


def test_resending_what_cannot_be_resent_is_a_sentence(store: Store) -> None:
    ask(store)
    mail = take(store)
    with pytest.raises(BadChoice, match="is being sent"):
        mails.resend(store, mail.id, NOW)
    mails.sent(store, mail, NOW)
    with pytest.raises(BadChoice, match="was sent already"):
        mails.resend(store, mail.id, NOW)
    with pytest.raises(BadChoice, match="There is no mail 999"):
        mails.resend(store, 999, NOW)
    ask(store, BOB)
    bob = take(store)
    mails.refuse(store, bob, NOW, "No such user.")
    unsubscribe(store, BOB, NOW)
    with pytest.raises(BadChoice, match="has unsubscribed"):
        mails.resend(store, bob.id, NOW)
    subscribe(store, BOB)
    mails.resend(store, bob.id, NOW)
    assert take(store).id == bob.id


def test_a_mail_put_off_can_be_sent_at_once(store: Store) -> None:
    ask(store)
    mail = take(store)
    mails.put_off(store, mail, NOW, "Too busy.")
    assert mails.claim(store, NOW) is None
    mails.resend(store, mail.id, NOW)
    assert take(store).id == mail.id


def test_who_unsubscribed_gets_nothing_also_what_waits_already(store: Store) -> None:
    ask(store, ANN, BOB)
    unsubscribe(store, " Ann@Example.com", NOW)
    unsubscribe(store, ANN, NOW)
    assert is_unsubscribed(store, "ANN@example.com")
    assert not is_unsubscribed(store, BOB)
    assert states(store) == [(BOB, "waiting")]
    assert ask(store, ANN.upper(), BOB, period="2026-W48") == 1
    subscribe(store, ANN.upper())
    assert not is_unsubscribed(store, ANN)
    assert ask(store, ANN, period="2026-W48") == 1


def test_who_unsubscribes_while_a_mail_is_being_sent_gets_it_no_second_time(store: Store) -> None:
    ask(store)
    mail = take(store)
    unsubscribe(store, ANN, NOW)
    mails.put_off(store, mail, NOW, "Too busy.")
    assert mails.claim(store, NOW + timedelta(days=1)) is None


def test_many_that_ask_and_claim_at_once(store: Store, url: str) -> None:
    recipients = [f"{number}@example.com" for number in range(12)]
    added, had, failed = [], [], []

    def work(turn: int) -> None:
        own = open_store(url)
        try:
            added.append(ask(own, *recipients[turn:], *recipients[:turn]))
            while (mail := mails.claim(own, NOW)) is not None:
                had.append(mail.recipient)
        except Exception as error:
            failed.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=work, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sum(added) == 12
    assert sorted(had) == sorted(recipients)


SECRET = b"s" * 32


@pytest.mark.parametrize("recipient", [ANN, "Ann@Example.com", "é@bücher.example", "x" * 320])
def test_a_token_names_its_recipient(recipient: str) -> None:
    word = token(SECRET, recipient)
    assert recipient_of(SECRET, word) == recipient.lower()
    assert word == token(SECRET, recipient)
    assert all(sign.isalnum() or sign in "-_." for sign in word)


def test_no_token_holds_but_the_one_that_was_made() -> None:
    word = token(SECRET, ANN)
    for number in range(len(word)):
        for sign in "A-":
            changed = word[:number] + sign + word[number + 1 :]
            assert changed == word or recipient_of(SECRET, changed) is None
    address, _, mark = word.partition(".")
    bob = token(SECRET, BOB).partition(".")[0]
    for wrong in ("", ".", address, f".{mark}", f"{bob}.{mark}", f"{word}=", f"{address}=.{mark}", f"{word}.", "é.é"):
        assert recipient_of(SECRET, wrong) is None
    for wrong in (f"{word}\n", f" {word}", word.upper(), word * 50, "\udc80", "_w.x"):
        assert recipient_of(SECRET, wrong) is None
    assert recipient_of(b"t" * 32, word) is None
