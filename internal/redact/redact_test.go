package redact_test

import (
	"testing"

	"sunlit/internal/redact"
)

func TestProposals(t *testing.T) {
	for name, c := range map[string]struct {
		text, want string
		known      []string
	}{
		"name and phone":           {text: "我叫李建国，电话13812345678。", want: "我叫李某某，电话138****。"},
		"petitioner's own name":    {text: "石榴花去过两次，石 榴 花没有签字。", want: "石某某去过两次，石某某没有签字。", known: []string{"石榴花"}},
		"two families' characters": {text: "联系人：欧阳文静", want: "联系人：欧阳某某"},
		"minority name":            {text: "村民买买提·艾力在场。", want: "村民买某某在场。"},
		"a list of names":          {text: "由李强、王芳和赵敏签收。", want: "由李某、王某和赵某签收。"},
		"masked ones stay":         {text: "李某、王某某和张先生在场，陈书记答应了。", want: "李某、王某某和张先生在场，陈书记答应了。"},
		"numerals":                 {text: "打幺三八零零幺三八零零零", want: "打138****"},
		"room":                     {text: "阳光花园3栋2单元501室漏水。", want: "阳光花园×栋×单元×室漏水。"},
		"house":                    {text: "家住人民路18号。", want: "家住人民路×号。"},
		"not a house":              {text: "3号工地和5月18号、第12号文件。", want: "3号工地和5月18号、第12号文件。"},
		"plate":                    {text: "车牌湘AD12345挡路", want: "车牌湘A****挡路"},
		"account":                  {text: "微信号：sun_2020a，QQ 123456789", want: "微信号：****，QQ ****"},
		"law":                      {text: "依据《信访工作条例》第三十四条于2026年3月2日答复，金额128,560.50元。", want: "依据《信访工作条例》第三十四条于2026年3月2日答复，金额128,560.50元。"},
		"hotline":                  {text: "请拨打12345或400-820-8820", want: "请拨打12345或400-820-8820"},
		"English":                  {text: "My name is Li Wei, call 13812345678, Room 1203.", want: "My name is Li ****, call 138****, Room ×."},
		"invisible characters":     {text: "手机138\u200b1234\u200b5678", want: "手机138****"},
		"nothing":                  {text: "", want: ""},
		"broken bytes":             {text: "电话\xff13812345678", want: "电话\xff138****"},
	} {
		if got := redact.Apply(c.text, redact.Finds(c.text, c.known...)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// FuzzFinds: spans lie in the text, in order, apart, and say what stands there.
func FuzzFinds(f *testing.F) {
	f.Add("我叫李建国，电话13812345678，住阳光花园3栋2单元501室")
	f.Add("（一三八〇〇一三八〇〇〇）\xff\xfe　．・")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, x := range redact.Finds(text, "石榴花", "Li Wei") {
			if x.Start < at || x.End <= x.Start || x.End > len(text) || text[x.Start:x.End] != x.Text {
				t.Fatalf("span %+v of %q after %d", x, text, at)
			}
			at = x.End
		}
	})
}
