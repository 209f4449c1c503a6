"""The names that X's API had while posts were tweets, for when it does not know the new ones. Pure.

X renames name by name: its newest schema knows only the new names, its guides show the old ones. What it
answers is understood in both (`posts`).
"""

from __future__ import annotations

from dataclasses import replace

from amends.channels.calls import Answer, Call

_NEW = "post.fields"
_WORDS = (
    ("edit_history_post_ids", "edit_history_tweet_ids"),
    ("referenced_posts", "referenced_tweets.id"),
    ("note_post", "note_tweet"),
)


def is_needed(answer: Answer, call: Call) -> bool:
    """Whether X refuses a question for its new names."""
    return answer.status == 400 and _NEW in call.query and _NEW.encode() in answer.body


def asked(call: Call) -> Call:
    """The same question in the names of then."""
    query = {("tweet.fields" if name == _NEW else name): _told(v) for name, v in call.query.items()}
    return replace(call, query=query)


def _told(value: str) -> str:
    for new, old in _WORDS:
        value = value.replace(new, old)
    return value
