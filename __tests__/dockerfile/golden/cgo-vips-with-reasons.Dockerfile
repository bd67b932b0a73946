# builder golang:1.27-trixie: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch; with a C compiler and the glibc of the base, Debian trixie (go.mod:3)
FROM golang:1.27-trixie AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends libvips-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# cgo on: compiled on the target platform, emulated where the builder is of another (db.go:6)
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=1 \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

# base debian:trixie-slim: glibc, a shell and a package manager at hand
FROM debian:trixie-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libvips42t64 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/ledger /ledger
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
ENTRYPOINT ["/ledger"]
