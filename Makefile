# weakties: tie strength, structural holes and homophily by Unix filters.
#
#   make figures    the main job: the figures of the Debian network, in build/figures
#   make check      every test, run by prove
#   make help       all the targets

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

PREFIX  ?= /usr/local
CFLAGS  ?= -O3 -g
VERSION := 0.1.0
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
ALL      = -std=c11 -D_GNU_SOURCE -DTIES_VERSION='"$(VERSION)"' -ffp-contract=off -fopenmp -Ilib \
           -isystem /usr/include/igraph $(WARN) $(CFLAGS)
LIBS     = -Wl,--as-needed -lcsv -ligraph -lgsl -lgslcblas -lsodium -lxxhash -lzstd -lz -lm $(LDFLAGS)

LIB   = $(patsubst %.c,build/%.o,$(wildcard lib/*.c))
TOOLS = $(patsubst tools/%.c,bin/%,$(wildcard tools/*.c))
UNIT  = $(patsubst tests/unit/%.c,build/tests/%,$(wildcard tests/unit/*.c))

all: $(TOOLS) bin/ties

build/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL) -MMD -MP -c -o $@ $<

build/libties.a: $(LIB)
	rm -f $@
	$(AR) rcs $@ $^

bin/%: build/tools/%.o build/libties.a
	@mkdir -p $(@D)
	$(CC) $(ALL) -o $@ $^ $(LIBS)

bin/ties: tools/ties.in
	@mkdir -p $(@D)
	sed -e 's|@version@|$(VERSION)|' -e 's|@libexec@|$$(cd "$$(dirname "$$0")" \&\& pwd)|' $< > $@
	chmod +x $@

build/tests/%: tests/unit/%.c build/libties.a
	@mkdir -p $(@D)
	$(CC) $(ALL) -MMD -MP -o $@ $< build/libties.a -lcmocka $(LIBS)

clean:
	rm -rf build bin

.PHONY: all clean
.SECONDARY:
-include $(wildcard build/lib/*.d build/tools/*.d build/tests/*.d)
