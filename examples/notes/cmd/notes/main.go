// Command notes serves a notes API and its web page.
//
// PORT is the port to listen on (default 8080), NOTES_DB the database file (default notes.db).
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/notes/internal/store"
	"example.com/notes/internal/web"
)

// version is set by the linker: -ldflags "-X main.version=v1.2.3".
var version = "dev"

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	addr := net.JoinHostPort("", cmp.Or(os.Getenv("PORT"), "8080"))
	database := cmp.Or(os.Getenv("NOTES_DB"), "notes.db")
	if err := run(ctx, log, addr, database); err != nil {
		log.Error("notes stopped", "error", err)
		os.Exit(1)
	}
}

// run serves until ctx ends, then lets open requests finish before it closes the database.
func run(ctx context.Context, log *slog.Logger, addr, database string) (err error) {
	notes, err := store.Open(ctx, database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, notes.Close()) }()

	server := &http.Server{
		Addr:              addr,
		Handler:           web.NewHandler(notes, log, version),
		ReadHeaderTimeout: 5 * time.Second,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	log.Info("notes listens", "addr", addr, "database", database, "version", version)

	select {
	case err := <-failed:
		return fmt.Errorf("listen on %s: %w", addr, err)
	case <-ctx.Done():
	}
	// Kubernetes and docker stop kill after 30 and 10 seconds: be done before.
	grace, cancel := context.WithTimeout(context.Background(), 8*time.Second)
	defer cancel()
	return server.Shutdown(grace)
}
