package web

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

const pageBody = "256K" // of a form without files

// pageRoutes are the citizens' and the public's pages, every one on one line.
// Whoever may use a page is said by what stands before its handler: nothing for
// everybody, asOwner for who proved number and code, asCitizen for who is signed in.
func (s *Server) pageRoutes(e *echo.Echo) {
	form := middleware.BodyLimit(pageBody)
	g := e.Group("", s.display, s.limit(anything))

	g.GET("/", s.homePage)
	s.filingRoutes(g, form)

	s.caseRoutes(g)
	s.accountRoutes(g, form)

	s.publishedPages(g, form)
	figures := s.fromCache(s.Cases.FiguresMark)
	g.GET("/stats", s.statsPage, figures)
	g.GET("/stats.csv", s.statsCSV, figures)
	s.openDataPages(e, g)
	g.GET("/guide", s.guidePage)
	g.GET("/guide/:topic", s.topicPage)
	s.visitPages(g, form)
	g.GET("/verify", s.verifyPage)
	g.POST("/verify", s.verify, s.limit(lookup))
	g.GET("/log", s.logPage)
	g.GET("/help", s.textPage("help"))
	g.GET("/accessibility", s.textPage("accessibility"))
	g.GET("/privacy", s.textPage("privacy"))
	s.infoRoutes(g, form)
	g.POST("/display", s.chooseDisplay, form)

	e.GET("/log/checkpoint", s.logCheckpoint, s.limit(anything))
	e.GET("/log/key", s.logKey, s.limit(anything))
	e.GET("/log/tile/*", s.logTile, s.limit(anything))

	e.GET("/assets/*", s.assetFile)
	e.GET("/favicon.ico", func(c echo.Context) error {
		return c.Blob(200, "image/svg+xml", s.pages.assets.files["/assets/seal.svg"].body)
	})
	e.GET("/robots.txt", s.robots)
	e.GET("/sitemap.xml", s.siteMapXML, s.limit(anything), s.fromCache(s.Cases.PublishedMark))
}

// caseRoutes are the pages of one case; files may come with an act's form.
func (s *Server) caseRoutes(g *echo.Group) {
	form := middleware.BodyLimit(pageBody)
	g.GET("/track", s.trackPage)
	g.POST("/track", s.track, form, s.limit(opening))
	g.GET("/case/:number", s.casePage, s.limit(lookup))
	g.GET("/case/:number/clock/:leg", s.clockPage, s.limit(lookup))
	g.POST("/case/:number/leave", s.leave, form)
	g.GET("/case/:number/unlock", s.asHolder(s.unlock))
	g.POST("/case/:number/unlock", s.asHolder(s.unlock), form, s.limit(opening))
	g.GET("/case/:number/answer", s.asOwner(s.answerPage))
	g.POST("/case/:number/answer", s.asOwner(s.readAnswer), form)
	g.GET("/case/:number/card", s.asOwner(s.fridgeCard))
	g.GET("/case/:number/bundle", s.asOwner(s.ownPrint(s.Cases.Bundle)))
	g.GET("/case/:number/hand-over", s.asOwner(s.ownPrint(s.Cases.HandOver)))
	g.GET("/case/:number/review-form", s.asOwner(s.ownPrint(s.Cases.ReviewForm)))
	g.GET("/case/:number/proofs", s.asOwner(s.proofsPage))
	g.GET("/case/:number/proofs/:id", s.asOwner(s.ownProof))
	g.GET("/case/:number/papers/:id", s.asOwner(s.ownPaperFile))
	g.POST("/case/:number/papers/:id", s.asOwner(s.readPaper), form)
	g.GET("/case/:number/files/:id", s.asOwner(s.ownFile))
	for _, verb := range ownPages {
		g.GET("/case/:number/"+string(verb), s.asOwner(s.proven(verb, s.actPage(verb))))
		g.POST("/case/:number/"+string(verb), s.asSender(s.actAgain(verb), s.proven(verb, s.doAct(verb))), s.limit(uploads))
	}
	for _, r := range rights {
		path := "/case/:number/" + string(r.verb)
		g.GET(path, s.asOwner(s.proven(r.verb, s.rightPage(r))))
		g.POST(path, s.asSender(s.rightAgain(r), s.proven(r.verb, s.doRight(r))), s.limit(uploads))
		g.GET("/case/:number/done/"+string(r.verb), s.asOwner(s.doneRight(r)))
	}
	g.GET("/case/:number/opinion", s.asOwner(s.opinionPage))
	g.POST("/case/:number/opinion", s.asOwner(s.readOpinion), form)
	g.GET("/case/:number/final", s.asOwner(s.finalPage))
	g.GET("/case/:number/part/:part", s.asOwner(s.openPart))
	g.GET("/case/:number/exit", s.quickExit)
}

