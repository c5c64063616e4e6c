# The programme's data survives dump and restore, and no concurrency gives a
# mentor one student too many.
use strict;
use warnings;

use Digest::MD5 qw(md5_hex);
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $source = $ENV{MSHIP_SOURCE};

my $node = PostgreSQL::Test::Cluster->new('programme');
$node->init;
$node->start;
$node->safe_psql('postgres', "CREATE DATABASE $_") foreach qw(district restored seats);

#
# Dump and restore
#
$node->safe_psql('district', 'CREATE SCHEMA tools; CREATE EXTENSION mentorship SCHEMA tools;'
	  . 'CREATE EXTENSION mentorship_program');
$node->command_ok(
	[
		'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-v', 'students=200', '-f',
		"$source/extension/sample/district.sql", $node->connstr('district')
	],
	'the sample district is loaded, within every capacity');
$node->safe_psql(
	'district', q{
	CREATE ROLE everywhere LOGIN IN ROLE mentorship_coordinator;
	INSERT INTO mentorship.school_access VALUES ('everywhere', NULL);
	INSERT INTO mentorship.program_setting (untrained_may_mentor) VALUES (true)
		ON CONFLICT (only_row) DO UPDATE SET untrained_may_mentor = true});
my $done = $node->safe_psql(
	'district', q{
	SET mentorship.as_of = '2026-06-05';
	SELECT count(*) > 0 FROM mentorship.school AS s, mentorship.propose_matches(s.school_id);
	SELECT count(*) > 0 FROM mentorship.school AS s, mentorship.accept_matches(s.school_id) AS a
	WHERE a.outcome = 'paired';
	SELECT count(mentorship.close_pairing(pairing_id, 'Schedule changed')) FROM (
		SELECT pairing_id FROM mentorship.live_pairing ORDER BY pairing_id LIMIT 2) AS p;
	SELECT count(mentorship.reopen_pairing(pairing_id)) FROM mentorship.pairing
	WHERE end_reason = 'Schedule changed' AND ended_on = '2026-06-05';
	-- a capacity lower than it was: more pairs in the past than seats now
	SELECT count(mentorship.change_mentor(m.mentor_id, greatest(mentorship.pairs_anywhere(m.mentor_id, '2026-06-05'), 0))) > 0
	FROM mentorship.mentor AS m;
	SELECT mentorship.refer(student_id, 'Glasses', 'counsellor', mentor_id) > 0
	FROM mentorship.live_pairing ORDER BY student_id LIMIT 1},
	extra_params => [ '-U', 'everywhere' ]);
is($done, "t\nt\n2\n2\nt\nt", 'a coordinator works in it');
is( $node->safe_psql(
		'district', q{
		SELECT count(*) > 0 FROM mentorship.mentor AS m
		WHERE m.capacity < (SELECT max((SELECT count(*) FROM mentorship.pairing AS q
				WHERE q.mentor_id = p.mentor_id
					AND daterange(q.started_on, q.ended_on) @> p.started_on))
			FROM mentorship.pairing AS p WHERE p.mentor_id = m.mentor_id)}),
	't', 'some mentors had more students once than they have seats now');

# what nothing above fills: mails, their record and failures, a number given for
# a text, a source that is read from elsewhere
$node->safe_psql(
	'district', q{
	SET search_path = mentorship, tools, public;
	INSERT INTO source_id (kind, sourced_id, id) VALUES ('student', 'A-17', 1000001);
	CREATE SCHEMA warehouse;
	CREATE TABLE warehouse.events AS SELECT * FROM own_incident;
	SELECT bind_source('incident', 'warehouse.events');
	SELECT subscribe_mentors(101);
	SELECT subscribe('school', 101, (SELECT min(staff_id) FROM staff_assignment WHERE school_id = 101), 'weekly', '{1}');
	SELECT begin_run('nightly', '2026-06-05', 'x') AS run \gset
	SELECT note_reports(:run, 12, 1), note_failure(:run, 'report', 'school', 101, NULL, 'no space left');
	INSERT INTO report_outbox (run_id, kind, scope_id, staff_id, recipient_id, as_of, message_id, students, file_name, file_sha256, state)
	SELECT :run, kind, scope_id, staff_id, recipient_id, '2026-06-05', md5(recipient_id::text) || '@x.example', '{1}',
		report_file_name(kind, scope_id, '2026-06-05'), repeat('0', 64), 'sent' FROM report_recipient;
	INSERT INTO report_delivery (outbox_id, outcome, kind, scope_id, as_of, staff_id, address, students, purpose, message_id, file_sha256)
	SELECT outbox_id, 'sent', kind, scope_id, as_of, staff_id, 'x', students, 'x', message_id, file_sha256 FROM report_outbox;
	SELECT end_run(:run, 75)});

