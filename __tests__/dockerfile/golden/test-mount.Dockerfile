# test vet, test, run: go run ./cmd/lint --all, then <"here" && cat <<EOF $HOME: before the compile step, in its caches
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS test
WORKDIR /src
ENV CGO_ENABLED=0 GOFLAGS="-trimpath"
RUN --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    go vet ./...
RUN --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    go test ./...
RUN --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    ["/bin/sh", "-c", "go run ./cmd/lint --all, then \u003c\"here\" && cat \u003c\u003cEOF $HOME"]
WORKDIR /tested

# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (go.mod:3)
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
WORKDIR /src
ARG TARGETOS TARGETARCH TARGETVARIANT
# cgo off: no package of the program imports "C" for linux
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    --mount=type=bind,from=test,source=/tested,target=/tested \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

# base gcr.io/distroless/static-debian13:nonroot: no shell, CA certificates, time zones and a non-root user in 2 MB
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/ledger /ledger
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
ENTRYPOINT ["/ledger"]
