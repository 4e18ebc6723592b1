package web

import (
	"html/template"
	"net/url"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// The invented matter of the design pictures: filed 2026-11-24, forwarded
// 11-26, accepted 11-30, due 2027-01-29, looked at on 2027-01-06.

func d(s string) clock.Day {
	day, err := clock.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return day
}

func at(day, hm string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" "+hm, clock.Shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

var samplePeriods = periods{Forward: 15, Accept: 15, Answer: 60, Extend: 30, Progress: 20, Review: 30}

var sampleOffice = office{Site: "阳光信访", Name: "甲市信访局", Phone: "12345",
	Address: "甲市乙街道丙路1号", Hours: "工作日9:00至17:00", Police: "110", Medical: "120", Comfort: "12356", Demo: true}

func samplePage(lang locale.Lang, title, path string, v any) *page {
	p := &page{Lang: lang, Size: sizeStandard, Path: path, Office: sampleOffice, Now: at("2027-01-06", "10:00"), V: v}
	p.Title, p.BackText = p.text(title), p.text("shell.back")
	return p
}

func sampleStep(lang locale.Lang, title, path string, step int, v any) *page {
	p := samplePage(lang, title, path, v)
	p.Step, p.Steps, p.Back, p.Saved, p.Draft = step, 9, "/file", true, "draftid"
	return p
}

func sampleLegs() []ladderLeg {
	return []ladderLeg{
		{Name: petition.LegA, Start: d("2026-11-24"), Due: d("2026-12-09"), Ended: d("2026-11-26"), Span: clock.Days(15), What: "收到您的信访"},
		{Name: petition.LegB, Start: d("2026-11-26"), Due: d("2026-12-11"), Ended: d("2026-11-30"), Span: clock.Days(15), What: "转给甲区人社局"},
		{Name: petition.LegC, Start: d("2026-11-30"), Due: d("2027-01-29"), Span: clock.Days(60), What: "受理，开始调查"},
	}
}

func sampleCase(lang locale.Lang) *page {
	v := caseView{Number: "7KQ4M2XD9R3H", Open: true, Title: "某工地拖欠12名工人3个月工资", Status: "正在调查核实，由甲区人社局办理", Left: "还剩23天",
		DueLine: "最晚**2027年1月29日（周五）**答复您", Ladder: ladder(lang, sampleLegs(), d("2027-01-06"), ""),
		Acts: []actRow{{"#", "补充材料", "随时可以。收到新材料不会重新计时"}, {"#", "催办", "上次是12月28日，现在又可以催一次"},
			{"#", "评价信访部门", "转送办得好不好，您说了算"}, {"#", "撤回", "答复之前都可以，72小时内能反悔"}},
		NotYet: "现在还不能：评价责任单位、申请复查。收到答复后就可以。",
		Steps: []stepRow{{At: at("2027-01-04", "10:00"), Who: "甲区人社局", Text: "找丁建筑公司谈了话，调取了工资表。下次进展：1月24日前。"},
			{At: at("2026-12-28", "10:00"), Who: "您", Text: "催办了一次。"},
			{At: at("2026-12-16", "10:00"), Who: "甲区人社局", Text: "到丙路工地核对了考勤，12人都在册。"},
			{At: at("2026-11-30", "10:00"), Who: "甲区人社局", Text: "受理了3项请求。", Papers: []paperRow{{Href: "#", Name: "受理告知书"}}},
			{At: at("2026-11-26", "10:00"), Who: "甲市信访局", Text: "转给甲区人社局。", Papers: []paperRow{{Href: "#", Name: "转送告知书"}}},
			{At: at("2026-11-24", "10:42"), Who: "您", Text: "提交了信访。", Papers: []paperRow{{Href: "#", Name: "登记回执"}}}},
		Papers: []paperRow{{Href: "#", Name: "受理告知书", Line: "甲人社信受告〔2026〕12号，11月30日", Unread: true, Size: 82 << 10},
			{Href: "#", Name: "转送告知书", Line: "甲信转〔2026〕318号，11月26日", Size: 64 << 10}, {Href: "#", Name: "登记回执", Line: "11月24日", Size: 58 << 10}},
		Reads: []readRow{{at("2027-01-04", "09:12"), "甲区人社局　经办人", "看了考勤表、工资欠条"}, {at("2026-12-01", "14:30"), "甲区人社局　经办人", "看了您的姓名和电话，用途：约您谈话"},
			{at("2026-11-26", "10:05"), "甲市信访局　登记员", "看了全部内容，姓名已遮住"}}, MoreReads: 7}
	p := samplePage(lang, "track.h1", "/case/7KQ4M2XD9R3H", v)
	p.NoIndex = true
	return p
}

func sampleReceipt(lang locale.Lang) *page {
	v := receiptView{Number: "7KQ4M2XD9R3H", Code: "8T5V2NHC6WJ0K3DM7", FiledAt: at("2026-11-24", "10:42"), ForwardBy: d("2026-12-09"), NextKey: "receipt.next_1_line",
		AcceptDays: 15, AnswerDays: 60, ExtendDays: 30, QR: qrCode("https://example.invalid/case/7KQ4M2XD9R3H", "QR")}
	return samplePage(lang, "receipt.h1", "/receipt/7KQ4M2XD9R3H", v)
}

func sampleAnswer(lang locale.Lang) *page {
	leg := ladderLeg{Name: petition.LegD, Start: d("2027-01-20"), Due: d("2027-02-19"), Span: clock.Days(30), What: "您读到了答复"}
	v := answerView{Number: "7KQ4M2XD9R3H", Unit: "甲区人社局", Read: true, Summary: "3项请求：支持1项，解释说明1项，不予支持1项。", PaperName: "信访处理意见书", PaperNumber: "甲人社信复〔2027〕5号",
		Points: []answerPoint{
			{No: 1, Request: "支付拖欠的工资280,800元", Plain: "公司欠12人280,800元，必须付清。", Facts: "考勤表、工资表都对得上。12人，3个月，共280,800元。",
				Basis: "《劳动合同法》第30条；《保障农民工工资支付条例》第30条", Decision: "支持", Badge: "support", Measure: "280,800元打到12人的工资卡。到期我们来问您：付了，还是没付。", By: d("2027-02-03")},
			{No: 2, Request: "支付晚发工资的赔偿金", Plain: "公司按时付清，就不用另付赔偿金。", Facts: "我们已责令限期支付。逾期不付，才责令加付赔偿金。", Basis: "《劳动合同法》第85条", Decision: "解释说明", Badge: "explain"},
			{No: 3, Request: "补偿来回讨薪的车费2,000元", Plain: "没有规定让公司付车费，这一项不支持。", Facts: "车票14张，共1,986元，属实。还想要回，可以问甲区人民法院立案庭，电话0000-0002。", Basis: "《保障农民工工资支付条例》没有这一项", Decision: "不予支持", Badge: "not_support"}},
		On: d("2027-01-18"), PDF: "#", Size: 96 << 10, ReadLine: "您1月20日读到了答复。30天从第二天算起。", Remedy: "网上申请复查还没有开通。", Ladder: ladder(lang, []ladderLeg{leg}, d("2027-01-26"), "")}
	p := samplePage(lang, "answer.h1", "/case/7KQ4M2XD9R3H/answer", v)
	p.Title, p.Back, p.BackText = "甲区人社局的答复", "/case/7KQ4M2XD9R3H", p.text("shell.back_case")
	return p
}

func sampleRate(lang locale.Lang) *page {
	opts := []option{{Value: "satisfied", Text: "满意"}, {Value: "basic", Text: "基本满意"}, {Value: "not", Text: "不满意"}}
	v := rateView{Subjects: []rateSubject{{"office", "甲市信访局", "接收、登记、转送", "satisfied", opts}, {"unit", "甲区人社局", "调查、答复、落实", "not", opts}},
		Reasons: []option{{Text: "问题没有解决", Value: "unsolved", Selected: true}, {Text: "答复看不懂"}, {Text: "超过了期限"}, {Text: "态度不好"}, {Text: "没有按承诺做", Selected: true}}}
	p := samplePage(lang, "rate.h1", "/case/7KQ4M2XD9R3H/rate", v)
	p.Back, p.BackText = "/case/7KQ4M2XD9R3H", p.text("shell.back_case")
	return p
}

func sampleStory(lang locale.Lang, wrong bool) *page {
	p := sampleStep(lang, "story.h1", "/file/story", 5, nil)
	p.Form.Values = url.Values{"narrative": {"我们12个人今年6月到8月在乙街道丙路的工地干活，说好每天300元。8月底完工后，公司说钱没到账，一直拖到现在。9月15日我去项目部问，门已经锁了。"}, "year": {"2026"}, "month": {"6"}}
	if wrong {
		p.Form.Values = url.Values{"narrative": {"工地不给工资"}, "year": {"2026"}, "month": {"16"}}
		p.Form.wrong("narrative", locale.Text(lang, "error.narrative_short", nil))
		p.Form.wrongAt("happened", "month", p.text("error.month"))
	}
	return p
}

func sampleCheck(lang locale.Lang) *page {
	text := func(key string, args ...any) string { return locale.Text(lang, "citizen."+key, pairs(args)) }
	v := checkView{Groups: []checkGroup{
		{text("check.matter"), []checkRow{{Name: text("check.kind"), Text: "投诉求助", Href: "/file/kind"}, {Name: text("check.other"), Text: "没有", Href: "#"},
			{Name: text("check.place"), Text: "甲市甲区乙街道，丙路工地", Href: "#"}, {Name: text("check.title"), Text: "某工地拖欠12名工人3个月工资", Href: "#"},
			{Name: text("check.narrative"), Text: "我们12个人今年6月到8月在乙街道丙路的工地干活，说好每天300元。8月底完工后，公司说钱没到账，一直拖到现在。", More: "全文", MoreText: "看全文（74个字）", Href: "#"}}},
		{text("check.wish"), []checkRow{{Name: "请求一", Text: "支付拖欠的工资280,800元", Href: "#"}, {Name: "请求二", Text: "支付晚发工资的赔偿金", Href: "#"}}},
		{text("check.evidence"), []checkRow{{Name: "3个文件", Text: "考勤表.jpg　1.2 MB\n工资欠条.jpg　0.9 MB\n劳动合同.pdf　2.4 MB", Href: "#"}}},
		{text("check.contact"), []checkRow{{Name: "姓名", Text: "张某某", Href: "#"}, {Name: "手机", Text: "138 **** 5678", Href: "#"}}},
	}, Publish: choice{ID: "publish", Name: "publish", Label: text("check.publish"), Hint: text("check.publish_hint"), Value: "yes",
		Options: []option{{Value: "yes", Text: text("check.publish_yes")}, {Value: "no", Text: text("check.publish_no")}}}}
	p := sampleStep(lang, "check.h1", "/file/check", 9, v)
	p.Form.Values = url.Values{"pledge": {"1"}}
	return p
}

func sampleHome(lang locale.Lang, size string) *page {
	short := []template.HTML{}
	for i, days := range []int{0, 15, 60, 30} {
		short = append(short, rich(locale.Text(lang, "citizen.home.short_"+string(rune('1'+i)), map[string]any{"days": days})))
	}
	p := samplePage(lang, "home.title", "/", homeView{Legs: homeLegs(lang, samplePeriods), Short: short,
		Figures: &figuresView{Filed: 4182, Answered: 3338, Median: 38, Nine: 58, Share: "4.9%", From: d("2025-11-01"), To: d("2026-10-01")}})
	p.Size = size
	return p
}
