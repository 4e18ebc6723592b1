package identity

import (
	"slices"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// accountRoles are the roles that an account may hold. Petitioners and the clock have none, and
// co-handling is a duty towards one petition, given by a verb.
var accountRoles = []petition.Role{
	petition.Registrar, petition.Office, petition.Handler, petition.Head, petition.Lead, petition.Joint,
	petition.Reviewer, petition.Rechecker, petition.Discipline, petition.Auditor, petition.Admin,
}

// aloneRoles are held by people who hold nothing else: whoever makes accounts must neither work on
// petitions nor check what was done, and whoever checks must not have done it.
var aloneRoles = []petition.Role{petition.Admin, petition.Auditor}

// checkRoles refuses roles that no account has and roles that one person must not hold together.
func checkRoles(roles []petition.Role) error {
	wrong := fault.Invalid()
	if len(roles) == 0 {
		wrong.Field("roles", "error.roles_needed")
	}
	for _, role := range roles {
		switch {
		case !slices.Contains(accountRoles, role):
			wrong.Field("roles", "error.role_unknown")
		case slices.Contains(aloneRoles, role) && len(distinct(roles)) > 1:
			wrong.Field("roles", "error.roles_apart")
		}
	}
	return wrong.OrNil()
}

// distinct returns roles sorted, each once.
func distinct(roles []petition.Role) []petition.Role {
	return slices.Compact(slices.Sorted(slices.Values(roles)))
}
