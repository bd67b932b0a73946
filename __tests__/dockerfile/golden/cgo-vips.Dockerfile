FROM golang:1.27-trixie AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends libvips-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=1 \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

FROM debian:trixie-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libvips42t64 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/ledger /ledger
USER 65532:65532
ENTRYPOINT ["/ledger"]
