package house

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport is the one direction in which a petition flows: cmd → web | job → casework → store. A package may import
// what stands in its row, and what lawyers read everywhere: petition, clock and fault. Adding a word here is a decision
// about the architecture: say why in docs/adr/.
var mayImport = map[string]string{
	"config":               "",
	"migrations":           "",
	"frontend":             "",
	"frontend/shared":      "",
	"internal/fault":       "",
	"internal/clock":       "",
	"internal/petition":    "",
	"internal/locale":      "frontend/shared",
	"internal/store":       "migrations",
	"internal/identity":    "internal/store",
	"internal/evidence":    "",
	"internal/ledger":      "",
	"internal/redact":      "",
	"internal/document":    "internal/locale",
	"internal/notify":      "internal/locale",
	"internal/report":      "internal/store internal/locale",
	"internal/assist":      "internal/store",
	"internal/casework":    "internal/store internal/redact internal/identity internal/evidence internal/document internal/ledger internal/notify internal/report internal/assist internal/locale",
	"internal/job":         "internal/casework internal/notify internal/ledger",
	"internal/web":         "internal/casework internal/report internal/identity internal/evidence internal/document internal/ledger internal/assist internal/locale config frontend frontend/shared frontend/citizen",
	"internal/bench":       "",
	"internal/house":       "",
	"internal/house/suite": "",
}

// everybody may read the law, the calendar and the kinds of error, and explain a file by its form. These are ordered
// among themselves.
var everybody = map[string][]string{
	"config/form":       nil,
	"internal/fault":    nil,
	"internal/clock":    {"internal/fault", "config/form"},
	"internal/petition": {"internal/fault", "config/form", "internal/clock"},
	"":                  {"internal/fault", "config/form", "internal/clock", "internal/petition"},
}

// onlyIn keeps a library in one folder, tests included, so that replacing it is an edit of that folder.
var onlyIn = map[string]string{
	"gorm.io/":                       "internal/store",
	"github.com/glebarez/":           "internal/store",
	"github.com/go-sql-driver/mysql": "internal/store",
	"github.com/labstack/":           "internal/web",
}

func importBreaches(s source) []string {
	var breaches []string
	for _, spec := range s.file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		for library, folder := range onlyIn {
			if strings.HasPrefix(path, library) && !within(s.folder(), folder) {
				breaches = append(breaches, s.at(spec, "%s belongs to %s alone", path, folder))
			}
		}
		if ours, ok := strings.CutPrefix(path, "sunlit/"); ok && !s.test() && !allowed(s.folder(), ours) {
			breaches = append(breaches, s.at(spec, "%s may not import %s", s.folder(), ours))
		}
	}
	return breaches
}

// allowed tells whether the non-test code of folder may import ours. What stands below a package (a test kit, say) may
// do what the package may, and import the package itself.
func allowed(folder, ours string) bool {
	if strings.HasPrefix(folder, "cmd/") {
		return true
	}
	above := folder
	for mayImport[above] == "" && !known(above) && strings.Contains(above, "/") {
		above = above[:strings.LastIndexByte(above, '/')]
	}
	general, ok := everybody[above]
	if !ok {
		general = everybody[""]
	}
	return known(above) && (slices.Contains(general, ours) || slices.Contains(strings.Fields(mayImport[above]), ours) ||
		within(ours, above))
}

func known(folder string) bool {
	_, ok := mayImport[folder]
	return ok
}

func within(folder, of string) bool { return folder == of || strings.HasPrefix(folder, of+"/") }

func TestImportsFlowOneWay(t *testing.T) {
	everySource(t, importBreaches)
}

func TestImportsFlowOneWayBreach(t *testing.T) {
	for _, tc := range []struct{ file, bad, good string }{
		{"internal/petition/steps.go", "sunlit/internal/store", "sunlit/internal/clock"},
		{"internal/fault/fault.go", "sunlit/internal/clock", "errors"},
		{"internal/clock/clock.go", "sunlit/internal/petition", "sunlit/internal/fault"},
		{"internal/web/desk_case.go", "sunlit/internal/store", "sunlit/internal/casework"},
		{"internal/web/desk_case.go", "gorm.io/gorm", "github.com/labstack/echo/v4"},
		{"internal/casework/file.go", "sunlit/internal/web", "sunlit/internal/ledger"},
		{"internal/casework/file.go", "github.com/labstack/echo/v4", "sunlit/internal/petition"},
		{"internal/casework/file_test.go", "gorm.io/gorm", "sunlit/internal/web"},
		{"internal/store/storetest/open.go", "sunlit/internal/casework", "sunlit/internal/store"},
		{"internal/report/xlsx.go", "sunlit/internal/casework", "sunlit/internal/store"},
		{"internal/unheard/of.go", "sunlit/internal/fault", "strings"},
	} {
		breaks(t, importBreaches, tc.file, "package x\nimport _ \""+tc.bad+"\"", "package x\nimport _ \""+tc.good+"\"")
	}
}
