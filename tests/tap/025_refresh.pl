# Kept attendance values among sessions: a refresh that runs while somebody
# writes leaves no answer behind that does not hold; a restored database keeps
# nothing until its first refresh, and says the same.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('refresh');
$node->init;
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE district; CREATE DATABASE restored');
$node->safe_psql(
	'district', q{
	CREATE EXTENSION mentorship;
	CREATE EXTENSION mentorship_program;
	INSERT INTO mentorship.own_school_year VALUES ('2024-25', '2024-09-02', '2025-06-13');
	INSERT INTO mentorship.own_school VALUES (1, 'North', 'present'), (2, 'South', 'present');
	INSERT INTO mentorship.own_calendar_date
	SELECT s, d::date, true FROM generate_series(1, 2) AS s, generate_series('2024-09-02'::date, '2024-09-13', interval '1 day') AS d
	WHERE extract(isodow FROM d) < 6;
	INSERT INTO mentorship.own_student SELECT i, 'Student ' || i, 'Student ' || i FROM generate_series(1, 4) AS i;
	INSERT INTO mentorship.own_enrolment SELECT i, 1 + i % 2, 6, '2024-09-02' FROM generate_series(1, 3) AS i;
	INSERT INTO mentorship.own_attendance_mark (student_id, school_id, day, status) VALUES (1, 2, '2024-09-03', 'U');
	CREATE ROLE night LOGIN IN ROLE mentorship_job;
	INSERT INTO mentorship.school_access VALUES ('night', 1)});

sub records
{
	my ($database) = @_;

	return $node->safe_psql($database, q{SET mentorship.as_of = '2024-09-13';
		SELECT student_id, school_id, record FROM mentorship.enrolment_record ORDER BY 1, 2});
}

sub refresh
{
	return $node->safe_psql('district', 'SELECT mentorship.refresh()', extra_params => [ '-U', 'night' ]);
}

sub others
{
	return $node->safe_psql('district',
		q{SELECT coalesce(string_agg(student_id::text, ',' ORDER BY student_id), 'none')
		FROM mentorship.enrolment_kept WHERE NOT holds});
}

my $before = "1|2|2024-09-02:PUPPP..PPPPP\n2|1|2024-09-02:PPPPP..PPPPP\n3|2|2024-09-02:PPPPP..PPPPP";
is(records('district'), $before, 'records before anything is kept');
is(refresh(), '3', 'the job, which sees one school, refreshes all of them');
is(records('district'), $before, 'records afterwards');

# marks that are written during a refresh
my $writer = $node->background_psql('district');
$writer->query_safe(q{BEGIN; INSERT INTO mentorship.own_attendance_mark (student_id, school_id, day, status)
	VALUES (1, 2, '2024-09-04', 'E')});
$node->safe_psql('district', q{INSERT INTO mentorship.own_attendance_mark (student_id, school_id, day, status)
	VALUES (1, 2, '2024-09-05', 'E')});
is(refresh(), '1', 'a refresh sees what is committed');
is(others(), 'none', 'and all of it holds');
is(records('district'), $before =~ s/PUPPP/PUPEP/r, 'while the other mark is not there yet');
$writer->query_safe('COMMIT');
is(others(), '1', 'when it is, the kept value does not hold');
is(records('district'), $before =~ s/PUPPP/PUEEP/r, 'and the answer is right');
is(refresh(), '1', 'the next refresh has it');
is(records('district'), $before =~ s/PUPPP/PUEEP/r, 'and says the same');

# two who write one mark, the second waiting for the first
my $waiting = $node->background_psql('district');
$writer->query_safe(q{BEGIN; UPDATE mentorship.own_attendance_mark SET status = 'U' WHERE day = '2024-09-05'});
$waiting->query_until(qr/begun/, "\\echo begun\nUPDATE mentorship.own_attendance_mark SET status = 'T' WHERE day = '2024-09-05';\n");
ok( $node->poll_query_until('district', q{SELECT count(*) > 0 FROM pg_stat_activity
		WHERE wait_event_type = 'Lock' AND query LIKE '%own_attendance_mark%'}),
	'a second writer waits for the first');
