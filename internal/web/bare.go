package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"os"

	"github.com/labstack/echo/v4"
)

// Bare is the yardstick of `sunlit bench`: the same router with nothing around it, so that what the
// portal adds can be told. GET /petitions/{number} answers as JSON what look reads; POST /evidence
// hashes a body into a file below dir, makes it durable and removes it. The portal never serves it.
func Bare(look func(ctx context.Context, number string) (any, error), dir string) http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPDirect()
	e.GET("/petitions/:number", func(c echo.Context) error {
		line, err := look(c.Request().Context(), c.Param("number"))
		if err != nil {
			return err
		}
		return c.JSON(http.StatusOK, line)
	})
	e.POST("/evidence", func(c echo.Context) error {
		sum, err := bareUpload(c.Request().Body, dir)
		if err != nil {
			return err
		}
		return c.JSON(http.StatusCreated, map[string]string{"sha256": sum})
	})
	return e
}

func bareUpload(body io.Reader, dir string) (string, error) {
	file, err := os.CreateTemp(dir, "bare-*")
	if err != nil {
		return "", err
	}
	defer func() {
		_ = file.Close()
		_ = os.Remove(file.Name())
	}()
	sum := sha256.New()
	buffer := make([]byte, 256<<10)
	// Both sides without their other methods, so that the buffer is used.
	if _, err := io.CopyBuffer(struct{ io.Writer }{io.MultiWriter(file, sum)}, struct{ io.Reader }{body}, buffer); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), file.Sync()
}
