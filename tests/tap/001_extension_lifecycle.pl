# The extensions come, move, survive dump and restore, are read on a standby,
# and go without leaving anything.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $version = $ENV{MSHIP_VERSION};

my $node = PostgreSQL::Test::Cluster->new('primary');
$node->init(allows_streaming => 1);
$node->start;

# Everything that belongs to an extension, by what it is called.
sub members
{
	my ($database, $extension) = @_;

	return $node->safe_psql(
		$database, qq{
		SELECT pg_describe_object(classid, objid, objsubid)
		FROM pg_depend
		WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
			AND refobjid = (SELECT oid FROM pg_extension WHERE extname = '$extension')
		ORDER BY 1});
}

# Rows of every catalogue that an extension could leave something in.
sub catalogue_size
{
	my ($database) = @_;
	my @catalogues = qw(pg_proc pg_type pg_class pg_attribute pg_operator pg_cast
	  pg_opclass pg_opfamily pg_amop pg_amproc pg_aggregate pg_constraint
	  pg_index pg_attrdef pg_rewrite pg_trigger pg_policy pg_namespace
	  pg_extension pg_depend pg_description pg_sequence pg_init_privs
	  pg_statistic_ext pg_default_acl);

	return $node->safe_psql($database,
		join ' UNION ALL ', map { "SELECT '$_ ' || count(*) FROM $_" } @catalogues);
}

# A dump without the key that pg_dump makes up anew each time.
sub dump_text
{
	my ($file) = @_;

	return join "\n", grep { !/^\\(?:un)?restrict / } split /\n/, slurp_file($file);
}

# in a schema of the user's choice, by a user who is no superuser
$node->safe_psql(
	'postgres', q{
	CREATE ROLE owner LOGIN;
	CREATE DATABASE district OWNER owner;
	CREATE DATABASE restored OWNER owner;
});
$node->safe_psql('district', 'CREATE SCHEMA tools AUTHORIZATION owner;'
	  . 'CREATE SCHEMA elsewhere AUTHORIZATION owner');
my $before = catalogue_size('district');
$node->safe_psql('district', 'CREATE EXTENSION mentorship SCHEMA tools',
	extra_params => [ '-U', 'owner' ]);
is( $node->safe_psql(
		'district', q{
		SELECT extversion, extnamespace::regnamespace FROM pg_extension
		WHERE extname = 'mentorship'}),
	"$version|tools",
	'a database owner creates the trusted extension in a schema of his');

my $members = members('district', 'mentorship');
isnt($members, '', 'the extension has members');
unlike($members, qr/public\./, 'no member strays into schema public');

# a relocatable extension moves whole
$node->safe_psql('district', 'ALTER EXTENSION mentorship SET SCHEMA elsewhere');
(my $moved = $members) =~ s/\btools\./elsewhere./g;
is(members('district', 'mentorship'), join("\n", sort split /\n/, $moved),
	'every member moves to another schema');
$node->safe_psql('district', 'ALTER EXTENSION mentorship SET SCHEMA tools');
is(members('district', 'mentorship'), $members, 'and back');

# a table of the user's that uses a type of ours
$node->safe_psql(
	'district', q{
	CREATE TABLE free_slots (person int PRIMARY KEY, slots tools.availability);
	INSERT INTO free_slots VALUES (1, 'Mon:P3 Thu:lunch'), (2, ''), (3, NULL);
	CREATE INDEX ON free_slots (slots);
});
my $rows_query = q{SELECT person, slots FROM free_slots ORDER BY slots, person};
my $rows = $node->safe_psql('district', $rows_query);

# the programme's extension beside it
$node->safe_psql('district', 'CREATE EXTENSION mentorship_program');
my $program_members = members('district', 'mentorship_program');
isnt($program_members, '', 'mentorship_program installs while mentorship is in schema tools');
my ($result, $out, $err) = $node->psql('district', 'DROP EXTENSION mentorship');
isnt($result, 0, 'mentorship stays while mentorship_program and a table need it');
like($err, qr/cannot drop extension mentorship/, 'and the server says so');

# dump and restore
my $dump = PostgreSQL::Test::Utils::tempdir() . '/district.sql';
$node->command_ok([ 'pg_dump', '-f', $dump, $node->connstr('district') ], 'pg_dump');
my $text = dump_text($dump);
like($text, qr/^CREATE EXTENSION IF NOT EXISTS mentorship WITH SCHEMA tools;$/m,
	'the dump creates the extension where it was');
unlike($text, qr/^CREATE FUNCTION/m, 'and none of its members');
$node->command_ok(
	[ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', $dump, $node->connstr('restored') ],
	'the dump is restored into an empty database');
is(members('restored', 'mentorship'), $members, 'mentorship is the same after a restore');
is(members('restored', 'mentorship_program'),
	$program_members, 'mentorship_program is the same after a restore');
is($node->safe_psql('restored', $rows_query), $rows, 'so are values of its types');
$node->command_ok(
	[ 'pg_dump', '-f', "$dump.again", $node->connstr('restored') ], 'pg_dump of the restored');
is(dump_text("$dump.again"), $text, 'a dump of the restored database is the same text');

# a standby answers with the library it has
$node->backup('copy');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($node, 'copy', has_streaming => 1);
$standby->start;
$node->safe_psql('district', q{INSERT INTO free_slots VALUES (4, 'Fri:P1-P4')});
$node->wait_for_catchup($standby, 'replay', $node->lsn('write'));
is($standby->safe_psql('district', $rows_query),
	$node->safe_psql('district', $rows_query), 'a standby reads the types');
is( $standby->safe_psql(
		'district', q{SET enable_seqscan = off; SET search_path = tools, public;
		SELECT person FROM free_slots WHERE slots = 'Fri:P1,P2,P3,P4'::availability}),
	'4', 'and finds a value by its index');
$standby->stop;

# away again
$node->safe_psql('district',
	'DROP TABLE free_slots; DROP EXTENSION mentorship_program; DROP EXTENSION mentorship');
# roles belong to the cluster and schemas of extensions are made by the server
$node->safe_psql('district', 'DROP SCHEMA IF EXISTS mentorship');
is(catalogue_size('district'), $before, 'dropping the extensions leaves nothing');
$node->safe_psql('district', 'CREATE EXTENSION mentorship SCHEMA tools');
is(members('district', 'mentorship'), $members, 'created again, it is whole');

$node->stop;
done_testing();
