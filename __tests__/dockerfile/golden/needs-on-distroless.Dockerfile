# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (go.mod:3)
# style layer: modules are in a layer, which plain layer caches keep
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
WORKDIR /src
RUN --mount=type=bind,source=go.mod,target=/src/go.mod \
    --mount=type=bind,source=go.sum,target=/src/go.sum \
    go mod download
ARG TARGETOS TARGETARCH TARGETVARIANT
# cgo off: no package of the program imports "C" for linux
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

# runtime-file /home/nonroot/templates: the program opens it in the folder that it is started in (main.go:20)
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS files
COPY templates /files/home/nonroot/templates
RUN chmod -R a+rX /files \
    && chown 65532:65532 /files/home/nonroot \
    && find /files -exec touch -h -d @0 {} +

# base gcr.io/distroless/static-debian13:nonroot: no shell, CA certificates, time zones and a non-root user in 2 MB
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=files /files/ /
COPY --from=build /out/ledger /ledger
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
WORKDIR /home/nonroot
ENTRYPOINT ["/ledger"]
