--
-- What the codes of the Ed-Fi Data Standard mean here: one list for the files
-- in CSV and for the tables of an ODS.  Column kind is the descriptor's name
-- without the word Descriptor; codes are in lower case.
--
CREATE TEMP TABLE edfi_code (kind text NOT NULL, code text NOT NULL, means text,
	PRIMARY KEY (kind, code)) ON COMMIT DROP;

-- 1 to 12, 0 kindergarten, -1 before it, 13 ungraded
INSERT INTO pg_temp.edfi_code (kind, code, means)
SELECT 'GradeLevel', code, means
FROM (VALUES
	('infant/toddler', '-1'), ('early education', '-1'),
	('preschool/prekindergarten', '-1'), ('prekindergarten', '-1'),
	('kindergarten', '0'), ('transitional kindergarten', '0'),
	('first grade', '1'), ('second grade', '2'), ('third grade', '3'),
	('fourth grade', '4'), ('fifth grade', '5'), ('sixth grade', '6'),
	('seventh grade', '7'), ('eighth grade', '8'), ('ninth grade', '9'),
	('tenth grade', '10'), ('eleventh grade', '11'), ('twelfth grade', '12'),
	('ungraded', '13'), ('other', NULL)) AS v (code, means);

-- BCP 47 tags; NULL where a name covers several languages
INSERT INTO pg_temp.edfi_code (kind, code, means)
SELECT 'Language', lower(code), means
FROM (VALUES
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
	('Urdu', 'ur'), ('Vietnamese', 'vi'), ('Welsh', 'cy'),
	-- three letters, as ISO 639-2 has them
	('amh', 'am'), ('ara', 'ar'), ('ben', 'bn'), ('bos', 'bs'), ('bur', 'my'),
	('ceb', 'ceb'), ('chi', 'zh'), ('cmn', 'cmn'), ('cze', 'cs'), ('deu', 'de'),
	('ell', 'el'), ('eng', 'en'), ('fas', 'fa'), ('fra', 'fr'), ('fre', 'fr'),
	('ger', 'de'), ('gre', 'el'), ('guj', 'gu'), ('hat', 'ht'), ('hau', 'ha'),
	('heb', 'he'), ('hin', 'hi'), ('hmn', 'hmn'), ('hrv', 'hr'), ('hun', 'hu'),
	('hye', 'hy'), ('ibo', 'ig'), ('ind', 'id'), ('ita', 'it'), ('jpn', 'ja'),
	('kar', 'kar'), ('khm', 'km'), ('kin', 'rw'), ('kor', 'ko'), ('kur', 'ku'),
	('lao', 'lo'), ('mal', 'ml'), ('mar', 'mr'), ('may', 'ms'), ('mya', 'my'),
	('nav', 'nv'), ('nep', 'ne'), ('orm', 'om'), ('pan', 'pa'), ('per', 'fa'),
	('pol', 'pl'), ('por', 'pt'), ('prs', 'prs'), ('pus', 'ps'), ('ron', 'ro'),
	('rum', 'ro'), ('rus', 'ru'), ('smo', 'sm'), ('som', 'so'), ('spa', 'es'),
	('sqi', 'sq'), ('srp', 'sr'), ('swa', 'sw'), ('swe', 'sv'), ('tam', 'ta'),
	('tel', 'te'), ('tgl', 'tl'), ('tha', 'th'), ('tir', 'ti'), ('tur', 'tr'),
	('ukr', 'uk'), ('urd', 'ur'), ('uzb', 'uz'), ('vie', 'vi'), ('yid', 'yi'),
	('yor', 'yo'), ('yue', 'yue'), ('zho', 'zh')) AS v (code, means);

-- subjects as features name them
INSERT INTO pg_temp.edfi_code (kind, code, means)
SELECT 'AcademicSubject', lower(code), means
FROM (VALUES
	('Mathematics', 'math'),
	('ELA', 'english'), ('English Language and Literature', 'english'),
	('English', 'english'), ('English Language Arts', 'english'),
	('Science', 'science'), ('Life and Physical Sciences', 'science'),
	('Social Studies', 'social_studies'),
	('Social Sciences and History', 'social_studies')) AS v (code, means);

-- days of school, and days that are not
INSERT INTO pg_temp.edfi_code (kind, code, means)
SELECT 'CalendarEvent', code, means
FROM (VALUES
	('instructional day', 'instructional'), ('make-up day', 'instructional'),
	('emergency day', NULL), ('holiday', NULL), ('non-instructional day', NULL),
	('other', NULL), ('strike', NULL), ('student late arrival/early dismissal', NULL),
	('teacher only day', NULL), ('weather day', NULL)) AS v (code, means);

-- what a classification of staff is to us
CREATE OR REPLACE FUNCTION :edfi_schema.edfi_role(classification text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN CASE
	WHEN lower(classification) LIKE '%teacher%aide%'
		OR lower(classification) LIKE '%instructional aide%'
		OR lower(classification) LIKE '%paraprofessional%' THEN 'aide'
	WHEN lower(classification) LIKE '%teacher%' THEN 'teacher'
	WHEN lower(classification) LIKE '%counsel%' THEN 'counsellor'
	WHEN lower(classification) LIKE '%principal%' OR lower(classification) LIKE '%superintendent%'
		OR lower(classification) LIKE '%administrator%' THEN 'administrator'
	ELSE 'other' END;
