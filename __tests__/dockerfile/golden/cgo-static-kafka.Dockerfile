FROM golang:1.27-alpine AS build
RUN apk add --no-cache gcc musl-dev
WORKDIR /src
COPY go.mod ./
COPY go.sum ./
RUN go mod download
COPY . /src
RUN CGO_ENABLED=1 \
    go build -trimpath -buildvcs=false -tags=musl -ldflags="-s -linkmode external -extldflags -static" \
      -o /out/ledger . \
    && touch -d @0 /out/ledger

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/ledger /ledger
USER 65532:65532
ENTRYPOINT ["/ledger"]
