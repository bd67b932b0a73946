// Package web is the HTTP side of notes: a JSON API under /api/notes and the page that uses it.
package web

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"example.com/notes/internal/store"
)

//go:embed page
var files embed.FS

const maxRequestBytes = 64 << 10

// Notes is what the handler needs of a store; *store.Store is one.
type Notes interface {
	Create(ctx context.Context, title, body string) (store.Note, error)
	Get(ctx context.Context, id int64) (store.Note, error)
	List(ctx context.Context) ([]store.Note, error)
	Delete(ctx context.Context, id int64) error
	Ping(ctx context.Context) error
}

type api struct {
	notes   Notes
	log     *slog.Logger
	version string
}

// NewHandler returns the whole site; version is shown by /healthz.
func NewHandler(notes Notes, log *slog.Logger, version string) http.Handler {
	a := &api{notes, log, version}
	r := chi.NewRouter()
	r.Use(a.logRequests, middleware.Recoverer)
	r.Get("/healthz", a.health)
	r.Route("/api/notes", func(r chi.Router) {
		r.Get("/", a.list)
		r.Post("/", a.create)
		r.Get("/{id}", a.get)
		r.Delete("/{id}", a.delete)
	})
	page, err := fs.Sub(files, "page")
	if err != nil {
		panic(err) // only for a malformed name
	}
	r.Handle("/*", http.FileServerFS(page))
	return r
}

func (a *api) health(w http.ResponseWriter, r *http.Request) {
	if err := a.notes.Ping(r.Context()); err != nil {
		a.fail(w, r, http.StatusServiceUnavailable, err)
		return
	}
	a.send(w, http.StatusOK, map[string]string{"status": "ok", "version": a.version})
}

func (a *api) list(w http.ResponseWriter, r *http.Request) {
	notes, err := a.notes.List(r.Context())
	if err != nil {
		a.fail(w, r, http.StatusInternalServerError, err)
		return
	}
	a.send(w, http.StatusOK, notes)
}

func (a *api) create(w http.ResponseWriter, r *http.Request) {
	var wanted struct{ Title, Body string }
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequestBytes)).Decode(&wanted); err != nil {
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			a.send(w, http.StatusRequestEntityTooLarge, problem{"a note is at most 64 KiB"})
			return
		}
		a.send(w, http.StatusBadRequest, problem{`send JSON: {"title": "…", "body": "…"}`})
		return
	}
	if strings.TrimSpace(wanted.Title) == "" {
		a.send(w, http.StatusUnprocessableEntity, problem{"a note needs a title"})
		return
	}
	note, err := a.notes.Create(r.Context(), wanted.Title, wanted.Body)
	if err != nil {
		a.fail(w, r, http.StatusInternalServerError, err)
		return
	}
	w.Header().Set("Location", "/api/notes/"+strconv.FormatInt(note.ID, 10))
	a.send(w, http.StatusCreated, note)
}

func (a *api) get(w http.ResponseWriter, r *http.Request) {
	id, err := noteID(r)
	if err == nil {
		var note store.Note
		if note, err = a.notes.Get(r.Context(), id); err == nil {
			a.send(w, http.StatusOK, note)
			return
		}
	}
	a.failLookup(w, r, err)
}

func (a *api) delete(w http.ResponseWriter, r *http.Request) {
	id, err := noteID(r)
	if err == nil {
		err = a.notes.Delete(r.Context(), id)
	}
	if err != nil {
		a.failLookup(w, r, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// noteID reads {id}. What is not a number names no note.
func noteID(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(chi.URLParam(r, "id"), 10, 64)
	if err != nil {
		return 0, store.ErrNotFound
	}
	return id, nil
}

type problem struct {
	Error string `json:"error"`
}

func (a *api) failLookup(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, store.ErrNotFound) {
		a.send(w, http.StatusNotFound, problem{err.Error()})
		return
	}
	a.fail(w, r, http.StatusInternalServerError, err)
}

// fail logs the cause and keeps it from the client, whom it does not concern.
func (a *api) fail(w http.ResponseWriter, r *http.Request, status int, err error) {
	a.log.ErrorContext(r.Context(), "request failed", "method", r.Method, "path", r.URL.Path, "error", err)
	a.send(w, status, problem{http.StatusText(status)})
}

func (a *api) send(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		a.log.Warn("response not sent", "error", err)
	}
}

func (a *api) logRequests(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		response := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		next.ServeHTTP(response, r)
		a.log.InfoContext(r.Context(), "request", "method", r.Method, "path", r.URL.Path,
			"status", response.Status(), "bytes", response.BytesWritten(), "duration", time.Since(start))
	})
}
