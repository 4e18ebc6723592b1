package redact

import (
	"regexp"
	"strings"
)

var (
	// door is one or more of building, entrance, floor and room, as they follow each other.
	door = regexp.MustCompile(`(?:附?(?:[0-9]+(?:[\-][0-9]+){0,3}|[A-Za-z][0-9]{0,3}|[零〇一二三四五六七八九十百]+|[甲乙丙丁])(?:号楼|号院|号门|栋楼|幢楼|座楼|单元|号|栋|幢|座|弄|楼|层|室|房|户|组|队|门)(?:之[0-9一二三四五六])?(?:附[0-9]+号?)?[ ,，]?)+(?:[0-9]{3,4})?`)
	// dashed is the short form 3-2-501 behind the name of a place to live.
	dashed = regexp.MustCompile(`(?:小区|家园|花园|公寓|新村|佳苑|苑|庭|府|湾|里|城|栋|幢|号楼|宿舍|院)([A-Za-z]?[0-9]{1,3}[\-#][0-9]{1,4}(?:[\-][0-9]{1,4})?(?:室|号)?)`)
	street = regexp.MustCompile(`(?:路|街|道|巷|胡同|弄|里|条|坊|村|屯|庄|寨|湾|组|队|社区|小区|家园|花园|公寓|大厦|宿舍|家属院|苑|园|城|府|院|庭|镇|乡|段|郡|墅|居|段)$`)
	lives  = regexp.MustCompile(`(?:住址|地址|家住|居住|住在|现住|户籍|住所|门牌|租住|住)[^，,。；！？\n]{0,24}$`)
	number = regexp.MustCompile(`[0-9A-Za-z]+|[零〇一二三四五六七八九十百]+|[甲乙丙丁]`)
	// words that begin like a unit of an address but mean something else
	notDoor = regexp.MustCompile(`^(?:线|文|令|文件|公告|通知|工地|标段|桥|井|坑|厂房|机|码|店长|召|称|角|岗)`)

	englishDoor = regexp.MustCompile(`\b(?:No\.? ?)?[0-9]{1,5}[A-Za-z]?,? (?:[A-Z][A-Za-z]+ ){1,3}(?:Road|Street|Avenue|Lane|Rd|St|Ave|Drive|Alley)\b\.?|\b(?:Room|Flat|Apartment|Apt\.?|Suite|Building|Block|House|Unit) (?:No\.? ?)?[0-9]{1,5}[A-Za-z]?(?:[\-/][0-9]{1,4})?\b(?:, (?:Room|Flat|Apartment|Unit|Building|Block) (?:No\.? ?)?[0-9A-Za-z]{1,5})*`)
	digits2     = regexp.MustCompile(`[0-9]+`)
)

// addresses finds the part of an address that leads to one door; street and
// neighbourhood stay, for without them nobody can tell what the matter was.
func (t *text) addresses() []Find {
	var list []Find
	for _, m := range door.FindAllStringIndex(t.norm, -1) {
		for m[1] > m[0] && strings.ContainsRune(" ,", rune(t.norm[m[1]-1])) {
			m[1]--
		}
		found := strings.TrimSuffix(t.norm[m[0]:m[1]], "，")
		if t.leadsHome(m[0], m[0]+len(found), found) {
			list = append(list, t.find(m[0], m[0]+len(found), Address, number.ReplaceAllString(found, "×")))
		}
	}
	for _, m := range dashed.FindAllStringSubmatchIndex(t.norm, -1) {
		list = append(list, t.find(m[2], m[3], Address, "×"))
	}
	for _, m := range englishDoor.FindAllStringIndex(t.norm, -1) {
		list = append(list, t.find(m[0], m[1], Address, digits2.ReplaceAllString(t.norm[m[0]:m[1]], "×")))
	}
	return list
}

// leadsHome tells an address from a line's, a document's or a work site's number.
func (t *text) leadsHome(start, end int, found string) bool {
	if notDoor.MatchString(t.norm[end:]) {
		return false
	}
	units := 0
	for _, unit := range []string{"单元", "号楼", "栋", "幢", "座"} {
		if strings.Contains(found, unit) {
			units++
		}
	}
	room := strings.Contains(found, "室") || strings.Contains(found, "房")
	house := strings.Contains(found, "号") && !strings.HasSuffix(found, "号楼")
	ahead := t.before(start, 30)
	switch {
	case strings.HasSuffix(ahead, "月") || strings.HasSuffix(ahead, "第"): // 5月3号, 第12号
		return false
	case room && (units > 0 || house || digits2.MatchString(found) && len(digits2.FindString(found)) >= 3):
		return true
	case strings.Contains(found, "单元") && units > 1:
		return true
	case house && (street.MatchString(ahead) || strings.Contains(found, "组") || units > 0 && lives.MatchString(ahead)):
		return true
	case house && strings.Contains(found, "弄"):
		return true
	case units > 0 && lives.MatchString(ahead) && (strings.Contains(found, "楼") || units > 0):
		return true
	}
	return false
}
