"""How the search reads words: letters without case and accents, tokens that no sign hides.

Written in the database's own language because an index stands on them. They are immutable: another
way of reading is another function with another index. Characters of Chinese and Japanese become words
of their own, for their writing has no spaces. What is longer than 20,000 characters is searched up to
there: a longer one could be too long for the database to split, and no message may be refused for that.
Their search path is fixed, for indexes are built with an empty one.
"""

from __future__ import annotations

from django.db import migrations

_MAKE = r"""
CREATE FUNCTION inbox_fold(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 100 AS $$
BEGIN
    IF octet_length(said) = char_length(said) THEN
        RETURN lower(said);
    END IF;
    RETURN lower(regexp_replace(
        replace(replace(left(normalize(said, NFKD), 40000), 'ß', 'ss'), 'ẞ', 'SS'),
        '[\u0300-\u036f]', '', 'g'));
END $$;

CREATE FUNCTION inbox_tokens(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 500
SET search_path FROM CURRENT AS $$
DECLARE
    spaced text := replace(replace(replace(replace(replace(replace(replace(replace(
        left(said, 20000), '.', ' '), '/', ' '), '-', ' '), '_', ' '), '@', ' '), '+', ' '),
        '<', ' '), '&', ' ');
BEGIN
    IF octet_length(spaced) = char_length(spaced) THEN
        RETURN spaced;
    END IF;
    RETURN regexp_replace(
        inbox_fold(spaced), '([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])', ' \1 ', 'g');
END $$;

CREATE FUNCTION inbox_words(brand bigint, subject text, said text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 20000
SET search_path FROM CURRENT AS $$
BEGIN
    RETURN to_tsvector('simple'::regconfig, inbox_tokens(subject || ' ' || said))
        || array_to_tsvector(CASE WHEN strpos(said, '://') > 0
            THEN ARRAY['~' || brand, '~link'] ELSE ARRAY['~' || brand] END);
END $$;
"""
_UNMAKE = """
DROP FUNCTION inbox_words(bigint, text, text);
DROP FUNCTION inbox_tokens(text);
DROP FUNCTION inbox_fold(text);
"""


class Migration(migrations.Migration):
    """Adds three functions."""

    dependencies = [("inbox", "0016_every_clock_is_checked")]

    operations = [migrations.RunSQL(_MAKE, _UNMAKE)]
