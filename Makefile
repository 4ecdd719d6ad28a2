# weakties: tie strength, structural holes and homophily by Unix filters.
#
# Two commands on a fresh Debian 12 (after apt-get install git make):
#
#   make figures      the figures of the Debian network, in build/figures
#   make check        every test
#
# `make help` lists the rest.  Another compiler or other flags want folders of their own:
#   make CC=clang B=build/clang BIN=build/clang/bin

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
MAKEFLAGS += --no-print-directory

VERSION := 0.1.0
PREFIX  ?= /usr/local
CFLAGS  ?= -O3 -g
B       ?= build
BIN     ?= bin

# What a tool says of itself may be longer than C99 asks of a compiler.
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
       -Wno-overlength-strings
IGRAPH := $(or $(shell pkg-config --cflags igraph 2>/dev/null),-I/usr/include/igraph)
ALL  = -std=c11 -D_GNU_SOURCE -DTIES_VERSION='"$(VERSION)"' -ffp-contract=off -fopenmp -Ilib \
       $(patsubst -I%,-isystem %,$(IGRAPH)) $(WARN) $(CFLAGS)
LIBS = -Wl,--as-needed -lcsv -ligraph -lgsl -lgslcblas -lsodium -lxxhash -lzstd -lz -lm $(LDFLAGS)

