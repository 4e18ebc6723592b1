package evidence

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// bucket keeps objects in S3-compatible storage. The service answers a Put only when the object
// is durable, so nothing is acknowledged earlier than on disk.
type bucket struct {
	client *s3.Client
	name   string
	prefix string
}

func openS3(u *url.URL) (*bucket, error) {
	query := u.Query()
	region := query.Get("region")
	if region == "" {
		region = "us-east-1" // what most self-hosted stores take
	}
	cfg, err := config.LoadDefaultConfig(context.Background(), config.WithRegion(region),
		config.WithHTTPClient(awshttp.NewBuildableClient().WithTimeout(5*time.Minute)))
	if err != nil {
		return nil, fmt.Errorf("evidence: open bucket: %w", err)
	}
	endpoint := query.Get("endpoint")
	client := s3.NewFromConfig(cfg, func(o *s3.Options) {
		if endpoint != "" {
			o.BaseEndpoint = aws.String(endpoint)
			o.UsePathStyle = true // self-hosted stores seldom have a name per bucket
		}
		// Other vendors' stores refuse the newer checksum headers; our own SHA-256 covers it.
		o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
		o.ResponseChecksumValidation = aws.ResponseChecksumValidationWhenRequired
	})
	prefix := strings.Trim(u.Path, "/")
	if prefix != "" {
		prefix += "/"
	}
	return &bucket{client, u.Host, prefix}, nil
}

// Put implements Blobs. A body that cannot be rewound is spooled first: it must be signed, and
// sent again when the network fails.
func (b *bucket) Put(ctx context.Context, key string, r io.Reader, size int64) error {
	if err := checkKey(key); err != nil {
		return err
	}
	body, rewindable := r.(io.ReadSeeker)
	if !rewindable {
		tmp, err := os.CreateTemp("", tempPattern)
		if err != nil {
			return err
		}
		defer discard(tmp)
		n, err := io.Copy(tmp, io.LimitReader(withContext(ctx, r), size+1))
		if err != nil {
			return err
		}
		if n != size {
			return fmt.Errorf("evidence: object of %d bytes, %d announced", n, size)
		}
		body = io.NewSectionReader(tmp, 0, size)
	}
	_, err := b.client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &b.name, Key: b.object(key), Body: body, ContentLength: &size,
		ContentType: aws.String("application/octet-stream"),
	})
	return missing(err)
}

// object is the full name of a key's object.
func (b *bucket) object(key string) *string { return aws.String(b.prefix + key[:2] + "/" + key) }

// Open implements Blobs.
func (b *bucket) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	out, err := b.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.name, Key: b.object(key)})
	if err != nil {
		return nil, missing(err)
	}
	return out.Body, nil
}

// Stat implements Blobs.
func (b *bucket) Stat(ctx context.Context, key string) (int64, error) {
	if err := checkKey(key); err != nil {
		return 0, err
	}
	out, err := b.client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &b.name, Key: b.object(key)})
	if err != nil {
		return 0, missing(err)
	}
	return aws.ToInt64(out.ContentLength), nil
}

// Delete implements Blobs.
func (b *bucket) Delete(ctx context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	_, err := b.client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &b.name, Key: b.object(key)})
	if err = missing(err); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Walk implements Blobs.
func (b *bucket) Walk(ctx context.Context, each func(Object) error) error {
	pages := s3.NewListObjectsV2Paginator(b.client, &s3.ListObjectsV2Input{Bucket: &b.name, Prefix: &b.prefix})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, o := range page.Contents {
			name := aws.ToString(o.Key)
			key := name[strings.LastIndexByte(name, '/')+1:]
			if !validKey.MatchString(key) || name != *b.object(key) {
				continue
			}
			if err := each(Object{key, aws.ToInt64(o.Size), aws.ToTime(o.LastModified)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// missing turns the service's 404 into fs.ErrNotExist.
func missing(err error) error {
	var answer *awshttp.ResponseError
	if errors.As(err, &answer) && answer.HTTPStatusCode() == http.StatusNotFound {
		return fmt.Errorf("%w: %w", fs.ErrNotExist, err)
	}
	return err
}
