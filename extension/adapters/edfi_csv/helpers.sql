--
-- Typed reading of text that may be anything: NULL means "does not read as
-- that", never an error that would hide which row it was.
--

CREATE FUNCTION pg_temp.as_id(field text) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN field ~ '^[0-9]{1,18}$' THEN field::bigint END;

-- yyyy-mm-dd of a day that exists
CREATE FUNCTION pg_temp.as_date(field text) RETURNS date
LANGUAGE sql IMMUTABLE
RETURN CASE
	WHEN field ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' THEN
		CASE WHEN right(field, 2)::int <=
				extract(day FROM make_date(left(field, 4)::int, substr(field, 6, 2)::int, 1)
						+ interval '1 month - 1 day')
			THEN make_date(left(field, 4)::int, substr(field, 6, 2)::int, right(field, 2)::int)
		END
	END;

-- a field without surrounding white space; NULL if nothing is left
CREATE FUNCTION pg_temp.clean(field text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN nullif(regexp_replace(btrim(field, E' \t\r\n'), '\s+', ' ', 'g'), '');

-- the attendance status that an event category means
CREATE FUNCTION pg_temp.as_status(category text) RETURNS attendance_status
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
	RETURN category::attendance_status;
EXCEPTION WHEN data_exception THEN
	RETURN NULL;
END
$$;

-- What became of the rows of each file.  In a staging table, column rejected
-- says why a row cannot be used, passed_over why a sound row is not needed.
CREATE TEMP TABLE edfi_told (
	place int GENERATED ALWAYS AS IDENTITY,
	file text NOT NULL,
	rows_read bigint NOT NULL,
	used bigint NOT NULL,
	passed_over bigint NOT NULL,
	rejected bigint NOT NULL
) ON COMMIT DROP;
CREATE TEMP TABLE edfi_reason (
	file text NOT NULL,
	line bigint NOT NULL,
	fate text NOT NULL,
	reason text NOT NULL
) ON COMMIT DROP;
CREATE TEMP TABLE edfi_note (
	place int GENERATED ALWAYS AS IDENTITY,
	note text NOT NULL
) ON COMMIT DROP;

-- reject every row but the first of those that agree in key, a list of
-- expressions written in these scripts
CREATE PROCEDURE pg_temp.reject_repeats(stage regclass, key text)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('UPDATE %1$s AS s SET rejected = ''repeats an earlier row''
		FROM (SELECT line, row_number() OVER (PARTITION BY %2$s ORDER BY line) AS nth
			  FROM %1$s WHERE rejected IS NULL AND passed_over IS NULL) AS d
		WHERE d.line = s.line AND d.nth > 1', stage, key);
END
$$;

-- count the rows of a staging table that was judged, and keep the reasons
CREATE PROCEDURE pg_temp.tell(stage regclass, file text)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('INSERT INTO pg_temp.edfi_told (file, rows_read, used, passed_over, rejected)
		SELECT %L, count(*),
			count(*) FILTER (WHERE rejected IS NULL AND passed_over IS NULL),
			count(*) FILTER (WHERE rejected IS NULL AND passed_over IS NOT NULL),
			count(rejected)
		FROM %s', file, stage);
	EXECUTE format('INSERT INTO pg_temp.edfi_reason (file, line, fate, reason)
		SELECT %L, line, CASE WHEN rejected IS NULL THEN ''passed over'' ELSE ''rejected'' END,
			coalesce(rejected, passed_over)
		FROM %s WHERE coalesce(rejected, passed_over) IS NOT NULL', file, stage);
END
$$;

-- the district's words for a grade
CREATE TEMP TABLE edfi_grade (grade text PRIMARY KEY, grade_level smallint)
	ON COMMIT DROP;
INSERT INTO edfi_grade (grade, grade_level) VALUES
	('infant/toddler', -1), ('early education', -1),
	('preschool/prekindergarten', -1), ('prekindergarten', -1),
	('kindergarten', 0), ('transitional kindergarten', 0),
	('first grade', 1), ('second grade', 2), ('third grade', 3),
	('fourth grade', 4), ('fifth grade', 5), ('sixth grade', 6),
	('seventh grade', 7), ('eighth grade', 8), ('ninth grade', 9),
	('tenth grade', 10), ('eleventh grade', 11), ('twelfth grade', 12),
	('ungraded', 13), ('other', NULL);

-- BCP 47 tags of the language names; NULL where a name covers several
CREATE TEMP TABLE edfi_language (language text PRIMARY KEY, tag text)
	ON COMMIT DROP;
INSERT INTO edfi_language (language, tag) VALUES
	('Afrikaans (Taal)', 'af'), ('Amharic', 'am'), ('Arabic', 'ar'),
	('Bengali', 'bn'), ('Bosnian', 'bs'), ('Cambodian (Khmer)', 'km'),
	('Cantonese (Chinese)', 'yue'), ('Cebuano (Visayan)', 'ceb'),
	('Chaochow/Teochiu (Chinese)', 'nan'), ('Efik', 'efi'),
	('English', 'en'), ('Eskimo', NULL), ('Farsi (Persian)', 'fa'),
	('French', 'fr'), ('German', 'de'), ('Gujarati', 'gu'),
	('Hainanese (Chinese)', 'nan'), ('Hebrew', 'he'), ('Hindi', 'hi'),
	('Hungarian', 'hu'), ('Indonesian', 'id'), ('Italian', 'it'),
	('Japanese', 'ja'), ('Korean', 'ko'), ('Krio', 'kri'),
	('Laotian (Lao)', 'lo'), ('Malay', 'ms'), ('Malayalam', 'ml'),
	('Mandarin (Chinese)', 'cmn'), ('Navajo', 'nv'), ('Nepali', 'ne'),
	('Norwegian', 'no'), ('Oriya', 'or'), ('Other languages', NULL),
	('Pilipino (Tagalog)', 'tl'), ('Portuguese', 'pt'), ('Romanian', 'ro'),
	('Russian', 'ru'), ('Sinhalese (Sri Lanka)', 'si'), ('Spanish', 'es'),
	('Swahili', 'sw'), ('Swedish', 'sv'),
	('Taiwanese/Formosan/Min Nan (Chinese)', 'nan'), ('Telugu (Telegu)', 'te'),
	('Thai', 'th'), ('Tigrinya', 'ti'), ('Turkish', 'tr'), ('Ukrainian', 'uk'),
	('Urdu', 'ur'), ('Vietnamese', 'vi'), ('Welsh', 'cy');

-- subjects as features name them
CREATE TEMP TABLE edfi_subject (subject_area text PRIMARY KEY, subject text NOT NULL)
	ON COMMIT DROP;
INSERT INTO edfi_subject (subject_area, subject) VALUES
	('Mathematics', 'math'),
	('ELA', 'english'), ('English Language and Literature', 'english'),
	('English', 'english'), ('English Language Arts', 'english'),
	('Science', 'science'), ('Life and Physical Sciences', 'science'),
	('Social Studies', 'social_studies'),
	('Social Sciences and History', 'social_studies');
