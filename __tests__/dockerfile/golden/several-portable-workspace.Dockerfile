# builder golang:1.27-alpine: the go line asks for 1.27.1 or newer; golang:1.27 is its newest patch (worker/go.mod:3)
# style portable: no mounts, for builders that are not BuildKit
FROM golang:1.27-alpine AS build
WORKDIR /src
COPY go.work ./
COPY api/go.mod api/
COPY api/go.sum api/
COPY worker/go.mod worker/
COPY worker/go.sum worker/
WORKDIR /src/api
RUN go mod download
COPY . /src
# cgo off: no package of the program imports "C" for linux
RUN CGO_ENABLED=0 \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/ . ../worker/cmd/worker \
    && touch -d @0 /out/api /out/worker

# base alpine:3.24: a shell and a package manager at hand
FROM alpine:3.24 AS base
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