$writer->query_safe('COMMIT');
$waiting->quit;
is(refresh(), '1', 'a refresh takes up both');
is(others(), 'none', 'all of it holds');
is(records('district'), $before =~ s/PUPPP/PUETP/r, 'and the later one counts');
$node->safe_psql('district', q{UPDATE mentorship.own_attendance_mark SET status = 'E' WHERE day = '2024-09-05'});
is(refresh(), '1', 'as it does in turn');

# a calendar that changes while a student comes
$writer->query_safe(q{BEGIN; UPDATE mentorship.own_calendar_date SET instructional = false
	WHERE school_id = 1 AND day = '2024-09-09'});
$node->safe_psql('district', q{INSERT INTO mentorship.own_enrolment VALUES (4, 1, 6, '2024-09-06', NULL)});
is(refresh(), '1', 'a new student is worked out by the calendar of now');
$writer->query_safe('COMMIT');
is(others(), '2,4', 'and does not hold when it changes, though nobody saw the student');
my $later = "1|2|2024-09-02:PUEEP..PPPPP\n2|1|2024-09-02:PPPPP...PPPP\n3|2|2024-09-02:PPPPP..PPPPP\n4|1|2024-09-06:P...PPPP";
is(records('district'), $later, 'the answer is right');

# a session that began before a refresh, and writes after it
$writer->query_safe('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM mentorship.kept_record');
is(refresh(), '2', 'a refresh meanwhile');
$writer->query_safe(q{DELETE FROM mentorship.own_attendance_mark WHERE day = '2024-09-03'; COMMIT});
is(others(), '1', 'is not believed');
is(records('district'), $later =~ s/PUEEP/PPEEP/r, 'the answer is right');

# two at a time
$writer->query_safe('BEGIN; SELECT mentorship.refresh()');
my $second = $node->background_psql('district');
$second->query_until(qr/begun/, "\\echo begun\nSELECT mentorship.refresh();\n");
ok( $node->poll_query_until('district', q{SELECT count(*) > 0 FROM pg_stat_activity
		WHERE wait_event_type = 'Lock' AND query LIKE '%refresh()%'}),
	'a second refresh waits for the first');
$writer->query_safe('COMMIT');
$second->quit;
$writer->quit;
is(others(), 'none', 'then there is nothing to do');
is(records('district'), $later =~ s/PUEEP/PPEEP/r, 'and the answer is right');

# a dump has the sources, not what is kept of them
my $dump = PostgreSQL::Test::Utils::tempdir() . '/district.dump';
$node->command_ok([ 'pg_dump', '-Fc', '-f', $dump, $node->connstr('district') ], 'pg_dump');
$node->command_ok([ 'pg_restore', '--exit-on-error', '-d', $node->connstr('restored'), $dump ], 'pg_restore');
is($node->safe_psql('restored', 'SELECT count(*) FROM mentorship.kept_student'), '0', 'nothing is kept');
is(records('restored'), records('district'), 'the answers are the same');
is($node->safe_psql('restored', 'SELECT mentorship.refresh()'), '4', 'a refresh');
is(records('restored'), records('district'), 'and they still are');
# rows that come in past the triggers of an empty table are no one's kept value
$node->safe_psql('restored', 'DROP EXTENSION mentorship_program; DROP SCHEMA mentorship');
$node->safe_psql('restored', 'CREATE EXTENSION mentorship_program');
$node->command_ok(
	[
		'pg_restore', '--exit-on-error', '--data-only', '--disable-triggers', '-d',
		$node->connstr('restored'), $dump
	],
	'pg_restore without triggers');
is($node->safe_psql('restored', 'SELECT count(*) FROM mentorship.record_change'), '0', 'nothing is noted');
is(records('restored'), records('district'), 'the answers are the same');
is($node->safe_psql('restored', 'SELECT mentorship.refresh()'), '4', 'a refresh');
is(records('restored'), records('district'), 'and they still are');

$node->stop;
done_testing();
