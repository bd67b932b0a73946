# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (go.mod:3)
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
WORKDIR /src
ARG TARGETOS TARGETARCH TARGETVARIANT GOPROXY
# cgo off: no package of the program imports "C" for linux
# private-module secret netrc: the build is given it, and the steps that may fetch modules have it as /root/.netrc; GONOSUMDB=github.com/acme/queue; elsewhere: docker buildx build --secret id=netrc,src=$HOME/.netrc (go.mod:6)
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required \
    --mount=type=bind,target=/src \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    GONOSUMDB=github.com/acme/queue \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

# base alpine:3.24: a shell and a package manager at hand
FROM alpine:3.24
COPY --from=build /out/ledger /ledger
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
ENTRYPOINT ["/ledger"]
