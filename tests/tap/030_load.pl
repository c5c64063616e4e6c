# A district from CSV files: what is loaded, what a second load changes, and
# that a fault anywhere leaves nothing behind and is told with file, row and
# column, never with a name.
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
	EX_DATAERR => 65,
	EX_IOERR => 74,
	EX_TEMPFAIL => 75,
	EX_NOPERM => 77,
	EX_CONFIG => 78,
};

my ($out, $err);

my $node = PostgreSQL::Test::Cluster->new('load');
$node->init;
$node->start;
$node->safe_psql('postgres', q{
	CREATE DATABASE district TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
	CREATE DATABASE rosters TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
	CREATE DATABASE bare;
	CREATE ROLE stranger LOGIN});
# the loader cannot even name the schema of the types
$node->safe_psql($_, q{CREATE SCHEMA tools; CREATE EXTENSION mentorship SCHEMA tools;
	CREATE EXTENSION mentorship_program}) foreach qw(district rosters);
$node->safe_psql('postgres', q{
	CREATE ROLE loader LOGIN IN ROLE mentorship_loader;
	CREATE ROLE job LOGIN IN ROLE mentorship_job;
	CREATE ROLE coordinator LOGIN IN ROLE mentorship_coordinator});

# A new folder with these files.
sub folder
{
	my (%files) = @_;
	my $folder = PostgreSQL::Test::Utils::tempdir();

	while (my ($name, $text) = each %files)
	{
		open my $file, '>:raw', "$folder/$name" or die "$name: $!";
		print $file $text;
		close $file or die "$name: $!";
	}
	return $folder;
}

sub status_of
{
	my @command = ($program, @_);

	IPC::Run::run(\@command, '<', \undef, '>', \$out, '2>', \$err);
	return $? & 127 ? 'signal ' . ($? & 127) : $? >> 8;
}

sub load_as
{
	my ($login, $database, $format, $folder, @rest) = @_;

	return status_of('load', $format, $folder, '-h', $node->host, '-p', $node->port,
		'-d', $database, '-U', $login, @rest);
}

sub load { return load_as('loader', 'district', 'csv', @_) }

# Every source relation, row by row.
sub contents
{
	my ($database) = @_;

	return join "\n", map {
		"$_:\n" . $node->safe_psql($database, "SELECT * FROM mentorship.$_ AS t ORDER BY t")
	} qw(school_year calendar_date student enrolment attendance_mark course_result incident staff
		staff_assignment), $database eq 'rosters' ? 'source_id' : ();
}

sub schools { return $node->safe_psql($_[0], 'SELECT * FROM mentorship.school ORDER BY 1') }

my %good = (
	'school_year.csv' => "school_year,first_day,last_day\n2024-25,2024-09-02,2025-06-06\n2025-26,2025-09-01,2026-06-05\n",
	'school.csv' => "school_id,name\n1,North School\n2,South School\n",
	'calendar_date.csv' => "school_id,day,instructional,event\n"
	  . join('', map { my $s = $_; map { sprintf "%d,2024-09-%02d,%s,\n", $s, $_, 'true' } 2 .. 6, 9 .. 13 } 1, 2),
	'student.csv' => "student_id,display_name,sort_name,home_language\n"
	  . "11,Ada Birch,\"Birch, Ada\",en\n12,Binh Cao,\"Cao, Binh\",vi\n13,Cleo Dorn,,\n",
	'enrolment.csv' => "student_id,school_id,grade_level,entry_date,exit_date\n"
	  . "11,1,6,2024-09-02,\n12,1,6,2024-09-02,2024-09-06\n12,2,6,2024-09-09,\n13,2,,2024-09-02,\n",
	'attendance_mark.csv' => "student_id,school_id,day,status,minutes_missed,minutes_scheduled\n"
	  . "11,1,2024-09-03,U,,\n11,1,2024-09-04,excused,,\n12,1,2024-09-05,T,20,390\n"
	  . "13,2,2024-09-10,uri://district.example/AttendanceEventCategory#Unexcused Absence,,\n",
	'course_result.csv' => "student_id,school_id,course_code,term,course_title,subject,ended_on,mark,passed\n"
	  . "11,1,M6,T1,Mathematics 6,math,2024-09-13,B,yes\n",
	'incident.csv' => "incident_id,student_id,school_id,day,category\n7,13,2,2024-09-11,Bus\n",
	'staff.csv' => "staff_id,display_name,sort_name,email\n21,Dana Elm,\"Elm, Dana\",dana\@district.example\n",
	'staff_assignment.csv' => "staff_id,school_id,role,title\n21,1,teacher,Art\n21,2,counsellor,\n");

