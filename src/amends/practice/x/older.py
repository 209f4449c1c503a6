"""The names that X used before it called tweets posts: whoever asks in them is answered in them."""

from __future__ import annotations

import orjson

from amends.practice.answers import Answer
from amends.practice.x.door import Call, Handler

#: A parameter that only those send who know the names of then.
_ASKED = "tweet.fields"
_NAMES = {
    "edit_history_post_ids": "edit_history_tweet_ids",
    "referenced_posts": "referenced_tweets",
    "posts": "tweets",
    "post_count": "tweet_count",
    "repost_count": "retweet_count",
    "note_post": "note_tweet",
}


def or_newer(handler: Handler) -> Handler:
    """The same answer, in the names in which was asked."""

    def answered(call: Call) -> Answer:
        answer = handler(call)
        if _ASKED not in call.request.query_params:
            return answer
        told = orjson.dumps(_renamed(orjson.loads(answer.body)))
        return Answer(told, answer.status_code, accepted=answer.accepted)

    return answered


def _renamed(told: object) -> object:
    if isinstance(told, dict):
        return {_NAMES.get(name, name): _renamed(value) for name, value in told.items()}
    return [_renamed(each) for each in told] if isinstance(told, list) else told
