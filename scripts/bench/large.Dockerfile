# What many Go repositories have: modules in a layer of their own, no cache mounts.
FROM golang:1.26-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /out/large ./cmd/large

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/large /large
ENTRYPOINT ["/large"]
