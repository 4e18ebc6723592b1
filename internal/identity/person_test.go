package identity_test

import (
	"testing"

	"sunlit/internal/identity"
)

func TestMaskName(t *testing.T) {
	cases := map[string]string{
		"李某某":          "李**",
		"李某":           "李**", // the mask does not tell two characters from three
		"李":            "**",
		"欧阳某某":         "欧**",
		"𠮷某某":          "𠮷**",
		"葛\U000E0100某": "葛\U000E0100**", // a rare form: character and variation selector
		"葛\U000E0100":  "**",
		"阿某古丽·买某提":     "阿**",
		"John Smith":   "J**",
		"某小区业主委员会":     "某**",
		"  李某某  ":      "李**",
		"":             "",
		" ":            "",
	}
	for name, want := range cases {
		if got := identity.MaskName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestMaskPhone(t *testing.T) {
	cases := map[string]string{
		"13800002706":       "138****2706",
		"138 0000 2706":     "138****2706",
		"126 0000 0002":     "126****0002",
		"+86 138-0000-2706": "138****2706",
		"１３８００００２７０６":       "138****2706",
		"010-12345678":      "010-****78",
		"(0571)1234567":     "0571-****67",
		"+86 571 8123 4567": "0571-****67",
		"12345678":          "****78",
		"+44 20 7946 0958":  "****58",
		"0044 20 7946 0958": "****58",
		"12345":             "****",
		"110":               "****",
		"":                  "",
		"none":              "",
	}
	for phone, want := range cases {
		if got := identity.MaskPhone(phone); got != want {
			t.Errorf("%q: got %q, want %q", phone, got, want)
		}
	}
}

func TestMasked(t *testing.T) {
	name, phone := identity.Person{Name: "李某某", Phone: "13800002706"}.Masked()
	if name != "李**" || phone != "138****2706" {
		t.Errorf("got %q, %q", name, phone)
	}
	if name, phone = (identity.Person{}).Masked(); name != "" || phone != "" {
		t.Errorf("an anonymous petitioner shows as %q, %q", name, phone)
	}
	if !(identity.Person{Hide: true, About: []string{"某人"}}).Anonymous() || (identity.Person{Email: "a@example.org"}).Anonymous() {
		t.Error("anonymous is who left neither name nor contact")
	}
}
