# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (go.mod:3)
# style layer: modules are in a layer, which plain layer caches keep
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
RUN apk add --no-cache git openssh-client
WORKDIR /src
# private-module ssh and secret known_hosts: the build is given `ssh`, and git takes it instead of HTTPS for git.acme.com, github.com; GOPRIVATE=git.acme.com/lib/money,github.com/acme/queue; git is installed where the builder has none; elsewhere: docker buildx build --ssh default --secret id=known_hosts,src=$HOME/.ssh/known_hosts (go.mod:6, main.go:12)
RUN --mount=type=ssh,required \
    --mount=type=secret,id=known_hosts,target=/root/.ssh/known_hosts,required \
    --mount=type=bind,source=go.mod,target=/src/go.mod \
    --mount=type=bind,source=go.sum,target=/src/go.sum \
    GOPRIVATE=git.acme.com/lib/money,github.com/acme/queue \
    GIT_CONFIG_COUNT=2 \
    GIT_CONFIG_KEY_0=url.ssh://git@git.acme.com/.insteadOf \
    GIT_CONFIG_VALUE_0=https://git.acme.com/ \
    GIT_CONFIG_KEY_1=url.ssh://git@github.com/.insteadOf \
    GIT_CONFIG_VALUE_1=https://github.com/ \
    go mod download
ARG TARGETOS TARGETARCH TARGETVARIANT
# cgo off: no package of the program imports "C" for linux
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
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
