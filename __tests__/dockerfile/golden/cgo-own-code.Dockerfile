FROM golang:1.27-trixie AS build
WORKDIR /src
RUN --mount=type=bind,source=go.mod,target=/src/go.mod \
    --mount=type=bind,source=go.sum,target=/src/go.sum \
    go mod download
ARG VERSION=dev
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=1 \
    go build -trimpath -buildvcs=false -ldflags="-s -X main.version=$VERSION" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=build /out/ledger /ledger
USER 65532:65532
ENTRYPOINT ["/ledger"]
