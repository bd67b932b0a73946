# test vet, race, fuzz-seed: before the compile step, in its caches; in golang:1.27-trixie: the race detector needs a C compiler
FROM --platform=$BUILDPLATFORM golang:1.27-trixie AS test
WORKDIR /src
ARG GOFLAGS
ARG GOAMD64
ENV CGO_ENABLED=0 GOFIPS140=v1.0.0 GOFLAGS="-trimpath -tags=netgo,osusergo $GOFLAGS"
RUN --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    go vet ./...
RUN --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=1 go test -race ./...
RUN --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    go test -run '^Fuzz' ./...
WORKDIR /tested

# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (go.mod:3)
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
WORKDIR /src
ARG TARGETOS TARGETARCH TARGETVARIANT GOFLAGS GOAMD64
# cgo off: no package of the program imports "C" for linux
# tags netgo,osusergo: asked for
# gofips140 v1.0.0: asked for
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    --mount=type=bind,from=test,source=/tested,target=/tested \
    CGO_ENABLED=0 GOFIPS140=v1.0.0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -tags=netgo,osusergo -ldflags="-s" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

# base gcr.io/distroless/static-debian13:nonroot: no shell, CA certificates, time zones and a non-root user in 2 MB
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/ledger /ledger
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
ENTRYPOINT ["/ledger"]
