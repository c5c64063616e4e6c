--
-- Reading a source from the warehouse.  The binding is a row, which pg_dump
-- keeps; the view that it stands for belongs to the extension, which pg_dump
-- does not keep, so rebind() makes it again.
--

CREATE VIEW binding_state AS
SELECT s.source, b.relation AS bound_to, r.relation AS reads,
	r.relation IS NOT DISTINCT FROM coalesce(b.relation, format('mentorship.own_%s', s.source))
		AS in_force
FROM source_names() AS s (source)
LEFT JOIN source_binding AS b ON b.source = s.source
LEFT JOIN LATERAL (
	SELECT format('%I.%I', n.nspname, c.relname) AS relation
	FROM pg_catalog.pg_rewrite AS w
	JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_rewrite'::regclass
		AND d.objid = w.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass
		AND d.refobjid <> w.ev_class
	JOIN pg_catalog.pg_class AS c ON c.oid = d.refobjid
	JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
	WHERE w.ev_class = to_regclass(format('mentorship.source_%s', s.source))
	LIMIT 1) AS r ON true;
COMMENT ON VIEW binding_state IS
'what each source is bound to and what it reads: after a restore rebind() makes them agree, and until then no job runs';
COMMENT ON COLUMN binding_state.source IS 'name of the source';
COMMENT ON COLUMN binding_state.bound_to IS
'relation that table source_binding names; NULL where it is the own table';
COMMENT ON COLUMN binding_state.reads IS 'relation that is read';
COMMENT ON COLUMN binding_state.in_force IS 'whether these two agree';

CREATE FUNCTION require_source_name(name text) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
BEGIN
	PERFORM require_given('name', name IS NOT NULL);
	IF name NOT IN (SELECT source_names()) THEN
		RAISE EXCEPTION 'there is no source "%"', name
			USING ERRCODE = 'invalid_parameter_value',
				HINT = format('Sources are %s.', (SELECT string_agg(s, ', ' ORDER BY s)
												  FROM source_names() AS s));
	END IF;
END
$$;
COMMENT ON FUNCTION require_source_name(text) IS 'refuses a source that there is not';

