/*
 * random.sql
 *		Numbers that look random and are a function of the seed.
 *
 * A draw is keyed by what it is for (one of the purposes below), whom it is
 * about and, where that is not enough, a number of its own such as a day.  So
 * it does not matter in which order, how often or in which process rows are
 * computed, and a new purpose disturbs no other.
 *
 * The server's 64-bit hash of an integer is the same on every machine.
 * Doubles made from it are only added, multiplied, divided and compared, which
 * IEEE 754 fixes to the last bit; no exp, ln or power, which it does not, and
 * no sum over rows, whose order is not ours.
 */

CREATE FUNCTION h(purpose int, id bigint, n bigint DEFAULT 0) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN hashint8extended(n, hashint8extended(id,
			hashint8extended(purpose, :seed)));

-- uniform in [0, 1)
CREATE FUNCTION unit(hash bigint) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ((hash >> 11) & 9007199254740991)::float8 / 9007199254740992;

CREATE FUNCTION u(purpose int, id bigint, n bigint DEFAULT 0) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN unit(h(purpose, id, n));

-- uniform integer in 0 .. bound - 1
CREATE FUNCTION below(bound int, purpose int, id bigint, n bigint DEFAULT 0)
RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN floor(u(purpose, id, n) * bound)::int;

-- one of a list
CREATE FUNCTION pick(list text[], purpose int, id bigint, n bigint DEFAULT 0)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN list[1 + below(cardinality(list), purpose, id, n)];

-- purposes: students
\set p_cohort 1
\set p_zone 2
\set p_path 3
\set p_path_day 4
\set p_culture 5
\set p_sex 6
\set p_given 7
\set p_family 8
\set p_middle 9
\set p_language 10
\set p_base 11
\set p_habit 12
\set p_trend 13
\set p_excuse 14
\set p_tardy 15
\set p_ability 16
\set p_conduct 17
\set p_base_year 18
\set p_transfer 19
-- days
\set p_mark 30
\set p_kind 31
\set p_minutes 32
\set p_illness 33
\set p_illness_day 34
\set p_missing 35
\set p_boundary 36
\set p_remote 37
\set p_calendar 38
\set p_incident 39
\set p_incident_day 40
\set p_incident_what 41
\set p_grade 42
\set p_elective 43
-- staff and programme
\set p_staff_culture 50
\set p_staff_sex 51
\set p_staff_given 52
\set p_staff_family 53
\set p_staff 54
\set p_volunteer 55
\set p_capacity 56
\set p_joined 57
\set p_slot 58
\set p_planning 59
\set p_interest 60
\set p_nominate 61
\set p_nominate_day 62
\set p_words 63
\set p_pair 64
\set p_pair_day 65
\set p_pair_end 66
\set p_helped 67
\set p_meet 68
\set p_meet_kind 69
\set p_meet_words 70
\set p_referral 71
\set p_training 72
