package casework_test

import (
	"testing"

	"sunlit/internal/casework"
)

// A generated register is one that verify finds nothing in, and the log takes in whole.
func TestCopiesAreAsTheVerbsWrite(t *testing.T) {
	each(t, func(p *portal) {
		p.answered()
		p.helped()
		p.wroteToALeader()
		c, err := p.NewCopier(p.ctx())
		p.fine(err)
		for part := range 3 {
			p.fine(c.Write(p.ctx(), 20, float64(part)/3))
		}
		p.integrated(casework.NewIntegrator(p.Cases).SigningEach(1))
		if found := append(p.rowsAudited(), p.logAudited()...); len(found) > 0 || c.Petitions < 3 || c.Events < 60 {
			t.Errorf("%d petitions with %d events: %v", c.Petitions, c.Events, found)
		}
	})
}
