package main

import (
	"fmt"

	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

type userCommand struct {
	Add userAddCommand `cmd:"" help:"Add an official's account and print its first password."`
}

type userAddCommand struct {
	Login string   `arg:"" help:"Login, such as li.min."`
	Name  string   `required:"" help:"Name shown on the desk."`
	Unit  string   `required:"" help:"Code of the unit."`
	Role  []string `required:"" help:"Roles, such as REG, UNIT, HEAD, ADMIN."`
	Lang  string   `help:"zh-CN or en." default:"zh-CN"`
}

// Run adds the account; the password is shown once and changed at the first login.
func (u userAddCommand) Run(s *surroundings) error {
	p, err := openPortal(s)
	if err != nil {
		return err
	}
	defer p.close()
	n := identity.NewAccount{Login: u.Login, Name: u.Name, Unit: u.Unit, Lang: u.Lang}
	for _, r := range u.Role {
		n.Roles = append(n.Roles, petition.Role(r))
	}
	_, password, err := p.accounts.Create(s.ctx, identity.CommandLine(), n)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s may sign in with the password %s and is asked to change it.\n", u.Login, password)
	return nil
}
