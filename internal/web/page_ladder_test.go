package web

import (
	"strings"
	"testing"

	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// ladderLines is a ladder as the ordered list says it, one row a line.
func ladderLines(rows []ladderRow) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.Join([]string{r.Class, r.On, r.Left, r.What, r.Rail.Style}, "|"))
		b.WriteByte('\n')
	}
	return b.String()
}

// One rung is one day: the count is always true, whatever the pitch.
func TestLadderHasOneRungADay(t *testing.T) {
	rows := ladder(locale.ZhCN, sampleLegs(), d("2027-01-06"), "")
	for i, want := range []int{2, 4, 37, 23, 30, 0} {
		if got := strings.Count(rows[i].Rail.Rungs, "M"); got != want || rows[i].Rail.Days != want {
			t.Errorf("row %d (%s) has %d rungs, want %d", i, rows[i].On, got, want)
		}
	}
}

func TestLadderSaysEverythingInWords(t *testing.T) {
	leg := sampleLegs()[2]
	extended := leg
	extended.Original, extended.Due, extended.Extended = leg.Due, d("2027-02-18"), 20
	paused := ladderLeg{Name: petition.LegG, Start: d("2027-02-22"), Due: d("2027-04-06"), Span: clock.Days(30), Paused: true, What: "复核机关收到申请"}
	ended := sampleLegs()[:2]
	for _, tc := range []struct {
		name  string
		legs  []ladderLeg
		today string
		want  string
	}{
		{"soon", []ladderLeg{leg}, "2027-01-27", "done|11月30日（周一）||受理，开始调查|used\ntoday|今天，1月27日（周三）|还剩2天||rest\n" +
			"due|最晚2027年1月29日（周五）||书面答复您|rest\ndue last|再往后||复查、复核|\n"},
		{"today", []ladderLeg{leg}, "2027-01-29", "done|11月30日（周一）||受理，开始调查|used\ntoday|今天，1月29日（周五）|今天到期||rest\n" +
			"due|最晚2027年1月29日（周五）||书面答复您|rest\ndue last|再往后||复查、复核|\n"},
		{"extended", []ladderLeg{extended}, "2027-01-21", "done|11月30日（周一）||受理，开始调查|used\ntoday|今天，1月21日（周四）|还剩28天||rest\n" +
			"due|原定1月29日（周五）||延期20天|rest\ndue|最晚2027年2月18日（周四）||书面答复您|rest\ndue last|再往后||复查、复核|\n"},
		{"in the extension", []ladderLeg{extended}, "2027-02-03", "done|11月30日（周一）||受理，开始调查|used\ndone|原定1月29日（周五）||延期20天|used\n" +
			"today|今天，2月3日（周三）|还剩15天||rest\ndue|最晚2027年2月18日（周四）||书面答复您|rest\ndue last|再往后||复查、复核|\n"},
		{"overdue", []ladderLeg{leg}, "2027-01-31", "done|11月30日（周一）||受理，开始调查|used\nwas|原应1月29日（周五）||书面答复您|late\n" +
			"today over last|今天，1月31日（周日）|已超期2天||late\n"},
		{"paused", []ladderLeg{paused}, "2027-03-04", "done|2月22日（周一）||复核机关收到申请|used\ntoday|今天，3月4日（周四）|已暂停||paused\n" +
			"due last|4月6日前后接着算||复核有结果|\n"},
		{"ended", ended, "2027-03-04", "done|11月24日（周二）||收到您的信访|used\ndone|11月26日（周四）||转给甲区人社局|used\ndone last|11月30日（周一）||您已撤回|\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := ladderLines(ladder(locale.ZhCN, tc.legs, d(tc.today), "您已撤回")); got != tc.want {
				t.Errorf("got\n%swant\n%s", got, tc.want)
			}
		})
	}
}

func TestOverdueIsRedOneRungADay(t *testing.T) {
	rows := ladder(locale.ZhCN, sampleLegs()[2:], d("2027-01-31"), "")
	if rows[0].Rail.Days != 60 || rows[1].Rail.Days != 2 || rows[2].Rail.Rungs != "" {
		t.Errorf("60 days used, 2 late and an open foot, got %d, %d, %q", rows[0].Rail.Days, rows[1].Rail.Days, rows[2].Rail.Rungs)
	}
}

func TestHomeLadderFollowsTheRules(t *testing.T) {
	legs := homeLegs(locale.ZhCN, samplePeriods)
	for i, want := range []int{15, 15, 60, 30} {
		if legs[i].Rail.Days != want || strings.Count(legs[i].Flat.Rungs, "M") != want-1 {
			t.Errorf("leg %d draws %d days standing and %d rungs lying, want %d", i, legs[i].Rail.Days, strings.Count(legs[i].Flat.Rungs, "M"), want)
		}
	}
}
