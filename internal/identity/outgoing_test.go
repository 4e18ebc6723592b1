package identity

import "testing"

func TestWhichAddressesAreNeverCalled(t *testing.T) {
	for address, may := range map[string]bool{"203.0.113.7:443": true, "10.1.2.3:443": true, "[2001:db8::1]:443": true,
		"127.0.0.1:443": false, "[::1]:443": false, "[::ffff:127.0.0.1]:443": false, "169.254.169.254:80": false, "[fe80::1]:443": false,
		"0.0.0.0:443": false, "224.0.0.1:443": false, "nowhere": false} {
		if err := mayDial(address, false); (err == nil) != may {
			t.Errorf("%s: %v", address, err)
		}
	}
	if mayDial("127.0.0.1:443", true) != nil || mayDial("169.254.169.254:80", true) == nil {
		t.Error("a local issuer opens loopback and nothing else")
	}
}
