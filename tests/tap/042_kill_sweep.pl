# SIGKILL at the system calls of a night, one after the other, each followed by
# runs that nothing disturbs.  Whatever the moment: no mail is lost without a
# word, none goes out twice without the operator's wish, at most one is
# uncertain, no file stands half-written under its name.
#
# In the gate a few points of each kind; "make kill-sweep" takes many of them
# (MSHIP_KILL_POINTS times as many) and prints what it found, and in which stage
# of the night the points lay.
use strict;
use warnings;

use Digest::SHA qw(sha256_hex);
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep);

use lib "$ENV{MSHIP_SOURCE}/tests/tap";
use MailTest;

my $program = $ENV{MSHIP_PROGRAM};
plan skip_all => 'the program mentorship is not built' if !defined $program;

use constant {
	EX_OK => 0,
	EX_PARTIAL => 65,
	EX_TEMPFAIL => 75,
	RECIPIENTS => 6,
};

# What the night does to files, to the database and to the mail server, and how
# many points of each belong to a short sweep.
my @calls = qw(sendto recvfrom poll write fsync renameat connect openat mkdir close
  read socket getdents64 flock mmap);
my %share = ((map { $_ => 0.5 } @calls), sendto => 4, recvfrom => 2, poll => 2,
	(map { $_ => 1 } qw(write fsync renameat connect)));
my $points_each = $ENV{MSHIP_KILL_POINTS} // 1;

my $folder = PostgreSQL::Test::Utils::tempdir();
make_certificates($folder);
my $server = start_server('--certificate', "$folder/good.pem");
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
make_district($node, 'district');
my $output = "$folder/reports";
@ENV{qw(MENTORSHIP_SMTP_SERVER MENTORSHIP_SMTP_CA_FILE MENTORSHIP_MAIL_FROM MENTORSHIP_REPORT_DIR)} =
  ("smtp://localhost:$server->{port}", "$folder/authority.pem", 'mentoring@larch.test', $output);
my $log = '';

# Run a command of the program, behind strace where told; its exit status.
sub run
{
	my ($before, @words) = @_;
	my $err = '';

	IPC::Run::run([ @$before, $program, @words, '--as-of', AS_OF, '-h', $node->host, '-p', $node->port,
			'-U', 'night', '-d', 'district' ], '<', \undef, '>', \my $out, '2>', \$err);
	$log .= $err;
	return ($? & 127 || $? >> 8 == 137) ? 'killed' : $? >> 8, $err;
}

my @nightly = ('nightly', '--output-dir', $output);

# The session of a killed run goes when the server notices: a moment.
sub undisturbed
{
	my (@words) = @_;

	for (1 .. 50)
	{
		my ($status, $err) = run([], @words);

		return $status unless $status eq EX_TEMPFAIL && $err =~ /another (?:nightly )?run/;
		sleep 0.2;
	}
	return 'locked';
}

sub forget
{
	# what the mail server says must be read, or its pipe fills and it waits
	server_log($server);
	$node->safe_psql('district', q{
		TRUNCATE mentorship.report_delivery, mentorship.report_run_failure,
			mentorship.report_outbox, mentorship.report_run;
		SELECT mentorship.forget_records()});
	system('rm', '-rf', $output);
	unlink spooled($server);
	return;
}

# In which stage a run was killed, by what it had said.
sub stage_of
{
	my ($said) = @_;
	my @ended = $said =~ /^mentorship: command=nightly run=\d+ stage=(\w+) exit=/mg;

	return 'connect' if $said !~ /^mentorship: command=nightly run=/m;
	return @ended ? { refresh => 'report', report => 'mail', mail => 'end' }->{ $ended[-1] } : 'refresh';
}

sub written
{
	return { map { ($_ => sha256_hex(slurp_file($_))) } glob "$output/*/*/*" };
}

# Message-IDs by recipient, as the server kept them.
sub kept
{
	my %kept;

	for my $file (spooled($server))
	{
		my $text = slurp_file($file);
		my ($to) = $text =~ /^X-Envelope: .* > (.*?)\r?$/m;
		my ($id) = $text =~ /^Message-ID:\s+<(.*?)>/mi;

		push @{ $kept{$to} }, $id;
	}
	return \%kept;
}

# Recipients' addresses and the states of their mails.
sub states
{
	return {
		map { split /\|/ } split /\n/, $node->safe_psql('district', q{
			SELECT s.email, o.state FROM mentorship.report_outbox AS o
			JOIN mentorship.staff AS s USING (staff_id)})
	};
}

sub count_mails { my ($kept) = @_; my $n = 0; $n += @$_ for values %$kept; return $n; }

is((run([], @nightly))[0], EX_OK, 'a night that nothing disturbs');
my $whole = written();
my $ids = kept();
is(scalar(keys %$ids), RECIPIENTS, 'everybody has his report');

