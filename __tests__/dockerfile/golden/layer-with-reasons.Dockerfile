# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (go.mod:3)
# style layer: modules are in a layer, which plain layer caches keep
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
WORKDIR /src
ARG GOPROXY
RUN --mount=type=bind,source=go.mod,target=/src/go.mod \
    --mount=type=bind,source=go.sum,target=/src/go.sum \
    go mod download
ARG TARGETOS TARGETARCH TARGETVARIANT GOAMD64
# cgo off: no package of the program imports "C" for linux
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

# base scratch: nothing but the program and CA certificates
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/ledger /ledger
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
ENTRYPOINT ["/ledger"]
