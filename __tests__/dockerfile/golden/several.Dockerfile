# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (go.mod:3)
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
WORKDIR /src
ARG TARGETOS TARGETARCH TARGETVARIANT
# version -X main.version: set to the version of this build (cmd/api/main.go:5)
ARG VERSION=dev
# cgo off: no package of the program imports "C" for linux
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags="./cmd/api=-s -X main.version=$VERSION" -ldflags="./cmd/worker=-s" \
      -o /out/ ./cmd/api ./cmd/worker \
    && touch -d @0 /out/api /out/worker

# base gcr.io/distroless/static-debian13:nonroot: no shell, CA certificates, time zones and a non-root user in 2 MB
FROM gcr.io/distroless/static-debian13:nonroot AS base
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532

FROM base AS api
COPY --from=build /out/api /api
EXPOSE 8080
ENTRYPOINT ["/api"]

FROM base AS worker
COPY --from=build /out/worker /worker
ENTRYPOINT ["/worker"]

# targets api, worker: the input `target` takes one of them; without it, the image has all programs (cmd/api/main.go:8, cmd/worker/main.go:8)
FROM base
COPY --from=build /out/api /api
COPY --from=build /out/worker /worker
# port 8080: api listens there (cmd/api/main.go:20)
EXPOSE 8080
# entrypoint /api: the first program that the input `main` names; `--entrypoint` starts another one
ENTRYPOINT ["/api"]
