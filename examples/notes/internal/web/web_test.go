package web

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"example.com/notes/internal/store"
)

func newSite(t *testing.T) http.Handler {
	t.Helper()
	notes, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "notes.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { notes.Close() })
	return NewHandler(notes, slog.New(slog.DiscardHandler), "v1.2.3")
}

func request(site http.Handler, method, path, body string) *httptest.ResponseRecorder {
	response := httptest.NewRecorder()
	site.ServeHTTP(response, httptest.NewRequest(method, path, strings.NewReader(body)))
	return response
}

func TestANoteCanBeCreatedReadListedAndDeleted(t *testing.T) {
	site := newSite(t)

	created := request(site, "POST", "/api/notes", `{"title": "milk", "body": "two litres"}`)
	if created.Code != http.StatusCreated {
		t.Fatalf("create: status %d: %s", created.Code, created.Body)
	}
	location := created.Header().Get("Location")

	var note store.Note
	if err := json.Unmarshal(request(site, "GET", location, "").Body.Bytes(), &note); err != nil {
		t.Fatal(err)
	}
	if note.Title != "milk" || note.Body != "two litres" || note.Created.IsZero() {
		t.Errorf("got %+v", note)
	}

	var notes []store.Note
	if err := json.Unmarshal(request(site, "GET", "/api/notes", "").Body.Bytes(), &notes); err != nil {
		t.Fatal(err)
	}
	if len(notes) != 1 || notes[0] != note {
		t.Errorf("list: got %+v, want only %+v", notes, note)
	}

	if code := request(site, "DELETE", location, "").Code; code != http.StatusNoContent {
		t.Errorf("delete: status %d", code)
	}
	if code := request(site, "GET", location, "").Code; code != http.StatusNotFound {
		t.Errorf("get after delete: status %d", code)
	}
}

func TestResponses(t *testing.T) {
	tests := []struct {
		name, method, path, body string
		status                   int
		contains                 string
	}{
		{"no notes are an empty list", "GET", "/api/notes", "", http.StatusOK, "[]"},
		{"a note needs a title", "POST", "/api/notes", `{"title": " "}`, http.StatusUnprocessableEntity, "needs a title"},
		{"a note is JSON", "POST", "/api/notes", "milk", http.StatusBadRequest, "send JSON"},
		{"a note has a largest size", "POST", "/api/notes", `{"title": "` + strings.Repeat("x", maxRequestBytes) + `"}`,
			http.StatusRequestEntityTooLarge, "64 KiB"},
		{"an unknown ID is not found", "GET", "/api/notes/7", "", http.StatusNotFound, "no such note"},
		{"an ID is a number", "DELETE", "/api/notes/seven", "", http.StatusNotFound, "no such note"},
		{"health tells the version", "GET", "/healthz", "", http.StatusOK, `"version":"v1.2.3"`},
		{"the page is embedded", "GET", "/", "", http.StatusOK, "<title>Notes</title>"},
		{"the script is embedded", "GET", "/notes.js", "", http.StatusOK, "fetch("},
		{"other paths are not found", "GET", "/other", "", http.StatusNotFound, "not found"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			response := request(newSite(t), tt.method, tt.path, tt.body)
			if response.Code != tt.status {
				t.Errorf("status %d, want %d", response.Code, tt.status)
			}
			if !strings.Contains(response.Body.String(), tt.contains) {
				t.Errorf("body %q, want %q in it", response.Body, tt.contains)
			}
		})
	}
}

// brokenNotes is a store whose disk has gone.
type brokenNotes struct{ Notes }

var errDisk = errors.New("disk I/O error in /var/secret/notes.db")

func (brokenNotes) List(context.Context) ([]store.Note, error) { return nil, errDisk }
func (brokenNotes) Ping(context.Context) error                 { return errDisk }

func TestCausesOfFailureStayInTheLog(t *testing.T) {
	var log strings.Builder
	site := NewHandler(brokenNotes{}, slog.New(slog.NewTextHandler(&log, nil)), "dev")
	for path, status := range map[string]int{
		"/healthz":   http.StatusServiceUnavailable,
		"/api/notes": http.StatusInternalServerError,
	} {
		response := request(site, "GET", path, "")
		if response.Code != status {
			t.Errorf("%s: status %d, want %d", path, response.Code, status)
		}
		if strings.Contains(response.Body.String(), "secret") {
			t.Errorf("%s shows the cause to the client: %s", path, response.Body)
		}
	}
	if !strings.Contains(log.String(), errDisk.Error()) {
		t.Errorf("the log does not name the cause: %s", &log)
	}
}
