FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
WORKDIR /src/api
RUN --mount=type=bind,source=go.work,target=/src/go.work \
    --mount=type=bind,source=go.work.sum,target=/src/go.work.sum,rw \
    --mount=type=bind,source=api/go.mod,target=/src/api/go.mod \
    --mount=type=bind,source=api/go.sum,target=/src/api/go.sum \
    --mount=type=bind,source=lib/go.mod,target=/src/lib/go.mod \
    --mount=type=bind,source=lib/money/go.mod,target=/src/lib/money/go.mod \
    go mod download
ARG TARGETOS TARGETARCH TARGETVARIANT
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/api ./cmd/api \
    && touch -d @0 /out/api

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/api /api
USER 65532:65532
ENTRYPOINT ["/api"]
