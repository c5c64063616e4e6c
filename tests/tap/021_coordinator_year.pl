# The statements of docs/programme.md, in order, by a coordinator of one school
# in the sample district.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $source = $ENV{MSHIP_SOURCE};

my $node = PostgreSQL::Test::Cluster->new('year');
$node->init;
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION mentorship; CREATE EXTENSION mentorship_program');
$node->command_ok(
	[
		'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f',
		"$source/extension/sample/district.sql", $node->connstr('postgres')
	],
	'the sample district is loaded');

my $page = slurp_file("$source/docs/programme.md");
my ($who) = $page =~ /^(CREATE ROLE maria .*?)^```/ms;
$node->safe_psql('postgres', $who);
my ($year) = $page =~ /^## A coordinator's year\n(.*?)^Functions that refuse /ms;
my @blocks = $year =~ /^```(\w+\n.*?)^```/msg;
my @steps = grep { s/^sql\n// } @blocks;
my ($summer) = grep { s/^text\n// } @blocks;
cmp_ok(scalar @steps, '>=', 24, 'the page shows the steps of a year');
is(scalar @blocks, @steps + 1, 'of which the district does one');
is_deeply([ grep { (() = /;$/mg) != 1 } @steps ], [], 'each step is one statement');

# What was said after each line that names its step.
my %answer;

# Some steps, one session after the other, as the reader has it; each answers
# after a line that names it.
sub go
{
	my (@numbers) = @_;
	my $script = join '', map { "\\echo step $_\n$steps[$_]" } 0, 1, @numbers;
	my ($result, $out, $err) =
	  $node->psql('postgres', $script, on_error_stop => 1, extra_params => [ '-U', 'maria' ]);

	is($result, 0, 'every statement of the page runs');
	is($err, '', 'without a complaint');
	%answer = (%answer, $out =~ /^step (\d+)\n(.*?)(?=^step |\z)/msg);
	return;
}

# What the n-th step with a word in it said.
sub answer_of
{
	my ($word, $nth) = @_;
	my @found = grep { $steps[$_] =~ /\b$word\b/ } 0 .. $#steps;

	return defined $found[ ($nth // 1) - 1 ] ? $answer{ $found[ ($nth // 1) - 1 ] } : undef;
}

my $pairs = q{SELECT pairing_id, student_id, mentor_id FROM mentorship.pairing
	WHERE school_id = 102 AND ended_on IS NULL ORDER BY 1};
my $before = $node->safe_psql('postgres', $pairs);
my ($roll_over) = grep { $steps[$_] =~ /roll_over/ } 0 .. $#steps;
go(2 .. $roll_over - 1);

like(answer_of('enrolment_in_force'), qr/^100043\|/m, 'the list of the grade has the student');
like(answer_of('nominate'), qr/^\d+$/m, 'the nomination has a number');
like(answer_of('propose_matches'), qr/^100190\|1033\|/m, 'student 100190 is proposed a mentor');
like(answer_of('accept_matches'), qr/^\d+\|\d+\|paired$/m, 'students are paired');
unlike(answer_of('accept_matches'), qr/^100190\|/m, 'but not the one declined');
like(answer_of('meeting_plan'), qr/^100003\|1\|\d\|lunch\|/m, 'a plan names a time');
unlike(answer_of('propose_matches', 2), qr/^100190\|1033\|/m,
	'who was declined is not proposed to that mentor again');
like(answer_of('propose_matches', 2), qr/^100020\|/m,
	'a student added later is proposed somebody, or told why not');
unlike(answer_of('propose_matches', 2), qr/^100003\|/m, 'who has a mentor is not proposed another');
like(answer_of('report_school'), qr/^\d+\|\d+\|\d+\|\d+$/m, 'the report has its numbers');

# what was left behind
is( $node->safe_psql('postgres', q{
	SELECT status, outcome FROM mentorship.referral WHERE student_id = 100003 AND need = 'Needs glasses';
	SELECT end_reason, (SELECT count(*) FROM mentorship.pairing AS n WHERE n.continues = p.pairing_id)
	FROM mentorship.pairing AS p WHERE pairing_id = 34;
	SELECT decision, decision_reason FROM mentorship.match_proposal WHERE student_id = 100190;
	SELECT count(*) FROM mentorship.meeting WHERE activity = 'Drew comics'}),
	"closed|Has glasses since Friday\nSchedule changed|1\ndeclined|Neighbors who quarrel\n1",
	'all of it is in the tables');
my $after = $node->safe_psql('postgres', $pairs);
is(join("\n", grep { !/^34\|/ } split /\n/, $before),
	join("\n", grep { my $pair = $_; grep { $pair eq $_ } split /\n/, $before } split /\n/, $after),
	'no live pair was touched but the one that was closed and opened again');

# the reports of that day
SKIP:
{
	skip 'the program is not built', 2 unless $ENV{MSHIP_PROGRAM};

	$node->safe_psql('postgres', q{CREATE ROLE night LOGIN IN ROLE mentorship_job;
		INSERT INTO mentorship.school_access VALUES ('night', 102)});
	foreach my $kind (qw(mentors schools))
	{
		my $dir = PostgreSQL::Test::Utils::tempdir();
		$node->command_ok(
			[
				$ENV{MSHIP_PROGRAM}, 'report', $kind, '--quiet', '--as-of', '2026-06-05',
				'--output-dir', $dir, '-h', $node->host, '-p', $node->port, '-d', 'postgres',
				'-U', 'night'
			],
			"reports of the $kind are printed");
	}
}

# the next year
$node->safe_psql('postgres', $summer);
go($roll_over .. $#steps);
my %became = map { (split /\|/)[ 0, 2 ] } split /\n/, answer_of('roll_over');
my %stays = map { split /\|/ } split /\n/, $node->safe_psql('postgres', q{
	SELECT p.student_id, e.student_id IS NOT NULL
	FROM mentorship.pairing AS p
	LEFT JOIN mentorship.enrolment AS e ON e.student_id = p.student_id
		AND e.entry_date = '2026-08-24' AND e.school_id = 102
	WHERE p.school_id = 102 AND p.started_on < '2026-08-24'
		AND coalesce(p.ended_on = '2026-08-24', true)});
is_deeply(
	\%became,
	{ map { ($_ => $stays{$_} eq 't' ? 'kept' : 'Student left') } keys %stays },
	'every live pair goes on where the student stays, and ends where the student goes');
cmp_ok(scalar(grep { $_ eq 'kept' } values %became), '>=', 5, 'some are kept');
cmp_ok(scalar(grep { $_ eq 'Student left' } values %became), '>=', 1, 'some are closed');
is($node->safe_psql('postgres', q{SELECT count(*) FROM mentorship.pairing
	WHERE school_id = 102 AND ended_on IS NULL}),
	scalar(grep { $_ eq 'kept' } values %became), 'and no other pair lives at the school');

$node->stop;
done_testing();
