# The statements of docs/program.md, in order, by a coordinator of one school
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

my $page = slurp_file("$source/docs/program.md");
my ($who) = $page =~ /^```text\n(.*?)^```/ms;
$node->safe_psql('postgres', $who);
my ($year) = $page =~ /^## A coordinator's year\n(.*?)^## /ms;
my @blocks = $year =~ /^```sql\n(.*?)^```/msg;
cmp_ok(scalar @blocks, '>=', 12, 'the page shows the steps of a year');

# One session, as the reader has it; each block answers after a line that names it.
my $script = join '', map { "\\echo block $_\n$blocks[$_]" } 0 .. $#blocks;
my ($result, $out, $err) =
  $node->psql('postgres', $script, on_error_stop => 1, extra_params => [ '-U', 'maria' ]);
is($result, 0, 'every statement of the page runs');
is($err, '', 'without a complaint');
my %answer = $out =~ /^block (\d+)\n(.*?)(?=^block |\z)/msg;

# What the statements said, found by a word of the statement.
sub answer_of
{
	my ($word) = @_;
	my ($block) = grep { $blocks[$_] =~ /\b$word\(/ } 0 .. $#blocks;

	return defined $block ? $answer{$block} : undef;
}
like(answer_of('nominate'), qr/^\d+$/m, 'the nomination has a number');
like(answer_of('propose_matches'), qr/^100190\|1033\|/m, 'student 100190 is proposed a mentor');
like(answer_of('accept_matches'), qr/^\d+\|\d+\|paired$/m, 'students are paired');
unlike(answer_of('accept_matches'), qr/^100190\|\d+\|paired$/m, 'but not the one declined');
unlike(answer_of('accept_matches'), qr/^100190\|1033\|/m, 'who is not proposed to that mentor again');
like(answer_of('log_meeting'), qr/^100003\|1\|\d\|lunch\|/m, 'a plan names a time');
like(answer_of('roll_over'), qr/^\d+\|\d+\|kept$/m, 'pairs go on');

# what was left behind
is( $node->safe_psql('postgres', q{
	SELECT status, outcome FROM mentorship.referral WHERE student_id = 100003 AND need = 'Needs glasses';
	SELECT end_reason, (SELECT count(*) FROM mentorship.pairing AS n WHERE n.continues = p.pairing_id)
	FROM mentorship.pairing AS p WHERE pairing_id = 34;
	SELECT decision, decision_reason FROM mentorship.match_proposal WHERE student_id = 100190;
	SELECT count(*) FROM mentorship.meeting WHERE activity = 'Drew comics'}),
	"closed|Has glasses since Friday\nSchedule changed|1\ndeclined|Neighbors who quarrel\n1",
	'all of it is in the tables');

$node->stop;
done_testing();
