package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestHandler(t *testing.T) {
	tests := []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/", http.StatusOK, "Hello from version dev"},
		{"GET", "/healthz", http.StatusOK, "ok"},
		{"GET", "/missing", http.StatusNotFound, "not found"},
		{"POST", "/", http.StatusMethodNotAllowed, "Method Not Allowed"},
	}
	for _, tt := range tests {
		t.Run(tt.method+" "+tt.path, func(t *testing.T) {
			response := httptest.NewRecorder()
			handler().ServeHTTP(response, httptest.NewRequest(tt.method, tt.path, nil))
			if response.Code != tt.status {
				t.Errorf("status %d, want %d", response.Code, tt.status)
			}
			if !strings.Contains(response.Body.String(), tt.body) {
				t.Errorf("body %q, want %q in it", response.Body, tt.body)
			}
		})
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := run(ctx, "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
}

func TestRunReportsAnAddressItCannotListenOn(t *testing.T) {
	err := run(t.Context(), "127.0.0.1:-1")
	if err == nil || !strings.Contains(err.Error(), "127.0.0.1:-1") {
		t.Fatalf("error %v, want one that names the address", err)
	}
}
