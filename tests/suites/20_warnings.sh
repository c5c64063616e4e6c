#!/bin/bash
# Everything in C compiles without a warning by gcc and by clang, and the
# library exports nothing but what PostgreSQL calls.  Built in copies, so that
# no object of the checkout is touched or trusted.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
result()
{
	if [ "$1" = 0 ]; then
		passed=$((passed + 1))
		echo "ok $2"
	else
		failed=$((failed + 1))
		echo "FAILED $2"
	fi
}

for cc in gcc clang; do
	mkdir -p "$work/$cc"
	tar -C "$top" --exclude='*.o' --exclude='*.so' --exclude='*.bc' -cf - \
		META.json extension jobs tests/bench/report | tar -C "$work/$cc" -xf -
	make -s -C "$work/$cc/extension" with_llvm=no CC=$cc WERROR=-Werror all
	result $? "extension by $cc"
	# -k: all the warnings there are, not the first file's
	make -s -k -C "$work/$cc/jobs" CC=$cc WERROR=-Werror all
	result $? "jobs by $cc"
	make -s -C "$work/$cc/jobs" CC=$cc WERROR=-Werror ../build/jobs/bench_report
	result $? "the program of tests/bench/report by $cc"
done

# what PostgreSQL looks up by name, each function beside its pg_finfo_ record;
# all else is hidden, so that two extensions loaded into one server cannot clash
stray=$(nm -D --defined-only "$work/gcc/extension/mentorship.so" | awk '
	{ name[$3] }
	END {
		for (n in name) {
			own = n
			sub(/^pg_finfo_/, "", own)
			if (n !~ /^(Pg_magic_func|_PG_init|_PG_fini)$/ && !(("pg_finfo_" own) in name && own in name))
				print n
		}
	}')
[ -f "$work/gcc/extension/mentorship.so" ] && [ -z "$stray" ]
result $? "exported symbols${stray:+: $stray}"

# the core is linked into programs too, where hiding does not help
stray=$(nm --defined-only --extern-only "$work"/gcc/extension/core/*.o |
	awk 'NF == 3 && $3 !~ /^mship_/ { print $3 }')
[ -z "$stray" ]
result $? "symbols of the core begin with mship_${stray:+: $stray}"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
