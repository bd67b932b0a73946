# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (go.mod:3)
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
WORKDIR /src
ARG TARGETOS TARGETARCH TARGETVARIANT GOPROXY GOPRIVATE GOFLAGS
# version -X main.appVersion: set to the version of this build (cmd/ledgerd/main.go:13)
ARG VERSION=dev
# commit -X main.commit: set to the commit of this build (cmd/ledgerd/main.go:12)
ARG COMMIT=
# cgo off: no package of the program imports "C" for linux
# pgo cmd/ledgerd/default.pgo: Go uses the profile beside main
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags="-s -X main.appVersion=$VERSION -X main.commit=$COMMIT" \
      -o /out/ledgerd ./cmd/ledgerd \
    && touch -d @0 /out/ledgerd

# base gcr.io/distroless/static-debian13:nonroot: no shell, CA certificates, time zones and a non-root user in 2 MB
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/ledgerd /ledgerd
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
# port 8080: the program listens there (cmd/ledgerd/main.go:40)
EXPOSE 8080
ENTRYPOINT ["/ledgerd"]
