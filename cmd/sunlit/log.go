package main

import (
	"context"
	"fmt"
	"strings"

	"sunlit/internal/ledger"
)

// What the database remembers of its log: whoever meets another name or key is told before anything is signed.
const (
	metaLogOrigin = "log-origin"
	metaLogKey    = "log-key"
)

// openLog makes the key of the transparency log and reads who witnesses it.
func (p *portal) openLog(ctx context.Context) error {
	origin, err := p.logOrigin(ctx)
	if err != nil {
		return err
	}
	if p.cases.LogKey, err = ledger.NewKey(origin, p.keys.LogSeed()); err != nil {
		return err
	}
	known, err := p.store.Meta(ctx, metaLogKey)
	if err != nil {
		return err
	}
	if known != "" && known != p.cases.LogKey.VerifierKey() {
		return fmt.Errorf("keys: %s holds another key of the transparency log than the one that signed it so far (%s): give every node the same file", p.settings.Keys, known)
	}
	for _, w := range p.settings.TransparencyLog.Witnesses {
		witness, err := ledger.NewWitness(w.URL, w.Key)
		if err != nil {
			return fmt.Errorf("log.witnesses: %w", err)
		}
		p.cases.Witnesses = append(p.cases.Witnesses, witness)
	}
	return nil
}

// logOrigin is the log's name: the one it has, otherwise what the settings say.
func (p *portal) logOrigin(ctx context.Context) (string, error) {
	known, err := p.store.Meta(ctx, metaLogOrigin)
	if err != nil {
		return "", err
	}
	wanted := p.settings.TransparencyLog.Origin
	switch {
	case known != "" && wanted != "" && wanted != known:
		return "", fmt.Errorf("log.origin: the log of this database is %s and cannot be renamed to %s", known, wanted)
	case known != "":
		return known, nil
	case wanted != "":
		return wanted, nil
	}
	_, host, _ := strings.Cut(p.settings.BaseURL, "://")
	return host + "/log", nil
}

// keepLog settles name and key with the first start of the server, who signs: a new address of the portal does not
// rename the log.
func (p *portal) keepLog(ctx context.Context) error {
	if err := p.store.SetMeta(ctx, metaLogOrigin, p.cases.LogKey.Origin()); err != nil {
		return err
	}
	return p.store.SetMeta(ctx, metaLogKey, p.cases.LogKey.VerifierKey())
}