# How often a call is made in a night.  A thread counts for itself.
my $trace = "$folder/trace";
forget();
run([ qw(strace -qq -f -o), $trace, '-e', 'trace=' . join(',', @calls) ], @nightly);
my %made;
$made{$_}++ for slurp_file($trace) =~ /^\d+\s+(\w+)\(/mg;

my %found = map { $_ => 0 } qw(kills uncertain arrived lost doubled many partial second wrong_id nights);
my (@faults, %stages, %points);

sub fault
{
	my ($what, $where) = @_;

	$found{$what}++;
	push @faults, "$what at $where";
	# a long sweep is not waited for
	diag($faults[-1]) if $points_each > 1;
	return;
}

# One kill, and what comes after it.  False when the call is not reached.
sub kill_at
{
	my ($call, $n) = @_;
	my $where = "$call $n";

	forget();
	my ($status, $said) = run([ qw(strace -qq -f -o /dev/null -e), "trace=$call",
			'-e', "inject=$call:signal=SIGKILL:when=$n" ], @nightly);
	return 0 if $status ne 'killed';
	$found{kills}++;
	$points{$where}++;
	$stages{ stage_of($said) }{$call}++;
	my $files = written();
	for my $file (keys %$files)
	{
		fault('partial', "$where: $file") if $files->{$file} ne ($whole->{$file} // '');
	}

	$status = undisturbed(@nightly);
	my $kept = kept();
	my $states = states();
	my @uncertain = grep { $states->{$_} eq 'uncertain' } keys %$states;
	fault('nights', "$where: exit status $status")
	  if $status ne (@uncertain ? EX_PARTIAL : EX_OK) || keys %$states != RECIPIENTS;
	fault('many', $where) if @uncertain > 1;
	$found{uncertain} += @uncertain;
	$found{arrived} += grep { $kept->{$_} } @uncertain;
	for my $address (keys %$ids)
	{
		my $times = @{ $kept->{$address} // [] };

		fault('lost', "$where: $address") if $times == 0 && ($states->{$address} // '') ne 'uncertain';
		fault('doubled', "$where: $address") if $times > 1;
	}

	$status = undisturbed(@nightly);
	fault('second', "$where: exit status $status")
	  if $status ne EX_OK || count_mails(kept()) != count_mails($kept);
	fault('partial', "$where: left behind") if glob "$output/*/*/.*.tmp";
	return 1 if !@uncertain;

	# only now, as somebody wants it, and a reader's mail system knows it again
	$status = undisturbed('mail', '--resend-uncertain');
	$kept = kept();
	for my $address (keys %$ids)
	{
		my @wrong = grep { $_ ne $ids->{$address}[0] } @{ $kept->{$address} // ['none'] };

		fault('wrong_id', "$where: $address @wrong") if @wrong;
	}
	return 1;
}

# So many of the numbers 1 to "made", more of them towards the end, where the
# mails go out.
sub points
{
	my ($made, $wanted) = @_;

	return 1 .. $made if $wanted >= $made;
	my %points = map { ($made - int($made * (($_ - 0.5) / $wanted)**1.7) => 1) } 1 .. $wanted;
	return sort { $a <=> $b } grep { $_ > 0 } keys %points;
}

for my $call (@calls)
{
	my $before = $found{kills};
	my @points = points($made{$call} // 0, int($share{$call} * $points_each));

	kill_at($call, $_) for @points;
	diag("$call: $made{$call} a night, killed at " . ($found{kills} - $before)) if @points && $points_each > 1;
}
my %in_stage;
for my $stage (qw(connect refresh report mail end))
{
	my $calls = $stages{$stage} // {};

	$in_stage{$stage} += $_ for values %$calls;
	diag("in stage $stage: ", $in_stage{$stage} // 0, ' (', join(', ', map { "$_ $calls->{$_}" } sort keys %$calls), ')')
	  if $points_each > 1;
}
diag(sprintf "kills %d, uncertain %d (%d of them had arrived), lost %d, doubled %d",
	@found{qw(kills uncertain arrived lost doubled)});
cmp_ok($found{kills}, '>=', 8 * ($points_each > 10 ? 50 : $points_each), 'the night was killed often enough');
is(scalar(keys %points), $found{kills}, 'at another call each time');
ok($in_stage{$_}, "also in stage $_") for $points_each > 10 ? qw(connect refresh report mail end) : qw(report mail);
my %words = (
	lost => 'no mail is lost without a word',
	doubled => 'none goes out twice',
	many => 'no kill leaves more than one uncertain',
	partial => 'no file is half-written, or left behind',
	nights => 'the next run does the rest',
	second => 'the one after it sends nothing',
	wrong_id => 'what is sent again has the same Message-ID');
is(join("\n", grep { /^\Q$_\E / } @faults), '', $words{$_}) for sort keys %words;
unlike($log, qr/@{[CANARY]}/i, 'no student is named in any log');
like(server_log($server), qr/^tls .* MAIL/m, 'the server was spoken to over TLS');
unlike(server_log($server), qr/^CLEAR .* MAIL/m, 'and never in clear');
stop_server($server);

done_testing();
