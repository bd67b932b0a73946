FROM golang:1.27-alpine AS build
WORKDIR /src
ARG GOPROXY
COPY go.mod ./
COPY go.sum ./
RUN go mod download
COPY . /src
ARG GOAMD64
RUN CGO_ENABLED=0 \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/ledger /ledger
USER 65532:65532
ENTRYPOINT ["/ledger"]
