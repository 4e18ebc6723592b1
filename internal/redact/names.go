package redact

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	// After these stands a person's name, whatever it begins with.
	introduced = regexp.MustCompile(`(?:姓名|名字|我叫|我是|名叫|叫做|人叫|叫|本人|联系人|申请人|信访人|投诉人|反映人|举报人|来信人|来访人|留言人|代理人|代表人|法人代表|法定代表人|户主|户名|收款人|开户人|被申请人|被告|原告|当事人|受害人|伤者|死者|署名|签名|此致|经办人|承办人|收件人|亲属|监护人|委托人|证人|共同信访人|联名人|代表|人)(?:为|是|叫|名|之一|签字|[ :：（(“"、）)\]])*$`)
	// After these often, though they end other phrases too.
	related    = regexp.MustCompile(`(?:业主|老板|包工头|工头|司机|房东|租客|租户|邻居|丈夫|老公|妻子|老婆|爱人|父亲|母亲|爸爸|妈妈|儿子|女儿|哥哥|弟弟|姐姐|妹妹|爷爷|奶奶|外公|外婆|舅舅|叔叔|伯伯|侄子|孙子|女婿|儿媳|村民|居民|职工|工友|工人|同事|同学|学生|家长|患者|病人|医生|教师|老师|主任|书记|局长|科长|处长|镇长|县长|区长|市长|乡长|村长|组长|队长|所长|院长|校长|站长|经理|法人|负责人|会计|出纳|主管|律师|法官|民警|警官|支书|干部|员工|客户|股东|债主|老乡|战友|女士|先生|同志)(?:、|[ :：（(“"])*$`)
	joined     = regexp.MustCompile(`(?:以及|还有|和|与|跟|向|给|对|由|被|找|问|把|将|及)$`)
	titled     = regexp.MustCompile(`^[ ]?(?:先生|女士|小姐|太太|同志|老师|师傅|经理|主任|书记|局长|科长|处长|队长|所长|镇长|村长|组长|院长|校长|医生|律师|警官|法官|阿姨|大爷|大妈|大姐|大哥|叔叔|老人|夫妇|夫妻|一家|本人|等人|等[0-9一二三四五六七八九十百]+[人户名]|[（(][男女身电联]|[,，][男女][,，]|(?:的)?(?:电话|手机|身份证|微信|银行|账号|卡号|住址|家中))`)
	noMinority = regexp.MustCompile(`[网城园湖府湾苑云拍路街区]`)
	minority   = regexp.MustCompile(`\p{Han}{2,6}·\p{Han}{2,8}`)

	englishTitled = regexp.MustCompile(`\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Madam|Sir)\.? ((?:[A-Z][a-z'\-]+)(?: [A-Z][a-z'\-]+){1,2})`)
	englishSaid   = regexp.MustCompile(`(?:(?i:my name is|name is|i am|i'm|named|name:|signed:?|signed by|contact:?|neighbou?r|petitioner|complainant|landlord|husband|wife|son|daughter|foreman))[ :]+((?:[A-Z][a-z'\-]+)(?: [A-Z][a-z'\-]+){1,2})`)
	englishPair   = regexp.MustCompile(`\b([A-Z][a-z]+)[ ]([A-Z][a-z]+)\b`)
	syllables     = regexp.MustCompile(`^(?i:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|uang|iong|ang|eng|ing|ong|ian|iao|uan|uai|an|en|in|un|ai|ei|ui|ao|ou|iu|ie|ue|er|ia|ua|uo|a|o|e|i|u)){1,3}$`)
)

// knownNames finds names that are known to be personal here, wherever they stand
// and with blanks between their characters.
func (t *text) knownNames(known []string) []Find {
	var list []Find
	for _, name := range known {
		runes := []rune(read(strings.TrimSpace(name)).norm)
		if len(runes) < 2 {
			continue
		}
		parts := make([]string, len(runes))
		for i, r := range runes {
			parts[i] = regexp.QuoteMeta(string(r))
		}
		between := `[ ·]{0,2}`
		if runes[0] < 0x80 {
			between = ""
		}
		exact, err := regexp.Compile("(?i)" + strings.Join(parts, between))
		if err != nil {
			continue
		}
		for _, m := range exact.FindAllStringIndex(t.norm, -1) {
			list = append(list, t.find(m[0], m[1], Name, masked(string(runes))))
		}
	}
	return list
}

