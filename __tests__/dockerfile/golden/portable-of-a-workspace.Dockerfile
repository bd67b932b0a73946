FROM golang:1.27-alpine AS build
WORKDIR /src
COPY go.work ./
COPY api/go.mod api/
COPY api/go.sum api/
COPY lib/go.mod lib/
WORKDIR /src/api
RUN go mod download
COPY . /src
RUN CGO_ENABLED=0 \
    go build -trimpath -buildvcs=false -ldflags="-s" \
      -o /out/api ./cmd/api \
    && touch -d @0 /out/api

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/api /api
USER 65532:65532
ENTRYPOINT ["/api"]
