// Package store keeps notes in a SQLite file.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite", in Go alone: CGO_ENABLED=0 builds it
)

// ErrNotFound is returned for an ID that no note has.
var ErrNotFound = errors.New("no such note")

// Note is one note as it is stored and as the API shows it.
type Note struct {
	ID      int64     `json:"id"`
	Title   string    `json:"title"`
	Body    string    `json:"body"`
	Created time.Time `json:"created"`
}

// Store is safe for concurrent use. Close it when done.
type Store struct {
	db *sql.DB
}

const schema = `
CREATE TABLE IF NOT EXISTS notes (
	id      INTEGER PRIMARY KEY,
	title   TEXT    NOT NULL,
	body    TEXT    NOT NULL,
	created INTEGER NOT NULL -- Unix time in milliseconds
) STRICT`

// Open opens the database file at path and creates it when missing; its folder must exist.
func Open(ctx context.Context, path string) (*Store, error) {
	// Readers do not wait for a writer in WAL mode; a second writer waits up to 5 s.
	query := url.Values{"_pragma": {"journal_mode(WAL)", "busy_timeout(5000)"}}
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: query.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	return &Store{db: db}, nil
}

// Close waits for running queries and releases the file.
func (s *Store) Close() error { return s.db.Close() }

// Ping reports whether the database can be reached.
func (s *Store) Ping(ctx context.Context) error { return s.db.PingContext(ctx) }

// Create stores a new note and returns it with its ID.
func (s *Store) Create(ctx context.Context, title, body string) (Note, error) {
	return scan(s.db.QueryRowContext(ctx,
		`INSERT INTO notes (title, body, created) VALUES (?, ?, ?) RETURNING id, title, body, created`,
		title, body, time.Now().UnixMilli()))
}

// Get returns the note with this ID, or ErrNotFound.
func (s *Store) Get(ctx context.Context, id int64) (Note, error) {
	note, err := scan(s.db.QueryRowContext(ctx, `SELECT id, title, body, created FROM notes WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Note{}, ErrNotFound
	}
	return note, err
}

// List returns all notes, the newest first; never nil without an error.
func (s *Store) List(ctx context.Context) ([]Note, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, title, body, created FROM notes ORDER BY id DESC`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	notes := []Note{}
	for rows.Next() {
		note, err := scan(rows)
		if err != nil {
			return nil, err
		}
		notes = append(notes, note)
	}
	return notes, rows.Err()
}

// Delete removes the note with this ID, or returns ErrNotFound.
func (s *Store) Delete(ctx context.Context, id int64) error {
	result, err := s.db.ExecContext(ctx, `DELETE FROM notes WHERE id = ?`, id)
	if err != nil {
		return err
	}
	deleted, err := result.RowsAffected()
	if err != nil {
		return err
	}
	if deleted == 0 {
		return ErrNotFound
	}
	return nil
}

// scan reads the columns id, title, body, created of a *sql.Row or *sql.Rows.
func scan(row interface{ Scan(...any) error }) (Note, error) {
	var note Note
	var created int64
	err := row.Scan(&note.ID, &note.Title, &note.Body, &created)
	note.Created = time.UnixMilli(created).UTC()
	return note, err
}
