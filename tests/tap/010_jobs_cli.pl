# The contract of the program's command line: options, exit status, what goes
# to which stream.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $program = $ENV{MSHIP_PROGRAM};
plan skip_all => 'the program mentorship is not built' if !defined $program;

use constant {
	EX_OK => 0,
	EX_USAGE => 64,
	EX_CANTCREAT => 73,
	EX_IOERR => 74,
	EX_TEMPFAIL => 75,
	EX_NOPERM => 77,
	EX_CONFIG => 78,
};

my $version = $ENV{MSHIP_VERSION};
my $folder = PostgreSQL::Test::Utils::tempdir();
my ($out, $err);

# Run the program; its exit status.  A death by signal is none.
sub status_of
{
	my @command = ($program, @_);

	IPC::Run::run(\@command, '<', \undef, '>', \$out, '2>', \$err);
	return $? & 127 ? 'signal ' . ($? & 127) : $? >> 8;
}

# what needs no database
$ENV{PGPORT} = 1;
$ENV{PGHOST} = $folder;
is(status_of('--help'), EX_OK, '--help');
is($err, '', '--help writes nothing to stderr');
like($out, qr/^Usage:/m, '--help shows the usage');
like($out, qr/report mentors\|schools\|mentees/, '--help names the reports');
for my $option (qw(--school --as-of --output-dir --format --jobs --config --quiet --verbose
	--progress --version --help --dbname --host --port --username -d -h -p -U))
{
	like($out, qr/(?<![\w-])\Q$option\E(?![\w-])/, "--help lists $option");
}
my $help = $out;
for my $status (0, 64, 65, 70, 73, 74, 75, 77, 78)
{
	like($help, qr/(?<!\d)$status(?!\d)/, "--help tells exit status $status");
}
is(status_of('--version'), EX_OK, '--version');
is($out, "mentorship $version\n", '--version prints name and version alone');
is(status_of(qw(report mentors --version)), EX_OK, '--version beside a command');
is(status_of(qw(report --help)), EX_OK, 'help of a command');
like($out, qr/^  mentorship report mentors\|schools\|mentees/m, 'it shows how the command is used');
my @listed = $help =~ /^  mentorship (\w+)/mg;
cmp_ok(scalar @listed, '>=', 1, 'the help lists commands');
for my $command (@listed)
{
	is(status_of($command, '--help'), EX_OK, "help of \"$command\"");
	like($out, qr/^mentorship $command: \S/m, 'it says what the command does');
	is(status_of($command, '--no-such-option'), EX_USAGE, "\"$command\" with an unknown option");
}
{
	open my $full, '>', '/dev/full' or die "/dev/full: $!";
	my @command = ($program, '--help');
	IPC::Run::run(\@command, '<', \undef, '>', $full, '2>', \$err);
	isnt($?, 0, '--help into a full disk fails');
}

# each is a mistake of the caller's
my @mistakes = (
	[ 'nothing at all', [] ],
	[ 'an unknown command', ['reprot'] ],
	[ 'an empty command', [''] ],
	[ 'report without a kind', ['report'] ],
	[ 'an unknown kind of report', [qw(report teachers)] ],
	[ 'a word too many', [qw(report mentors schools)] ],
	[ 'an unknown long option', [qw(report mentors --no-such-option)] ],
	[ 'an unknown short option', [qw(report mentors -Z)] ],
	[ 'an option without its argument', [qw(report mentors --as-of)] ],
	[ 'a short option without its argument', [qw(report mentors -p)] ],
	[ 'an argument for an option that takes none', [qw(report mentors --quiet=yes)] ],
	[ 'quiet and verbose', [qw(report mentors --quiet --verbose)] ],
	[ 'options of other commands', [qw(report mentors --dry-run)] ],
	[ 'one among others', [qw(report --resend-uncertain mentors --quiet)] ],
	[ 'two kinds in one word', ['report', 'mentors|schools'] ],
	[ 'the beginning of a kind', [qw(report mentor)] ],
	(map { [ "day \"$_\"", [ qw(report mentors --as-of), $_ ] ] }
		  '', 'yesterday', '2025-02-29', '2025-13-01', '2025-00-10', '2025-01-32',
		'2025-1-1', '01/02/2025', '2025-01-15x', ' 2025-01-15'),
	(map { [ "format \"$_\"", [ qw(report mentors --format), $_ ] ] } '', 'A5', 'letterx'),
	(map { [ "school \"$_\"", [ qw(report mentors --school), $_ ] ] }
		  '', 'lincoln', '1x', '99999999999999999999'),
	(map { [ "jobs \"$_\"", [ qw(report mentors --jobs), $_ ] ] } '', '0', '-1', 'many', '1000000'),
);
for my $mistake (@mistakes)
{
	my ($what, $arguments) = @$mistake;

	is(status_of(@$arguments), EX_USAGE, "$what: exit status");
	like($err, qr/Try .*--help/, "$what: the hint");
	is($out, '', "$what: nothing on stdout");
}