// masked keeps the family name and 某 for the rest; of a name in Latin letters the first word.
func masked(name string) string {
	if name[0] < 0x80 {
		words := strings.Fields(name)
		if len(words) > 1 && latin[words[len(words)-1]] && !latin[words[0]] {
			return words[len(words)-1] + " " + hidden
		}
		return words[0] + " " + hidden
	}
	if before, _, ok := strings.Cut(name, "·"); ok {
		first := []rune(before)
		return string(first[:1]) + "某某"
	}
	runes := []rune(name)
	family := familyOf(runes)
	if family == 0 {
		family = 1
	}
	return string(runes[:family]) + strings.Repeat("某", max(1, min(2, len(runes)-family)))
}

// familyOf is how many of the first characters are a family name, zero for none.
func familyOf(runes []rune) int {
	if len(runes) >= 3 {
		for _, d := range doubles {
			if string(runes[:2]) == d {
				return 2
			}
		}
	}
	if len(runes) > 0 && strings.ContainsRune(surnames, runes[0]) {
		return 1
	}
	return 0
}

// names finds persons' names by what stands around them, and without that only
// where hardly anything but a name can be meant. Forms with 某 stay as they are.
func (t *text) names() []Find {
	var list []Find
	runes, at := []rune(t.norm), []int{}
	for i := range t.norm {
		at = append(at, i)
	}
	at = append(at, len(t.norm))
	for i := 0; i < len(runes); i++ {
		n := t.nameAt(runes, at, i)
		if n == 0 {
			continue
		}
		list = append(list, t.find(at[i], at[i+n], Name, masked(string(runes[i:i+n]))))
		i += n - 1
		// A list of names goes on after it: 李强、王芳和赵敏.
		for i+1 < len(runes) && strings.ContainsRune("、，,和与及 ", runes[i+1]) {
			n := listed(runes[i+2:])
			if n == 0 {
				break
			}
			list = append(list, t.find(at[i+2], at[i+2+n], Name, masked(string(runes[i+2:i+2+n]))))
			i += 1 + n
		}
	}
	for _, m := range minority.FindAllStringIndex(t.norm, -1) {
		if from, to := t.foreign(m[0], m[1]); !noMinority.MatchString(t.norm[from:to]) {
			list = append(list, t.find(from, to, Name, masked(t.norm[from:to])))
		}
	}
	return append(list, t.english()...)
}

// foreign trims 村民买买提·艾力在场 to the name: what introduces a person is cut off
// before it, what follows a name after it.
func (t *text) foreign(from, to int) (int, int) {
	dot := from + strings.IndexRune(t.norm[from:to], '·')
	for at := range t.norm[from:dot] {
		at += from
		if at > from && dot-at >= 6 && (introduced.MatchString(t.norm[:at]) || related.MatchString(t.norm[:at]) || joined.MatchString(t.norm[:at])) {
			from = at
			break
		}
	}
	after := dot + len("·")
	for i, r := range t.norm[after:to] {
		if i >= 6 && strings.ContainsRune(follows, r) {
			return from, after + i
		}
	}
	return from, to
}

// listed is the length of a name that stands in a list of names.
func listed(rest []rune) int {
	n := spelled(rest)
	if n == 0 || n < len(rest) && unicode.Is(unicode.Han, rest[n]) && !strings.ContainsRune(follows, rest[n]) {
		return 0
	}
	if isWeak(rest[0]) && !allGiven(rest[1:n]) {
		return 0
	}
	return n
}

// nameAt answers how many characters the name has that begins at i, zero for none.
func (t *text) nameAt(runes []rune, at []int, i int) int {
	rest := runes[i:]
	n := spelled(rest)
	if n == 0 {
		return 0
	}
	family := familyOf(rest)
	own := rest[family:n]
	ahead, behind := t.before(at[i], 10), t.norm[at[i+n]:]
	ends := n == len(rest) || !unicode.Is(unicode.Han, rest[n]) || strings.ContainsRune(follows, rest[n])
	switch {
	case titled.MatchString(behind):
		return n
	case titledShorter(rest, n, family): // 王芳女士 read as 王芳女
		return n - 1
	case introduced.MatchString(ahead):
		if !isWeak(rest[0]) || allGiven(own) || ends && n > 2 {
			return n
		}
	case related.MatchString(ahead):
		if family == 2 || allGiven(own) && len(own) == 2 || ends || !isWeak(rest[0]) && someGiven(own) {
			return n
		}
	case joined.MatchString(ahead):
		if family == 2 || ends && (!isWeak(rest[0]) || len(own) == 2) && someGiven(own) || allGiven(own) && (ends || !isWeak(rest[0])) {
			return n
		}
	}
	if bare(rest, own, family, ends) {
		return n
	}
	return 0
}

