package main

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestRunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	database := filepath.Join(t.TempDir(), "notes.db")
	if err := run(ctx, slog.New(slog.DiscardHandler), "127.0.0.1:0", database); err != nil {
		t.Fatal(err)
	}
}

func TestRunNamesTheDatabaseItCannotOpen(t *testing.T) {
	database := filepath.Join(t.TempDir(), "no such folder", "notes.db")
	err := run(t.Context(), slog.New(slog.DiscardHandler), "127.0.0.1:0", database)
	if err == nil || !strings.Contains(err.Error(), database) {
		t.Fatalf("error %v, want one that names %s", err, database)
	}
}