#
# A good load, and the same again
#
is(load(folder(%good)), EX_OK, 'a district is loaded') or diag $err;
is($out, '', 'nothing on stdout');
like($err, qr/relation=attendance_mark added=4 changed=0 removed=0/, 'the log counts');
unlike($err, qr/Birch|Cao|Dorn|Elm/, 'the log names nobody');
is(schools('district'), "1|North School|present\n2|South School|present", 'schools');
my $loaded = contents('district');
is($loaded, <<'ROWS' =~ s/\n\z//r, 'and every other row is as the files say');
school_year:
2024-25|2024-09-02|2025-06-06
2025-26|2025-09-01|2026-06-05
calendar_date:
1|2024-09-02|t|
1|2024-09-03|t|
1|2024-09-04|t|
1|2024-09-05|t|
1|2024-09-06|t|
1|2024-09-09|t|
1|2024-09-10|t|
1|2024-09-11|t|
1|2024-09-12|t|
1|2024-09-13|t|
2|2024-09-02|t|
2|2024-09-03|t|
2|2024-09-04|t|
2|2024-09-05|t|
2|2024-09-06|t|
2|2024-09-09|t|
2|2024-09-10|t|
2|2024-09-11|t|
2|2024-09-12|t|
2|2024-09-13|t|
student:
11|Ada Birch|Birch, Ada|en
12|Binh Cao|Cao, Binh|vi
13|Cleo Dorn|Cleo Dorn|
enrolment:
11|1|6|2024-09-02|
12|1|6|2024-09-02|2024-09-06
12|2|6|2024-09-09|
13|2||2024-09-02|
attendance_mark:
11|1|2024-09-03|unexcused||
11|1|2024-09-04|excused||
12|1|2024-09-05|tardy|20|390
13|2|2024-09-10|unexcused||
course_result:
11|1|M6|T1|Mathematics 6|math|2024-09-13|B|t
incident:
7|13|2|2024-09-11|Bus
staff:
21|Dana Elm|Elm, Dana|dana@district.example
staff_assignment:
21|1|teacher|Art
21|2|counsellor|
ROWS
is(load(folder(%good)), EX_OK, 'the same again');
unlike($err, qr/(?:added|changed|removed)=[1-9]/, 'changes nothing');
is(contents('district'), $loaded, 'indeed nothing');

# the same values as other programs write them
my %written = map { $_ => "\xEF\xBB\xBF" . $good{$_} =~ s/\n/\r\n/gr } keys %good;
$written{'student.csv'} = "\xEF\xBB\xBFHOME_LANGUAGE,\"sort_name\",more,student_id,display_name\r\n"
  . "\r\nen,\"Birch, Ada\",x, 11 ,\"Ada\r\nBirch\"\r\nvi,\"Cao, Binh\",\"\"\"y\"\"\",\"12\",Binh  Cao\r\n,,,13,Cleo Dorn";
is(load(folder(%written)), EX_OK, 'byte order marks, CRLF, quotes, other order, more columns, blank rows')
  or diag $err;
unlike($err, qr/(?:added|changed|removed)=[1-9]/, 'say the same');

#
# What changes and what vanishes
#
my $term = $good{'attendance_mark.csv'} =~ s/^11,1,2024-09-03.*\n//mr =~ s/04,excused/04,unexcused/r;
is(load(folder('attendance_mark.csv' => $term . "13,2,2024-09-12,E,,\n")), EX_OK, 'corrected marks, one file alone');
like($err, qr/relation=attendance_mark added=1 changed=1 removed=1/, 'one is new, one other, one gone');
unlike($err, qr/relation=(?!attendance_mark)/, 'no other relation is touched');
is(load(folder('attendance_mark.csv' => "student_id,school_id,day,status\n13,2,2024-09-12,E\n")), EX_OK,
	'the file of one school');
is( $node->safe_psql('district', 'SELECT student_id, day FROM mentorship.attendance_mark ORDER BY 1, 2'),
	"11|2024-09-04\n12|2024-09-05\n13|2024-09-12", 'holds that school whole and leaves the other one alone');
is(load(folder('attendance_mark.csv' => "student_id,school_id,day,status\n11,1,2025-09-02,U\n")), EX_OK,
	'the file of another year');
is( $node->safe_psql('district', 'SELECT student_id, day FROM mentorship.attendance_mark ORDER BY 1, 2'),
	"11|2024-09-04\n11|2025-09-02\n12|2024-09-05\n13|2024-09-12", 'leaves the year before alone');
is( load(folder(
		'enrolment.csv' => "student_id,school_id,grade_level,entry_date,exit_date\n"
		  . "12,1,6,2024-09-03,2024-09-06\n12,2,7,2024-09-09,\n13,2,,2024-09-02,\n")),
	EX_OK, 'enrolments: one begins on another day, one is gone');
is( $node->safe_psql('district', q{
		SELECT student_id, school_id, grade_level, entry_date,
			CASE WHEN exit_date = current_date - 1 THEN 'yesterday' ELSE exit_date::text END
		FROM mentorship.enrolment ORDER BY 1, 2}),
	"11|1|6|2024-09-02|yesterday\n12|1|6|2024-09-03|2024-09-06\n12|2|7|2024-09-09|\n13|2||2024-09-02|",
	'the first is replaced, the other one closed with its history');
is(load(folder('enrolment.csv' => $good{'enrolment.csv'})), EX_OK, 'and when it is back');
is( $node->safe_psql('district', 'SELECT count(*) FROM mentorship.enrolment WHERE student_id = 11 AND exit_date IS NULL'),
	'1', 'it is open again');
is( load(folder('school_year.csv' => "school_year,first_day,last_day\n2024-25,2024-09-02,2025-09-01\n2025-26,2025-09-02,2026-06-05\n")),
	EX_OK, 'two years whose border moves');
like($err, qr/relation=school_year added=0 changed=2/, 'change together');
is(load(folder(%good)), EX_OK, 'back to where we were');
$node->safe_psql('district', "DELETE FROM mentorship.own_attendance_mark WHERE day > '2025-09-01'");
is(contents('district'), $loaded, 'really');

# a file that was cut off
my @lines = ("student_id,school_id,day,status\n",
	map { my $d = $_; map { sprintf "%d,1,2024-09-%02d,U\n", $_, $d } 11, 12 } 2 .. 30);
is(load(folder('attendance_mark.csv' => join '', @lines)), EX_OK, 'marks of a month');
my $cut = join '', @lines[ 0 .. 29 ];
is(load(folder('attendance_mark.csv' => $cut)), EX_DATAERR, 'half of the file is refused');
like($err, qr/attendance_mark: 29 of the 58 stored rows of these schools and years are missing/, 'and says why');
like($err, qr/--accept-removals/, 'and what to do');
is($node->safe_psql('district', 'SELECT count(*) FROM mentorship.attendance_mark WHERE school_id = 1'), '58', 'nothing is gone');
is(load(folder('attendance_mark.csv' => $cut), '--accept-removals'), EX_OK, 'unless that is what was meant');
is($node->safe_psql('district', 'SELECT count(*) FROM mentorship.attendance_mark WHERE school_id = 1'), '29', 'then it is gone');
is(load(folder(%good), '--accept-removals'), EX_OK, 'back again');
is(contents('district'), $loaded, 'really');

#
# Faults: each is told by file, row and column, and leaves nothing behind
#
# what is changed in the good files => what is said of it, in order
my @faults = (
	[ 'a date that does not exist', 'enrolment.csv', [ '13,2,,2024-09-02', '13,2,,2024-02-30' ],
		'enrolment.csv: row 5, column "entry_date": "2024-02-30" is not a date written YYYY-MM-DD' ],
	[ 'a date of another country', 'attendance_mark.csv', [ '2024-09-03', '03/09/2024' ],
		'attendance_mark.csv: row 2, column "day": "03/09/2024" is not a date written YYYY-MM-DD' ],
	[ 'a name where a date belongs', 'enrolment.csv', [ '13,2,,2024-09-02', '13,2,,Cleo Dorn' ],
		'enrolment.csv: row 5, column "entry_date": is not a date written YYYY-MM-DD' ],
	[ 'a school that nobody knows', 'enrolment.csv', [ '11,1,6', '11,9,6' ],
		'enrolment.csv: row 2, column "school_id": "9" is not a known school' ],
	[ 'a student that nobody knows', 'incident.csv', [ '7,13,', '7,99,' ],
		'incident.csv: row 2, column "student_id": "99" is not a known student' ],
	[ 'a row twice', 'student.csv', [ "12,Binh", "11,Ada Birch,x,\n12,Binh" ],
		'student.csv: row 3, column "student_id": repeats row 2' ],
	[ 'a mark twice', 'attendance_mark.csv', [ '11,1,2024-09-04,excused', '11,1,2024-09-03,excused' ],
		'attendance_mark.csv: row 3, column "student_id": repeats row 2' ],
	[ 'a column that is missing', 'student.csv', [ 'student_id,display_name', 'student_id,name' ],
		'student.csv: row 1, column "display_name": is not in the header' ],
	[ 'a column twice', 'student.csv', [ 'sort_name', 'student_id' ],
		'student.csv: row 1, column "student_id": is there twice' ],
	[ 'a value that is missing', 'school.csv', [ 'South School', ' ' ],
		'school.csv: row 3, column "name": is missing' ],
	[ 'a field too few', 'attendance_mark.csv', [ '04,excused,,', '04,excused' ],
		'attendance_mark.csv: row 3: has 4 fields, the header has 6' ],
	[ 'an unquoted comma', 'student.csv', [ '"Birch, Ada"', 'Birch, Ada' ],
		'student.csv: row 2: has 5 fields, the header has 4' ],
	[ 'an unknown status', 'attendance_mark.csv', [ 'excused', 'excusd' ],
		'attendance_mark.csv: row 3, column "status": is not an attendance status' ],
	[ 'minutes without a schedule', 'attendance_mark.csv', [ '20,390', '20,' ],
		'attendance_mark.csv: row 4, column "minutes_missed": "20" and minutes_scheduled go together' ],
	[ 'more minutes than the day has', 'attendance_mark.csv', [ '20,390', '391,390' ],
		'attendance_mark.csv: row 4, column "minutes_missed": "391" is more than minutes_scheduled' ],
	[ 'a day of no minutes', 'attendance_mark.csv', [ '20,390', '0,0' ],
		'attendance_mark.csv: row 4, column "minutes_scheduled": "0" is not a positive number' ],
	[ 'minutes of a week', 'attendance_mark.csv', [ '20,390', '20,1950' ],
		'attendance_mark.csv: row 4, column "minutes_scheduled": "1950" is not a number of minutes in a day' ],
	[ 'a number that is none', 'student.csv', [ '13,Cleo', '013,Cleo' ],
		'student.csv: row 4, column "student_id": "013" is not a whole number of at most 18 digits',
		'enrolment.csv: row 5, column "student_id": "13" is not a known student',
		'attendance_mark.csv: row 5, column "student_id": "13" is not a known student',
		'incident.csv: row 2, column "student_id": "13" is not a known student' ],
	[ 'a number that is too large', 'staff.csv', [ '21,Dana', '9999999999999999999,Dana' ],
		'staff.csv: row 2, column "staff_id": "9999999999999999999" is not a whole number of at most 18 digits',
		'staff_assignment.csv: row 2, column "staff_id": "21" is not a known employee',
		'staff_assignment.csv: row 3, column "staff_id": "21" is not a known employee' ],
	[ 'an exit before the entry', 'enrolment.csv', [ '2024-09-02,2024-09-06', '2024-09-02,2024-09-01' ],
		'enrolment.csv: row 3, column "exit_date": "2024-09-01" is before entry_date' ],
	[ 'a grade', 'enrolment.csv', [ '11,1,6', '11,1,14' ],
		'enrolment.csv: row 2, column "grade_level": "14" is not a grade from -1 to 13' ],
	[ 'a role', 'staff_assignment.csv', [ 'teacher', 'janitor' ],
		'staff_assignment.csv: row 2, column "role": is none of teacher, aide, counsellor, administrator, other' ],
	[ 'neither yes nor no', 'calendar_date.csv', [ '1,2024-09-05,true', '1,2024-09-05,maybe' ],
		'calendar_date.csv: row 5, column "instructional": is neither true nor false' ],
	[ 'years that overlap', 'school_year.csv', [ '2025-09-01', '2025-06-06' ],
		'school_year.csv: row 3, column "first_day": "2025-06-06" lies in a school year above' ],
	[ 'a year that ends before it begins', 'school_year.csv', [ '2026-06-05', '2025-08-31' ],
		'school_year.csv: row 3, column "last_day": "2025-08-31" is not after first_day' ],
	[ 'bytes that are no UTF-8', 'student.csv', [ 'Cleo Dorn', "Cl\xE9o Dorn" ],
		'student.csv: row 4, column "display_name": is not text in UTF-8' ],
	[ 'a NUL', 'student.csv', [ 'Cleo Dorn', "Cleo\0Dorn" ],
		'student.csv: row 4, column "display_name": is not text in UTF-8' ],
	[ 'a quotation mark that is not closed', 'student.csv', [ '"Cao, Binh"', '"Cao, Binh' ],
		'student.csv: row 3: is not CSV: a quotation mark stands alone' ],
	[ 'a quotation mark inside a field', 'student.csv', [ 'Ada Birch', 'Ada "B" Birch' ],
		'student.csv: row 2: is not CSV: a quotation mark stands alone' ],
	[ 'an empty file', 'student.csv', [ qr/.*/s, '' ], 'student.csv: is empty: the header is missing' ],
	[ 'a file of another kind', 'student.csv', [ qr/.*/s, "PK\x03\x04\n" ],
		'student.csv: row 1, column "student_id": is not in the header',
		'student.csv: row 1, column "display_name": is not in the header' ]);

# into an empty database, so that nothing is known but what the files say
$node->safe_psql('district', q{SET search_path = mentorship;
	TRUNCATE own_school_year, own_school, own_calendar_date, own_student, own_enrolment,
		own_attendance_mark, own_course_result, own_incident, own_staff, own_staff_assignment});
my $empty = contents('district') . schools('district');
foreach my $fault (@faults)
{
	my ($what, $file, $change, @said) = @$fault;
	my ($from, $to) = @$change;
	my %files = %good;

	$from = qr/\Q$from\E/ if !ref $from;
	$files{$file} =~ s/$from/$to/ or die "$what: $file has no $from";
	is(load(folder(%files)), EX_DATAERR, "$what: exit status");
	my @lines = map { s/^mentorship: (?:error: )?//r } split /\n/, $err;
	my $sum = pop @lines;
	is_deeply(\@lines, \@said, "$what: what is said");
	my $n = @said;
	like($sum // '', qr/nothing was loaded: faults=$n shown=$n$/, "$what: how many");
	unlike($err, qr/Birch|Cao|Dorn|Elm/, "$what: no name is told");
	is(contents('district') . schools('district'), $empty, "$what: nothing is loaded");
}

# many at once, in the order of files and rows
{
	my %files = %good;
	$files{'attendance_mark.csv'} .= "14,1,2024-13-01,U,,\n" x 1000;
	$files{'school.csv'} .= "x,\n";
	is(load(folder(%files)), EX_DATAERR, 'thousands of faults: student, day, repeated');
	like($err, qr/\A[^\n]*school\.csv: row 4, column "school_id"/, 'begin with the first file');
	like($err, qr/faults=3001 shown=20$/m, 'are counted');
	is(() = $err =~ /\.csv: row/g, 20, 'and told up to twenty');
}

#
# Who and where
#
is(load('/nonexistent/folder'), EX_USAGE, 'a folder that does not exist');
is(load($0), EX_USAGE, 'a folder that is a file');
is(load(folder('other.csv' => "a\n1\n")), EX_USAGE, 'a folder without a file to load');
is(status_of('load', 'csv'), EX_USAGE, 'no folder');
is(status_of('load', 'xml', '/tmp'), EX_USAGE, 'no such format');
{
	my $folder = folder(%good);
	chmod 0, "$folder/student.csv" or die;
	is(load($folder), EX_IOERR, 'a file that may not be read');
	like($err, qr/student\.csv/, 'is named');
	unlink "$folder/student.csv";
	mkdir "$folder/student.csv" or die;
	is(load($folder), EX_IOERR, 'a folder in place of a file');
}
is(load_as('stranger', 'district', 'csv', folder(%good)), EX_NOPERM, 'a login without the role');
is(load_as('job', 'district', 'csv', folder(%good)), EX_NOPERM, 'the role that prints');
is(load_as('coordinator', 'district', 'csv', folder(%good)), EX_NOPERM, 'the role that runs the program');
is(load_as('loader', 'bare', 'csv', folder(%good)), EX_CONFIG, 'a database without the extensions');
is(contents('district') . schools('district'), $empty, 'none of them loads anything');
{
	my $other = $node->background_psql('district');
	$other->query_safe('BEGIN; SELECT pg_advisory_xact_lock(7305808869229887076)');
	is(load(folder(%good)), EX_TEMPFAIL, 'another load is running');
	$other->query_safe('ROLLBACK');
	$other->quit;
}
is(load(folder(%good)), EX_OK, 'then it is not');
$node->safe_psql('district', q{CREATE SCHEMA warehouse;
	CREATE VIEW warehouse.marks AS SELECT * FROM mentorship.own_attendance_mark;
	SELECT mentorship.bind_source('attendance_mark', 'warehouse.marks')});
my $bound = contents('district');
is(load(folder(%good)), EX_CONFIG, 'a source that is read from the warehouse takes no rows');
like($err, qr/source "attendance_mark" is read from warehouse\.marks/, 'and is named');
is(contents('district'), $bound, 'nothing is loaded');
{
	my %rest = %good;
	delete $rest{'attendance_mark.csv'};
	is(load(folder(%rest)), EX_OK, 'the others do');
}
foreach my $denied ('SELECT FROM mentorship.pairing', 'SELECT FROM mentorship.report_mentee',
	'SELECT FROM mentorship.student', 'DELETE FROM mentorship.own_student', 'UPDATE mentorship.source_id SET id = 1',
	'SELECT mentorship.nominate(11, \'x\')')
{
	my ($status) = $node->psql('district', $denied, extra_params => [ '-U', 'loader' ]);
	isnt($status, 0, "the loader may not: $denied");
}

#
# OneRoster 1.1, and attendance beside it
#
sub roster { return load_as('loader', 'rosters', 'oneroster', @_) }

my %roster = (
	'manifest.csv' => "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,bulk\nfile.demographics,absent\n",
	'orgs.csv' => "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
	  . "d,,,District,district,,\nn-1,,,North School,school,,d\n102,,,South School,school,,d\n",
	'academicSessions.csv' => "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n"
	  . "y,,,2024-25,schoolYear,2024-09-02,2025-06-06,,2025\nyn,,,2024-25,schoolYear,2024-09-02,2025-06-07,,2025\n"
	  . "s1,,,Fall,semester,2024-09-02,2025-01-17,y,2025\ns2,,,Spring,semester,2025-01-27,2025-06-07,y,2025\n",
	'users.csv' => "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
	  . "u-ada,,,true,n-1,student,ada,,Ada,Birch,Bea,,,,,p,06,\n"
	  . "12,,,true,\"n-1,102\",student,binh,,Binh,Cao,,,,,,,\"KG,01\",\n"
	  . "u-cleo,,,true,n-1,student,cleo,,Cleo,Dorn,,,,,,,Other,\n"
	  . "t-1,,,true,\"n-1,102\",teacher,dana,,Dana,Elm,,,dana\@district.example,,,,,\n"
	  . "a-1,,,true,\"d,102\",administrator,eve,,Eve,Fir,,,,,,,,\np,,,true,d,parent,pat,,Pat,Birch,,,,,,,,\n",
	'courses.csv' => "sourcedId\nc\n",
	'classes.csv' => "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n"
	  . "k1,,,Math,,c,,scheduled,,n-1,s1,,,\nk2,,,Math,,c,,scheduled,,n-1,s2,,,\nk3,,,Art,,c,,scheduled,,102,\"s1, s2\",,,\n",
	'enrollments.csv' => "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
	  . "e1,,,k1,n-1,u-ada,student,,,\ne2,,,k2,n-1,u-ada,student,,,\n"
	  . "e3,,,k1,n-1,12,student,,2024-09-04,2024-10-07\ne4,,,k3,102,12,student,,2024-10-07,\n"
	  . "e5,,,k1,n-1,u-cleo,student,,,2024-09-21\ne6,,,k1,n-1,u-cleo,student,,2024-11-04,2025-01-17\n"
	  . "e7,,,k1,n-1,t-1,teacher,true,,\n",
	'calendar_date.csv' => "school_id,day,instructional\nn-1,2024-09-05,true\n102,2024-10-07,true\n",
	'attendance_mark.csv' => "student_id,school_id,day,status\nu-ada,n-1,2024-09-05,U\n12,102,2024-10-07,E\n");

is(roster(folder(%roster)), EX_OK, 'a OneRoster district is loaded') or diag $err;
unlike($err, qr/Birch|Cao|Dorn|Elm|Fir/, 'the log names nobody');
is(schools('rosters'), "102|South School|present\n1000001|North School|present",
	'a sourcedId that is a number stays, another one gets a number');
my $rosters = <<'ROWS' =~ s/\n\z//r;
school_year:
2024-25|2024-09-02|2025-06-07
calendar_date:
102|2024-10-07|t|
1000001|2024-09-05|t|
student:
12|Binh Cao|Cao, Binh|
1000001|Ada Birch|Birch, Ada Bea|
1000002|Cleo Dorn|Dorn, Cleo|
enrolment:
12|102|0|2024-10-07|
12|1000001|0|2024-09-04|2024-10-06
1000001|1000001|6|2024-09-02|
1000002|1000001||2024-09-02|2024-09-20
1000002|1000001||2024-11-04|2025-01-17
attendance_mark:
12|102|2024-10-07|excused||
1000001|1000001|2024-09-05|unexcused||
course_result:

incident:

staff:
1000001|Eve Fir|Fir, Eve|
1000002|Dana Elm|Elm, Dana|dana@district.example
staff_assignment:
1000001|102|administrator|
1000002|102|teacher|
1000002|1000001|teacher|
source_id:
school|102|102
school|n-1|1000001
staff|a-1|1000001
staff|t-1|1000002
student|12|12
student|u-ada|1000001
student|u-cleo|1000002
ROWS
is(contents('rosters'), $rosters, 'every row is as the files say');
is(roster(folder(%roster)), EX_OK, 'the same again');
unlike($err, qr/(?:added|changed|removed)=[1-9]/, 'changes nothing');

# the same people as OneRoster 1.2 tells of them
my %second = %roster;
$second{'manifest.csv'} =~ s/1\.1/1.2/;
$second{'users.csv'} = "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,grades,preferredGivenName,preferredFamilyName\n"
  . "u-ada,,,true,ada,,Adelaide,Birch,Bea,,,06,Ada,\n12,,,true,binh,,Binh,Cao,,,,\"KG,01\",,\n"
  . "u-cleo,,,true,cleo,,Cleo,Dorn,,,,Other,,\nt-1,,,true,dana,,Dana,Elm,,,dana\@district.example,,,\n"
  . "a-1,,,true,eve,,Eve,Fir,,,,,,\np,,,true,pat,,Pat,Birch,,,,,,\n";
$second{'roles.csv'} = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
  . "r1,,,u-ada,primary,student,,,n-1\nr2,,,12,primary,student,,,102\nr3,,,u-cleo,primary,student,,,n-1\n"
  . "r4,,,t-1,primary,teacher,,,n-1\nr5,,,t-1,secondary,teacher,,,102\nr6,,,t-1,secondary,aide,,,102\n"
  . "r7,,,a-1,primary,principal,,,102\nr8,,,p,primary,parent,,,d\nr9,,,p,secondary,ext:coach,,,d\n"
  . "r10,tobedeleted,,p,primary,teacher,,,n-1\n";
is(roster(folder(%second)), EX_OK, 'the same as OneRoster 1.2') or diag $err;
unlike($err, qr/(?:added|changed|removed)=[1-9]/, 'is the same');

# numbers stay when people come and go
$second{'users.csv'} .= "b-new,,,true,fay,,Fay,Gum,,,,07,,\n1000001,,,true,gil,,Gil,Hay,,,,07,,\n";
$second{'roles.csv'} .= "r11,,,b-new,primary,student,,,102\nr12,,,1000001,primary,student,,,102\nr13,,,b-new,primary,counselor,,,102\n";
$second{'users.csv'} =~ s/^u-ada.*\n//m;
$second{'roles.csv'} =~ s/^r1,.*\n//m;
$second{'enrollments.csv'} =~ s/^e[12],.*\n//mg;
$second{'enrollments.csv'} .= "e8,,,k3,102,b-new,student,,,\ne9,,,k3,102,1000001,student,,2024-09-02,2025-06-07\n";
is(roster(folder(%second)), EX_OK, 'two come, one goes') or diag $err;
is( $node->safe_psql('rosters', 'SELECT kind, sourced_id, id FROM mentorship.source_id ORDER BY kind, id, sourced_id'),
	"school|102|102\nschool|n-1|1000001\nstaff|a-1|1000001\nstaff|t-1|1000002\nstaff|b-new|1000003\n"
	  . "student|12|12\nstudent|u-ada|1000001\nstudent|u-cleo|1000002\nstudent|1000001|1000003\nstudent|b-new|1000004",
	'everybody keeps the number, and none is given twice');
is( $node->safe_psql('rosters', q{SELECT student_id, grade_level, exit_date < current_date
		FROM mentorship.enrolment WHERE student_id NOT IN (12, 1000002) ORDER BY 1}),
	"1000001|6|t\n1000003|7|\n1000004|7|", 'who is gone is closed, not forgotten');
$rosters = contents('rosters');

my @roster_faults = (
	[ 'a delta', 'manifest.csv', [ 'bulk', 'delta' ],
		'manifest.csv: row 4, column "value": says delta: only bulk exports are read' ],
	[ 'another version', 'manifest.csv', [ '1.1', '2.0' ],
		'manifest.csv: row 3, column "value": "2.0" is not a version that is read: 1.1 or 1.2' ],
	[ 'a file that is missing', 'classes.csv', undef, 'classes.csv: is missing' ],
	[ 'no school year', 'academicSessions.csv', [ qr/schoolYear,2024-09-02/, 'term,2024-09-02' ],
		'academicSessions.csv: there is no session of type schoolYear' ],
	[ 'a class that nobody knows', 'enrollments.csv', [ 'e1,,,k1', 'e1,,,k9' ],
		'enrollments.csv: row 2, column "classSourcedId": is not a known class' ],
	[ 'a user that nobody knows', 'enrollments.csv', [ 'u-ada,student', 'u-adam,student' ],
		'enrollments.csv: row 2, column "userSourcedId": is not a known user' ],
	[ 'a list with an organization that nobody knows', 'users.csv', [ '"n-1,102",teacher', '"n-1,103",teacher' ],
		'users.csv: row 5, column "orgSourcedIds": has a word that is not a known organization' ],
	[ 'a session that nobody knows', 'classes.csv', [ '"s1, s2"', '"s1, s3"' ],
		'classes.csv: row 4, column "termSourcedIds": has a word that is not a known academic session' ],
	[ 'a role', 'users.csv', [ ',teacher,', ',janitor,' ],
		'users.csv: row 5, column "role": is not a OneRoster role' ],
	[ 'no roles', 'users.csv', [ 'orgSourcedIds,role', 'orgSourcedIds,job' ],
		'users.csv: nobody has a role: neither a column "role" here (OneRoster 1.1) nor roles.csv (1.2)' ],
	[ 'a date', 'enrollments.csv', [ '2024-10-07', '2024-10-32' ],
		'enrollments.csv: row 4, column "endDate": "2024-10-32" is not a date written YYYY-MM-DD' ],
	[ 'a class outside every year', 'academicSessions.csv', [ 'semester,2024-09-02', 'semester,2024-08-01' ],
		'classes.csv: row 2, column "termSourcedIds": is in no school year',
		'classes.csv: row 4, column "termSourcedIds": is in no school year' ],
	[ 'a mark of a student that nobody knows', 'attendance_mark.csv', [ 'u-ada', 'u-adam' ],
		'attendance_mark.csv: row 2, column "student_id": is not a known student' ],
	[ 'a year that overlaps a stored one', 'academicSessions.csv', [ qr/2024-25/, 'Year' ],
		'academicSessions.csv: the year from 2024-09-02 to 2025-06-07 overlaps one that is stored and not in the file, from 2024-09-02 to 2025-06-07' ]);
foreach my $fault (@roster_faults)
{
	my ($what, $file, $change, @said) = @$fault;
	my %files = %roster;

	if (defined $change)
	{
		my ($from, $to) = @$change;
		my $all = ref $from;
		$from = qr/\Q$from\E/ if !$all;
		($all ? $files{$file} =~ s/$from/$to/g : $files{$file} =~ s/$from/$to/) or die "$what: $file has no $from";
	}
	else { delete $files{$file} }
	is(roster(folder(%files)), EX_DATAERR, "OneRoster, $what: exit status");
	my @lines = map { s/^mentorship: (?:error: )?//r } split /\n/, $err;
	pop @lines;
	is_deeply(\@lines, \@said, "OneRoster, $what: what is said");
	is(contents('rosters'), $rosters, "OneRoster, $what: nothing is loaded");
}

# the numbers go with the data
my $dump = PostgreSQL::Test::Utils::tempdir() . '/rosters.dump';
$node->safe_psql('postgres', 'CREATE DATABASE restored');
$node->command_ok([ 'pg_dump', '-Fc', '-f', $dump, $node->connstr('rosters') ], 'pg_dump');
$node->command_ok([ 'pg_restore', '--exit-on-error', '-d', $node->connstr('restored'), $dump ], 'pg_restore');
is( $node->safe_psql('restored', 'SELECT * FROM mentorship.source_id ORDER BY 1, 2, 3'),
	$node->safe_psql('rosters', 'SELECT * FROM mentorship.source_id ORDER BY 1, 2, 3'),
	'the numbers are restored');

done_testing();
