--
-- A mentor never has more students than seats, on no day, and none after leaving
-- the programme.  A constraint cannot say that of several rows, so triggers do.  The row of the mentor is updated,
-- not only locked: the second of two concurrent transactions waits and then
-- counts what the first one did, or under REPEATABLE READ fails with 40001.
--

CREATE FUNCTION most_pairs(a_mentor bigint, days daterange) RETURNS int
LANGUAGE sql STABLE
BEGIN ATOMIC
	-- a span is fullest on its first day or on the first day of some pair
	SELECT coalesce(max(n.pairs), 0)::int
	FROM (SELECT greatest(p.started_on, lower(days)) AS day
		  FROM pairing AS p
		  WHERE p.mentor_id = a_mentor
			  AND daterange(p.started_on, p.ended_on) && days) AS d
	CROSS JOIN LATERAL (
		SELECT count(*) AS pairs
		FROM pairing AS p
		WHERE p.mentor_id = a_mentor
			AND daterange(p.started_on, p.ended_on) @> d.day) AS n;
END;
COMMENT ON FUNCTION most_pairs(bigint, daterange) IS
'most pairs that a mentor has on any day of a span';

CREATE FUNCTION pairs_anywhere(a_mentor bigint, a_day date) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT most_pairs(a_mentor, daterange(a_day, NULL))
	WHERE a_mentor IN (SELECT visible_staff());
END;
COMMENT ON FUNCTION pairs_anywhere(bigint, date) IS
'most pairs of a mentor on any day from one on, at all schools: a seat taken elsewhere is taken; NULL for a mentor whom the login does not see';

CREATE FUNCTION pairing_capacity() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
DECLARE
	m		record;
	span	daterange := daterange(NEW.started_on, NEW.ended_on);
BEGIN
	UPDATE mentor SET capacity_since = capacity_since
	WHERE mentor_id = NEW.mentor_id
	RETURNING capacity, capacity_since, left_on INTO m;
	IF daterange(m.left_on, NULL) * span <> 'empty' AND m.left_on IS NOT NULL THEN
		RAISE EXCEPTION 'mentor % left on %', NEW.mentor_id, m.left_on
			USING ERRCODE = 'check_violation',
				CONSTRAINT = 'pairing_mentor_left', TABLE = 'pairing', SCHEMA = 'mentorship',
				HINT = 'Choose another mentor, or take this one back with change_mentor().';
	END IF;
	span := span * daterange(m.capacity_since, NULL);
	IF most_pairs(NEW.mentor_id, span) > m.capacity THEN
		RAISE EXCEPTION 'mentor % has no free seat', NEW.mentor_id
			USING ERRCODE = 'check_violation',
				CONSTRAINT = 'pairing_capacity', TABLE = 'pairing', SCHEMA = 'mentorship',
				DETAIL = format('The capacity is %s, counted over all schools, and every seat is taken on some day from %s on.',
								m.capacity, lower(span)),
				HINT = 'Choose another mentor, close a pairing, or raise the capacity with change_mentor().';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION pairing_capacity() IS
'refuses a pairing for which the mentor has no seat, or that outlasts the mentor; counts pairs at all schools, whoever asks';

CREATE TRIGGER pairing_capacity
AFTER INSERT OR UPDATE OF mentor_id, started_on, ended_on ON pairing
FOR EACH ROW EXECUTE FUNCTION pairing_capacity();
COMMENT ON TRIGGER pairing_capacity ON pairing IS
'a mentor never has more students than seats';

CREATE FUNCTION mentor_capacity() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
DECLARE
	most	int;
BEGIN
	IF most_pairs(NEW.mentor_id, daterange(NEW.left_on, NULL)) > 0 AND NEW.left_on IS NOT NULL THEN
		RAISE EXCEPTION 'mentor % still has students on %', NEW.mentor_id, NEW.left_on
			USING ERRCODE = 'check_violation',
				CONSTRAINT = 'mentor_left', TABLE = 'mentor', SCHEMA = 'mentorship',
				HINT = 'Close their pairings with close_pairing() first.';
	END IF;
	IF NEW.capacity < OLD.capacity THEN
		NEW.capacity_since := greatest(OLD.capacity_since, as_of());
		most := most_pairs(NEW.mentor_id, daterange(NEW.capacity_since, NULL));
		IF most > NEW.capacity THEN
			RAISE EXCEPTION 'mentor % has more students than %', NEW.mentor_id, NEW.capacity
				USING ERRCODE = 'check_violation',
					CONSTRAINT = 'mentor_capacity', TABLE = 'mentor', SCHEMA = 'mentorship',
					DETAIL = format('From %s on there are up to %s.', NEW.capacity_since, most),
					HINT = 'Close pairings with close_pairing() first.';
		END IF;
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION mentor_capacity() IS
'refuses to lower a capacity below the pairs there are, and to let a mentor go who has some';

CREATE TRIGGER mentor_capacity
BEFORE UPDATE OF capacity, left_on ON mentor
FOR EACH ROW EXECUTE FUNCTION mentor_capacity();
COMMENT ON TRIGGER mentor_capacity ON mentor IS
'a capacity is not lowered below the pairs there are, and nobody is left without a mentor';
