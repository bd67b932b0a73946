# test race: before the compile step, in its caches; in golang:1.27-trixie: the race detector needs a C compiler
FROM --platform=$BUILDPLATFORM golang:1.27-trixie AS test
WORKDIR /src
RUN --mount=type=bind,source=go.mod,target=/src/go.mod \
    --mount=type=bind,source=go.sum,target=/src/go.sum \
    go mod download
ENV CGO_ENABLED=1 GOFLAGS="-trimpath"
RUN --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=1 go test -race ./...
WORKDIR /tested

# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch; musl is made to be linked statically (go.mod:3)
# style layer: modules are in a layer, which plain layer caches keep
FROM golang:1.27-alpine AS build
RUN apk add --no-cache gcc musl-dev
WORKDIR /src
RUN --mount=type=bind,source=go.mod,target=/src/go.mod \
    --mount=type=bind,source=go.sum,target=/src/go.sum \
    go mod download
# cgo on: linked statically with musl, so that the base needs no C library (db.go:6)
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    --mount=type=bind,from=test,source=/tested,target=/tested \
    CGO_ENABLED=1 \
    go build -trimpath -buildvcs=false -ldflags="-s -linkmode external -extldflags -static" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

# base scratch: nothing but the program and CA certificates
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/ledger /ledger
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
ENTRYPOINT ["/ledger"]
