package document

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

var (
	keep   = flag.String("keep", "", "write the sample papers as PDF into this folder, to look at them")
	update = flag.Bool("update", false, "write the golden files anew")
)

func render(t *testing.T, p Paper) []byte {
	t.Helper()
	data, err := Render(p)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestGolden pins what each kind of paper says and where its lines break.
func TestGolden(t *testing.T) {
	all := samples()
	all["opinion-long"] = longOpinion(14)
	all["extension-rare"] = rareExtension()
	for name, p := range all {
		t.Run(name, func(t *testing.T) {
			data := render(t, p)
			if *keep != "" {
				if err := os.WriteFile(filepath.Join(*keep, name+".pdf"), data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if len(data) > 250_000 {
				t.Errorf("%d bytes: too large for a slow line", len(data))
			}
			got := readText(t, data)
			golden := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("text changed (-want +got), -update if meant:\n%s", diff)
			}
			if n := strings.Count(got, "-- page --"); n != 1 && !slices.Contains(severalSheets, name) {
				t.Errorf("%d pages: the samples fit on one", n)
			}
		})
	}
}

// severalSheets are samples that quote a former opinion, or are long to try how pages turn.
var severalSheets = []string{"opinion-long", "review-opinion", "review-redo", "recheck-opinion", "bundle"}

// allKinds are the papers of the law and the prints beside them.
var allKinds = []petition.DocumentKind{petition.PaperReceipt, petition.PaperForwarding, petition.PaperAcceptance,
	petition.PaperRefusal, petition.PaperExtension, petition.PaperRouting, petition.PaperInfoRequest,
	petition.PaperObjection, petition.PaperRedirection, petition.PaperAppointment, petition.PaperOpinion,
	petition.PaperSimpleAnswer, petition.PaperSuggestionReply, petition.PaperWithdrawalEnd, petition.PaperMergeNotice,
	petition.PaperSealNotice, petition.PaperSplitNotice, petition.PaperAssignment, petition.PaperCheckResult,
	petition.PaperRouteBack, petition.PaperToOrdinary, petition.PaperCoHandling, petition.PaperLeadLetter,
	petition.PaperInvitation, petition.PaperHearingNotice, petition.PaperHearingRecord, petition.PaperMediationAgreement,
	petition.PaperServiceProof, petition.PaperClosingReport, petition.PaperClosingReturn, petition.PaperReviewAcceptance,
	petition.PaperReviewRefusal, petition.PaperReviewOpinion, petition.PaperRecheckOpinion, petition.PaperNoLonger,
	petition.PaperSupervision, petition.PaperSupervisionAnswer, petition.PaperAdvice, petition.PaperAdviceAnswer,
	petition.PaperCallToAccount, petition.PaperDisciplineFeedback, petition.PaperUrgentReport, CardKind, ReviewFormKind, HandOverKind, BundleKind}

// TestEveryKindHasASample keeps the golden files complete.
func TestEveryKindHasASample(t *testing.T) {
	have := map[petition.DocumentKind]bool{}
	for _, p := range samples() {
		have[p.Kind()] = true
	}
	for _, k := range allKinds {
		if !have[k] {
			t.Errorf("no sample of %s", k)
		}
	}
}

// TestSameBytes: the file an approver saw is the file that is issued.
func TestSameBytes(t *testing.T) {
	for name, p := range samples() {
		first := sha256.Sum256(render(t, p))
		if sha256.Sum256(render(t, p)) != first {
			t.Errorf("%s: two renderings differ", name)
		}
	}
	p := samples()["opinion"]
	want := render(t, p)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if got, err := Render(p); err != nil || !bytes.Equal(got, want) {
				t.Errorf("rendering at once with others differs: %v", err)
			}
		})
	}
	wait.Wait()
}

// TestReadersAgree compares our own reading with that of a common tool, where there is one.
func TestReadersAgree(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext here")
	}
	for name, p := range samples() {
		cmd := exec.CommandContext(t.Context(), tool, "-", "-")
		cmd.Stdin = bytes.NewReader(render(t, p))
		out, err := cmd.CombinedOutput()
		if err != nil || bytes.Contains(out, []byte("Syntax")) {
			t.Errorf("%s: %v: %.300s", name, err, out)
		}
		for _, want := range []string{p.Body, grouped(p.Tracking)} {
			if slices.Contains(prints, p.Kind()) && want == p.Body {
				continue
			}
			if !bytes.Contains(out, []byte(want)) {
				t.Errorf("%s: %q can't be copied", name, want)
			}
		}
	}
}

