FROM golang:1.27-alpine AS build
RUN apk add --no-cache gcc musl-dev
WORKDIR /src
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=1 \
    go build -trimpath -buildvcs=false -ldflags="-s -linkmode external -extldflags -static" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/ledger /ledger
USER 65532:65532
ENTRYPOINT ["/ledger"]
