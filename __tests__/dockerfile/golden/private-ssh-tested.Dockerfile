# test vet, race, run: make <lint: before the compile step, in its caches; in golang:1.27-trixie: the race detector needs a C compiler
FROM --platform=$BUILDPLATFORM golang:1.27-trixie AS test
WORKDIR /src/api
ARG GOPRIVATE
ENV CGO_ENABLED=0 GOFLAGS="-trimpath"
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required \
    --mount=type=ssh,id=deploy,required \
    --mount=type=secret,id=known_hosts,target=/root/.ssh/known_hosts,required \
    --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    GIT_CONFIG_COUNT=1 \
    GIT_CONFIG_KEY_0=url.ssh://git@git.acme.com/.insteadOf \
    GIT_CONFIG_VALUE_0=https://git.acme.com/ \
    go vet ./...
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required \
    --mount=type=ssh,id=deploy,required \
    --mount=type=secret,id=known_hosts,target=/root/.ssh/known_hosts,required \
    --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    GIT_CONFIG_COUNT=1 \
    GIT_CONFIG_KEY_0=url.ssh://git@git.acme.com/.insteadOf \
    GIT_CONFIG_VALUE_0=https://git.acme.com/ \
    CGO_ENABLED=1 go test -race ./...
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required \
    --mount=type=ssh,id=deploy,required \
    --mount=type=secret,id=known_hosts,target=/root/.ssh/known_hosts,required \
    --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    ["/usr/bin/env", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=url.ssh://git@git.acme.com/.insteadOf", "GIT_CONFIG_VALUE_0=https://git.acme.com/", "/bin/sh", "-c", "make \u003clint"]
WORKDIR /tested

# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (api/go.mod:3)
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
RUN apk add --no-cache git openssh-client
WORKDIR /src/api
ARG TARGETOS TARGETARCH TARGETVARIANT GOPRIVATE
# cgo off: no package of the program imports "C" for linux
# private-module secret netrc: the build is given it, and the steps that may fetch modules have it as /root/.netrc; git takes SSH for the hosts of private modules; elsewhere: docker buildx build --secret id=netrc,src=$HOME/.netrc
# private-module ssh and secret known_hosts: the build is given `ssh`, and git takes it instead of HTTPS for git.acme.com; git is installed where the builder has none; elsewhere: docker buildx build --ssh default --secret id=known_hosts,src=$HOME/.ssh/known_hosts
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required \
    --mount=type=ssh,id=deploy,required \
    --mount=type=secret,id=known_hosts,target=/root/.ssh/known_hosts,required \
    --mount=type=bind,target=/src \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    --mount=type=bind,from=test,source=/tested,target=/tested \
    GIT_CONFIG_COUNT=1 \
    GIT_CONFIG_KEY_0=url.ssh://git@git.acme.com/.insteadOf \
    GIT_CONFIG_VALUE_0=https://git.acme.com/ \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/api ./cmd/api \
    && touch -d @0 /out/api

# base scratch: nothing but the program and CA certificates
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/api /api
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
ENTRYPOINT ["/api"]
