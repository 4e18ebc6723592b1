package store

import (
	"context"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// Intake is what came in through one channel: petitions, the people who stood behind them, and
// among them those of so many people that they are collective. Pieces and people are never added.
type Intake struct {
	Channel          petition.Channel
	Items            int
	People           int
	Collective       int
	CollectivePeople int
}

// Intake answers what came in from one day to another, both included, by the day it came in and
// not by the day somebody entered it. collective is from how many people on a matter is collective.
func (s *Store) Intake(ctx context.Context, from, to clock.Day, collective int) ([]Intake, error) {
	var rows []Intake
	err := s.db.WithContext(ctx).Raw(`SELECT channel, COUNT(*) AS items, SUM(people) AS people,
		SUM(CASE WHEN people >= ? THEN 1 ELSE 0 END) AS collective, SUM(CASE WHEN people >= ? THEN people ELSE 0 END) AS collective_people
		FROM petitions WHERE received_on >= ? AND received_on <= ? GROUP BY channel ORDER BY channel`, collective, collective, from, to).Scan(&rows).Error
	return rows, s.fail("intake", err)
}
