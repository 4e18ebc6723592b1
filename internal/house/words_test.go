package house

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// The practices that this portal was built not to serve, as offices and programmers wrote them (docs/not-built.md).
var notBuilt = []string{
	"重点人员", "稳控", "劝返", "截访", "接返", "核销", "零上访", "零登记", "一票否决", "黑名单", "维稳", "缠访", "闹访", "非访",
	"人员分级", "风险评分", "风险人员", "信访量排名",
}

// Further practices that docs/not-built.md must name; their words also have an honest use ("we record no location").
var alsoNotBuilt = []string{"情绪", "人脸", "轨迹", "定位", "打分"}

// The same in identifiers, whatever their case and joints.
var notBuiltNames = regexp.MustCompile(`(?i)key_?persons?\b|black_?list|watch_?list|risk_?(score|level|grade)|stability_?control|` +
	`person_?(grade|score|level|type|tag)|petitioner_?(grade|score|level|type|rank|risk)|write_?off|intercept_?visit|` +
	`repeat_?petitioner|face_?(id|recognition)`)

// where the words may stand: the texts that name them in order to refuse them, and this test.
var wordsNamed = []string{"docs/not-built.md", "GLOSSARY.md", "internal/house/words_test.go", "internal/house/schema_test.go",
	"frontend/package-lock.json"}

func notBuiltBreaches(name, content string) []string {
	// Another test may name what it refuses.
	if slices.Contains(wordsNamed, name) || strings.HasSuffix(name, "_test.go") {
		return nil
	}
	var breaches []string
	for i, line := range strings.Split(content, "\n") {
		for _, word := range notBuilt {
			if strings.Contains(line, word) {
				breaches = append(breaches, fmt.Sprintf("%s:%d: %s: see docs/not-built.md", name, i+1, word))
			}
		}
		if found := notBuiltNames.FindString(line); found != "" {
			breaches = append(breaches, fmt.Sprintf("%s:%d: %s: see docs/not-built.md", name, i+1, found))
		}
	}
	return breaches
}

func TestNothingServesWhatMustNotBeBuilt(t *testing.T) {
	for _, name := range files(t, ".go", ".ts", ".vue", ".html", ".css", ".json", ".yaml", ".sql", ".md") {
		report(t, notBuiltBreaches(name, text(t, name)))
	}
	for content, wrong := range map[string]bool{
		"type KeyPerson struct{}":         true,
		"var riskScore int":               true,
		"\"desk.list\": \"重点人员\"":         true,
		"watch_list TEXT":                 true,
		"the key of a person's record":    false,
		"\"desk.urgent\": \"事情紧急：有人身危险\"": false,
	} {
		if breaches := notBuiltBreaches("internal/x.go", content); (len(breaches) > 0) != wrong {
			t.Errorf("%q: breaches %q, want some: %v", content, breaches, wrong)
		}
	}
}

// Whoever asks for one of these must find why it is not there, and what is there instead.
func TestNotBuiltIsWrittenDown(t *testing.T) {
	page := text(t, "docs/not-built.md")
	for _, word := range slices.Concat(notBuilt, alsoNotBuilt) {
		if !strings.Contains(page, word) {
			t.Errorf("docs/not-built.md does not name %s", word)
		}
	}
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// Dates and numbers are written by code, in each language its own way.
var dateLetters = regexp.MustCompile(`[年月日天周零一二三四五六七八九十]`)

// Two languages, one catalogue: a Chinese literal in a view is a text that English lacks. Comments may quote the law.
func hanBreaches(s source) []string {
	if s.test() || !within(s.folder(), "internal/web") {
		return nil
	}
	var breaches []string
	ast.Inspect(s.file, func(node ast.Node) bool {
		if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING && hasHan(dateLetters.ReplaceAllString(literal.Value, "")) {
			breaches = append(breaches, s.at(literal, "%s belongs to frontend/shared/locales", literal.Value))
		}
		return true
	})
	return breaches
}

var viewComment = regexp.MustCompile(`(?s)<!--.*?-->|/\*.*?\*/|\{\{-?\s*/\*.*?\*/\s*-?\}\}|(^|\s)//[^\n]*`)

// The name of the other language is written in that language; a single character that nobody is read is a drawing.
var languageName = regexp.MustCompile(`(简体)?中文|aria-hidden="true">\p{Han}<`)

func hanViewBreaches(name, content string) []string {
	bare := viewComment.ReplaceAllStringFunc(content, func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) })
	var breaches []string
	for i, line := range strings.Split(languageName.ReplaceAllString(bare, ""), "\n") {
		if hasHan(line) {
			breaches = append(breaches, fmt.Sprintf("%s:%d: text belongs to frontend/shared/locales: %s", name, i+1, strings.TrimSpace(line)))
		}
	}
	return breaches
}

