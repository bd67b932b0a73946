// Command legacy greets over HTTP and writes an access log, as services did before net/http had
// patterns and the standard library had slog.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/gorilla/handlers"
	"github.com/gorilla/mux"
)

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	server := &http.Server{
		Addr:              ":" + port,
		Handler:           handlers.CombinedLoggingHandler(os.Stdout, newRouter()),
		ReadHeaderTimeout: 5 * time.Second,
	}
	log.Printf("legacy listens on %s", server.Addr)
	log.Fatal(server.ListenAndServe())
}

func newRouter() http.Handler {
	r := mux.NewRouter()
	r.HandleFunc("/greetings/{name}", greet).Methods(http.MethodGet)
	r.HandleFunc("/healthz", health).Methods(http.MethodGet)
	return r
}

func greet(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	greeting := map[string]string{"greeting": "Hello, " + mux.Vars(r)["name"] + "!"}
	if err := json.NewEncoder(w).Encode(greeting); err != nil {
		log.Printf("greet: %v", err)
	}
}

func health(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusNoContent)
}
