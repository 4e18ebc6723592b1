package redact_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sunlit/internal/redact"
)

// planter writes texts with personal data in them; it shares no list with the finder.
type planter struct{ r *rand.Rand }

func (p planter) of(list ...string) string { return list[p.r.IntN(len(list))] }

func (p planter) digits(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + p.r.IntN(10)))
	}
	return b.String()
}

func (p planter) char(s string) string {
	runes := []rune(s)
	return string(runes[p.r.IntN(len(runes))])
}

const (
	families = "王李张刘陈杨赵吴徐孙朱胡郭林罗郑梁谢宋唐许韩冯邓曹彭曾肖董袁潘蒋蔡余杜苏魏吕丁姚卢姜崔钟谭陆汪范廖贾韦邹孟熊秦邱江尹薛闫段雷侯陶黎贺龚邵覃严黄高马何田周方白程沈夏付叶万石任金于史毛"
	firsts   = "建国志文晓小玉春海俊丽永光明德秀雅梓浩子思佳一家宏振少仁美凤桂雪正嘉砚樾骁瀚奕霁屿棠"
	lasts    = "华军伟强芳敏英涛平红霞勇杰娟磊超云刚辉玲梅生林波斌飞宇轩涵怡琪睿博源泽阳洁莉峰岳舟澄珩笙"
)

func (p planter) name() string {
	switch n := p.r.IntN(20); {
	case n == 0:
		return p.of("欧阳", "上官", "诸葛", "司马", "皇甫") + p.char(lasts)
	case n == 1:
		return p.of("买买提", "阿不都", "古丽", "吐尔逊") + "·" + p.of("艾力", "热合曼", "买买提", "库尔班")
	case n < 7:
		return p.char(families) + p.char(lasts)
	}
	return p.char(families) + p.char(firsts) + p.char(lasts)
}

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r - '!' + '！'
		}
		return r
	}, s)
}

func spelled(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return []rune("零一二三四五六七八九")[r-'0']
		}
		return r
	}, s)
}

// groups puts blanks between groups of so many characters.
func groups(s, sep string, sizes ...int) string {
	var parts []string
	for _, n := range sizes {
		n = min(n, len(s))
		parts, s = append(parts, s[:n]), s[n:]
	}
	if s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, sep)
}

func (p planter) mobile() string {
	s := p.of("13", "15", "18", "17", "19", "16") + p.digits(9)
	switch p.r.IntN(8) {
	case 0:
		return groups(s, " ", 3, 4, 4)
	case 1:
		return groups(s, "-", 3, 4, 4)
	case 2:
		return wide(s)
	case 3:
		return spelled(s)
	case 4:
		return "+86 " + s
	case 5:
		return strings.Join(strings.Split(s, ""), " ")
	}
	return s
}

func (p planter) landline() string {
	return p.of("010-6", "0731-8", "021 5", "0755-2", "(0731)8", "0451-8") + p.digits(7)
}

func (p planter) identity() string {
	s := p.of("110101", "430102", "320506", "510104", "650102", "230103") + fmt.Sprintf("%d%02d%02d", 1940+p.r.IntN(66), 1+p.r.IntN(12), 1+p.r.IntN(28)) + p.digits(3)
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(s[i]-'0') * w
	}
	s += string("10X98765432"[sum%11])
	switch p.r.IntN(6) {
	case 0:
		return groups(s, " ", 6, 8, 4)
	case 1:
		return wide(s)
	case 2:
		return strings.ToLower(s)
	case 3:
		return s[:6] + s[8:17] // fifteen digits, before 1999
	}
	return s
}

func (p planter) card() string {
	s := p.of("6222", "6217", "6228", "4367", "6210") + p.digits(14)
	for d := range 10 {
		full, sum := s+string(rune('0'+d)), 0
		for i := range full {
			v := int(full[len(full)-1-i] - '0')
			if i%2 == 1 {
				if v *= 2; v > 9 {
					v -= 9
				}
			}
			sum += v
		}
		if sum%10 == 0 {
			s = full
			break
		}
	}
	switch p.r.IntN(4) {
	case 0:
		return groups(s, " ", 4, 4, 4, 4, 3)
	case 1:
		return wide(s)
	}
	return s
}