# a file of settings that others could change or read
my $settings = "$folder/settings";
append_to_file($settings, "smtp_password = s3cret\n");
for my $case ([ 0644, 'a password that others may read' ], [ 0622, 'settings that others may change' ])
{
	my ($mode, $what) = @$case;

	chmod $mode, $settings;
	is(status_of(qw(report mentors --config), $settings), EX_CONFIG, $what);
	like($err, qr/others may .*\Q$settings\E|\Q$settings\E.* others may/, 'the message says so');
	unlike($err, qr/s3cret/, 'and keeps the password');
}
chmod 0600, $settings;
append_to_file($settings, "smtp_pasword = s3cret\n");
is(status_of(qw(report mentors --config), $settings), EX_CONFIG, 'a key that does not exist');
like($err, qr/line 2\b/, 'the message names the line');
unlike($err, qr/s3cret/, 'and not what is in it');
is(status_of(qw(report mentors --config), "$folder/no_such_file"), EX_CONFIG, 'no settings there');
{
	local $ENV{MENTORSHIP_CONFIG} = $settings;
	is(status_of(qw(report mentors)), EX_CONFIG, 'settings named by the environment');
}

# no server there
is(status_of(qw(report mentors --output-dir), "$folder/unreached"),
	EX_TEMPFAIL, 'a database out of reach');
isnt($err, '', 'and a word about it');
unlike($err, qr/password/i, 'that repeats no password');
ok(!glob("$folder/unreached/*"), 'no file is left behind');

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
$node->safe_psql('postgres', q{
	CREATE ROLE stranger LOGIN;
	CREATE ROLE night LOGIN;
	CREATE DATABASE bare;
	CREATE DATABASE half;
	CREATE DATABASE district;
});
$node->safe_psql('half', 'CREATE EXTENSION mentorship');
$node->safe_psql('district', 'CREATE EXTENSION mentorship_program CASCADE');
$node->safe_psql('district', q{
	GRANT mentorship_job TO night;
	INSERT INTO mentorship.school_access VALUES ('night', NULL);
});
my @connection = ('-h', $node->host, '-p', $node->port, '-U', 'night');

# the report of one database, into a folder of its own
sub report
{
	my ($database, @rest) = @_;

	return status_of(qw(report mentors), @connection, '-d', $database, @rest);
}

is(report('no_such_database', '--output-dir', "$folder/a"), EX_CONFIG, 'a database that does not exist');
is(report('bare', '--output-dir', "$folder/a"), EX_CONFIG, 'a database without the extensions');
like($err, qr/extension/, 'is told to lack them');
is(report('half', '--output-dir', "$folder/a"), EX_CONFIG, 'a database with one of the two');
is(report('district', '-U', 'stranger', '--output-dir', "$folder/a"),
	EX_NOPERM, 'a role that may read nothing');
ok(!glob("$folder/a/*"), 'none of them leaves a file');

# whom row security does not bind, or who could stop being bound
my $superuser = getpwuid($<);
$node->safe_psql('district', q{
	CREATE ROLE passing LOGIN BYPASSRLS IN ROLE mentorship_job;
	CREATE ROLE landlord LOGIN IN ROLE mentorship_job;
	CREATE ROLE heir LOGIN NOINHERIT IN ROLE landlord;
	CREATE ROLE defining LOGIN IN ROLE mentorship_job, mentorship_definer;
	CREATE ROLE disguised LOGIN SUPERUSER;
	ALTER ROLE disguised SET role = 'night';
	ALTER TABLE mentorship.school OWNER TO landlord});
for my $case (
	[ $superuser, 'superuser' ],
	[ 'passing', 'BYPASSRLS' ],
	[ 'landlord', 'owns' ],
	[ 'heir', 'owns' ],
	[ 'defining', 'owns' ],
	[ 'disguised', 'superuser' ])
{
	my ($login, $why) = @$case;

	is(report('district', '-U', $login, '--output-dir', "$folder/a"), EX_CONFIG, "login \"$login\"");
	like($err, qr/row security does not bind .*\b$why\b/, "the message says $why");
}
$node->safe_psql('district', "ALTER TABLE mentorship.school OWNER TO CURRENT_USER");
ok(!glob("$folder/a/*"), 'none of them leaves a file');

