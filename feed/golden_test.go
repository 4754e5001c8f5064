package feed

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden compares what the fixtures become with testdata/NAME.txt.
func TestGolden(t *testing.T) {
	old, older := "", "archive/1"
	archive := kitchen()
	archive.Path, archive.Archive, archive.Current, archive.PrevArchive = "archive/2", true, &old, &older
	archive.Formats = []Format{FormatRSS, FormatAtom, FormatJSON}
	archive.Items = List(plain())
	for _, tt := range []struct {
		name string
		enc  Encoder
		feed *Feed
	}{
		{"full", Encoder{}, kitchen()},
		{"marked", Encoder{MarkTitles: true, AdultRating: true, Content: PolicySummary}, kitchen()},
		{"warned-summary", Encoder{Warned: PolicySummary}, kitchen()},
		{"warned-omit", Encoder{Warned: PolicyOmit}, kitchen()},
		{"content-omit", Encoder{Content: PolicyOmit}, kitchen()},
		{"archive", Encoder{}, archive},
		{"podcast", Encoder{}, show()},
		{"empty", Encoder{}, &Feed{Title: "Nothing yet", HomeURL: "https://空.example"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := new(txtar.Archive)
			var outs []Output
			for _, format := range Formats() {
				outs = append(outs, Output{format, new(bytes.Buffer)})
			}
			report, err := tt.enc.Encode(context.Background(), tt.feed, outs...)
			if err != nil || len(report.Skipped) > 0 {
				t.Fatalf("Encode: %v, skipped %v", err, report.Skipped)
			}
			for _, o := range outs {
				got.Files = append(got.Files, txtar.File{Name: o.Format.String(), Data: o.W.(*bytes.Buffer).Bytes()})
			}
			var problems []byte
			for _, p := range report.Problems {
				problems = append(append(problems, p.Error()...), '\n')
			}
			got.Files = append(got.Files, txtar.File{Name: "problems", Data: problems})
			file := filepath.Join("testdata", tt.name+".txt")
			if *update {
				if err := os.WriteFile(file, txtar.Format(got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))), string(txtar.Format(got))); diff != "" {
				t.Errorf("with -update this would change (-want +got):\n%s", diff)
			}
		})
	}
}
