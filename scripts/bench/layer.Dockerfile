# What many Go repositories have: modules in a layer of their own, no cache mounts.
FROM golang:1.27-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /out/notes ./cmd/notes

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/notes /notes
ENTRYPOINT ["/notes"]