# a program with nobody in it yet
is(report('district', '--output-dir', "$folder/empty", '--as-of', '2025-01-15'),
	EX_OK, 'no mentors: all done');
is($out, '', 'nothing on stdout');
ok(!glob("$folder/empty/*"), 'and no files');

append_to_file("$folder/file", 'x');
is(report('district', '--output-dir', "$folder/file/sub"),
	EX_CANTCREAT, 'an output folder below a file');
is(report('district', '--output-dir', "$folder/file"), EX_CANTCREAT, 'an output folder that is a file');
mkdir "$folder/closed", 0500;
is(report('district', '--output-dir', "$folder/closed/sub"),
	EX_CANTCREAT, 'an output folder that may not be made');
like($err, qr/\Q$folder\E\/closed\/sub/, 'the message names it');

# a limit on the size of files, which kills who does not expect it
$node->safe_psql('district',
	"INSERT INTO mentorship.school (school_id, name) VALUES (1, 'Larch Hill School')");
my @schools = ($program, qw(report schools --as-of 2025-01-15 --quiet), @connection, '-d', 'district');
for my $jobs (1, 2)
{
	my $into = "$folder/limited$jobs";
	my @command = ('sh', '-c', 'ulimit -f 8; exec "$@"', 'sh',
		@schools, '--jobs', $jobs, '--output-dir', $into);
	IPC::Run::run(\@command, '<', \undef, '>', \$out, '2>', \$err);
	is($? & 127 ? 'signal ' . ($? & 127) : $? >> 8, EX_IOERR, "files may not grow, --jobs $jobs");
	is_deeply([ grep { !/^\.{1,2}$/ } slurp_dir($into) ], [], 'nothing is left behind');
}
is(status_of(@schools[ 1 .. $#schools ], '--output-dir', "$folder/unlimited"),
	EX_OK, 'without the limit');
ok(-s "$folder/unlimited/school-1.pdf", 'it is written');
is(status_of(@schools[ 1 .. $#schools ], '--school', 2, '--output-dir', "$folder/nowhere"),
	EX_USAGE, 'a school that does not exist');
like($err, qr/no school 2\b/, 'the message has its number');
ok(!-e "$folder/nowhere", 'and no folder is made for it');
$node->safe_psql('district', 'DELETE FROM mentorship.school');

# libpq's own ways in
{
	local $ENV{PGHOST} = $node->host;
	local $ENV{PGPORT} = $node->port;
	local $ENV{PGDATABASE} = 'district';
	local $ENV{PGUSER} = 'night';
	is(status_of(qw(report schools --output-dir), "$folder/env", qw(--as-of 2025-01-15 --quiet)),
		EX_OK, 'the connection from the environment');
	is($err, '', '--quiet is quiet when all is well');
}

# another release in the database
for my $extension (qw(mentorship mentorship_program))
{
	$node->safe_psql('district',
		"UPDATE pg_extension SET extversion = '0.0.1' WHERE extname = '$extension'");
	is(report('district', '--output-dir', "$folder/a"), EX_CONFIG, "$extension of another version");
	like($err, qr/0\.0\.1/, 'the message has the version');
	$node->safe_psql('district',
		"UPDATE pg_extension SET extversion = '$version' WHERE extname = '$extension'");
}

# the server has no time, or is about to go
$node->safe_psql('postgres', "ALTER ROLE night SET statement_timeout = '1ms'");
$node->safe_psql('district', q{
	INSERT INTO mentorship.school SELECT i, 'School ' || i FROM generate_series(1, 3000) AS i});
is(report('district', '--output-dir', "$folder/a"), EX_TEMPFAIL, 'a statement that takes too long');
like($err, qr/SQLSTATE 57014/, 'the message has the SQLSTATE');
$node->safe_psql('postgres', "ALTER ROLE night RESET statement_timeout");
$node->safe_psql('postgres', "ALTER ROLE night CONNECTION LIMIT 0");
is(report('district', '--output-dir', "$folder/a"), EX_TEMPFAIL, 'no connection left');
like($err, qr/SQLSTATE 53300/, 'the message has the SQLSTATE');
$node->safe_psql('postgres', "ALTER ROLE night CONNECTION LIMIT -1");

$node->stop('immediate');
is(report('district', '--output-dir', "$folder/a"), EX_TEMPFAIL, 'a server that is down');

done_testing();
