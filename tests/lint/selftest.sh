#!/bin/bash
# selftest.sh: each rule of rules/ catches what it is for.  Violations are
# planted one by one in a copy of the tree, and the rule must name the file
# that got one; look-alikes must pass.  Ends with "N passed, N failed".
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/base" "$work/before"
tar -C "$top" --exclude=./.git --exclude=./build --exclude=./out \
	--exclude='*.o' --exclude='*.so' --exclude='*.bc' -cf - . | tar -C "$work/base" -xf -
version=$(sed -n 's/^[[:space:]]*"version": "\([0-9.]*\)",$/\1/p' "$top/META.json" | head -n 1)
passed=0 failed=0
declare -A tried

result()
{
	if [ "$1" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED selftest of $2"
		cat "$work/new"
	fi
}

# what rule $1 says of the changed copy and did not say of the unchanged one
judge()
{
	tried[$1]=1
	[ -f "$work/before/$1" ] ||
		(cd "$work/base" && "$top/tests/lint/rules/$1.pl") > "$work/before/$1" 2>&1
	(cd "$work/case" && "$top/tests/lint/rules/$1.pl") > "$work/after" 2>&1
	status=$?
	grep -vxFf "$work/before/$1" "$work/after" > "$work/new"
}

copy()
{
	rm -rf "$work/case"
	cp -a "$work/base" "$work/case"
}

# plant FILE TEXT: append to a file of the copy
plant()
{
	mkdir -p "$(dirname "$work/case/$1")"
	printf "%b\n" "$2" >> "$work/case/$1"
}

# caught RULE FILE: the rule fails and names the file
caught()
{
	judge "$1"
	[ $status = 1 ] && grep -qF "$2" "$work/new"
	result $? "$1: not caught: ${3:-$2}"
}

# passes RULE: the change is none of the rule's business
passes()
{
	judge "$1"
	[ ! -s "$work/new" ]
	result $? "$1: false alarm: ${2:-}"
}

# bad RULE FILE TEXT, good RULE FILE TEXT: one change, judged
bad()
{
	copy
	plant "$2" "$3"
	caught "$1" "$2" "$2: $3"
}
good()
{
	copy
	plant "$2" "$3"
	passes "$1" "$2: $3"
}

core=extension/core/planted.c

bad include_direction $core '#include <stdio.h>'
bad include_direction $core '#include "postgres.h"'
bad include_direction $core '#include "pg/error.h"'
bad include_direction $core '#include "common/log.h"'
good include_direction $core '#include <string.h>\n#include "core/status.h"'
good include_direction $core '/*\n#include <stdio.h>\n*/'
bad include_direction extension/pg/planted.c '#include "postgres.h"\n#include <hpdf.h>'
bad include_direction extension/pg/planted.c '#include "libpq-fe.h"'
bad include_direction extension/pg/planted.c '#include "../jobs/model/planted.h"'
good include_direction extension/pg/planted.c '#include "postgres.h"\n#include "common/hashfn.h"\n#include "core/status.h"'
# every layer: to the left, and to a third party's header that is not its own
while read -r layer header; do
	bad include_direction "jobs/$layer/planted.c" "#include $header"
done <<'LIST'
common "core/status.h"
common "db/conn.h"
common <libpq-fe.h>
model "db/conn.h"
model <hpdf.h>
model <unistd.h>
db "core/status.h"
db "layout/box.h"
db "report/page.h"
db <hpdf.h>
load "db/conn.h"
load <libpq-fe.h>
common <csv.h>
layout "model/report_data.h"
layout "core/status.h"
layout "pdf/backend.h"
layout <time.h>
pdf "report/page.h"
pdf "model/report_data.h"
pdf <libpq-fe.h>
report "db/conn.h"
report "pdf/backend.h"
report "core/status.h"
report <libpq-fe.h>
report <hb.h>
mail "model/report_data.h"
mail <libpq-fe.h>
mail "db/conn.h"
main <libpq-fe.h>
main <hpdf.h>
db "main/options.h"
report "main/options.h"
db "postgres.h"
db <postgres_fe.h>
main "options.h"
nolayer <stdio.h>
LIST
while read -r layer header; do
	good include_direction "jobs/$layer/planted.c" "#include $header"
done <<'LIST'
common <stdio.h>
model "core/status.h"
model "common/log.h"
db <libpq-fe.h>
db "model/report_data.h"
db "queries/mentors.inc"
load <csv.h>
load "common/utf8.h"
layout "common/arena.h"
pdf <hpdf.h>
pdf <hb-subset.h>
pdf "layout/box.h"
report "layout/box.h"
report "model/report_data.h"
mail "common/log.h"
main "db/conn.h"
main "report/page.h"
main "load/csv_file.h"
LIST
bad include_direction tests/unit/planted_test.c '#include "postgres.h"\n#include <libpq-fe.h>'

for call in malloc free printf snprintf strtod isdigit tolower setlocale palloc time qsort; do
	bad core_purity $core "int\nmship_f(void)\n{\n\treturn (int) $call(0);\n}"
done
bad core_purity $core 'static int calls;'
bad core_purity $core 'int\nmship_f(void)\n{\n\tstatic int calls = 0;\n\n\treturn ++calls;\n}'
bad core_purity $core 'int mship_calls;'
bad core_purity $core 'char mship_buffer[40];'
bad core_purity $core 'int\nmship_f(void)\n{\n\treturn errno;\n}'
good core_purity $core 'static const int days[] = {1, 2};\n\n/* malloc(), free() */\nstatic int\nf(int time)\n{\n\treturn time;\n}'
good core_purity $core 'typedef struct MshipX\n{\n\tint\t\t\tn;\n} MshipX;\n\nint\nmship_f(MshipX *x)\n{\n\tint\t\t\tn;\n\n\tn = x->n;\n\treturn n;\n}'
good core_purity jobs/common/planted.c 'int\nf(void)\n{\n\treturn printf("x");\n}'

for call in strcpy strcat sprintf gets system popen strtok atoi sscanf setlocale HPDF_SaveToFile; do
	bad banned_functions jobs/common/planted.c "int\nf(char *s)\n{\n\treturn (int) $call(s);\n}"
done
bad banned_functions extension/pg/planted.c 'strncpy(a, b, 3);'
bad banned_functions tests/unit/planted_test.c 'sprintf(a, "x");'
good banned_functions tests/unit/planted_test.c 'FILE *f = popen("qpdf --check a.pdf", "r");'
good banned_functions jobs/common/planted.c '/* strcpy(a, b) */\nconst char *s = "system(1)";\nint n = snprintf(a, 3, "x") + my_system(1) + psprintf("x");'

copy
yes '/* a line */' | head -n 801 > "$work/case/jobs/long.c"
caught file_length jobs/long.c
copy
yes '/* a line */' | head -n 800 > "$work/case/jobs/long.c"
passes file_length 'a file of 800 lines'

copy
sed -i "s/^default_version.*/default_version = '9.9.9'/" "$work/case/extension/mentorship.control"
caught version extension/mentorship.control
copy
sed -i '0,/^## .*/s//## 9.9.9 (unreleased)/' "$work/case/CHANGELOG.md"
caught version CHANGELOG.md 'another version on top'
copy
sed -i '0,/^## .*/s//## Release of spring/' "$work/case/CHANGELOG.md"
caught version CHANGELOG.md 'an entry without a version'
copy
plant CHANGELOG.md '\n## 0.0.1 (unreleased)'
caught version CHANGELOG.md 'an older entry unreleased'
copy
sed -i "0,/\"version\": \"$version\"/s//\"version\": \"9.9.9\"/" "$work/case/META.json"
caught version META.json
bad version jobs/common/planted.c "const char *v = \"$version\";"
good version jobs/common/planted.c "const char *v = \"1$version\";"
bad version extension/planted.control "default_version = '$version'"

scripts=extension/scripts/mentorship/99_planted.sql
while IFS= read -r statement; do
	bad sql_comments $scripts "$statement"
	bad sql_comments $scripts "-- COMMENT ON\n$statement\nCOMMENT ON FUNCTION other(int) IS 'x';"
done <<'LIST'
CREATE FUNCTION planted(a int, b text DEFAULT 'x;y') RETURNS int LANGUAGE c AS 'MODULE_PATHNAME';
CREATE TYPE planted;\nCREATE TYPE planted (INPUT = f, OUTPUT = g);
CREATE OPERATOR <<< (LEFTARG = int, RIGHTARG = int, FUNCTION = f);
CREATE AGGREGATE planted(int) (SFUNC = f, STYPE = int);
CREATE CAST (text AS planted) WITH FUNCTION f(text);
CREATE OPERATOR CLASS planted_ops DEFAULT FOR TYPE planted USING btree AS OPERATOR 1 <;
CREATE TABLE planted (a int);
CREATE VIEW planted AS SELECT 1;
LIST
bad sql_comments $scripts "CREATE FUNCTION planted(int) RETURNS int AS 'f';\nCREATE FUNCTION planted(text) RETURNS int AS 'f';\nCOMMENT ON FUNCTION planted(int) IS 'x';"
good sql_comments $scripts "CREATE TYPE planted;\nCREATE FUNCTION planted(int) RETURNS int AS 'f';\nCOMMENT ON FUNCTION planted(int) IS 'x';\nCREATE TYPE planted (INPUT = f);\nCOMMENT ON TYPE planted IS 'x';"
good sql_comments $scripts "CREATE CAST (text AS planted) WITH FUNCTION f(text);\nCOMMENT ON CAST (text AS planted) IS 'x';\n/* CREATE TABLE t (a int); */"
good sql_comments $scripts "CREATE OPERATOR CLASS p_ops DEFAULT FOR TYPE p USING hash AS OPERATOR 1 =;\nCOMMENT ON OPERATOR CLASS p_ops USING hash IS 'it''s;';\nCREATE OPERATOR && (LEFTARG = p);\nCOMMENT ON OPERATOR && (p, p) IS 'x';"

bad sql_functions $scripts 'CREATE FUNCTION planted(int) RETURNS int IMMUTABLE STRICT AS $$PARALLEL SAFE$$;'
bad sql_functions $scripts 'CREATE FUNCTION planted(int) RETURNS int PARALLEL SAFE STRICT;'
bad sql_functions $scripts 'CREATE AGGREGATE planted(int) (SFUNC = f, STYPE = int);'
good sql_functions $scripts 'CREATE FUNCTION planted(int) RETURNS int IMMUTABLE PARALLEL SAFE;\nCREATE AGGREGATE planted(int) (SFUNC = f, PARALLEL = SAFE);'

bad orphan_tests sql/planted.sql 'SELECT 1;'
bad orphan_tests expected/planted.out ' 1'
good orphan_tests expected/00_install_1.out ' 1'
bad orphan_tests sql/folder/planted.sql 'SELECT 1;'
bad orphan_tests tests/unit/planted_test.c 'return cmocka_run_group_tests(tests, NULL, NULL);'
copy
plant tests/unit/planted_test.c 'return 0;'
plant jobs/common/planted.c 'int x;'
caught orphan_tests tests/unit/planted_test.c 'a unit test that runs no group'
copy
plant tests/unit/planted_test.c 'return cmocka_run_group_tests(tests, NULL, NULL);'
plant jobs/common/planted.c 'int x;'
passes orphan_tests 'a unit test of a module'
bad orphan_tests tests/unit/stray.c 'int x;'
bad orphan_tests tests/fuzz/fuzz_planted.c 'int x;'
bad orphan_tests tests/fuzz/corpus/planted/seed 'x'
bad orphan_tests tests/tap/planted.pl 'done_testing();'
copy
plant tests/tap/900_planted.pl 'done_testing();'
plant tests/tap/900_twice.pl 'done_testing();'
caught orphan_tests tests/tap/900_
bad orphan_tests tests/suites/60_planted.sh '#!/bin/bash'
bad orphan_tests tests/suites/planted.bash '#!/bin/bash'
bad orphan_tests tests/lint/rules/planted.pl '#!/usr/bin/perl'

for marker in 'TO''DO' 'FIX''ME' 'XX''X' 'HA''CK'; do
	bad markers $core "/* $marker: later */"
	bad markers docs/planted.md "$marker(me)"
done
good markers $core "/* mastodon XX""XX TO""DOS */"

bad whitespace $core 'int x; '
bad whitespace $core '    int x;'
bad whitespace $core '\t    int x;'
bad whitespace $core 'int x;\r'
bad whitespace $core '\xff\xfe'
bad whitespace docs/planted.md 'a\ttab'
bad whitespace docs/planted.md '\xef\xbb\xbfmark'
copy
printf 'int x;' > "$work/case/$core"
caught whitespace $core 'no last newline'
good whitespace $core '/*\n * \xd0\x9c\xd0\xb0\xd1\x80\xd0\xb8\xd1\x8f\n */\n\tint\t\t\tx;\n\t   y;'
good whitespace expected/planted.out ' a | b \n    c'

bad machine_paths docs/planted.md 'see /ho''me/somebody/notes'
bad machine_paths tests/lib/planted.sh 'cd /wo''rk/main'
good machine_paths docs/planted.md 'see /usr/share/fonts, /tmp/x and https://example.org/work-plan'

bad shell_scripts tests/lib/planted.sh '#!/bin/bash\nif true; then'
copy
plant tests/lib/planted.sh '#!/bin/bash\ntrue'
caught shell_scripts tests/lib/planted.sh 'not executable'
copy
plant tests/lib/planted.sh '#!/bin/bash\nif true; then'
chmod +x "$work/case/tests/lib/planted.sh"
caught shell_scripts tests/lib/planted.sh 'does not parse'
if command -v shellcheck > /dev/null; then
	copy
	plant tests/lib/planted.sh '#!/bin/bash\ncd /tmp\nunused=1'
	chmod +x "$work/case/tests/lib/planted.sh"
	caught shell_scripts tests/lib/planted.sh 'what shellcheck finds'
fi
copy
plant tests/lib/planted.sh '#!/bin/bash\ntrue'
chmod +x "$work/case/tests/lib/planted.sh"
passes shell_scripts 'a good script'

pg=extension/pg/planted.c
bad error_style $pg 'ereport(ERROR,\n\t\t(errmsg("cannot do that (%d)", f(1))));'
bad error_style $pg 'ereport(ERROR, (errcode(1), errmsg("Cannot do that")));'
bad error_style $pg 'ereport(ERROR, (errcode(1), errmsg("cannot do that.")));'
bad error_style $pg '#if PG_VERSION_NUM >= 160000\n#endif'
good error_style $pg 'ereport(ERROR,\n\t\t(errcode(ERRCODE_X),\n\t\t errmsg("cannot do that (%d)", f(1))));\nereport(DEBUG1, (errmsg("done")));'

for rule in "$top"/tests/lint/rules/*.pl; do
	name=$(basename "$rule" .pl)
	: > "$work/new"
	[ -n "${tried[$name]:-}" ]
	result $? "$name: nothing is planted for it"
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
