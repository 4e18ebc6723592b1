package web

import (
	"strconv"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// Whether a promise was kept, and 90 days after closing whether the matter is
// really solved, is the petitioner's word alone (row 32, domain §6).

// toConfirm are the promises on which the petitioner has a word to say.
func toConfirm(own *casework.CitizenView) []casework.PromiseView {
	var list []casework.PromiseView
	for _, p := range own.Promises {
		if p.Done == nil || !*p.Done {
			list = append(list, p)
		}
	}
	return list
}

// reallySolved tells whether the second question is open.
func reallySolved(own *casework.CitizenView, today clock.Day) bool {
	return own.Stage == petition.Closed && own.SolvedOn != nil && !today.Before(*own.SolvedOn) && mayDo(own, petition.Confirm)
}

func confirmations(p *page, v *rightView, own *casework.CitizenView, today clock.Day) {
	ask := func(no int, title string, lines []string, question, yes, not string) {
		n := strconv.Itoa(no)
		q := choose(p, "done-"+n, question, option{Value: "yes", Text: yes}, option{Value: "no", Text: not})
		text := area(p, "text-"+n, "confirm.text", "confirm.hint", true)
		v.Questions = append(v.Questions, questionView{Title: title, Lines: lines, Choice: q, Text: text})
	}
	if reallySolved(own, today) {
		ask(0, p.right("really.h"), []string{p.right("really.line")}, p.right("really.h"), p.right("really.yes"), p.right("really.no"))
	}
	for _, pr := range toConfirm(own) {
		lines := []string{pr.Measure}
		if !pr.By.IsZero() {
			lines = append(lines, p.right("promise.by", "on", locale.Day(p.Lang, pr.By)))
		}
		if pr.Proof != "" {
			lines = append(lines, p.right("promise.said", "text", pr.Proof))
		}
		ask(pr.Request, p.right("promise", "n", ordinal(p.Lang, pr.Request)), lines, p.right("promise.did"), p.right("promise.yes"), p.right("promise.no"))
	}
}

// confirmCommands makes one command of every answer given; what is not answered stays open.
func confirmCommands(own *casework.CitizenView, f *form, word func(string) string, today clock.Day) []petition.Command {
	var cmds []petition.Command
	first := ""
	read := func(no int) {
		n := strconv.Itoa(no)
		if first == "" {
			first = "done-" + n
		}
		said := f.Get("done-" + n)
		if said != "yes" && said != "no" {
			return
		}
		done := said == "yes"
		cmds = append(cmds, petition.Command{Verb: petition.Confirm, Fields: petition.Fields{Request: no, Done: &done, Text: petition.Prose(f.Get("text-" + n))}})
	}
	if reallySolved(own, today) {
		read(0)
	}
	for _, p := range toConfirm(own) {
		read(p.Request)
	}
	if len(cmds) == 0 && first != "" {
		f.wrong(first, word("error.pick_any"))
	}
	return cmds
}