# Every table of the programme row by row, and where its sequences stand; what a
# refresh makes from the others is in no dump.
my $made = q{c.relname ~ '^(kept_|record_change)'};

sub contents
{
	my ($database) = @_;

	return $node->safe_psql(
		$database, qq{
		SELECT format('SELECT %L, count(*), md5(coalesce(string_agg(t::text, E''\\\\n'' ORDER BY t::text), '''')) FROM %s AS t',
			c.oid::regclass, c.oid::regclass)
		FROM pg_class AS c
		WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind IN ('r', 'p', 'm') AND NOT $made
		ORDER BY c.relname \\gexec
		SELECT c.oid::regclass, pg_sequence_last_value(c.oid)
		FROM pg_class AS c
		WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind = 'S' AND NOT $made
		ORDER BY c.relname});
}
my $before = contents('district');
my @tables = $before =~ /^mentorship\.(\w+)\|[1-9]\d*\|\w{32}$/mg;
cmp_ok(scalar @tables, '>=', 26, 'tables are compared');
is(join(' ', $before =~ /^mentorship\.(\w+)\|(?:0\|\w{32})?$/mg), '', 'no table is empty, no sequence unused');
is( $node->safe_psql(
		'district', qq{
		SELECT string_agg(c.relname, ' ' ORDER BY c.relname) FROM pg_class AS c
		WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind IN ('r', 'p', 'm', 'S')
			AND ($made) = (c.oid = ANY (SELECT unnest(extconfig) FROM pg_extension
										WHERE extname = 'mentorship_program'))}),
	'', 'a dump keeps all of them, and nothing else');
my $versions = 'SELECT extname, extversion FROM pg_extension ORDER BY 1';
my $dump = PostgreSQL::Test::Utils::tempdir() . '/district.dump';
$node->command_ok([ 'pg_dump', '-Fc', '-f', $dump, $node->connstr('district') ], 'pg_dump');
$node->command_ok(
	[ 'pg_restore', '--exit-on-error', '-d', $node->connstr('restored'), $dump ],
	'pg_restore into an empty database');
is(contents('restored'), $before, 'every table and sequence is as it was');
is($node->safe_psql('restored', $versions), $node->safe_psql('district', $versions),
	'so are the versions of the extensions');
my $everything = q{SET mentorship.as_of = '2026-06-05';
	SELECT * FROM mentorship.report_mentee ORDER BY student_id;
	SELECT * FROM mentorship.pair_fidelity ORDER BY pairing_id;
	SELECT * FROM mentorship.meeting_plan ORDER BY pairing_id, place};
is( $node->safe_psql('restored', $everything, extra_params => [ '-U', 'everywhere' ]),
	$node->safe_psql('district', $everything, extra_params => [ '-U', 'everywhere' ]),
	'and what a coordinator sees');
my $rights = q{SELECT relname, relacl, relowner::regrole, relrowsecurity, relforcerowsecurity
	FROM pg_class WHERE relnamespace = 'mentorship'::regnamespace ORDER BY relname;
	SELECT oid::regprocedure, proacl, proowner::regrole FROM pg_proc
	WHERE pronamespace = 'mentorship'::regnamespace ORDER BY 1};
is($node->safe_psql('restored', $rights), $node->safe_psql('district', $rights),
	'and who may do what');
my ($result, $out, $err) = $node->psql('district', 'COPY (SELECT * FROM mentorship.student) TO STDOUT',
	extra_params => [ '-U', 'everywhere' ], on_error_stop => 0);
is($result, 0, 'a coordinator copies the students there are to see');
$node->command_fails(
	[ 'pg_dump', '-U', 'everywhere', '-f', "$dump.partial", $node->connstr('district') ],
	'pg_dump by a coordinator fails instead of leaving rows out');

#
# The job reads what reports print, and sees all of it with all schools
#
SKIP:
{
	skip 'the program is not built', 4 unless $ENV{MSHIP_PROGRAM};

	$node->safe_psql(
		'district', q{
		CREATE ROLE night LOGIN IN ROLE mentorship_job;
		CREATE ROLE one_school LOGIN IN ROLE mentorship_job;
		INSERT INTO mentorship.school_access VALUES ('night', NULL), ('one_school', 101)});
	my %files;
	foreach my $login ('night', 'one_school')
	{
		my $dir = PostgreSQL::Test::Utils::tempdir();
		$node->command_ok(
			[
				$ENV{MSHIP_PROGRAM}, 'report', 'mentees', '--quiet', '--as-of', '2026-06-05',
				'--output-dir', $dir, '-h', $node->host, '-p', $node->port, '-d', 'district',
				'-U', $login
			],
			"reports are printed for $login");
		my @pdf = sort glob "$dir/*.pdf";
		$files{$login} = join "\n", map { substr($_, length $dir) . ' ' . md5_hex(slurp_file($_)) } @pdf;
	}
	my $seen = q{SET mentorship.as_of = '2026-06-05';
		SELECT * FROM mentorship.report_mentee ORDER BY student_id;
		SELECT * FROM mentorship.report_school ORDER BY school_id};
	is( $node->safe_psql('district', $seen, extra_params => [ '-U', 'night' ]),
		$node->safe_psql('district', $seen),
		'the job with all schools sees what a superuser sees');
	my $fewer = () = $files{one_school} =~ /pdf/g;
	my $all = () = $files{night} =~ /pdf/g;
	ok($fewer > 0 && $fewer < $all, "the job with one school prints fewer: $fewer of $all");
}

#
# The last seat
#
$node->safe_psql(
	'seats', q{
	CREATE EXTENSION mentorship;
	CREATE EXTENSION mentorship_program;
	SET search_path = mentorship, public;
	INSERT INTO school_year VALUES ('2024-25', '2024-09-02', '2025-06-06');
	INSERT INTO school VALUES (1, 'North'), (2, 'South');
	INSERT INTO student SELECT i, 'Student ' || i, 'Student ' || i FROM generate_series(1, 8) AS i;
	INSERT INTO enrolment SELECT i, 2 - i % 2, 6, '2024-09-02' FROM generate_series(1, 8) AS i;
	INSERT INTO staff SELECT i, 'Mentor ' || i, 'Mentor ' || i FROM generate_series(10, 12) AS i;
	INSERT INTO staff_assignment SELECT i, s, 'teacher'
	FROM generate_series(10, 12) AS i, generate_series(1, 2) AS s;
	INSERT INTO mentor (mentor_id, capacity, joined_on)
	SELECT i, 1, '2024-09-02' FROM generate_series(10, 12) AS i;
	INSERT INTO nomination (student_id, school_id, nominated_on, reason)
	SELECT i, 2 - i % 2, '2024-09-03', 'x' FROM generate_series(1, 8) AS i;
	-- students of both schools are proposed to the same three mentors
	INSERT INTO match_proposal (proposed_on, student_id, mentor_id, kept, reason)
	SELECT '2024-09-16', i, 10 + (i - 1) / 2, false, 'x' FROM generate_series(1, 6) AS i;
	CREATE ROLE north LOGIN IN ROLE mentorship_coordinator;
	CREATE ROLE south LOGIN IN ROLE mentorship_coordinator;
	INSERT INTO school_access VALUES ('north', 1), ('south', 2)});

# A session that stays: statements go in, what it said so far comes out.
sub session
{
	my ($user) = @_;
	my ($in, $out) = ('', '');
	my $psql = IPC::Run::start(
		[
			'psql', '-X', '-A', '-t', '-q', '-v', 'VERBOSITY=verbose', '-v',
			'SHOW_CONTEXT=never', '-U', $user, '-d', $node->connstr('seats')
		],
		'<', \$in, '>', \$out, '2>&1',
		IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));

	return { psql => $psql, in => \$in, out => \$out };
}

# Send statements; with "wait", until they are done.
sub say_to
{
	my ($session, $sql, $wait) = @_;

	${ $session->{out} } = '' if $wait;
	${ $session->{in} } .= "$sql\n" . ($wait ? "\\echo done\n" : '');
	if ($wait) { $session->{psql}->pump until ${ $session->{out} } =~ /^done$/m; }
	else { $session->{psql}->pump_nb; }
	(my $said = ${ $session->{out} }) =~ s/^done\n//m;
	return $said;
}

# Until a backend waits for a lock.
sub wait_for_lock
{
	my ($user) = @_;

	return $node->poll_query_until(
		'seats', qq{
		SELECT count(*) > 0 FROM pg_stat_activity
		WHERE usename = '$user' AND wait_event_type = 'Lock'});
}

my $seats = q{SELECT p.mentor_id, count(*) FROM mentorship.pairing AS p
	WHERE p.ended_on IS NULL GROUP BY 1 ORDER BY 1};
my $accept = q{SELECT student_id, mentor_id, outcome
	FROM mentorship.accept_matches(%d, '2024-09-16', '{%s}', '2024-09-16');};

my $first = session('north');
my $second = session('south');

# both accept everything; the first one commits while the second one waits
is( say_to($first, 'BEGIN;' . sprintf($accept, 1, '1,3'), 1),
	"1|10|paired\n3|11|paired\n", 'the first coordinator takes two last seats');
${ $second->{out} } = '';
say_to($second, 'BEGIN;' . sprintf($accept, 2, '2,4,6') . ' COMMIT;');
ok(wait_for_lock('south'), 'the second one waits for the mentor');
say_to($first, 'COMMIT;', 1);
is( say_to_end($second),
	"2|10|mentor has no free seat\n4|11|mentor has no free seat\n6|12|paired\n",
	'then is told that the seats are taken, and gets the one that is left');
is($node->safe_psql('seats', $seats), "10|1\n11|1\n12|1", 'no mentor has more students than seats');

# Read what a session says until its statements are done.
sub say_to_end
{
	my ($session) = @_;

	${ $session->{in} } .= "\\echo done\n";
	$session->{psql}->pump until ${ $session->{out} } =~ /^done$/m;
	(my $said = ${ $session->{out} }) =~ s/^done\n//m;
	return $said;
}

# if the first one gives up, the second one gets the seat
$node->safe_psql('seats', q{SET mentorship.as_of = '2024-09-17';
	SELECT mentorship.change_mentor(10, 2);
	INSERT INTO mentorship.match_proposal (proposed_on, student_id, mentor_id, kept, reason)
	VALUES ('2024-09-17', 5, 10, false, 'x'), ('2024-09-17', 8, 10, false, 'x')});
(my $later = $accept) =~ s/2024-09-16/2024-09-17/g;
is(say_to($first, 'BEGIN;' . sprintf($later, 1, '5'), 1), "5|10|paired\n", 'a seat is taken');
${ $second->{out} } = '';
say_to($second, 'BEGIN;' . sprintf($later, 2, '8') . ' COMMIT;');
ok(wait_for_lock('south'), 'the second one waits');
say_to($first, 'ROLLBACK;', 1);
is(say_to_end($second), "8|10|paired\n", 'and gets the seat that the first one gave up');

# a transaction that cannot see what happened meanwhile fails
$node->safe_psql('seats', q{SET mentorship.as_of = '2024-09-17'; SELECT mentorship.change_mentor(10, 3)});
foreach my $level ('REPEATABLE READ', 'SERIALIZABLE')
{
	say_to($first, "BEGIN ISOLATION LEVEL $level; SELECT count(*) > 0 FROM mentorship.pairing;", 1);
	$node->safe_psql('seats', q{INSERT INTO mentorship.pairing (student_id, mentor_id, school_id, started_on)
		VALUES (2, 10, 2, '2024-09-17')});
	like( say_to($first, sprintf($later, 1, '5') . ' ROLLBACK;', 1),
		qr/40001/, "under $level the late one fails with 40001");
	$node->safe_psql('seats', q{DELETE FROM mentorship.pairing WHERE student_id = 2});
}

# a capacity is not lowered under a pair that is being made
say_to($first, 'BEGIN;' . sprintf($later, 1, '5'), 1);
${ $second->{out} } = '';
say_to($second, q{SET mentorship.as_of = '2024-09-17'; SELECT mentorship.change_mentor(10, 2);});
ok(wait_for_lock('south'), 'lowering the capacity waits for the pair');
say_to($first, 'COMMIT;', 1);
like(say_to_end($second), qr/23514: mentor 10 has more students than 2/, 'and is refused');


# a mentor who leaves while a pair is being made
$node->safe_psql('seats', q{SET mentorship.as_of = '2024-09-17';
	SELECT mentorship.close_pairing(pairing_id, 'x') FROM mentorship.live_pairing WHERE mentor_id = 12;
	INSERT INTO mentorship.match_proposal (proposed_on, student_id, mentor_id, kept, reason)
	VALUES ('2024-09-17', 7, 12, false, 'x')});
say_to($first, q{BEGIN; SELECT mentorship.release_mentor(12, '2024-09-17');}, 1);
${ $second->{out} } = '';
$node->safe_psql('seats', q{UPDATE mentorship.school_access SET school_id = 1 WHERE login = 'south'});
say_to($second, sprintf($later, 1, '7'));
ok(wait_for_lock('south'), 'a pair waits for the mentor who is about to leave');
say_to($first, 'COMMIT;', 1);
is(say_to_end($second), "7|12|mentor is not in the program\n", 'and is not made');

is($node->safe_psql('seats', $seats), "10|3\n11|1", 'in the end every seat is taken once');
foreach my $session ($first, $second)
{
	${ $session->{in} } .= "\\q\n";
	$session->{psql}->finish;
}

$node->stop;
done_testing();
