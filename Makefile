# The single door to the project. `make help` lists what it opens.

SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

GO    ?= go
NODE  := frontend/node_modules/.stamp
TOOLS := bin/tools
# Built first, so that an interrupt reaches it and its closing line is the last one.
SUITE := $(GO) build -o bin/suite ./internal/house/suite && bin/suite

# Sources of each half of the front end: `make build` a second time builds neither again.
shared  := $(shell find frontend/shared -type f 2>/dev/null)
desk    := $(shell find frontend/desk -type f 2>/dev/null)
citizen := $(shell find frontend/citizen -type f 2>/dev/null)
openapi := $(wildcard internal/web/openapi.yaml)

# Everything in Go that was written by hand.
gofiles = find . \( -name node_modules -o -name .git -o -name dist \) -prune -o -name '*.go' -print

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

## --- build and run -------------------------------------------------------------------------------

.PHONY: run
run: build ## build, then serve the demo on http://127.0.0.1:8080
	SUNLIT_DEMO=$${SUNLIT_DEMO:-true} bin/sunlit serve

.PHONY: build
build: frontend ## build the front end and bin/sunlit
	$(GO) build -o bin/sunlit ./cmd/sunlit

.PHONY: frontend
frontend: frontend/dist/citizen/.stamp frontend/dist/desk/.stamp

$(NODE): frontend/package-lock.json
	@command -v npm >/dev/null || { echo "make: Node 20 or later with npm is needed to build the front end" >&2; exit 1; }
	cd frontend && npm ci --ignore-scripts --no-audit --loglevel=error
	@touch $@

frontend/dist/citizen/.stamp: $(NODE) $(citizen) $(shared) frontend/budget.mjs
	cd frontend && npm run --silent build:citizen
	@touch $@

frontend/dist/desk/.stamp: $(NODE) $(desk) $(shared) frontend/budget.mjs $(openapi)
	cd frontend && npm run --silent build:desk
	@touch $@

.PHONY: api
api: $(NODE) ## write the desk's TypeScript types from internal/web/openapi.yaml
	cd frontend && npm run --silent gen:api

.PHONY: clean
clean: ## remove what was built; keeps ./data
	rm -rf bin frontend/dist/citizen frontend/dist/desk

## --- tests ---------------------------------------------------------------------------------------

.PHONY: test
test: ## every test: Go on SQLite and MariaDB, front end, browser journeys
	@.ci/packages
	@$(SUITE) go build vitest journeys

.PHONY: test-fast
test-fast: ## Go tests on SQLite only: no Node, no database server
	SUNLIT_TEST_MARIADB= $(GO) test -short ./...

.PHONY: test-mariadb
test-mariadb: ## Go tests on SQLite and on a MariaDB started for them
	@.ci/packages mariadb
	@$(SUITE) go

.PHONY: race
race: ## Go tests on SQLite under the race detector
	$(GO) test -race -timeout 20m ./...

.PHONY: e2e
e2e: ## browser journeys, each once
	@.ci/packages browser
	@$(SUITE) build journeys

.PHONY: e2e-full
e2e-full: ## browser journeys in every size, theme and language
	@.ci/packages browser
	@export E2E_FULL=1; $(SUITE) build journeys

.PHONY: lighthouse
lighthouse: build ## Lighthouse on the citizens' pages; on a quiet machine
	@.ci/packages browser
	cd frontend && npm run --silent lighthouse

.PHONY: bench
bench: build ## measure the running binary
	bin/sunlit bench

## --- gates ---------------------------------------------------------------------------------------

.PHONY: check
check: check-go check-frontend ## format, vet, linters, types

.PHONY: check-go
check-go: $(TOOLS)/golangci-lint
	@unformatted=$$($(gofiles) | xargs gofmt -l); \
		test -z "$$unformatted" || { echo "gofmt: run 'make format' for:"; echo "$$unformatted"; exit 1; }
	$(GO) vet ./...
	$(TOOLS)/golangci-lint run

.PHONY: check-frontend
check-frontend: $(NODE)
	@cd frontend && npx openapi-typescript ../internal/web/openapi.yaml -o node_modules/.schema.d.ts >/dev/null && \
		diff -q node_modules/.schema.d.ts desk/src/api/schema.d.ts || { echo "make: run 'make api'"; exit 1; }
	cd frontend && npm run --silent typecheck
	cd frontend && npm run --silent lint
	cd frontend && npm run --silent format:check

.PHONY: format
format: $(NODE) ## write Go and front-end sources in their one format
	$(gofiles) | xargs gofmt -w
	cd frontend && npm run --silent format

.PHONY: audit
audit: $(TOOLS)/govulncheck $(NODE) ## known vulnerabilities in what we build on
	@.ci/audit $(TOOLS)/govulncheck

# The tools have a module of their own, so that their needs never decide the portal's versions.
$(TOOLS)/%: .ci/tools/go.mod .ci/tools/go.sum
	@mkdir -p $(TOOLS)
	@echo "make: building $* (once; some minutes)"
	@$(GO) -C .ci/tools build -o ../../$(TOOLS)/ $$($(GO) -C .ci/tools list -f '{{.ImportPath}}' tool | grep '/$*$$')
