# builder golang:1.27-alpine: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch (go.mod:3)
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
WORKDIR /src
ARG TARGETOS TARGETARCH TARGETVARIANT
# cgo off: no package of the program imports "C" for linux
RUN --mount=type=bind,target=/src \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

# zones /usr/share/zoneinfo.zip: the program loads time zones, which the base does not have; it is the database of the Go release (main.go:12)
# users /etc/passwd and /etc/group: the program looks up users, and the base has none; they have the one that it runs as (main.go:12, main.go:12)
# temp-folder /tmp: the program writes temporary files, and scratch has no folder for them (main.go:12)
# runtime-file /home/nonroot/templates: the program opens web/templates, as templates, in the folder that it is started in (main.go:20)
# runtime-file /home/nonroot/config.yml: the program opens it in the folder that it is started in (main.go:20)
# runtime-file data is not copied: the program opens it, and it is larger than 64 MB: mount it where the image runs (main.go:20)
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS files
COPY web/templates /files/home/nonroot/templates
COPY config.yml /files/home/nonroot/config.yml
RUN chmod -R a+rX /files \
    && chown 65532:65532 /files/home/nonroot \
    && mkdir -p /files/usr/share \
    && cp /usr/local/go/lib/time/zoneinfo.zip /files/usr/share/zoneinfo.zip \
    && mkdir -p /files/etc /files/home/nonroot \
    && echo 'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin' > /files/etc/passwd \
    && echo 'nonroot:x:65532:' > /files/etc/group \
    && mkdir -p /files/tmp \
    && chmod 1777 /files/tmp \
    && find /files -exec touch -h -d @0 {} +

# base scratch: nothing but the program and CA certificates
FROM scratch
# certificates /etc/ssl/certs/ca-certificates.crt: the program opens TLS connections, and the base has no CA certificates; they are those of the builder (main.go:12)
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=files /files/ /
COPY --from=build /out/ledger /ledger
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
ENV ZONEINFO=/usr/share/zoneinfo.zip
WORKDIR /home/nonroot
ENTRYPOINT ["/ledger"]