CREATE FUNCTION source_columns(name text, relation regclass, OUT selected text,
	OUT faults text, OUT missing boolean, OUT others text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	WITH RECURSIVE wanted AS (
		SELECT a.attnum, a.attname, a.atttypid, a.attnotnull, a.attcollation,
			format_type(a.atttypid, a.atttypmod) AS type
		FROM pg_attribute AS a
		WHERE a.attrelid = format('mentorship.own_%s', name)::regclass AND a.attnum > 0
	), given AS (
		SELECT b.attname, b.atttypid AS base, b.attcollation,
			format_type(b.atttypid, b.atttypmod) AS type
		FROM pg_attribute AS b
		WHERE b.attrelid = relation AND b.attnum > 0 AND NOT b.attisdropped
		UNION ALL
		SELECT g.attname, t.typbasetype, g.attcollation, g.type
		FROM given AS g
		JOIN pg_type AS t ON t.oid = g.base AND t.typtype = 'd'
	), matched AS (
		-- a string of any kind is read as text; the last step is no domain
		SELECT w.*, g.type AS given_type, k.texted,
			w.attcollation NOT IN (0, g.attcollation) AS collated,
			g.base IS NOT NULL AND (
				k.source = w.atttypid
				OR EXISTS (SELECT FROM pg_cast AS c
						   WHERE c.castsource = k.source AND c.casttarget = w.atttypid
							   AND (c.castcontext = 'i'
									-- a status by its name, or a smaller integer
									OR k.source = 'text'::regtype
									OR k.source IN ('int4'::regtype, 'int8'::regtype)
										AND w.atttypid IN ('int2'::regtype, 'int4'::regtype)))) AS fits
		FROM wanted AS w
		LEFT JOIN (SELECT g.* FROM given AS g
				   JOIN pg_type AS t ON t.oid = g.base AND t.typtype <> 'd') AS g
			ON g.attname = w.attname
		CROSS JOIN LATERAL (
			SELECT g.base IN ('varchar'::regtype, 'bpchar'::regtype) AS texted,
				CASE WHEN g.base IN ('varchar'::regtype, 'bpchar'::regtype) THEN 'text'::regtype::oid
					ELSE g.base END AS source) AS k
	)
	SELECT string_agg(format('b.%I%s::%s%s AS %1$I', m.attname, CASE WHEN m.texted THEN '::text' END,
							 m.type, CASE WHEN m.collated THEN ' COLLATE pg_catalog."default"' END),
					  ', ' ORDER BY m.attnum),
		string_agg(CASE WHEN m.given_type IS NULL
					THEN format('Column "%s" is missing: %s%s.', m.attname, m.type,
								CASE WHEN NOT m.attnotnull THEN ', may be null' END)
					ELSE format('Column "%s" is %s, not %s.', m.attname, m.given_type, m.type) END,
				   E'\n' ORDER BY m.attnum) FILTER (WHERE NOT m.fits),
		bool_or(m.given_type IS NULL),
		(SELECT string_agg(DISTINCT quote_ident(g.attname), ', ')
		 FROM given AS g WHERE g.attname NOT IN (SELECT w.attname FROM wanted AS w))
	INTO selected, faults, missing, others
	FROM matched AS m;
END
$$;
COMMENT ON FUNCTION source_columns(text, regclass) IS
'the columns of a source, selected from a relation, and what is wrong with those that are missing or of another type';

CREATE FUNCTION require_relation(name text, relation regclass) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
DECLARE
	c		pg_class;
	ours	regclass;
	s		record;
BEGIN
	SELECT * INTO c FROM pg_class WHERE oid = relation;
	IF c.relkind IS NULL OR c.relkind NOT IN ('r', 'p', 'v', 'm', 'f') THEN
		RAISE EXCEPTION '% is no table or view', relation
			USING ERRCODE = 'wrong_object_type',
				HINT = 'Bind a table, view, materialized view or foreign table.';
	END IF;
	IF c.relpersistence = 't' THEN
		RAISE EXCEPTION 'relation % is temporary', relation
			USING ERRCODE = 'wrong_object_type',
				HINT = 'Bind one that other sessions see, too.';
	END IF;
	IF c.relnamespace = 'mentorship'::regnamespace THEN
		RAISE EXCEPTION 'relation % belongs to the program itself', relation
			USING ERRCODE = 'wrong_object_type',
				HINT = 'unbind_source() has a source read its own table again.';
	END IF;
	-- a view of ours beneath it would ask a source whom the login sees, and
	-- that source would ask it
	WITH RECURSIVE beneath (relation) AS (
		SELECT relation
		UNION
		SELECT d.refobjid
		FROM beneath AS b
		JOIN pg_rewrite AS w ON w.ev_class = b.relation
		JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
			AND d.refclassid = 'pg_class'::regclass
	)
	SELECT x.oid INTO ours
	FROM beneath AS b
	JOIN pg_class AS x ON x.oid = b.relation
	WHERE x.relnamespace = 'mentorship'::regnamespace
		AND x.relname NOT IN (SELECT 'own_' || n FROM source_names() AS n)
	ORDER BY x.relname LIKE 'source\_%', x.relname LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'relation % reads % of the program itself', relation, ours
			USING ERRCODE = 'invalid_object_definition',
				HINT = format('The source''s own table is mentorship.own_%s.', name);
	END IF;
	s := source_columns(name, relation);
	IF s.faults IS NOT NULL THEN
		RAISE EXCEPTION USING
			ERRCODE = CASE WHEN s.missing THEN 'undefined_column' ELSE 'datatype_mismatch' END,
			MESSAGE = format('relation %s cannot be source "%s"', relation, name),
			DETAIL = s.faults || CASE WHEN s.missing AND s.others IS NOT NULL
				THEN format(E'\nIt has, besides: %s.', s.others) ELSE '' END,
			HINT = 'Bind a view over it that names and casts the columns; what is not known is NULL::type where it may be null.';
	END IF;
END
$$;
COMMENT ON FUNCTION require_relation(text, regclass) IS
'refuses a relation that cannot be a source, and says all that is wrong with it';

CREATE FUNCTION read_source(name text, relation regclass) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
DECLARE
	s	record := source_columns(name, relation);
BEGIN
	EXECUTE format('CREATE OR REPLACE VIEW mentorship.source_%s AS SELECT %s FROM %s AS b',
				   name, s.selected, relation);
	-- what was kept is of another relation
	PERFORM forget_records();
END
$$;
COMMENT ON FUNCTION read_source(text, regclass) IS
'has a source read a relation that was found fit for it';

CREATE FUNCTION guard_sources(wanted boolean) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT wanted THEN
		DROP EVENT TRIGGER IF EXISTS mentorship_keep_program;
		DROP FUNCTION IF EXISTS mentorship.keep_program();
		RETURN;
	END IF;
	IF EXISTS (SELECT FROM pg_event_trigger WHERE evtname = 'mentorship_keep_program') THEN
		RETURN;
	END IF;
	-- no members of the extension: they have to be there when it is gone
	CREATE OR REPLACE FUNCTION mentorship.keep_program() RETURNS event_trigger
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
	AS $guard$
	BEGIN
		IF NOT EXISTS (SELECT FROM pg_event_trigger_dropped_objects() AS d
					   WHERE d.object_type = 'extension' AND d.object_identity = 'mentorship_program') THEN
			RETURN;
		END IF;
		IF EXISTS (SELECT FROM pg_event_trigger_dropped_objects() AS d
				   WHERE d.original AND d.object_type = 'extension'
					   AND d.object_identity IN ('mentorship', 'mentorship_program')) THEN
			DROP EVENT TRIGGER mentorship_keep_program;
			DROP FUNCTION mentorship.keep_program();
			RETURN;
		END IF;
		RAISE EXCEPTION 'extension "mentorship_program" would be dropped with all of its data'
			USING ERRCODE = 'dependent_objects_still_exist',
				DETAIL = 'A source of the program reads what is to be dropped.',
				HINT = 'Call mentorship.unbind_source() first, or mentorship.suspend_sources() before and mentorship.rebind() after the warehouse is built anew.';
	END
	$guard$;
	COMMENT ON FUNCTION mentorship.keep_program() IS
	'refuses a DROP ... CASCADE in the warehouse that would take the whole program with it';
	REVOKE ALL ON FUNCTION mentorship.keep_program() FROM PUBLIC;
	CREATE EVENT TRIGGER mentorship_keep_program ON sql_drop
		EXECUTE FUNCTION mentorship.keep_program();
	COMMENT ON EVENT TRIGGER mentorship_keep_program IS
	'a bound relation is not dropped by CASCADE, which would take extension mentorship_program with it';
END
$$;
COMMENT ON FUNCTION guard_sources(boolean) IS
'sets up or removes the event trigger that keeps the programme while sources are bound';

CREATE FUNCTION notice_slow_source(name text, relation regclass) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	looked_up	text := CASE WHEN name = 'calendar_date' THEN 'school_id'
		WHEN name IN ('student', 'enrolment', 'attendance_mark', 'course_result') THEN 'student_id' END;
	c			pg_class;
BEGIN
	SELECT * INTO c FROM pg_class WHERE oid = relation;
	IF c.relkind IN ('r', 'p', 'm') AND c.reltuples >= 10000 AND looked_up IS NOT NULL
		AND NOT EXISTS (SELECT FROM pg_index AS i
						JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
						WHERE i.indrelid = relation AND i.indisvalid AND i.indpred IS NULL
							AND a.attname = looked_up) THEN
		RAISE NOTICE 'relation % has no index on column "%"', relation, looked_up
			USING HINT = 'A report looks students up one by one: without an index each of them reads all rows.';
	END IF;
END
$$;
COMMENT ON FUNCTION notice_slow_source(text, regclass) IS
'tells of a large table without the index that reports look students up by';

CREATE FUNCTION bind_source(name text, relation regclass) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
DECLARE
	in_schema	text;
BEGIN
	PERFORM require_source_name(bind_source.name);
	PERFORM require_given('relation', bind_source.relation IS NOT NULL);
	PERFORM require_relation(bind_source.name, bind_source.relation);
	SELECT n.nspname INTO in_schema
	FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
	WHERE c.oid = bind_source.relation;
	EXECUTE format('GRANT USAGE ON SCHEMA %I TO mentorship_source', in_schema);
	EXECUTE format('GRANT SELECT ON %s TO mentorship_source', bind_source.relation);
	PERFORM read_source(bind_source.name, bind_source.relation);
	INSERT INTO source_binding (source, relation)
	SELECT bind_source.name, format('%I.%I', in_schema, c.relname)
	FROM pg_class AS c WHERE c.oid = bind_source.relation
	ON CONFLICT (source) DO UPDATE SET relation = excluded.relation;
	PERFORM guard_sources(true);
	PERFORM notice_slow_source(bind_source.name, bind_source.relation);
END
$$;
COMMENT ON FUNCTION bind_source(text, regclass) IS
'has a source read from any table or view that has its columns, instead of its own table; role mentorship_source gets the right to read it';

CREATE FUNCTION unbind_source(name text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
BEGIN
	PERFORM require_source_name(unbind_source.name);
	DELETE FROM source_binding AS b WHERE b.source = unbind_source.name;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'source "%" is not bound', unbind_source.name
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	PERFORM read_source(unbind_source.name, format('mentorship.own_%s', unbind_source.name)::regclass);
	PERFORM guard_sources(EXISTS (SELECT FROM source_binding));
END
$$;
COMMENT ON FUNCTION unbind_source(text) IS
'has a source read from its own table again';

CREATE FUNCTION suspend_sources() RETURNS SETOF binding_state
LANGUAGE plpgsql
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
BEGIN
	PERFORM read_source(b.source, format('mentorship.own_%s', b.source)::regclass)
	FROM source_binding AS b;
	RETURN QUERY SELECT * FROM binding_state WHERE bound_to IS NOT NULL ORDER BY source;
END
$$;
COMMENT ON FUNCTION suspend_sources() IS
'has bound sources read their own tables while the warehouse is built anew; the bindings stay on record, and no job runs until rebind()';

CREATE FUNCTION rebind() RETURNS SETOF binding_state
LANGUAGE plpgsql
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
DECLARE
	s	record;
BEGIN
	FOR s IN SELECT * FROM binding_state ORDER BY source
	LOOP
		IF s.bound_to IS NULL AND NOT s.in_force THEN
			PERFORM read_source(s.source, format('mentorship.own_%s', s.source)::regclass);
		ELSIF to_regclass(s.bound_to) IS NULL AND s.bound_to IS NOT NULL THEN
			RAISE EXCEPTION 'relation %, to which source "%" is bound, does not exist', s.bound_to, s.source
				USING ERRCODE = 'undefined_table',
					HINT = 'Restore it first, or bind the source to another one with bind_source().';
		ELSIF s.bound_to IS NOT NULL THEN
			PERFORM bind_source(s.source, s.bound_to::regclass);
		END IF;
	END LOOP;
	RETURN QUERY SELECT * FROM binding_state WHERE bound_to IS NOT NULL ORDER BY source;
END
$$;
COMMENT ON FUNCTION rebind() IS
'has every source read what table source_binding says: after a restore, or after suspend_sources()';
