# The commands of the project.  The two that matter install what they need:
#   make demo     a sample district from nothing to printed reports
#   make check    every test suite; the last line is "N passed, N failed"
# One test:  make unit T=attendance_test   make regress T="00_install traits"
#            make tap T=tests/tap/010_jobs_cli.pl
.DEFAULT_GOAL := all
PG_CONFIG ?= pg_config
VERSION = $(shell sed -n 's/^[[:space:]]*"version": "\([0-9.]*\)",$$/\1/p' META.json | head -n 1)
FUZZ_SECONDS ?= 60
COVERAGE_FLOOR ?= 95
export PG_CONFIG

all:
	$(MAKE) -C extension
	$(MAKE) -C jobs

# the extension into the server of PG_CONFIG, the program under PREFIX
install: all
	$(MAKE) -C extension install
	$(MAKE) -C jobs install

# the Debian packages of .ci/packages.txt, as root or with sudo
deps:
	@.ci/install-packages .ci/packages.txt

check: deps
	@tests/check $(SUITES)

demo: deps
	@echo "0. Building the extension and the program (half a minute the first time)"
	@$(MAKE) -s --no-print-directory all
	@SOURCE="$(SOURCE)" tests/demo/run.sh

# the reports of a made-up district of extremes, to be looked at
gallery: deps
	tests/pdf/gallery.sh

# the pages as they look now become the references of tests/pdf/pages; look at
# them before they are committed
pages: deps
	tests/demo/run.sh
	tests/pdf/gallery.sh
	tests/pdf/names.sh tests/pdf/names.tsv out/names
	tests/pdf/pages.py refresh sample out/demo
	tests/pdf/pages.py refresh gallery out/gallery
	tests/pdf/pages.py refresh names out/names

# the regression tests against a running server, where the extension is installed
installcheck:
	mkdir -p build/installcheck
	"$$(dirname "$$($(PG_CONFIG) --pgxs)")/../test/regress/pg_regress" \
		--bindir="$$($(PG_CONFIG) --bindir)" --inputdir=. --outputdir=build/installcheck \
		--dbname=mentorship_regression $(if $(T),$(T),$(sort $(basename $(notdir $(wildcard sql/*.sql)))))

unit:
	$(MAKE) -C tests/unit run T=$(T)

regress:
	tests/lib/regress.sh $(T)

tap:
	tests/lib/tap.sh $(T)

lint:
	@tests/lint/run

bench:
	@set -e; for b in tests/bench/*/run.sh; do \
		test -e "$$b" || { echo "no benchmarks under tests/bench"; exit 1; }; \
		echo "# $$b"; "$$b"; done

# every harness, or one:  make fuzz T=fuzz_availability_parse FUZZ_SECONDS=600
fuzz:
	$(MAKE) -C tests/fuzz run FUZZ_SECONDS=$(FUZZ_SECONDS) T=$(T)

# SIGKILL at some 480 system calls of a nightly run; a quarter of an hour and more
kill-sweep:
	MSHIP_KILL_POINTS=$(or $(POINTS),40) PROVE_FLAGS=--verbose tests/lib/tap.sh tests/tap/042_kill_sweep.pl

coverage:
	@COVERAGE_FLOOR=$(COVERAGE_FLOOR) tests/lib/coverage.sh

dist:
	mkdir -p build
	git archive --format=tar.gz --prefix=mentorship-$(VERSION)/ \
		-o build/mentorship-$(VERSION).tar.gz HEAD
	@echo build/mentorship-$(VERSION).tar.gz

clean:
	if command -v $(PG_CONFIG) > /dev/null; then $(MAKE) -C extension with_llvm=no clean; fi
	rm -rf build out

.PHONY: all install deps check demo gallery pages installcheck unit regress tap lint bench fuzz kill-sweep coverage dist clean