// titledShorter: with a character less, a title follows.
func titledShorter(rest []rune, n, family int) bool {
	return n-family == 2 && titled.MatchString(string(rest[n-1:min(len(rest), n+6)]))
}

// bare: without any word before or behind, both given names must be liked ones.
func bare(rest, own []rune, family int, ends bool) bool {
	if strings.ContainsRune(places, own[len(own)-1]) {
		return false
	}
	if family == 2 {
		return allGiven(own)
	}
	if len(own) == 2 {
		first, second := strings.ContainsRune(liked, own[0]), strings.ContainsRune(liked, own[1])
		return first && second || (first || second) && allGiven(own) && (ends || !isWeak(rest[0]))
	}
	return !isWeak(rest[0]) && len(own) == 1 && strings.ContainsRune(liked, own[0]) && ends
}

// places end the name of a street or a neighbourhood.
const places = "苑园路街村镇桥庄湾岭坪港城江河湖海山"

func isWeak(r rune) bool { return strings.ContainsRune(weak, r) }

func allGiven(own []rune) bool {
	for _, r := range own {
		if !strings.ContainsRune(given, r) {
			return false
		}
	}
	return len(own) > 0
}

func someGiven(own []rune) bool {
	for _, r := range own {
		if strings.ContainsRune(given, r) {
			return true
		}
	}
	return false
}

// spelled is how many characters a name here would have: a family name with one
// or two more.
func spelled(rest []rune) int {
	family := familyOf(rest)
	if family == 0 || len(rest) < family+1 || ordinary[string(rest[:2])] {
		return 0
	}
	if isWeak(rest[0]) && familyOf(rest[1:]) == 1 && titled.MatchString(string(rest[2:min(len(rest), 8)])) { // 向张先生
		return 0
	}
	if titled.MatchString(string(rest[family:min(len(rest), family+6)])) { // 张先生 tells no more than 张某 does
		return 0
	}
	one := rest[family]
	if !unicode.Is(unicode.Han, one) || one == '某' || strings.ContainsRune("的了是在有我你他她它们这那不也都就和与及或于被把让给从到对向以为之所而且但若等某并上下前后里外中间内年月日时分", one) && !strings.ContainsRune("以之中", one) {
		return 0
	}
	if len(rest) == family+1 {
		return family + 1
	}
	two := rest[family+1]
	if !unicode.Is(unicode.Han, two) || two == '某' {
		return family + 1
	}
	if strings.ContainsRune(liked, two) {
		return family + 2
	}
	if strings.ContainsRune(follows, two) {
		next := rune(' ')
		if len(rest) > family+2 {
			next = rest[family+2]
		}
		if !strings.ContainsRune(given, two) || unicode.Is(unicode.Han, next) {
			return family + 1
		}
	}
	return family + 2
}

// english finds names in English texts by what introduces them, and Chinese
// names in pinyin by themselves.
func (t *text) english() []Find {
	var list []Find
	for _, form := range []*regexp.Regexp{englishTitled, englishSaid} {
		for _, m := range form.FindAllStringSubmatchIndex(t.norm, -1) {
			list = append(list, t.find(m[2], m[3], Name, masked(t.norm[m[2]:m[3]])))
		}
	}
	for at := 0; at < len(t.norm); {
		m := englishPair.FindStringSubmatchIndex(t.norm[at:])
		if m == nil {
			break
		}
		first, second := t.norm[at+m[2]:at+m[3]], t.norm[at+m[4]:at+m[5]]
		if (latin[first] && syllables.MatchString(second) || latin[second] && syllables.MatchString(first)) && !notPerson[second] && !notPerson[first] {
			list = append(list, t.find(at+m[0], at+m[1], Name, masked(first+" "+second)))
			at += m[1]
			continue
		}
		at += m[4] // the second word may begin a name
	}
	return list
}

// words behind a place's name that are spelled like a syllable
var notPerson = map[string]bool{"He": true, "Long": true, "She": true, "Me": true, "Lane": true, "Line": true, "The": true, "Gate": true, "A": true, "Fan": true, "Song": true, "Shi": true, "Lu": true, "Jie": true, "Cheng": true, "Qu": true, "Xian": true}
