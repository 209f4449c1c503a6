"""A playbook as the linter reads it: the `Policy` that it comes to. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amends.playbook.rules import policy as rules
from amends.playbook.rules.document.acting import LevelOf, WrittenRule
from amends.playbook.rules.document.saying import Lines, NumberForm, OfflineRoute
from amends.playbook.rules.document.schema import Playbook
from amends.playbook.rules.findings import Level
from amends.playbook.rules.policy import Policy


def policy_in(playbook: Playbook, *, brand_name: str = "") -> Policy:
    """What the linter holds texts to under this playbook; ``brand_name`` fills `{brand.name}`."""
    voice = playbook.voice
    return Policy(
        voice=_voice(playbook, brand_name),
        forbidden=tuple(_forbidden(playbook)),
        preferred=tuple(_preferred(playbook)),
        links=rules.Links(
            allowed=playbook.links.allowed,
            forbidden=playbook.links.forbidden,
            allows_shorteners=playbook.links.shorteners,
            level=Level(playbook.links.level),
        ),
        private=_private(playbook),
        routes=tuple(route for each in playbook.offline for route in _routes(each)),
        promises=_promises(playbook),
        compensation=tuple(_authorities(playbook)),
        languages=playbook.languages.answers,
        reading=rules.Reading(
            ease=float(voice.reading.ease),
            longest_sentence=voice.reading.longest_sentence,
            longest_public=voice.reading.longest_public,
            longest_private=voice.reading.longest_private,
        ),
        emoji=rules.Emoji(voice.emoji.most, voice.emoji.never, voice.emoji.only),
        hashtags_most=voice.hashtags,
        networks=tuple(_networks(playbook)),
        settings=tuple(_setting(each) for each in playbook.rules.levels),
        own=tuple(own_rule(each) for each in playbook.rules.own),
    )


def _voice(playbook: Playbook, brand_name: str) -> rules.Voice:
    voice = playbook.voice
    return rules.Voice(
        address=rules.Address(voice.address),
        description=voice.description,
        greetings=tuple(_phrases(voice.greetings, brand_name)),
        sign_offs=tuple(_phrases(voice.sign_offs, brand_name)),
        needs_greeting=voice.needs_greeting,
        needs_sign_off=voice.needs_sign_off,
    )


#: What a variable is to the linter: any name of the customer, any of the author.
_NAMES: Mapping[str, str] = {
    "{customer.name}": "{name}",
    "{customer.first_name}": "{name}",
    "{customer.handle}": "{name}",
    "{agent.name}": "{author}",
    "{agent.first_name}": "{author}",
}


def _phrases(lines: Lines, brand_name: str = "") -> Iterator[rules.Phrase]:
    for language, texts in lines.items():
        for text in texts:
            said = text.replace("{brand.name}", brand_name) if brand_name else text
            for variable, name in _NAMES.items():
                said = said.replace(variable, name)
            yield rules.Phrase(said, language)


def _forbidden(playbook: Playbook) -> Iterator[rules.Forbidden]:
    for each in playbook.words.never:
        yield rules.Forbidden(
            says=each.words,
            because=each.because,
            instead=each.instead or None,
            level=Level(each.level),
            languages=each.languages,
        )


def _preferred(playbook: Playbook) -> Iterator[rules.Preferred]:
    for each in playbook.words.say:
        yield rules.Preferred(
            say=each.say,
            instead_of=each.instead_of,
            because=each.because,
            level=Level(each.level),
            languages=each.languages,
        )


def _private(playbook: Playbook) -> rules.PrivateData:
    privacy = playbook.privacy
    return rules.PrivateData(
        patterns=tuple(private_pattern(each) for each in privacy.numbers),
        ignored=frozenset(rules.PrivateKind(each) for each in privacy.ignored),
        own_contacts=privacy.contacts,
        countries=privacy.countries,
    )


def private_pattern(form: NumberForm) -> rules.PrivatePattern:
    """How the brand writes numbers that nobody else should read, as the linter takes it."""
    return rules.PrivatePattern(
        kind=rules.PrivateKind(form.kind),
        pattern=form.pattern,
        must_pass=form.must_pass,
        must_fail=form.must_fail,
    )


def _routes(route: OfflineRoute) -> Iterator[rules.Route]:
    """A route is one for each language in which it is offered."""
    said = route.says or {"": ""}
    for language, words in said.items():
        yield rules.Route(
            kind=rules.RouteKind(route.by),
            where=route.where,
            says=words,
            languages=(language,) if language else (),
            networks=route.networks,
        )


def _promises(playbook: Playbook) -> rules.Promises:
    promises = playbook.promises
    own = tuple(
        rules.Promise(
            name=each.name,
            says=each.words,
            roles=each.roles,
            instead=each.instead or None,
            level=Level(each.level),
            languages=each.languages,
        )
        for each in promises.own
    )
    return rules.Promises(
        own=own,
        times=tuple(_phrases(promises.times)),
        times_by=promises.times_by,
        guarantees_by=promises.guarantees_by,
        liability_by=promises.liability_by,
    )


def _authorities(playbook: Playbook) -> Iterator[rules.Authority]:
    for role, grant in playbook.compensation.by_role.items():
        currency = playbook.compensation.currency
        yield rules.Authority(role, grant.up_to, currency=currency, percent=grant.percent)


def _networks(playbook: Playbook) -> Iterator[rules.OnNetwork]:
    for network, each in playbook.networks.items():
        yield rules.OnNetwork(
            network=network,
            longest_public=each.longest_public,
            emoji_most=each.emoji,
            hashtags_most=each.hashtags,
            needs_greeting=each.needs_greeting,
            needs_sign_off=each.needs_sign_off,
            allows_links=each.links,
        )


def _setting(each: LevelOf) -> rules.Setting:
    level = None if each.level == "off" else Level(each.level)
    return rules.Setting(each.rule, level, each.networks, each.languages)


def own_rule(rule: WrittenRule) -> rules.OwnRule:
    """A rule that the brand wrote, as the linter takes it."""
    return rules.OwnRule(
        code=rule.code,
        sentence=rule.sentence,
        says=(rule.pattern,) if rule.pattern else rule.words,
        is_pattern=bool(rule.pattern),
        is_missing=rule.missing,
        level=Level(rule.level),
        suggestion=rule.suggestion or None,
        replacement=rule.replacement or None,
        languages=rule.languages,
        networks=rule.networks,
        is_public_only=rule.public_only,
        must_pass=rule.must_pass,
        must_fail=rule.must_fail,
    )
