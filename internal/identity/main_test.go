package identity

import (
	"os"
	"testing"
)

// Most tests are about who may sign in, not about the price of a hash; those that are ask for
// strictCost themselves.
func TestMain(m *testing.M) {
	passwordCost.Memory, passwordCost.Iterations = 64, 1
	os.Exit(m.Run())
}
