# Sources bound to a warehouse: the reports say the same, a dump keeps the
# bindings, and no job runs on a restored database before rebind().
use strict;
use warnings;

use Digest::MD5 qw(md5_hex);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use constant { EX_OK => 0, EX_CONFIG => 78 };

my $source = $ENV{MSHIP_SOURCE};

my $node = PostgreSQL::Test::Cluster->new('binding');
$node->init;
$node->start;
$node->safe_psql('postgres', "CREATE DATABASE $_") foreach qw(district custom plain);
$node->safe_psql('district', 'CREATE SCHEMA tools; CREATE EXTENSION mentorship SCHEMA tools;'
	  . 'CREATE EXTENSION mentorship_program');
$node->command_ok(
	[
		'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-v', 'students=100', '-f',
		"$source/extension/sample/district.sql", $node->connstr('district')
	],
	'the sample district is loaded');
$node->safe_psql('district', q{
	CREATE ROLE night LOGIN IN ROLE mentorship_job;
	CREATE ROLE everywhere LOGIN IN ROLE mentorship_coordinator;
	INSERT INTO mentorship.school_access VALUES ('night', NULL), ('everywhere', NULL)});

# What the job prints of a database: its exit status, what it said, and the files.
sub reports
{
	my ($database) = @_;
	my $dir = PostgreSQL::Test::Utils::tempdir();
	my ($out, $err) = ('', '');

	IPC::Run::run([
			$ENV{MSHIP_PROGRAM}, 'report', 'mentors', '--quiet', '--as-of', '2026-02-12',
			'--output-dir', "$dir/out", '-h', $node->host, '-p', $node->port, '-d', $database,
			'-U', 'night'
		], '>', \$out, '2>', \$err);
	my $status = $? >> 8;
	my @files = sort glob "$dir/out/*.pdf";
	return ($status, $err,
		join "\n", map { substr($_, length $dir) . ' ' . md5_hex(slurp_file($_)) } @files);
}

my $all = q{SET mentorship.as_of = '2026-02-12';
	SELECT * FROM mentorship.report_mentee ORDER BY student_id;
	SELECT * FROM mentorship.pair_fidelity ORDER BY pairing_id;
	SELECT * FROM mentorship.mentee_outcome ORDER BY student_id;
	SELECT * FROM mentorship.vanished_source};
sub seen { return $node->safe_psql($_[0], $all, extra_params => [ '-U', 'everywhere' ]); }

my $own = seen('district');
my @own_reports = reports('district') if $ENV{MSHIP_PROGRAM};

# the warehouse has the rows, and our own tables none, or too few of them
$node->safe_psql('district', q{
	CREATE SCHEMA warehouse;
	SELECT format('CREATE TABLE warehouse.%1$s AS TABLE mentorship.own_%1$s', s)
	FROM mentorship.source_names() AS s \gexec
	SELECT mentorship.bind_source(s, format('warehouse.%s', s)::regclass)
	FROM mentorship.source_names() AS s;
	SELECT format('DELETE FROM mentorship.own_%s', s)
	FROM mentorship.source_names() AS s WHERE s <> 'student' \gexec
	DELETE FROM mentorship.own_student WHERE student_id % 2 = 0});
is(seen('district'), $own, 'a coordinator sees through the bindings what was in the tables');

# restored from an archive and from a script
my $dir = PostgreSQL::Test::Utils::tempdir();
$node->command_ok([ 'pg_dump', '-Fc', '-f', "$dir/custom", $node->connstr('district') ], 'pg_dump');
$node->command_ok([ 'pg_dump', '-f', "$dir/plain", $node->connstr('district') ], 'pg_dump to a script');
$node->command_ok(
	[ 'pg_restore', '--exit-on-error', '-d', $node->connstr('custom'), "$dir/custom" ],
	'pg_restore');
$node->command_ok(
	[ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', "$dir/plain", $node->connstr('plain') ],
	'the script');

# Every table that a dump keeps, row by row.
my $tables = q{
	SELECT format('SELECT %L, count(*), md5(coalesce(string_agg(t::text, E''\n'' ORDER BY t::text), '''')) FROM %s AS t',
		c.oid::regclass, c.oid::regclass)
	FROM pg_class AS c
	WHERE c.relnamespace IN ('mentorship'::regnamespace, 'warehouse'::regnamespace) AND c.relkind = 'r'
		AND c.relname NOT IN ('kept_record', 'kept_student', 'record_change')
	ORDER BY c.oid::regclass::text \gexec};
my $before = $node->safe_psql('district', $tables);
foreach my $restored (qw(custom plain))
{
	is($node->safe_psql($restored, $tables), $before, "$restored: every table is as it was");
	is($node->safe_psql($restored, 'SELECT count(*) FROM mentorship.binding_state WHERE in_force'),
		'0', "$restored: no binding is in force yet");
	is($node->safe_psql($restored, 'SELECT bool_and(in_force) FROM mentorship.rebind()'),
		't', "$restored: rebind() puts them in force")
	  unless $restored eq 'custom';
	is(seen($restored), $own, "$restored: and all is as before") unless $restored eq 'custom';
}

SKIP:
{
	skip 'the program is not built', 9 unless $ENV{MSHIP_PROGRAM};

	is($own_reports[0], EX_OK, 'reports of the own tables');
	my @bound = reports('district');
	is($bound[0], EX_OK, 'reports of the warehouse');
	is($bound[2], $own_reports[2], 'are the same bytes');
	my ($status, $err, $files) = reports('custom');
	is($status, EX_CONFIG, 'a restored database before rebind(): exit status');
	like($err, qr/source "student" is bound to warehouse\.student, but reads mentorship\.own_student/,
		'the message names source and relations');
	like($err, qr/SELECT mentorship\.rebind\(\);/, 'the hint says what to do');
	is($files, '', 'no report is printed');
	$node->safe_psql('custom', 'SELECT mentorship.rebind()');
	my @again = reports('custom');
	is($again[0], EX_OK, 'after rebind()');
	is($again[2], $own_reports[2], 'the same bytes again');
}

# while the warehouse is built anew no job runs
$node->safe_psql('custom', 'SELECT mentorship.suspend_sources()');
SKIP:
{
	skip 'the program is not built', 1 unless $ENV{MSHIP_PROGRAM};
	is((reports('custom'))[0], EX_CONFIG, 'suspended sources: exit status');
}
$node->safe_psql('custom', q{
	CREATE TABLE warehouse.new_student AS TABLE warehouse.student;
	DROP TABLE warehouse.student CASCADE;
	ALTER TABLE warehouse.new_student RENAME TO student;
	SELECT mentorship.rebind()});
is(seen('custom'), $own, 'a table of the warehouse was built anew');

# a database upgraded or moved by its superuser keeps the guard, too
my ($result, $out, $err) = $node->psql('plain', 'DROP SCHEMA warehouse CASCADE');
like($err, qr/extension "mentorship_program" would be dropped with all of its data/,
	'the warehouse is not dropped under the program');

$node->stop;
done_testing();
