package web

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"sunlit/config"
	yamlform "sunlit/config/form"
	"sunlit/frontend/citizen"
	"sunlit/internal/locale"
)

// How long a sentence may be for somebody who reads slowly, in 汉字.
const (
	longestSentence = 40
	meanSentence    = 25
)

// officialese is what an office writes and nobody says.
var officialese = []string{"请知悉", "予以", "相关", "贵", "兹", "特此", "非法", "无效", "错误代码", "谨", "敬请", "须知悉", "用户", "系统", "重点人员", "稳控"}

var (
	sentenceEnd = regexp.MustCompile(`[。！？：；\n]`)
	placeholder = regexp.MustCompile(`\{[^}]*\}`)
	han         = regexp.MustCompile(`\p{Han}`)
)

func citizenTexts(t *testing.T, lang locale.Lang) map[string]string {
	t.Helper()
	return subjectTexts(t, lang, "citizen")
}

// spokenTexts are all that citizens read of the catalogue, and the guide.
func spokenTexts(t *testing.T, lang locale.Lang) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, subject := range []string{"citizen", "guide", "right", "account", "log"} {
		for key, text := range subjectTexts(t, lang, subject) {
			texts[subject+"."+key] = text
		}
	}
	raw, err := config.File("guide.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var guide yaml.Node
	if err := yaml.Unmarshal(raw, &guide); err != nil {
		t.Fatal(err)
	}
	wanted := map[locale.Lang]string{locale.ZhCN: ".zh", locale.En: ".en"}[lang]
	yamlform.EachScalar(guide.Content[0], "guide.yaml", func(n *yaml.Node, at string) {
		if strings.HasSuffix(at, wanted) {
			texts[at] = n.Value
		}
	})
	return texts
}

func subjectTexts(t *testing.T, lang locale.Lang, subject string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("../../frontend/shared/locales", lang, subject+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]string
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

// The citizens' Chinese is short, plain and never blames.
func TestCitizensTextsAreShortAndPlain(t *testing.T) {
	sentences, total := 0, 0
	for key, text := range spokenTexts(t, locale.ZhCN) {
		for _, word := range officialese {
			if strings.Contains(text, word) && !(word == "无效" && strings.Contains(text, "无效果")) {
				t.Errorf("%s says %q", key, word)
			}
		}
		for _, sentence := range sentenceEnd.Split(placeholder.ReplaceAllString(text, "某某"), -1) {
			n := len(han.FindAllString(sentence, -1))
			if n == 0 {
				continue
			}
			sentences, total = sentences+1, total+n
			if n > longestSentence {
				t.Errorf("%s has a sentence of %d characters: %s", key, n, sentence)
			}
		}
	}
	if mean := float64(total) / float64(sentences); mean > meanSentence {
		t.Errorf("sentences have %.1f characters on average, more than %d", mean, meanSentence)
	}
}

// English leaves no Chinese behind but the law's own names.
func TestEnglishKeepsOnlyLegalNamesInChinese(t *testing.T) {
	allowed := regexp.MustCompile(`（?\(?(申诉求决|受理|复查|复核|督办)\)?）?`)
	for _, subject := range []string{"citizen", "right"} {
		for key, text := range subjectTexts(t, locale.En, subject) {
			if rest := allowed.ReplaceAllString(text, ""); han.MatchString(rest) {
				t.Errorf("%s.%s keeps Chinese: %s", subject, key, text)
			}
		}
	}
}

// beginnings are keys built from what they are about.
var beginnings = regexp.MustCompile(`^(ladder\.(used|passed)_today$|home\.(leg|short)_|kind\.|other\.|advice\.|act\.|case\.(s|flash)_|case\.due_|problem\.|help\.|privacy\.|access\.|guide\.|sitemap\.|field\.|(supplement|remind|message|urgent|withdraw|undo-withdraw|rate)\.(h1|lead|button)$|check\.)`)

// ofRights are keys built from the verb, the stage or the choice.
var ofRights = regexp.MustCompile(`^(review|recheck|ask-check|route-back|to-ordinary|request-supervision|solved|ask-recusal|publish-consent|aid-consent|confirm|pressure)\.(h1|lead|does|not|text|hint|button|done|next|row|channel_.*|legal-aid|hardship|mediation)$|^consent\.(yes|no)$|^g\.|^meet\.`)

// accountBeginnings are the same in account.json; some of its texts are faults of inner packages.
var accountBeginnings = regexp.MustCompile(`^(flash_|contact\.h_|error\.|login\.|newcode\.|code\.(lead|help_2)_|notices\.lang_|field\.\w+_hint$|reissued$)`)

// A text that no page uses is a text that nobody keeps true.
func TestEveryTextIsUsed(t *testing.T) {
	var used strings.Builder
	err := fs.WalkDir(citizen.HTML, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := citizen.HTML.ReadFile(name)
		used.Write(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		used.Write(raw)
	}
	all := used.String()
	for key := range citizenTexts(t, locale.ZhCN) {
		if !beginnings.MatchString(key) && !strings.Contains(all, `"`+key+`"`) && !strings.Contains(all, `"citizen.`+key+`"`) {
			t.Errorf("citizen.%s is used by no page", key)
		}
	}
	for key := range subjectTexts(t, locale.ZhCN, "right") {
		if !ofRights.MatchString(key) && !strings.Contains(all, `"`+key+`"`) && !strings.Contains(all, `"right.`+key+`"`) {
			t.Errorf("right.%s is used by no page", key)
		}
	}
	for _, m := range regexp.MustCompile(`(?:\bt "right\.|\.right\(")([a-z0-9_.-]+)"[ ,)}]`).FindAllStringSubmatch(all, -1) {
		if !locale.Has(locale.ZhCN, "right."+m[1]) {
			t.Errorf("a page asks for right.%s, which does not exist", m[1])
		}
	}
	for key := range subjectTexts(t, locale.ZhCN, "account") {
		if !accountBeginnings.MatchString(key) && !strings.Contains(all, `"account.`+key+`"`) {
			t.Errorf("account.%s is used by no page", key)
		}
	}
	for _, m := range regexp.MustCompile(`\{\{(?:t|rich) "([^"]+[^_."])"`).FindAllStringSubmatch(all, -1) {
		if !locale.Has(locale.ZhCN, pageKey(m[1])) {
			t.Errorf("a page asks for %s, which does not exist", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`(?:p|w)\.text\("([a-z0-9_.-]+)"[,)]`).FindAllStringSubmatch(all, -1) {
		if !locale.Has(locale.ZhCN, pageKey(m[1])) {
			t.Errorf("a handler asks for %s, which does not exist", m[1])
		}
	}
}
