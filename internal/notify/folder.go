package notify

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// folder keeps messages as files instead of sending them: for the demo, for tests, and for an
// office whose own program picks them up. The same message overwrites its own file.
type folder struct {
	path  string
	outer *Deliverer // for its clock, which may be set after Open
}

func openFolder(setting, path string, d *Deliverer) (sender, error) {
	if path == "" {
		return nil, fmt.Errorf("notify: %s: file: needs a folder", setting)
	}
	return folder{path, d}, nil
}

func (f folder) send(_ context.Context, m Message, words Words) error {
	if m.Channel == SMS {
		text := "To: " + oneLine(m.To) + "\nMessage-ID: " + m.ID + "\n\n" + words.Text + "\n"
		return f.write(m.ID+".txt", []byte(text))
	}
	letter, err := compose(m, words, defaultFrom, f.outer.Clock)
	if err != nil {
		return err
	}
	return f.write(m.ID+".eml", letter)
}

// write leaves either the whole file or none: whoever watches the folder never sees half a message.
func (f folder) write(name string, content []byte) error {
	if err := os.MkdirAll(f.path, 0o700); err != nil {
		return later(fmt.Errorf("notify: %w", err))
	}
	temp, err := os.CreateTemp(f.path, ".new-*")
	if err != nil {
		return later(fmt.Errorf("notify: %w", err))
	}
	_, err = temp.Write(content)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), filepath.Join(f.path, name))
	}
	if err != nil {
		return later(fmt.Errorf("notify: %w", errors.Join(err, os.Remove(temp.Name()))))
	}
	return nil
}

// oneLine keeps a telephone number to its line of the file.
func oneLine(text string) string {
	clean := make([]rune, 0, len(text))
	for _, r := range text {
		if r >= ' ' {
			clean = append(clean, r)
		}
	}
	return string(clean)
}
