package bench

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"
)

// Client sends requests to one server on this machine, over connections that stay open.
type Client struct {
	base string
	http *http.Client
}

// NewClient makes a client for so many requests at a time; base is the server's origin.
func NewClient(base string, most int) *Client {
	return &Client{base: base, http: &http.Client{Timeout: time.Minute,
		Transport: &http.Transport{MaxIdleConnsPerHost: most + 2, DisableCompression: true}}}
}

// Close ends the open connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Request is what a client sends, and the status that counts as done.
type Request struct {
	Method, Path string
	Type         string // of the body
	Body         []byte
	Key          string // Idempotency-Key
	Want         int
}

// Send sends a request and answers the whole body.
func (c *Client) Send(ctx context.Context, r Request) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, r.Method, c.base+r.Path, bytes.NewReader(r.Body))
	if err != nil {
		return nil, err
	}
	if r.Type != "" {
		req.Header.Set("Content-Type", r.Type)
	}
	if r.Key != "" {
		req.Header.Set("Idempotency-Key", r.Key)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != r.Want {
		return nil, fmt.Errorf("%s %s answers %d: %.200s", r.Method, r.Path, res.StatusCode, body)
	}
	return body, nil
}

// File files the same invented petition under a key of its own.
func (c *Client) File(ctx context.Context) error {
	_, err := c.Send(ctx, Request{Method: http.MethodPost, Path: "/api/v1/petitions", Type: "application/json", Body: filing, Key: Random(16), Want: http.StatusCreated})
	return err
}

// narrative is about 1.5 KB, what people write.
var narrative = strings.Repeat("反映某街道办事处长期拖延办理物业维修资金退还事项，请求依法查处并书面答复。", 14)

var filing = func() []byte {
	body, err := json.Marshal(map[string]any{
		"kind": "claim", "title": "物业维修资金三年没有退还", "narrative": narrative, "requests": []string{"请求退还维修资金并书面答复"}, "place": "990101",
		"petitioner": map[string]any{"name": "王某", "phone": "13900000000"}, "publish": false, "pledge": true,
	})
	if err != nil {
		panic(err) // cannot happen: only texts and booleans
	}
	return body
}()

// Picture is the smallest photo that the intake takes for one.
func Picture() (string, error) {
	var photo bytes.Buffer
	err := jpeg.Encode(&photo, image.NewYCbCr(image.Rect(0, 0, 64, 48), image.YCbCrSubsampleRatio420), nil)
	return photo.String(), err
}

// Photo is a multipart upload of a photo of so many bytes, which does not compress, and its content
// type. Behind the small picture lies what phones append to theirs.
func Photo(size int) (body []byte, contentType string, err error) {
	picture, err := Picture()
	if err != nil {
		return nil, "", err
	}
	photo := bytes.NewBufferString(picture)
	noise := make([]byte, max(0, size-photo.Len()-2))
	_, _ = rand.Read(noise)
	photo.Write(noise)
	photo.Write([]byte{0xFF, 0xD9})
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", "photo.jpg")
	if err == nil {
		_, err = part.Write(photo.Bytes())
	}
	if err == nil {
		err = w.Close()
	}
	return form.Bytes(), w.FormDataContentType(), err
}

// Random is a text of n bytes in hexadecimal digits that nobody had before; n is even.
func Random(n int) string {
	raw := make([]byte, n/2)
	_, _ = rand.Read(raw)
	return hex.EncodeToString(raw)
}
