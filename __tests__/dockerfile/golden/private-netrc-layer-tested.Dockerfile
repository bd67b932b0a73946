# test test, staticcheck: before the compile step, in its caches; with staticcheck v0.8.2
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS test
RUN apk add --no-cache git
WORKDIR /src/api
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required \
    --mount=type=bind,source=api/go.mod,target=/src/api/go.mod \
    --mount=type=bind,source=api/go.sum,target=/src/api/go.sum \
    GOWORK=off go mod download
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOFLAGS=-trimpath GOTOOLCHAIN=auto GOMODCACHE=/tmp/tool-modules GOBIN=/usr/local/bin \
    go install honnef.co/go/tools/cmd/staticcheck@v0.8.2 \
    && rm -rf /tmp/tool-modules
ENV GOWORK=off CGO_ENABLED=0 GOFLAGS="-trimpath"
RUN --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    go test ./...
RUN --mount=type=bind,target=/src,rw \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    staticcheck ./...
WORKDIR /tested

# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (api/go.mod:3)
# style layer: modules are in a layer, which plain layer caches keep
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
RUN apk add --no-cache git
WORKDIR /src/api
# private-module secret netrc: the build is given it, and the steps that may fetch modules have it as /root/.netrc; git is installed where the builder has none; elsewhere: docker buildx build --secret id=netrc,src=$HOME/.netrc
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required \
    --mount=type=bind,source=api/go.mod,target=/src/api/go.mod \
    --mount=type=bind,source=api/go.sum,target=/src/api/go.sum \
    GOWORK=off go mod download
ARG TARGETOS TARGETARCH TARGETVARIANT
# cgo off: no package of the program imports "C" for linux
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    --mount=type=bind,from=test,source=/tested,target=/tested \
    GOWORK=off CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/api ./cmd/api \
    && touch -d @0 /out/api

# base gcr.io/distroless/static-debian13:nonroot: no shell, CA certificates, time zones and a non-root user in 2 MB
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/api /api
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
ENTRYPOINT ["/api"]
