# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch; musl is made to be linked statically (go.mod:3)
# style portable: no mounts, for builders that are not BuildKit
FROM golang:1.27-alpine AS build
RUN apk add --no-cache gcc musl-dev
WORKDIR /src
COPY go.mod ./
COPY go.sum ./
RUN go mod download
COPY . /src
# cgo on: linked statically with musl, so that the base needs no C library (db.go:6)
RUN CGO_ENABLED=1 \
    go build -trimpath -buildvcs=false -ldflags="-s -linkmode external -extldflags -static" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

# zones /usr/share/zoneinfo.zip: the program loads time zones, which the base does not have; it is the database of the Go release (main.go:12)
FROM golang:1.27-alpine AS files
RUN mkdir -p /files/usr/share \
    && cp /usr/local/go/lib/time/zoneinfo.zip /files/usr/share/zoneinfo.zip \
    && find /files -exec touch -h -d @0 {} +

# base alpine:3.24: a shell and a package manager at hand
FROM alpine:3.24
COPY --from=files /files/ /
COPY --from=build /out/ledger /ledger
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
ENV ZONEINFO=/usr/share/zoneinfo.zip
ENTRYPOINT ["/ledger"]