// filingRoutes are the screens of a filing, its receipt, and where others join it.
func (s *Server) filingRoutes(g *echo.Group, form echo.MiddlewareFunc) {
	g.GET("/file", s.startPage)
	g.POST("/file", s.startFiling, form)
	g.GET("/file/advice", s.fileAdvice)
	g.POST("/file/advice", s.stillFile, form)
	g.GET("/file/similar", s.fileSimilar)
	g.POST("/file/similar", s.notMine, form)
	g.GET("/file/:step", s.filePage)
	g.POST("/file/evidence", s.fillEvidence, s.limit(uploads))
	g.POST("/file/contact", s.fillStep("contact"), s.limit(uploads))
	g.POST("/file/check", s.fillStep("check"), form, s.limit(filing))
	g.POST("/file/:step", s.fillPage, form)
	g.GET("/receipt/:number", s.receiptPage)
	g.POST("/receipt/:number/pdf", s.receiptPaper, form)
	g.GET("/receipt/:number/card", s.receiptCard)
	g.GET("/receipt/:number/proof", s.receiptProof)
	g.GET("/join/:number", s.joinPage, s.limit(lookup))
	g.POST("/join/:number", s.join, form, s.limit(opening))
	g.GET("/case/:number/join", s.asOwner(s.joinCodes))
}

// publishedPages are published matters, the same for everybody and served from memory.
func (s *Server) publishedPages(g *echo.Group, form echo.MiddlewareFunc) {
	public := s.fromCache(s.Cases.PublishedMark)
	g.GET("/published", s.publishedPage, public)
	g.GET("/published/feed.atom", s.publishedFeed, public)
	g.GET("/published/:number", s.matterPage, public)
	g.GET("/search", s.searchPage, public)
	g.GET("/published/unfollow", s.unfollowPage, s.limit(lookup))
	g.POST("/published/unfollow", s.unfollow, form, s.limit(lookup))
	g.GET("/published/:number/follow", s.followPage)
	g.POST("/published/:number/follow", s.askFollow, form, s.limit(sending))
	g.GET("/published/:number/following", s.nowFollowing)
}

// visitPages are leaders in public: reception days, mailboxes, calls for suggestions.
func (s *Server) visitPages(g *echo.Group, form echo.MiddlewareFunc) {
	g.GET("/visits", s.visitsPage)
	g.GET("/visits/feed.ics", s.visitFeed)
	g.GET("/visits/booking", s.bookingPage)
	g.POST("/visits/booking", s.openBooking, form, s.limit(opening))
	g.POST("/visits/booking/cancel", s.cancelBooking, form, s.limit(opening))
	g.POST("/visits/booking/leave", s.leaveBooking, form)
	g.GET("/visits/:id/book", s.bookPage)
	g.POST("/visits/:id/book", s.book, form, s.limit(booking))
	g.GET("/visits/:id/day.ics", s.visitCalendar)
	g.GET("/mailbox", s.mailboxPage)
	g.GET("/suggestions", s.suggestionsPage)
}

// accountRoutes are the pages of citizens' accounts and of one-time codes.
func (s *Server) accountRoutes(g *echo.Group, form echo.MiddlewareFunc) {
	g.GET("/login", s.loginPage)
	g.POST("/login", s.askSignIn, form, s.limit(sending))
	g.GET("/login/identity", s.toProvider, s.limit(entering))
	g.GET(ProviderCallback, s.fromProvider, s.limit(entering))
	g.GET("/code", s.codePage)
	g.POST("/code", s.enterCode, form, s.limit(entering))
	g.POST("/code/again", s.sendAgain, form, s.limit(sending))
	g.GET("/new-code", s.newCodePage)
	g.POST("/new-code", s.askNewCode, form, s.limit(sending))
	g.GET("/new-code/done", s.newCodeDone)
	g.GET("/me", s.asCitizen(s.mePage))
	g.POST("/me/add", s.asCitizen(s.addMine), form, s.limit(opening))
	g.POST("/me/open", s.asCitizen(s.openMine), form)
	g.POST("/me/remove", s.asCitizen(s.removeMine), form)
	g.POST("/me/contact", s.asCitizen(s.addContact), form, s.limit(sending))
	g.POST("/me/draft", s.asCitizen(s.myDraft), form)
	g.POST("/me/notices", s.asCitizen(s.myNotices), form)
	g.POST("/me/leave", s.asCitizen(s.leaveMe), form)
	g.GET("/me/close", s.asCitizen(s.closePage))
	g.POST("/me/close", s.asCitizen(s.closeAccount), form)
}
