# builder golang:1.27-alpine: the go line asks for 1.27.1 or newer; golang:1.27 is its newest patch (worker/go.mod:3)
# style layer: modules are in a layer, which plain layer caches keep
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
WORKDIR /src/api
RUN --mount=type=bind,source=go.work,target=/src/go.work \
    --mount=type=bind,source=api/go.mod,target=/src/api/go.mod \
    --mount=type=bind,source=api/go.sum,target=/src/api/go.sum \
    --mount=type=bind,source=worker/go.mod,target=/src/worker/go.mod \
    --mount=type=bind,source=worker/go.sum,target=/src/worker/go.sum \
    go mod download
ARG TARGETOS TARGETARCH TARGETVARIANT
# cgo off: no package of the program imports "C" for linux
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/ . ../worker/cmd/worker \
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

# targets api, worker: the input `target` takes one of them; without it, the image has all programs (api/main.go:8, worker/cmd/worker/main.go:8)
FROM base
COPY --from=build /out/api /api
COPY --from=build /out/worker /worker
# port 8080: api listens there (cmd/api/main.go:20)
EXPOSE 8080
# entrypoint /api: the first program that the input `main` names; `--entrypoint` starts another one
ENTRYPOINT ["/api"]
