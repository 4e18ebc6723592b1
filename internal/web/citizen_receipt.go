package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/petition"
)

// receiptPage shows number and, to the filing session for 30 minutes, the code.
func (s *Server) receiptPage(c echo.Context) error {
	number := petition.ParseNumber(c.Param("number"))
	p := s.page(c, "receipt.h1", nil)
	p.NoIndex = true
	d, err := s.filedHere(c, number)
	if err != nil {
		return err
	}
	if d == nil {
		return c.Redirect(http.StatusSeeOther, "/case/"+c.Param("number"))
	}
	days := s.periods()
	v := receiptView{Number: number, Code: d.Filed.Code, FiledAt: d.Filed.FiledAt, ForwardBy: d.Filed.ForwardBy, Joint: d.Filed.Joint, NextKey: "receipt.next_1_line",
		AcceptDays: days.Accept, AnswerDays: days.Answer, ExtendDays: days.Extend, QR: qrCode(s.Settings.BaseURL+"/case/"+number, p.text("receipt.qr"))}
	if d.Filed.Kind == petition.Report {
		v.NextKey = "receipt.next_1_report"
	}
	p.V = v
	return s.show(c, http.StatusOK, "receipt", p)
}

// filedHere is the filing of this session, nil for everybody else; after 30
// minutes the code is gone for good.
func (s *Server) filedHere(c echo.Context, number string) (*draft, error) {
	if number == "" {
		return nil, nil
	}
	for _, cookie := range []string{receiptCookie, draftCookie} {
		d, err := s.draftOf(c, cookie)
		if err != nil {
			return nil, err
		}
		if d == nil || d.Filed == nil || d.Filed.Number != number {
			continue
		}
		if s.Clock.Now().Sub(d.Filed.FiledAt) > codeShown && d.Filed.Code != "" {
			d.Filed.Code = ""
			if err := s.saveDraft(c.Request().Context(), d); err != nil {
				return nil, err
			}
		}
		return d, nil
	}
	return nil, nil
}

// receiptPaper sends the receipt as PDF, with the code, to the filing session.
func (s *Server) receiptPaper(c echo.Context) error {
	number := petition.ParseNumber(c.Param("number"))
	d, err := s.filedHere(c, number)
	if err != nil {
		return err
	}
	if d == nil || d.Filed.Code == "" {
		return c.Redirect(http.StatusSeeOther, "/receipt/"+c.Param("number"))
	}
	paper, err := s.Cases.Receipt(c.Request().Context(), number, d.Filed.Code, langOf(c))
	if err != nil {
		return err
	}
	return sendPaper(c, paper)
}

// receiptCard sends the sheet for the kitchen wall to the filing session.
func (s *Server) receiptCard(c echo.Context) error {
	number := petition.ParseNumber(c.Param("number"))
	d, err := s.filedHere(c, number)
	if err != nil {
		return err
	}
	if d == nil {
		return c.Redirect(http.StatusSeeOther, "/case/"+c.Param("number"))
	}
	return s.fridgeCard(c, number, "")
}