LIB   := $(patsubst %.c,$(B)/%.o,$(wildcard lib/*.c))
NAMES := $(patsubst tools/%.c,%,$(wildcard tools/*.c))
TOOLS := $(addprefix $(BIN)/,$(NAMES))
UNIT  := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c)) \
         $(patsubst tests/fuzz/%.c,$(B)/tests/fuzz/%,$(wildcard tests/fuzz/*.c))
PAGES := $(NAMES:%=$(B)/man/man1/ties-%.1) $(B)/man/man1/ties.1 \
         $(B)/man/man5/ties-format.5 $(B)/man/man7/ties-measures.7

all: $(TOOLS) $(BIN)/ties $(PAGES)  ## build the tools in bin/ and their manual pages

# --- compiling -----------------------------------------------------------------------

# `make V=1` shows the commands.
Q   := $(if $(V),,@)
say  = @$(if $(V),true,echo '  $(1)')

$(B)/%.o: %.c
	$(call say,compile $<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL) -MMD -MP -c -o $@ $<

$(B)/libties.a: $(LIB)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

$(BIN)/%: $(B)/tools/%.o $(B)/libties.a
	$(call say,link    $@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL) -o $@ $^ $(LIBS)

$(B)/tests/%: tests/unit/%.c $(B)/libties.a
	$(call say,test    $<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL) -MMD -MP -o $@ $< $(B)/libties.a -lcmocka $(LIBS)

$(B)/tests/fuzz/%: tests/fuzz/%.c $(B)/libties.a
	$(call say,test    $<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL) -DREPLAY -MMD -MP -o $@ $< $(B)/libties.a $(LIBS)

# --- the driver and the manual ---------------------------------------------------------
# The driver finds the programs and the manual from where it stands itself.

DRIVER = sed -e 's|@version@|$(VERSION)|' -e 's|@libexec@|$(1)|' -e "s|@man@|$(2)|" \
	-e "s|@igraph@|$$(pkg-config --modversion igraph)|" \
	-e "s|@gsl@|$$(pkg-config --modversion gsl)|" tools/ties.in

$(BIN)/ties: tools/ties.in Makefile
	@mkdir -p $(@D)
	$(Q)$(call DRIVER,.,$$(realpath -m --relative-to=$(BIN) $(B)/man)) > $@
	@chmod +x $@

$(B)/man/man1/ties-%.1: $(BIN)/%
	@mkdir -p $(@D)
	$(Q)$< --man > $@

$(B)/man/man1/ties.1 $(B)/man/man5/ties-format.5 $(B)/man/man7/ties-measures.7: \
		$(B)/man/%: scripts/man $(TOOLS) $(BIN)/ties
	@mkdir -p $(@D)
	$(Q)PATH="$(abspath $(BIN)):$$PATH" scripts/man $(@F) > $@

# --- the two commands -----------------------------------------------------------------------
# Each installs what is missing, then calls make again, on all processors unless -j was given:
# only now are the libraries there.

AGAIN = +@$(MAKE) $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

figures:  ## the figures of the Debian network, in build/figures
	@scripts/setup figures
	$(AGAIN) drawn

check:  ## every test
	@scripts/setup check
	$(AGAIN) tested

FIG   := $(B)/figures
DRAWN := $(B)/drawn
NULLS := weights curveball_all curveball_shared curveball_section curveball_team
DATA  := $(wildcard datasets/debian/*.tsv datasets/debian/*.gz)
WITH   = PATH="$(abspath $(BIN)):$$PATH" LC_ALL=C

drawn: $(patsubst scripts/%,$(DRAWN)/%,$(wildcard scripts/figure-*))

$(DRAWN)/figure-%: scripts/figure-% scripts/draw $(TOOLS) $(BIN)/ties $(DATA)
	$(call say,draw    $(@F))
	@mkdir -p $(@D) $(FIG)
	$(Q)$(WITH) $< $(FIG)
	@touch $@

$(DRAWN)/null-%: scripts/nulls scripts/count-bridges $(TOOLS) $(BIN)/ties $(DATA)
	$(call say,draw    $(@F))
	@mkdir -p $(@D) $(FIG)
	$(Q)$(WITH) $< $(FIG)/null $*
	@touch $@

$(DRAWN)/figure-4-nulls: $(DRAWN)/figure-1-overlap
$(DRAWN)/figure-11-null: $(DRAWN)/figure-8-homophily
$(DRAWN)/figure-8-homophily: scripts/sections-of-ties scripts/held-against
$(DRAWN)/figure-4-nulls $(DRAWN)/figure-5-bridges: scripts/held-against $(NULLS:%=$(DRAWN)/null-%)

tested: all $(UNIT)
	TIES_BUILD=$(abspath $(B)) TIES_BIN=$(abspath $(BIN)) tests/run

# --- the same under sanitizers, a second opinion, fuzzing -------------------------------------

ASAN = B=build/asan BIN=build/asan/bin CFLAGS='-O1 -g -fno-omit-frame-pointer \
	-fsanitize=address,undefined -fno-sanitize-recover=all'

asan:  ## every test under the address and undefined behaviour sanitizers
	@scripts/setup check
	$(AGAIN) tested $(ASAN)

accept: all  ## where an example prints something else, put that into its tool, and show it
	tests/accept

lint:  ## static analysis by gcc and shellcheck
	@scripts/setup lint
	$(AGAIN) linted

linted: $(NAMES:%=$(B)/lint/tools/%) $(patsubst lib/%.c,$(B)/lint/lib/%,$(wildcard lib/*.c)) $(BIN)/ties
	shellcheck -S warning -x .ci/run $(wildcard scripts/*) tests/accept tests/run tests/fuzz/run tests/*.t tests/cli/*.t $(BIN)/ties

$(B)/lint/%: %.c
	$(call say,analyse $<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL) -O1 -fanalyzer -Werror -MMD -MP -MF $@.d -MT $@ -c -o /dev/null $<
	@touch $@

TIME ?= 60
fuzz:  ## feed random input to every reader, TIME=60 seconds each (clang)
	@scripts/setup fuzz
	$(AGAIN) fuzzed B=build/fuzz BIN=build/fuzz/bin CC=clang \
		CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'

FUZZ := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/*.c))

$(B)/fuzz/%: tests/fuzz/%.c $(B)/libties.a
	$(call say,test    $<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL) -fsanitize=fuzzer -MMD -MP -o $@ $< $(B)/libties.a $(LIBS)

fuzzed: $(FUZZ)
	tests/fuzz/run $(TIME) $(FUZZ)

# --- speed, data ---------------------------------------------------------------------------------

bench: all  ## time the tools and their peers, SIZE="1e5 1e6"
	scripts/bench

bench-setup:  ## install the peers that Debian has
	@scripts/setup bench

datasets:  ## build the datasets again and compare
	@scripts/setup datasets
	@$(MAKE) all
	scripts/datasets

# --- installing ----------------------------------------------------------------------------------

bindir  = $(DESTDIR)$(PREFIX)/bin
libexec = $(DESTDIR)$(PREFIX)/libexec/weakties
mandir  = $(DESTDIR)$(PREFIX)/share/man
compdir = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
docdir  = $(DESTDIR)$(PREFIX)/share/doc/weakties
DOC     = README.md CHANGELOG.md CITATION.cff LICENSE

install: all  ## into PREFIX=/usr/local, under DESTDIR=
	install -d $(bindir) $(libexec) $(mandir)/man{1,5,7} $(compdir) $(docdir)
	install $(TOOLS) $(libexec)
	$(call DRIVER,../libexec/weakties,../share/man) > $(bindir)/ties
	chmod 755 $(bindir)/ties
	for page in $(PAGES:$(B)/man/%=%); do install -m 644 $(B)/man/$$page $(mandir)/$$page; done
	install -m 644 scripts/completion.bash $(compdir)/ties
	install -m 644 $(DOC) $(docdir)

uninstall:  ## the opposite, with the same PREFIX and DESTDIR
	rm -f $(bindir)/ties $(compdir)/ties $(PAGES:$(B)/man/%=$(mandir)/%)
	rm -rf $(libexec) $(docdir)

dist:  ## weakties-VERSION.tar.gz of what is committed
	git archive --prefix=weakties-$(VERSION)/ HEAD | gzip -n9 > weakties-$(VERSION).tar.gz

clean:  ## remove what was built
	rm -rf build bin

distclean: clean  ## and what was packed
	rm -f weakties-*.tar.gz

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' Makefile | awk -F'\t' '{ printf "  make %-12s %s\n", $$1, $$2 }'

.PHONY: all figures drawn check tested asan accept lint linted fuzz fuzzed bench bench-setup datasets install uninstall dist clean distclean help
.SECONDARY:
-include $(wildcard $(B)/lib/*.d $(B)/tools/*.d $(B)/tests/*.d $(B)/tests/fuzz/*.d $(B)/fuzz/*.d $(B)/lint/*/*.d)