func (p planter) plate() string {
	own := p.of("湘A", "京N", "粤B", "川A", "苏E", "鲁Q", "沪C")
	switch p.r.IntN(5) {
	case 0:
		return own + p.of("D", "F") + p.digits(5) // new energy
	case 1:
		return own + "·" + p.digits(2) + p.of("K", "H", "P") + p.digits(2)
	case 2:
		return own + " " + p.digits(5)
	case 3:
		return own[:len(own)-1] + wide(own[len(own)-1:]) + p.digits(4) + p.of("T", "V")
	}
	return own + p.of("8", "6", "H") + p.digits(3) + p.of("Q", "9", "R")
}

func (p planter) door() string {
	n := func(max int) string { return fmt.Sprint(1 + p.r.IntN(max)) }
	switch p.r.IntN(8) {
	case 0:
		return n(30) + "栋" + n(4) + "单元" + n(30) + "0" + n(8) + "室"
	case 1:
		return n(30) + "号楼" + n(9) + "0" + n(4) + "室"
	case 2:
		return n(30) + "-" + n(4) + "-" + n(9) + "0" + n(4)
	case 3:
		return spelled(n(9)) + "栋" + spelled(n(4)) + "单元" + n(9) + "0" + n(4)
	case 4:
		return n(300) + "号" + n(9) + "0" + n(4) + "室"
	case 5:
		return wide(n(20)) + "幢" + wide(n(9)+"0"+n(4)) + "室"
	case 6:
		return n(30) + "座" + n(30) + "0" + n(8) + "房"
	}
	return n(30) + "栋" + n(9) + "0" + n(4) + "号"
}

func (p planter) house() string {
	return fmt.Sprintf("%d号", 1+p.r.IntN(300))
}

// planted is one datum and a sentence around it, %s where it stands.
func (p planter) planted() (redact.Kind, string, string) {
	estate := p.of("阳光花园", "幸福小区", "东湖家园", "金桂苑", "翠竹新村", "锦绣公寓")
	street := p.of("人民路", "解放街", "槐树巷", "建设北路", "滨江大道")
	switch p.r.IntN(16) {
	case 0, 1, 2, 3:
		return redact.Name, p.name(), p.of("我叫%s，今年五十二岁。", "姓名：%s。", "联系人：%s", "本人%s，系该厂退休职工。", "包工头%s一直不接电话。", "业主%s多次找物业。",
			"%s先生到现场看过。", "%s女士说不知道。", "被申请人%s没有到场。", "我的丈夫%s在工地上受了伤。", "房东%s不退押金。", "%s的电话打不通。", "请找%s主任核实。", "村民%s和我一起去的。",
			"我是%s。", "受害人%s至今没有拿到赔偿。", "开户人：%s。", "钱是打给%s的，", "由%s、李某经手。", "（签名）%s", "我妻子%s身体不好。", "法定代表人%s已经失联。", "儿子%s在外打工。", "当时老板%s答应过年前结清。")
	case 4, 5:
		return redact.Phone, p.mobile(), p.of("请打我的手机%s。", "电话：%s", "联系电话 %s，随时可以打。", "他的号码是%s，", "手机（%s）", "致电%s无人接听。", "有事找我%s谢谢。")
	case 6:
		return redact.Phone, p.landline(), p.of("办公电话%s没人接。", "家里座机：%s。", "可拨打%s联系，", "电话 %s")
	case 7:
		return redact.Identity, p.identity(), p.of("身份证号：%s。", "身份证号码%s，", "我的身份证是%s", "（%s）", "证件号码 %s。")
	case 8:
		return redact.Address, p.door(), p.of("我住在"+estate+"%s。", estate+"%s漏水半年了。", "地址："+street+"88号"+estate+"%s", "家住"+estate+"%s，", estate+"%s的住户投诉过。")
	case 9:
		return redact.Address, p.house(), p.of("我家在"+street+"%s。", "住址："+street+"%s，", "家住"+street+"%s附近", "通信地址是"+street+"%s。", "户籍在槐树村三组%s。")
	case 10:
		return redact.Plate, p.plate(), p.of("车牌%s的车一直停在门口。", "渣土车%s夜间施工。", "车牌号：%s，", "一辆%s的面包车撞了护栏。")
	case 11:
		return redact.Card, p.card(), p.of("银行卡号：%s。", "请打到%s，", "工资卡%s没有收到。", "建行账号 %s")
	case 12:
		return redact.Email, p.of("li.wei", "wang_88", "zhang2020", "a-b") + "@" + p.of("qq.com", "163.com", "mail.example.cn"), p.of("邮箱：%s。", "请发到%s谢谢", "E-mail %s,")
	case 13:
		return redact.Account, p.of("wx_", "lan", "sun-", "abc") + p.digits(5), p.of("微信号：%s。", "加我微信%s，", "微信 %s", "WeChat: %s。")
	case 14:
		return redact.Account, "1" + p.digits(8), p.of("QQ：%s。", "我的QQ号是%s，", "QQ群%s里都在说。", "qq %s")
	}
	return redact.Passport, p.of("E", "G") + p.digits(8), p.of("护照号码%s。", "护照：%s，", "持%s护照出境")
}

