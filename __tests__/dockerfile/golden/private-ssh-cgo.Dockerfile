# builder golang:1.27-trixie: the go line asks for 1.27.3 or newer; golang:1.27 is its newest patch; with a C compiler and the glibc of the base, Debian trixie (go.mod:3)
FROM golang:1.27-trixie AS build
WORKDIR /src
# cgo on: compiled on the target platform, emulated where the builder is of another (db.go:6)
# private-module ssh and secret known_hosts: the build is given `ssh`, and git takes it instead of HTTPS for git.acme.com; GOPRIVATE=git.acme.com/lib/money; git is installed where the builder has none; elsewhere: docker buildx build --ssh default --secret id=known_hosts,src=$HOME/.ssh/known_hosts (main.go:12)
RUN --mount=type=ssh,required \
    --mount=type=secret,id=known_hosts,target=/root/.ssh/known_hosts,required \
    --mount=type=bind,target=/src \
    --mount=type=cache,id=gomod,target=/go/pkg/mod \
    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \
    GOPRIVATE=git.acme.com/lib/money \
    GIT_CONFIG_COUNT=1 \
    GIT_CONFIG_KEY_0=url.ssh://git@git.acme.com/.insteadOf \
    GIT_CONFIG_VALUE_0=https://git.acme.com/ \
    CGO_ENABLED=1 \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

# base gcr.io/distroless/base-debian13:nonroot: glibc of Debian 13, no shell, CA certificates, time zones and a non-root user
FROM gcr.io/distroless/base-debian13:nonroot
COPY --from=build /out/ledger /ledger
# user 65532:65532: numeric and not root, as Kubernetes wants it
USER 65532:65532
ENTRYPOINT ["/ledger"]
