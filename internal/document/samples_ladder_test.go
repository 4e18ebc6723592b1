package document

import (
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// ladderSamples are the papers beside and above the straight path; like is one of that path.
func ladderSamples(like Paper) map[string]Paper {
	opinion := like.Content.(Opinion)
	of := func(body, number string, c Content, articles string) Paper {
		p := like
		p.Body, p.Number, p.Content, p.Basis = body, number, c, []string{"《信访工作条例》" + articles}
		return p
	}
	to := func(addressee string, p Paper) Paper {
		p.Addressee = addressee
		return p
	}
	const office, unit, review, recheck = "青槐县信访局", "青槐县住房和城乡建设局", "青槐县人民政府复查机构", "槐江市人民政府复核机构"
	court := samplesCourt()
	answer := Issued{"信访事项处理意见书", like.Number, unit, clock.Date(2026, 9, 16)}
	reviewed := Issued{"信访事项复查意见书", "青政信复查〔2026〕6号", review, clock.Date(2026, 10, 28)}
	meeting := Meeting{clock.Date(2026, 9, 25), "14:30", "青槐县望槐路8号三楼会议室"}
	wants := "我局没有查明停水期间的损失，第三项请求也没有答复清楚。请求撤销原意见，重新核算。"
	found := "经调阅案卷、询问双方，供水公司2026年3月12日至9月14日停机属实，原意见对加压费的核算无误。公示明细缺少2026年6月一项，应当补充"
	all := map[string]Paper{
		"split-notice": of(office, "青信分告〔2026〕2号", SplitNotice{Requests: opinion.Requests[2:], Into: "9D2KM4X7Q1VA", Reasons: "第三项请求属于物业管理，由另一个单位负责"}, "第二十二条"),
		"split-report": of(office, "青信分告〔2026〕3号", SplitNotice{Into: "9D2KM4X7Q1VA", Report: true}, "第三十条"),
		"check-result": of(office, "青信核告〔2026〕1号", CheckResult{unit, false, "法院已于2026年6月30日裁定不属于受案范围，该单位没有核实", clock.Date(2026, 10, 8)}, "第二十三条"),
		"check-upheld": of(office, "青信核告〔2026〕2号", CheckResult{Unit: unit, Upheld: true, Reasons: "您与建筑公司的纠纷，青槐县人民法院已经立案，正在审理"}, "第三十一条"),
		"route-back-notice": of(office, "青信重告〔2026〕1号", RouteBack{"青槐县人民法院", "该院2026年9月10日书面答复不属于受案范围",
			clock.Date(2026, 10, 8)}, "第二十二条"),
		"to-ordinary": of(unit, "青住建信转普告〔2026〕1号", ToOrdinary{"需要现场核查，情况不能当场查清", clock.Date(2026, 7, 15), clock.Date(2026, 9, 14)}, "第三十四条"),
		"co-handling": to("青槐县水务局", of(office, "青信会通〔2026〕4号", CoHandling{unit, "查明二次供水设施2024年移交以来的运行维护情况，最晚9月25日把意见交主办单位"}, "第二十八条")),
		"lead-letter": of(office, "青信包单〔2026〕1号", LeadLetter{"郑岚（副县长）", unit, "涉及62户居民，停水时间长，需要几个单位一起解决"}, "第二十八条"),
		"invitation":  of(unit, "青住建信邀〔2026〕5号", Invitation{Meeting: meeting, About: "停水期间各户的损失怎么核算"}, "第三十一条"),
		"mediation":   of(unit, "青住建信邀〔2026〕6号", Invitation{Meeting: meeting, Participants: "供水公司、物业公司代表", Mediation: true}, "第三十三条"),
		"hearing-notice": of(review, "青政信听通〔2026〕1号", HearingNotice{meeting, "信访人、青槐县住房和城乡建设局、供水公司、居民代表3人", true,
			"停水期间的加压费应当退多少", 7}, "第三十六条"),
		"hearing-record": of(review, "青政信听录〔2026〕1号", HearingRecord{clock.Date(2026, 9, 15), "信访人、青槐县住房和城乡建设局、供水公司、居民代表3人",
			"信访人陈述：停水187天，62户靠提水生活。\n供水公司陈述：设备老化，配件订货周期长，愿意退还全部加压费。\n青槐县住房和城乡建设局陈述：已经责令更换设备，9月30日前恢复供水"}, "第三十六条"),
		"mediation-agreement": of(unit, "青住建信调协〔2026〕2号", MediationAgreement{"信访人李秋禾；青槐县供水公司",
			"供水公司退还停水期间的加压费4,092元，另给每户补偿200元。\n信访人对加压费不再提出其他请求", clock.Date(2026, 10, 15)}, "第三十三条"),
		"service-proof": of(unit, "青住建信送证〔2026〕9号", ServiceProof{answer, clock.Date(2026, 9, 18), "邮寄，本人签收，邮件号码 EA000000001CN", 30}, "第三十五条"),
		"closing-report": to(office, of(unit, "青住建信结报〔2026〕3号", ClosingReport{answer,
			"已更换3号水泵和控制柜，9月14日试运行正常。加压费4,092元正在逐户退还，10月15日前完成。\n信访人对第三项请求的答复有意见，已告知可以申请复查"}, "第二十二条")),
		"closing-return":    to(unit, of(office, "青信结退〔2026〕1号", ClosingReturn{Issued{Number: "青住建信结报〔2026〕3号"}, "没有写明退费到账的户数，请附到账凭证"}, "第二十二条")),
		"review-acceptance": of(review, "青政信复查受告〔2026〕6号", ReviewAcceptance{Of: answer, AskedOn: clock.Date(2026, 9, 28), DueOn: clock.Date(2026, 10, 28)}, "第三十五条"),
		"review-refusal": of(review, "青政信复查不受告〔2026〕2号", ReviewRefusal{answer, clock.Date(2026, 9, 28), "已经或者依法应当通过诉讼解决的事项",
			"您已就同一事项向青槐县人民法院起诉，法院2026年9月20日立案", court}, "第三十五条"),
		"review-opinion": of(review, "青政信复查〔2026〕6号", ReviewOpinion{Of: answer, Points: opinion.Items, AskedOn: clock.Date(2026, 9, 28), Request: wants, Findings: found,
			Result: Change, Decision: "第三项改为支持，由物业公司最晚2026年11月10日补充公示2026年6月的明细；其余各项维持", Days: 30,
			Bodies: []Body{{Name: recheck, Address: "槐江市人民路1号", Phone: "0990-000-0900"}}}, "第三十五条"),
		"review-redo": of(review, "青政信复查〔2026〕7号", ReviewOpinion{Of: answer, Points: opinion.Items, AskedOn: clock.Date(2026, 9, 28), Request: wants, Findings: found,
			Result: Redo, Decision: "原意见认定的事实不清，自本意见书送达之日起60日内重新作出处理意见"}, "第三十五条"),
		"recheck-opinion": of(recheck, "槐政信复核〔2026〕3号", RecheckOpinion{Of: reviewed, Points: opinion.Items[:2], AskedOn: clock.Date(2026, 11, 5), Request: wants,
			Findings: found, Result: Uphold, Decision: "复查意见认定事实清楚，依据正确"}, "第三十六条"),
		"no-longer": of(office, "青信不再受告〔2026〕1号", NoLonger{"9D2KM4X7Q1VA", Issued{"信访事项复核意见书", "槐政信复核〔2026〕3号", recheck, clock.Date(2026, 12, 1)},
			"青槐县住房和城乡建设局核实：本次提出的事实和理由，复核时已经全部审查过", "没有新的事实和理由"}, "第三十六条"),
		"supervision-answer": to(office, of(unit, "青住建信督复〔2026〕8号", SupervisionAnswer{Issued{Number: "青信督函〔2026〕8号"}, "9月16日已经出具处理意见书并送达。\n逾期两天的原因是等待设备鉴定，已经在内部通报", clock.Date(2026, 10, 15)}, "第四十条")),
		"advice":             to(unit, of(office, "青信建函〔2026〕2号", Advice{"policy", "全县有11个小区的二次供水没有备用电源。建议修订管理办法，要求每月试运行并公示记录", clock.Date(2026, 10, 30)}, "第四十条")),
		"advice-answer":      to(office, of(unit, "青住建信建复〔2026〕2号", AdviceAnswer{Issued{Number: "青信建函〔2026〕2号"}, petition.AdoptPart, "每月试运行的要求已经写进管理办法修订稿。公示改为每季度一次，因为物业公司人手不足"}, "第四十条")),
		"call-to-account":    to(unit, of("青槐县信访工作联席会议", "青信联责通〔2026〕1号", CallToAccount{"listed", "两次督办后仍没有退还加压费，没有向信访人说明", clock.Date(2026, 12, 31)}, "第三十九条")),
		"urgent-report":      to("青槐县人民政府", of(office, "青信急报〔2026〕1号", UrgentReport{"3号楼外墙脱落，楼下就是幼儿园的接送通道", time.Date(2026, 9, 16, 1, 20, 0, 0, time.UTC), "青槐县槐荫里小区", unit}, "第二十五条")),
	}
	feedback := of("中共青槐县纪律检查委员会", "青纪反告〔2026〕4号", DisciplineFeedback{"您反映的情况已经核实，有关问题已经按规定处理"}, "第三十条")
	feedback.Summary, feedback.Channel = "", ""
	all["discipline-feedback"] = feedback
	for name, p := range printSamples(like, answer, reviewed) {
		all[name] = p
	}
	return all
}

// printSamples are what the portal draws up by itself for the petitioner.
func printSamples(like Paper, answer, reviewed Issued) map[string]Paper {
	form := like
	form.Content = ReviewForm{Name: "李秋禾", Phone: "12600000001", Address: "青槐县槐荫里3号楼", Of: answer, ReadOn: clock.Date(2026, 9, 18), LastOn: clock.Date(2026, 10, 19),
		To: []Body{{Name: "青槐县人民政府复查机构", Address: "青槐县望槐路1号", Phone: "0990-000-0110", Online: "https://sunlit.example"}}}
	recheck := like
	recheck.Content = ReviewForm{Recheck: true, Name: "李秋禾", Of: reviewed, ReadOn: clock.Date(2026, 10, 30), LastOn: clock.Date(2026, 11, 30),
		To: []Body{{Name: "槐江市人民政府复核机构", Address: "槐江市人民路1号", Phone: "0990-000-0900"}}}
	office := like
	office.Body, office.Number, office.Basis = "青槐县信访局", "7K4M-Q2XD-93VT", nil
	slip := office
	slip.Addressee = "有关机关"
	hash := "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	slip.Content = HandOver{Requests: like.Content.(Opinion).Requests[:2],
		Steps:    []Dated{{clock.Date(2026, 7, 8), "信访人通过网上提出"}, {clock.Date(2026, 7, 15), "青槐县住房和城乡建设局受理"}, {clock.Date(2026, 9, 16), "青槐县住房和城乡建设局答复"}},
		Papers:   []Listed{{answer, "4QK7-M2XD", hash}},
		Evidence: []File{{"水费账单.jpg", 284_113, hash, clock.Date(2026, 7, 8)}}}
	notice, forms := like, form
	notice.Content = ToOrdinary{"需要现场核查", clock.Date(2026, 7, 15), clock.Date(2026, 9, 14)}
	one, _ := Render(like)
	two, _ := Render(notice)
	three, _ := Render(forms)
	bundle := office
	bundle.Content = Bundle{Papers: []Bound{{Listed: Listed{answer, "4QK7-M2XD", hash}, PDF: one}, {Listed: Listed{Issued{"信访事项转普通程序告知书", "青住建信转普告〔2026〕1号", answer.Unit, answer.On}, "7C0W-33NA", hash}, PDF: two,
		Attached: &Attached{"盖章.pdf", "application/pdf", []byte("%PDF-1.4 scan")}}, {Listed: Listed{reviewed, "", ""}, PDF: three}},
		Clocks: []Counted{{Name: "转送", Basis: "《信访工作条例》第二十二条", Start: clock.Date(2026, 7, 8), Days: 15, Raw: clock.Date(2026, 7, 23), Due: clock.Date(2026, 7, 23), Ended: clock.Date(2026, 7, 15)},
			{Name: "答复", Basis: "《信访工作条例》第三十四条", Start: clock.Date(2026, 8, 3), Days: 60, Raw: clock.Date(2026, 10, 2), Off: []clock.Day{clock.Date(2026, 10, 2)},
				Due: clock.Date(2026, 10, 8), Ended: clock.Date(2026, 10, 9), Late: true},
			{Name: "申请复查", Basis: "《信访工作条例》第三十五条", Start: clock.Date(2026, 10, 9), Days: 30, Raw: clock.Date(2026, 11, 8), Off: []clock.Day{clock.Date(2026, 11, 8)}, Due: clock.Date(2026, 11, 9)}}}
	return map[string]Paper{"review-form": form, "recheck-form": recheck, "hand-over": slip, "bundle": bundle}
}

// samplesCourt is where an administrative act is sued.
func samplesCourt() Way {
	return Way{Procedure: "行政诉讼", Body: Body{Name: "青槐县人民法院", Address: "青槐县法院街2号", Phone: "0990-000-0200"},
		Limit:  "自知道该行政行为之日起6个月内",
		Papers: []string{"起诉状（正本1份，副本按被告人数）", "身份证明", "行政决定书", "证据清单"}}
}