func TestViewsTakeTheirTextsFromTheCatalogue(t *testing.T) {
	everySource(t, hanBreaches)
	breaks(t, hanBreaches, "internal/web/problem.go",
		"package web\nvar x = \"没有找到\"", "package web\n// 登记回执\nvar x = \"error.not_found\"")
	for _, name := range files(t, ".vue", ".html") {
		// The desk's frame is shown before any script has read the catalogue: it says its words in both languages.
		if strings.HasPrefix(name, "frontend/") && name != "frontend/desk/index.html" {
			report(t, hanViewBreaches(name, text(t, name)))
		}
	}
	for content, wrong := range map[string]bool{
		"<p>没有找到</p>":                          true,
		"<!-- 回执 --><p>{{ t('x') }}</p> // 说明": false,
		`<a lang="zh-CN">中文</a>`:               false,
	} {
		if breaches := hanViewBreaches("x.vue", content); (len(breaches) > 0) != wrong {
			t.Errorf("%q: breaches %q, want some: %v", content, breaches, wrong)
		}
	}
}

// Words that an office likes and a tired reader does not: say what to do.
var officialese = []string{"请知悉", "予以", "非法输入", "无效输入", "错误代码", "参数错误", "操作失败", "敬请谅解", "特此"}

// what a citizen reads that is no official paper.
var plainSubjects = []string{"citizen.json", "error.json", "notice.json", "channel.json", "account.json"}

const longestSentence = 40

var (
	sentenceEnd = regexp.MustCompile(`[。！？；\n]`)
	placeholder = regexp.MustCompile(`\{\w+\}`)
)

// plainBreaches finds what a citizen would have to read twice: officialese, and sentences of more than 40 characters.
func plainBreaches(key, message string) []string {
	var breaches []string
	for _, word := range officialese {
		if strings.Contains(message, word) {
			breaches = append(breaches, fmt.Sprintf("%s: %s", key, word))
		}
	}
	for _, sentence := range sentenceEnd.Split(placeholder.ReplaceAllString(message, "某某"), -1) {
		n := 0
		for _, r := range sentence {
			if unicode.Is(unicode.Han, r) {
				n++
			}
		}
		if n > longestSentence {
			breaches = append(breaches, fmt.Sprintf("%s: a sentence of %d characters: %s", key, n, strings.TrimSpace(sentence)))
		}
	}
	return breaches
}

func TestCitizensReadPlainWords(t *testing.T) {
	for _, name := range files(t, ".json") {
		if !strings.HasPrefix(name, "frontend/shared/locales/zh-CN/") || !slices.Contains(plainSubjects, path.Base(name)) {
			continue
		}
		var messages map[string]string
		if err := json.Unmarshal([]byte(text(t, name)), &messages); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for key, message := range messages {
			report(t, plainBreaches(path.Base(name)+" "+key, message))
		}
	}
	for message, wrong := range map[string]bool{
		"您的请求不予以受理":                       true,
		strings.Repeat("请您耐心等待", 7) + "。": true,
		"请写明事情经过，至少10个字。":                 false,
	} {
		if breaches := plainBreaches("x", message); (len(breaches) > 0) != wrong {
			t.Errorf("%q: breaches %q, want some: %v", message, breaches, wrong)
		}
	}
}

// A lock file that names hosts works only where these can be reached.
func TestLockFileNamesNoHost(t *testing.T) {
	if strings.Contains(text(t, "frontend/package-lock.json"), `"resolved":`) {
		t.Error(`package-lock.json holds "resolved": run npm in frontend/, where .npmrc leaves it out`)
	}
}
