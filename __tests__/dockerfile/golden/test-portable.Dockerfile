# test vet, run: make check: before the compile step, in its caches
FROM golang:1.27-alpine AS test
WORKDIR /src
ARG GOFLAGS
COPY go.work ./
COPY api/go.mod api/
COPY api/go.sum api/
COPY lib/go.mod lib/
WORKDIR /src/api
RUN go mod download
COPY . /src
ENV CGO_ENABLED=0 GOFLAGS="-trimpath $GOFLAGS"
RUN go vet ./...
RUN ["/bin/sh", "-c", "make check"]
WORKDIR /tested

# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (api/go.mod:3)
# style portable: no mounts, for builders that are not BuildKit
FROM golang:1.27-alpine AS build
WORKDIR /src
ARG GOFLAGS
COPY go.work ./
COPY api/go.mod api/
COPY api/go.sum api/
COPY lib/go.mod lib/
WORKDIR /src/api
RUN go mod download
COPY . /src
COPY --from=test /tested /tested
# cgo off: no package of the program imports "C" for linux
RUN CGO_ENABLED=0 \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/api ./cmd/api \
    && touch -d @0 /out/api

# base alpine:3.24: a shell and a package manager at hand
FROM alpine:3.24
COPY --from=build /out/api /api
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
ENTRYPOINT ["/api"]
