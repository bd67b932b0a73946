FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
WORKDIR /src
ARG TARGETOS TARGETARCH TARGETVARIANT GOPROXY GOPRIVATE GOFLAGS
ARG VERSION=dev
ARG COMMIT=
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags="-s -X main.appVersion=$VERSION -X main.commit=$COMMIT" \
      -o /out/ledgerd ./cmd/ledgerd \
    && touch -d @0 /out/ledgerd

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/ledgerd /ledgerd
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/ledgerd"]
