package casework_test

import (
	"testing"

	"sunlit/internal/petition"
)

// The whole straight path; at its end the row agrees with its events.
func TestStraightPath(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.replied()
		if _, err := p.ReadAnswer(p.ctx(), filed.Number, "zh-CN"); err != nil {
			p.t.Fatal(err)
		}
		v := p.own(filed, petition.Rate, petition.Fields{Office: petition.Satisfied, Unit: string(petition.NotGood)})
		if v.Stage != petition.Served || len(v.Items) != 2 || v.Rating.Unit != petition.NotGood {
			p.t.Fatalf("after the rating: %+v", v)
		}
	})
}