// TestNothingIncomplete: each element that the law wants is asked for by name.
func TestNothingIncomplete(t *testing.T) {
	opinion := func(change func(o *Opinion)) Paper {
		p := samples()["opinion"]
		o := p.Content.(Opinion)
		o.Items = append([]petition.Item(nil), o.Items...)
		change(&o)
		p.Content = o
		return p
	}
	common := func(change func(p *Paper)) Paper {
		p := samples()["extension"]
		change(&p)
		return p
	}
	for field, p := range map[string]Paper{
		"content":                 common(func(p *Paper) { p.Content = nil }),
		"body":                    common(func(p *Paper) { p.Body = " " }),
		"number":                  common(func(p *Paper) { p.Number = "" }),
		"addressee":               common(func(p *Paper) { p.Addressee = "\u200b" }),
		"tracking":                common(func(p *Paper) { p.Tracking = "" }),
		"summary":                 common(func(p *Paper) { p.Summary = "" }),
		"receivedOn":              common(func(p *Paper) { p.ReceivedOn = clock.Day{} }),
		"issuedOn":                common(func(p *Paper) { p.IssuedOn = clock.Day{} }),
		"basis":                   common(func(p *Paper) { p.Basis = []string{""} }),
		"contact.phone":           common(func(p *Paper) { p.Contact.Phone = "" }),
		"verifyCode":              common(func(p *Paper) { p.VerifyCode = "" }),
		"items.0.plain":           opinion(func(o *Opinion) { o.Items[0].Plain = "" }),
		"items.1.facts":           opinion(func(o *Opinion) { o.Items[1].Facts = "" }),
		"items.2.basis":           opinion(func(o *Opinion) { o.Items[2].Basis = "" }),
		"items.0.decision":        opinion(func(o *Opinion) { o.Items[0].Decision = petition.Adopt }),
		"items.0.measure":         opinion(func(o *Opinion) { o.Items[0].Measure = "" }),
		"items.0.by":              opinion(func(o *Opinion) { o.Items[0].By = clock.Day{} }),
		"items.1.request":         opinion(func(o *Opinion) { o.Items[1].Request = 1 }),
		"items":                   opinion(func(o *Opinion) { o.Items = o.Items[:2] }),
		"remedy.route":            opinion(func(o *Opinion) { o.Remedy.Route = petition.RouteC1 }),
		"remedy.days":             opinion(func(o *Opinion) { o.Remedy.Days = 0 }),
		"remedy.bodies":           opinion(func(o *Opinion) { o.Remedy.Bodies = nil }),
		"remedy.ways":             opinion(func(o *Opinion) { o.Remedy.Route = petition.RouteC5 }),
		"remedy.bodies.0.name":    opinion(func(o *Opinion) { o.Remedy.Bodies = []Body{{Phone: "1"}} }),
		"remedy.bodies.0.address": opinion(func(o *Opinion) { o.Remedy.Bodies = []Body{{Name: "县政府"}} }),
	} {
		data, err := Render(p)
		e, ok := fault.As(err)
		if data != nil || !ok || e.Kind != fault.KindInvalid || e.Fields[field].Key == "" {
			t.Errorf("%s: %d bytes, %v", field, len(data), err)
			continue
		}
		for _, lang := range locale.Langs() {
			if m := e.Fields[field]; locale.Text(lang, m.Key, m.Args) == m.Key {
				t.Errorf("%s: %s has no text", field, m.Key)
			}
		}
	}
}

// TestEmptyContents: no kind of paper can be made of nothing.
func TestEmptyContents(t *testing.T) {
	for _, c := range []Content{Receipt{}, FridgeCard{}, Forwarding{}, Acceptance{}, Refusal{}, Extension{}, Routing{}, InfoRequest{},
		Objection{}, Redirection{}, Appointment{}, Opinion{}, SimpleAnswer{}, SuggestionReply{}, EndOfHandling{}, MergeNotice{}, Supervision{},
		SplitNotice{}, Assignment{}, CheckResult{}, RouteBack{}, ToOrdinary{}, CoHandling{}, LeadLetter{}, Invitation{}, HearingNotice{}, HearingRecord{},
		MediationAgreement{}, ServiceProof{}, ClosingReport{}, ClosingReturn{}, ReviewAcceptance{}, ReviewRefusal{}, ReviewOpinion{}, RecheckOpinion{},
		NoLonger{}, SupervisionAnswer{}, Advice{}, AdviceAnswer{}, CallToAccount{}, DisciplineFeedback{}, UrgentReport{},
		ReviewForm{}, HandOver{}, Bundle{}} {
		p := samples()["extension"]
		p.Content = c
		if err := p.Check(); !fault.Is(err, fault.KindInvalid) {
			t.Errorf("%s: %v", c.kind(), err)
		}
	}
}

// TestSimpleNeverRefuses: "not support" needs the ordinary procedure with its appeals.
func TestSimpleNeverRefuses(t *testing.T) {
	p := samples()["simple-answer"]
	a := p.Content.(SimpleAnswer)
	a.Items = []petition.Item{a.Items[0]}
	a.Items[0].Decision = petition.NotSupport
	p.Content = a
	if e, _ := fault.As(p.Check()); e == nil || e.Fields["items.0.decision"].Key == "" {
		t.Errorf("got %v", p.Check())
	}
}

// TestSealNoticeTellsNothing: neither the matter nor who has it now stands on the paper (Art. 30).
func TestSealNoticeTellsNothing(t *testing.T) {
	p := samples()["seal-notice"]
	p.Summary = "张三收受材料供应商的钱"
	if got := readText(t, render(t, p)); strings.Contains(strings.ReplaceAll(got, "\n", ""), "张三") {
		t.Errorf("the matter shows:\n%s", got)
	}
}

// TestCodeOnReceiptOnly: the query code is printed where it was given, and never on the card.
func TestCodeOnReceiptOnly(t *testing.T) {
	for name, p := range samples() {
		shows := strings.Contains(readText(t, render(t, p)), "8T5V-2NHC")
		if want := name == "receipt-code" || name == "receipt-en"; shows != want {
			t.Errorf("%s: code shown: %v", name, shows)
		}
	}
}
