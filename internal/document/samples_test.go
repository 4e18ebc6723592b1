package document

import (
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// samples are one paper of each kind, with invented units, people and numbers.
func samples() map[string]Paper {
	unit := Body{Name: "青槐县住房和城乡建设局", Address: "青槐县望槐路8号", Phone: "0990-000-0126"}
	review := Body{Name: "青槐县人民政府复查机构", Address: "青槐县望槐路1号", Phone: "0990-000-0110", Online: "本平台“申请复查”"}
	court := samplesCourt()
	requests := []petition.Request{{No: 1, Text: "请求恢复槐荫里3、4号楼正常供水。"},
		{No: 2, Text: "请求退还2026年3月至8月多收的水费。"}, {No: 3, Text: "请求公布泵房维修资金使用情况。"}}
	items := []petition.Item{
		{Request: 1, Plain: "供水在9月30日前恢复。", Facts: "9月14日现场核查，3号水泵电机烧毁、控制柜进水。", Basis: "《青槐县二次供水管理办法》第十二条",
			Decision: petition.Support, Measure: "由供水公司更换设备，恢复供水", By: clock.Date(2026, 9, 30)},
		{Request: 2, Plain: "停用期间多收的加压费4,092元，10月15日前退给您。", Facts: "核对账单186份，停用期间计收二次加压费4,092元，涉及62户。",
			Basis: "《青槐县二次供水管理办法》第二十一条", Decision: petition.Support, Measure: "供水公司逐户退还，我局核对到账", By: clock.Date(2026, 10, 15)},
		{Request: 3, Plain: "维修资金由业主大会决定，明细已在小区公示。", Facts: "物业公司已于9月11日公示，我局已督促物业公司公示明细",
			Basis: "《青槐县物业管理规定》第三十条", Decision: petition.Explain},
	}
	with := func(number string, c Content, articles ...string) Paper {
		return Paper{Body: "青槐县住房和城乡建设局", Number: "青住建信" + number, Addressee: "李秋禾", Tracking: "7K4MQ2XD93VT",
			Summary: "槐荫里小区二次供水泵房停用，3、4号楼断水", Channel: petition.Online, ReceivedOn: clock.Date(2026, 7, 8),
			IssuedOn: clock.Date(2026, 9, 16), Basis: articles, Content: c,
			Contact:  Contact{Name: "周允", Phone: "0990-000-0126", Address: "青槐县望槐路8号"},
			QueryURL: "https://sunlit.example/track", VerifyCode: "4QK7-M2XD", VerifyURL: "https://sunlit.example/verify#4QK7M2XD"}
	}
	office := func(p Paper, number string) Paper {
		p.Body, p.Number, p.Contact = "青槐县信访局", number, Contact{Name: "值班室", Phone: "0990-000-0100", Address: "青槐县望槐路3号"}
		return p
	}
	all := map[string]Paper{
		"acceptance": with("受〔2026〕18号", Acceptance{requests, clock.Date(2026, 7, 15), petition.Ordinary, clock.Date(2026, 9, 14), "供水管理科"},
			"《信访工作条例》第二十三条、第三十四条"),
		"opinion": with("答〔2026〕31号", Opinion{clock.Date(2026, 7, 15), requests, items,
			Remedy{Route: petition.RouteC6, Days: 30, Bodies: []Body{review}}}, "《信访工作条例》第三十一条、第三十二条"),
		"opinion-duty": with("答〔2026〕32号", Opinion{clock.Date(2026, 7, 15), requests[:1], items[:1],
			Remedy{Route: petition.RouteC5, Ways: []Way{{Procedure: "行政复议", Body: review, Limit: "自收到之日起60日内"}, court}}}, "《信访工作条例》第三十一条"),
		"refusal": with("不受〔2026〕4号", Refusal{"已经或者依法应当通过诉讼解决的事项", "您与青槐县第三建筑公司的劳务分包合同纠纷，青槐县人民法院已于2026年6月2日立案",
			court, Body{Name: "青槐县信访局", Phone: "0990-000-0100", Address: "青槐县望槐路3号"}, 30}, "《信访工作条例》第三十一条"),
		"extension": with("延〔2026〕7号", Extension{clock.Date(2026, 7, 15), clock.Date(2026, 9, 14),
			"控制柜需要由制造商鉴定，鉴定报告9月25日才能作出", "本局主要负责人", 30, clock.Date(2026, 10, 14)}, "《信访工作条例》第三十四条"),
		"routing":      with("导〔2026〕2号", Routing{"您对不动产登记结果有异议，属于对行政行为不服", court}, "《信访工作条例》第三十一条"),
		"info-request": with("补〔2026〕9号", InfoRequest{[]string{"2026年3月至8月的水费账单或者缴费记录（照片即可）", "断水开始的日期"}, clock.Date(2026, 9, 30)}, "《信访工作条例》第十九条"),
		"objection": with("异〔2026〕1号", Objection{"槐荫里小区二次供水设施已于2024年移交青槐县水务局管理，移交协议见附件。我局不再承担运行和维修职责", "青槐县水务局"},
			"《信访工作条例》第二十三条", "《青槐县二次供水管理办法》第三条"),
		"simple-answer":    with("简答〔2026〕5号", SimpleAnswer{clock.Date(2026, 7, 15), requests[:1], items[:1]}, "《信访工作条例》第三十一条"),
		"suggestion-reply": with("建复〔2026〕3号", SuggestionReply{requests[:1], []petition.Item{{Request: 1, Plain: "从明年起每季度公示一次", Facts: "现行办法每年公示一次，居民来信反映看不到明细", Basis: "《青槐县物业管理规定》第三十条", Decision: petition.AdoptPart, Measure: "修订公示办法", By: clock.Date(2026, 12, 31)}}}, "《信访工作条例》第二十九条"),
		"withdrawal-end":   with("终〔2026〕6号", EndOfHandling{clock.Date(2026, 9, 10), clock.Date(2026, 9, 13), 72}, "《信访工作条例》第三十一条"),
	}
	all["forwarding"] = office(with("", Forwarding{Unit: unit, TellBy: clock.Date(2026, 7, 30)}, "《信访工作条例》第二十二条"), "青信转〔2026〕112号")
	all["assignment"] = office(with("", Assignment{Unit: unit, TellBy: clock.Date(2026, 7, 30), ReportedBy: clock.Date(2026, 9, 30)}, "《信访工作条例》第二十二条"), "青信交〔2026〕12号")
	all["redirection"] = office(with("", Redirection{"青槐县住房和城乡建设局", Body{Name: "青槐县水务局", Phone: "0990-000-0133", Address: "青槐县望槐路12号"}, true,
		"移交协议载明，二次供水设施自2024年5月1日起由青槐县水务局管理", clock.Date(2026, 10, 8)}, "《信访工作条例》第二十三条"), "青信改〔2026〕3号")
	appointment := office(with("", Appointment{[]string{"青槐县住房和城乡建设局", "青槐县水务局"}, Body{Name: "青槐县水务局"},
		"设施移交后，维修和运行由管理单位负责", clock.Date(2026, 10, 8)}, "《信访工作条例》第二十四条"), "青信联指〔2026〕1号")
	appointment.Body, appointment.Addressee = "青槐县信访工作联席会议", "青槐县水务局"
	all["appointment"] = appointment
	letter := office(with("", Supervision{"2026年7月15日受理，应当最晚2026年9月14日书面答复，至今没有答复，也没有延期", "查明断水原因，书面答复信访人", clock.Date(2026, 9, 30),
		"在本平台“督办”栏回复，附答复意见书"}, "《信访工作条例》第四十条"), "青信督〔2026〕8号")
	letter.Addressee = unit.Name
	all["supervision-letter"] = letter
	all["merge-notice"] = office(with("", MergeNotice{"9D2KM4X7Q1VA", "两件事项都反映槐荫里小区3、4号楼断水"}, "《信访工作条例》第二十二条"), "青信并〔2026〕5号")
	sealed := office(with("", SealNotice{}, "《信访工作条例》第二十二条、第三十条"), "青信告〔2026〕21号")
	sealed.Summary, sealed.Channel = "", ""
	all["seal-notice"] = sealed
	receipt := office(with("", Receipt{FiledAt: time.Date(2026, 7, 8, 2, 42, 0, 0, time.UTC), ForwardBy: clock.Date(2026, 7, 23), UnitDays: 15, AnswerDays: 60,
		ExtendDays: 30, Logged: Logged{Entry: 48904, Size: 48911, Root: "9f2c71abQz4W"}}, "《信访工作条例》第二十一条、第二十二条"), "青信登〔2026〕907号")
	receipt.IssuedOn = clock.Date(2026, 7, 8)
	all["receipt"] = receipt
	coded := receipt.Content.(Receipt)
	coded.Code = "8T5V2NHC6WJ0K3DMX"
	receipt.Content = coded
	all["receipt-code"] = receipt
	receipt.Lang, receipt.Basis = locale.En, []string{"Regulation on Petition Work, Art. 21 and 22"}
	receipt.Summary, receipt.Addressee = "No water in buildings 3 and 4 of Huaiyinli since the pump house stopped", "Li Qiuhe"
	all["receipt-en"] = receipt
	card := with("", FridgeCard{"青槐县住房和城乡建设局", clock.Date(2026, 9, 14), "最晚这一天书面答复您", "0990-000-0100"})
	all["fridge-card"] = card
	card.Lang, card.Content = locale.En, FridgeCard{"Qinghuai Housing Bureau", clock.Date(2026, 9, 14), "the written answer is due", "0990-000-0100"}
	all["fridge-card-en"] = card
	for name, p := range ladderSamples(all["opinion"]) {
		all[name] = p
	}
	return all
}
