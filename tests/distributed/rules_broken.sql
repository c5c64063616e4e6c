-- Members of the extension that break one rule of rules.sql each; to be planted
-- in a transaction that is rolled back.
SET LOCAL client_min_messages = warning;

CREATE FUNCTION changing(integer) RETURNS integer AS 'int4abs' LANGUAGE internal STABLE PARALLEL SAFE;
CREATE FUNCTION lonely(integer) RETURNS integer AS 'int4abs' LANGUAGE internal IMMUTABLE PARALLEL RESTRICTED;
CREATE FUNCTION risk_audit(integer) RETURNS integer AS 'int4abs' LANGUAGE internal IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION astray(integer) RETURNS integer AS 'SELECT abs($1)' LANGUAGE sql IMMUTABLE PARALLEL SAFE;
CREATE AGGREGATE whole_only(integer) (SFUNC = int4pl, STYPE = integer, PARALLEL = SAFE);
CREATE AGGREGATE opaque(bigint) (SFUNC = int8_avg_accum, STYPE = internal,
	FINALFUNC = numeric_poly_avg, COMBINEFUNC = int8_avg_combine,
	SERIALFUNC = int8_avg_serialize, DESERIALFUNC = int8_avg_deserialize, PARALLEL = SAFE);
CREATE AGGREGATE anything("any") (SFUNC = int8inc_any, STYPE = bigint, COMBINEFUNC = int8pl, INITCOND = '0', PARALLEL = SAFE);
CREATE AGGREGATE spent(integer) (SFUNC = int4_sum, STYPE = bigint, COMBINEFUNC = int8pl,
	FINALFUNC = int8abs, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE);

-- the step is no member: the aggregate alone tells
CREATE FUNCTION step(integer, integer) RETURNS integer AS 'int4pl' LANGUAGE internal VOLATILE;
CREATE AGGREGATE shaky(integer) (SFUNC = step, STYPE = integer, COMBINEFUNC = int4pl, PARALLEL = SAFE);

CREATE TYPE blind;
CREATE FUNCTION blind_in(cstring) RETURNS blind AS 'int4in' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION blind_out(blind) RETURNS cstring AS 'int4out' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
CREATE TYPE blind (INPUT = blind_in, OUTPUT = blind_out, LIKE = integer);
CREATE FUNCTION blind_step(blind, blind) RETURNS blind AS 'int4larger' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
CREATE AGGREGATE blindly(blind) (SFUNC = blind_step, STYPE = blind, COMBINEFUNC = blind_step, PARALLEL = SAFE);

ALTER EXTENSION mentorship ADD FUNCTION changing(integer);
ALTER EXTENSION mentorship ADD FUNCTION lonely(integer);
ALTER EXTENSION mentorship ADD FUNCTION risk_audit(integer);
ALTER EXTENSION mentorship ADD FUNCTION astray(integer);
ALTER EXTENSION mentorship ADD AGGREGATE whole_only(integer);
ALTER EXTENSION mentorship ADD AGGREGATE opaque(bigint);
ALTER EXTENSION mentorship ADD AGGREGATE anything("any");
ALTER EXTENSION mentorship ADD AGGREGATE spent(integer);
ALTER EXTENSION mentorship ADD AGGREGATE shaky(integer);
ALTER EXTENSION mentorship ADD TYPE blind;
ALTER EXTENSION mentorship ADD AGGREGATE blindly(blind);