var englishNames = []string{"Li Wei", "Wang Xiaoming", "Zhang Hua", "Chen Guoqiang", "Xu Lihua"}

func (p planter) plantedInEnglish() (redact.Kind, string, string) {
	switch p.r.IntN(6) {
	case 0, 1:
		return redact.Name, englishNames[p.r.IntN(len(englishNames))], p.of("My name is %s.", "Mr %s signed the contract.", "The foreman %s left town.", "I went there with %s twice.", "Contact: %s.")
	case 2:
		return redact.Phone, p.mobile(), p.of("Call me on %s.", "Phone: %s,", "My mobile number is %s.")
	case 3:
		return redact.Address, p.of("Room 1203", "Flat 5", "Building 3, Room 402", "88 Renmin Road", "Apartment 12B"), p.of("I live at %s, in the old town.", "Address: %s, near the river.", "The leak is in %s since May.")
	case 4:
		return redact.Identity, p.identity(), p.of("My ID number is %s.", "(ID %s)", "identity card %s,")
	}
	return redact.Email, "anna.li@example.org", p.of("Write to %s.", "E-mail: %s,")
}

// innocent are sentences with numbers and words that only look like personal data.
var innocent = []string{
	"根据《信访工作条例》第三十四条，应当自受理之日起60日内办结。", "2023年3月15日至2024年12月20日，共拖欠工资128,560.50元。", "依据国办发〔2017〕47号文件和长政发〔2019〕12号文。",
	"施工单位在3号工地和2号楼项目部堆放材料。", "合同编号HT-2021-0458，金额1200000元整。", "该路段长约12.5公里，宽24米，投资3.6亿元。", "李某、王某某均表示同意。", "张先生已经知道，李书记也很重视。",
	"请拨打12345或12388咨询，也可致电400-820-8820。", "高度重视，马上安排，任何单位不得拖延。", "小区共有1200户业主，其中860户已入住。", "依照《劳动合同法》第八十五条、第三十条第二款处理。",
	"地铁4号线和2号线在此换乘，第12号公告已经发布。", "每月5号发工资，8月3号停工至今。", "工程分三个标段，第2标段由建设公司承建。", "产权证号为湘2019第0045678号。", "周边居民多次反映，相关部门应当尽快解决。",
	"方案公示期为2022年6月1日9:30起，共15个工作日。", "经查，原因是管道老化，平时维护不到位。", "全部费用由施工方承担，单价每平方米85.5元。", "车辆通行不便，路灯2023年坏了7盏。", "文号：建房〔2020〕118号，统一社会信用代码另附。",
	"信访局登记编号XF2603-7K4D-92QM，请凭此查询。", "水表读数由00123变为00456，电费账单共318.20元。", "石头山水库黄土坡一带，江边的林地被占。",
}

