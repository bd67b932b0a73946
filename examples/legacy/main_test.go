package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRouter(t *testing.T) {
	tests := []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/greetings/Ada", http.StatusOK, `{"greeting":"Hello, Ada!"}`},
		{"POST", "/greetings/Ada", http.StatusMethodNotAllowed, ""},
		{"GET", "/healthz", http.StatusNoContent, ""},
		{"GET", "/", http.StatusNotFound, ""},
	}
	for _, tt := range tests {
		t.Run(tt.method+" "+tt.path, func(t *testing.T) {
			response := httptest.NewRecorder()
			newRouter().ServeHTTP(response, httptest.NewRequest(tt.method, tt.path, nil))
			if response.Code != tt.status {
				t.Errorf("status %d, want %d", response.Code, tt.status)
			}
			if !strings.Contains(response.Body.String(), tt.body) {
				t.Errorf("body %q, want %q in it", response.Body, tt.body)
			}
		})
	}
}
