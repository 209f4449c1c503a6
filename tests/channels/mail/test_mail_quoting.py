"""What somebody newly wrote, told from what they quoted."""

from __future__ import annotations

import pytest

from amends.channels.mail.quoting import newly_written

SAID = "It is still broken."
HISTORIES = {
    "wrote": "On Sat, 21 Nov 2026 at 10:12, Brand <a@b.example> wrote:\n\n> Did it work?",
    "wrapped": "On Sat, Nov 21, 2026 at 10:12 AM Brand Care\n<a@b.example> wrote:\n\n> Did it?",
    "unmarked": "On 21.11.2026 10:12, Brand wrote:\n\nDid it work?\nBrand",
    "german": "Am 21.11.2026 um 10:12 schrieb Brand <a@b.example>:\n> Ging es?",
    "swedish": "Den lör 21 nov. 2026 kl 10:12 skrev Brand <a@b.example>:\n\n> Gick det?",
    "russian": "сб, 21 нояб. 2026 г. в 10:12, Brand <a@b.example>:\n\n> Работает?",
    "russian wrote": "21.11.2026 10:12, Brand пишет:\n> Работает?",
    "turkish": "Brand <a@b.example>, 21 Kas 2026 Cmt, 10:12 tarihinde şunu yazdı:\n\n> Oldu mu?",
    "chinese": "Brand <a@b.example> 于2026年11月21日周六 10:12写道：\n\n> 好了吗？",
    "korean": "2026년 11월 21일 (토) 오전 10:12, Brand <a@b.example>님이 작성:\n\n> 됐나요?",
    "outlook": "From: Brand <a@b.example>\nSent: Saturday\nTo: Ana\nSubject: RE: Order\n\nDid it?",
    "outlook french": "De : Brand <a@b.example>\nEnvoyé : samedi\nÀ : Ana\nObjet : Commande\n\nÇa va ?",
    "outlook bold": "*From:* Brand <a@b.example>\n*Sent:* Saturday\n*To:* Ana\n*Subject:* Order\n\nDid it?",
    "original": "-----Original Message-----\nFrom: Brand\n\nDid it work?",
    "german original": "-----Ursprüngliche Nachricht-----\nVon: Brand\n\nGing es?",
    "underscores": "_____________________\nFrom: Brand\nSent: Saturday\nTo: Ana\nSubject: Order\n\nDid it?",
    "only marks": "> Did it work?\n> Brand",
}


@pytest.mark.parametrize("name", HISTORIES)
def test_the_history_below_goes(name: str) -> None:
    assert newly_written(f"{SAID}\n\n{HISTORIES[name]}\n") == SAID


@pytest.mark.parametrize(
    "end",
    ["-- \nAna\nCustomer Ltd", "--\nAna", "Sent from my iPhone", "Von meinem iPhone gesendet"],
)
def test_the_signature_goes(end: str) -> None:
    assert newly_written(f"{SAID}\n\n{end}\n") == SAID


@pytest.mark.parametrize(
    "text",
    [
        "On Monday your colleague wrote:\n“It will come tomorrow.” It did not.",
        "From: Berlin\nmy order should go to Munich.",
        "He wrote to me twice.",
        "My list:\n- one\n- two\n\nRegards\nAna",
        "Order 4711 of 2026-11-01: where is it?",
    ],
)
def test_a_persons_own_words_stay(text: str) -> None:
    assert newly_written(text) == text


def test_answers_between_quotes_keep_them() -> None:
    text = "On 21.11.2026, Brand wrote:\n> Size?\n\nMedium.\n\n> Colour?\n\nBlue."
    assert newly_written(text) == text


def test_an_answer_below_its_quote_stands_alone() -> None:
    assert newly_written("On 21.11.2026, Brand wrote:\n> Size?\n\nMedium.") == "Medium."


def test_a_mail_of_nothing_but_quotes_stays_readable() -> None:
    assert newly_written("> Did it work?") == "> Did it work?"


def test_a_forwarded_mail_stays_whole() -> None:
    text = f"{SAID}\n\n{HISTORIES['outlook']}"
    assert newly_written(text, forwarded=True) == text
