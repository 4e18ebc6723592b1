package redact

import (
	"regexp"
	"strings"
)

var (
	email = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9._%+\-]*@[A-Za-z0-9][A-Za-z0-9.\-]*\.[A-Za-z]{2,}`)
	plate = regexp.MustCompile(`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][A-Za-z][ ·.\-]?[A-HJ-NP-Za-hj-np-z0-9]{4,6}[挂学警港澳]?`)
	// The name of the service, what people put between, then the account.
	account       = regexp.MustCompile(`(?i)(?:微信|薇信|威信|\bwechat\b|\bweixin\b|\bvx\b|\bwx\b|加v|QQ|扣扣|企鹅)(?:号码|账号|帐号|名|群|号|同号|\bid\b|number|no\.?|is|是|为|叫|加|我|[ :：,，()（）"“])*([A-Za-z][A-Za-z0-9_\-]{4,19}|[1-9][0-9]{4,11})`)
	passportNamed = regexp.MustCompile(`(?i)(?:护照|通行证|passport)(?:号码|号|number|no\.?|is|是|为|[ :：,，()（）#])*([A-Za-z]{1,2}[ ]?[0-9]{6,9})`)
	passport      = regexp.MustCompile(`\b(?:[EGDP][0-9]{8}|E[A-HJ-NP-Z][0-9]{7})\b`)
)

// marks finds what is known by its form: mail addresses, number plates,
// accounts, passports.
func (t *text) marks() []Find {
	var list []Find
	for _, m := range email.FindAllStringIndex(t.norm, -1) {
		list = append(list, t.find(m[0], m[1], Email, hidden+"@"+hidden))
	}
	for _, m := range plate.FindAllStringIndex(t.norm, -1) {
		if t.plateAt(m) {
			found := []rune(t.norm[m[0]:m[1]])
			list = append(list, t.find(m[0], m[1], Plate, strings.ToUpper(string(found[:2]))+hidden))
		}
	}
	for _, m := range account.FindAllStringSubmatchIndex(t.norm, -1) {
		list = append(list, t.find(m[2], m[3], Account, hidden))
	}
	for _, m := range passportNamed.FindAllStringSubmatchIndex(t.norm, -1) {
		list = append(list, t.find(m[2], m[3], Passport, hidden))
	}
	for _, m := range passport.FindAllStringIndex(t.norm, -1) {
		list = append(list, t.find(m[0], m[1], Passport, hidden))
	}
	return list
}

// plateAt: five characters, six of a car with new energy, two of them digits at
// least, and no longer word around it.
func (t *text) plateAt(m []int) bool {
	found := []rune(t.norm[m[0]:m[1]])
	own, digits := 0, 0
	for _, r := range found[2:] {
		if r >= '0' && r <= '9' {
			digits++
			own++
		} else if r >= 'A' && r <= 'z' {
			own++
		}
	}
	if m[1] < len(t.norm) {
		if next := t.norm[m[1]]; next >= '0' && next <= '9' || next >= 'A' && next <= 'Z' || next >= 'a' && next <= 'z' {
			return false
		}
	}
	last := found[len(found)-1]
	return digits >= 2 && (own == 5 || own == 6 || own == 4 && last > 0x7f)
}
