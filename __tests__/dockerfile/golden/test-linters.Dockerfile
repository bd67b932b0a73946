# test staticcheck, golangci-lint: before the compile step, in its caches; with staticcheck v0.8.2 and golangci-lint v2.15.0
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS test
WORKDIR /src
RUN --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOFLAGS=-trimpath GOTOOLCHAIN=auto GOMODCACHE=/tmp/tool-modules GOBIN=/usr/local/bin \
    go install honnef.co/go/tools/cmd/staticcheck@v0.8.2 \
    && rm -rf /tmp/tool-modules
RUN --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOFLAGS=-trimpath GOTOOLCHAIN=auto GOMODCACHE=/tmp/tool-modules GOBIN=/usr/local/bin \
    go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0 \
    && rm -rf /tmp/tool-modules
ENV CGO_ENABLED=0 GOFLAGS="-trimpath"
RUN --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    staticcheck ./...
RUN --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    golangci-lint run --path-mode=abs --output.text.print-issued-lines=false ./...
WORKDIR /tested

# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (go.mod:3)
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
WORKDIR /src
ARG TARGETOS TARGETARCH TARGETVARIANT
# cgo off: no package of the program imports "C" for linux
RUN --mount=type=bind,target=/src \
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
