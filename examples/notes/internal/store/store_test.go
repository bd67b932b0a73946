package store

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"
)

func open(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestNotesOutliveTheStore(t *testing.T) {
	// A space and a question mark must not be taken for parts of the data source name.
	path := filepath.Join(t.TempDir(), "my notes?.db")
	first := open(t, path)
	created, err := first.Create(t.Context(), "milk", "two litres")
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}

	found, err := open(t, path).Get(t.Context(), created.ID)
	if err != nil {
		t.Fatal(err)
	}
	if found != created {
		t.Errorf("got %+v after reopening, want %+v", found, created)
	}
}

func TestListShowsTheNewestFirst(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "notes.db"))
	for _, title := range []string{"one", "two"} {
		if _, err := s.Create(t.Context(), title, ""); err != nil {
			t.Fatal(err)
		}
	}
	notes, err := s.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(notes) != 2 || notes[0].Title != "two" || notes[1].Title != "one" {
		t.Errorf("got %+v, want two, one", notes)
	}
}

func TestMissingNotesAreErrNotFound(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "notes.db"))
	if _, err := s.Get(t.Context(), 1); !errors.Is(err, ErrNotFound) {
		t.Errorf("Get: %v, want ErrNotFound", err)
	}
	if err := s.Delete(t.Context(), 1); !errors.Is(err, ErrNotFound) {
		t.Errorf("Delete: %v, want ErrNotFound", err)
	}
}

func TestConcurrentWritersWaitForEachOther(t *testing.T) {
	const writers = 20
	s := open(t, filepath.Join(t.TempDir(), "notes.db"))
	var group sync.WaitGroup
	for range writers {
		group.Go(func() {
			if _, err := s.Create(t.Context(), "note", ""); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	notes, err := s.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(notes) != writers {
		t.Errorf("%d notes, want %d", len(notes), writers)
	}
}