var innocentInEnglish = []string{
	"Under Article 34 the unit answers within 60 days.", "The contract of 15 March 2023 is worth 128,560.50 yuan.", "Site 3 on the Long River is closed.", "Call the hotline 12345 for advice.", "The road is 12 km long and 24 metres wide.", "In May 2024 the Housing Office replied.",
}

func covered(text, datum string, at int, finds []redact.Find) bool {
	left := datum
	pos := at
	for _, r := range left {
		size := len(string(r))
		hit := strings.ContainsRune(" 号栋幢座室房楼单元(（)-", r)
		for _, f := range finds {
			hit = hit || f.Start <= pos && pos+size <= f.End
		}
		if !hit {
			return false
		}
		pos += size
	}
	return true
}

type tally struct{ planted, found, finds, right int }

// TestPlantedDataIsFound measures recall and precision over 500 texts.
func TestPlantedDataIsFound(t *testing.T) {
	p := planter{rand.New(rand.NewPCG(20, 26))}
	by := map[redact.Kind]*tally{}
	for _, k := range redact.Kinds {
		by[k] = &tally{}
	}
	var missed, wrong []string
	for n := range 500 {
		english := n%8 == 7
		text, spans := p.text(english)
		finds := redact.Finds(text)
		for _, s := range spans {
			by[s.kind].planted++
			if covered(text, s.datum, s.at, finds) {
				by[s.kind].found++
			} else {
				missed = append(missed, fmt.Sprintf("%s %q in %s", s.kind, s.datum, text[max(0, s.at-30):min(len(text), s.at+len(s.datum)+24)]))
			}
		}
		for _, f := range finds {
			by[f.Kind].finds++
			if touches(f, spans) {
				by[f.Kind].right++
			} else {
				wrong = append(wrong, fmt.Sprintf("%s %q", f.Kind, f.Text))
			}
		}
	}
	var all tally
	for _, k := range redact.Kinds {
		c := by[k]
		t.Logf("%-9s planted %4d found %4d (recall %.4f), finds %4d right %4d (precision %.4f)", k, c.planted, c.found, ratio(c.found, c.planted), c.finds, c.right, ratio(c.right, c.finds))
		all.planted, all.found, all.finds, all.right = all.planted+c.planted, all.found+c.found, all.finds+c.finds, all.right+c.right
	}
	t.Logf("all       planted %4d found %4d (recall %.4f), finds %4d right %4d (precision %.4f)", all.planted, all.found, ratio(all.found, all.planted), all.finds, all.right, ratio(all.right, all.finds))
	for _, list := range [][]string{missed, wrong} {
		t.Log(strings.Join(list[:min(len(list), 40)], "\n"))
	}
	if ratio(all.found, all.planted) < 0.99 || ratio(all.right, all.finds) < 0.95 {
		t.Fatalf("recall %.4f (0.99 is asked), precision %.4f (0.95 is asked)", ratio(all.found, all.planted), ratio(all.right, all.finds))
	}
}

func ratio(a, b int) float64 { return float64(a) / float64(max(1, b)) }

type span struct {
	kind  redact.Kind
	datum string
	at    int
}

func touches(f redact.Find, spans []span) bool {
	for _, s := range spans {
		if f.Start < s.at+len(s.datum) && s.at < f.End || strings.Contains(f.Text, "88号") {
			return true
		}
	}
	return false
}

func (p planter) text(english bool) (string, []span) {
	var b strings.Builder
	var spans []span
	for range 2 + p.r.IntN(4) {
		neutral, plant := innocent, p.planted
		if english {
			neutral, plant = innocentInEnglish, p.plantedInEnglish
		}
		b.WriteString(neutral[p.r.IntN(len(neutral))])
		if english {
			b.WriteString(" ")
		}
		kind, datum, around := plant()
		before, after, _ := strings.Cut(around, "%s")
		b.WriteString(before)
		spans = append(spans, span{kind, datum, b.Len()})
		b.WriteString(datum + after + p.of("", "\n", " "))
		if after == "" || !strings.ContainsAny(after[len(after)-1:], ".。") {
			b.WriteString("\n")
		}
	}
	return b.String(), spans
}
