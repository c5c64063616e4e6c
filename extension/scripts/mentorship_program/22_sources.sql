--
-- A source has three layers.  own_student is the table we keep; source_student
-- reads it, or the relation that is bound to the source, every row of it; and
-- student is what users and all other views read, with the rows that the login
-- may see.  Binding replaces the middle one alone.
--

CREATE FUNCTION source_names() RETURNS SETOF name
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
	SELECT substr(c.relname, 5)::name
	FROM pg_catalog.pg_class AS c
	WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind = 'r'
		AND c.relname LIKE 'own\_%';
END;
COMMENT ON FUNCTION source_names() IS 'names of the sources that can be bound';

CREATE FUNCTION describe_columns(source name, of_view regclass) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	a	record;
BEGIN
	FOR a IN
		SELECT x.attname, col_description(x.attrelid, x.attnum) AS said
		FROM pg_attribute AS x
		WHERE x.attrelid = format('mentorship.own_%s', source)::regclass AND x.attnum > 0
	LOOP
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', of_view, a.attname, a.said);
	END LOOP;
END
$$;
COMMENT ON FUNCTION describe_columns(name, regclass) IS
'gives the columns of a view of a source the comments of the own table';

DO $$
DECLARE
	s	pg_catalog.name;
BEGIN
	FOR s IN SELECT mentorship.source_names()
	LOOP
		EXECUTE pg_catalog.format('CREATE VIEW mentorship.source_%1$s AS SELECT * FROM mentorship.own_%1$s', s);
		EXECUTE pg_catalog.format('COMMENT ON VIEW mentorship.source_%1$s IS
			''source %1$s, all rows: of the own table, or of the relation bound to it''', s);
		PERFORM mentorship.describe_columns(s, pg_catalog.format('mentorship.source_%s', s)::pg_catalog.regclass);
	END LOOP;
END
$$;
