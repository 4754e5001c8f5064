package fonts

import "golang.org/x/text/language"

// The families for a cover, best first, named as gofont.NormalizeFamily does: lower case
// without spaces. Families with serifs come before those without, and free
// ones before those of an operating system. They are the text fonts that the
// common Linux distributions, macOS and Windows install.
var (
	latinFamilies = []string{
		"ebgaramond", "ebgaramond12", "cormorantgaramond", "libertinusserif", "linuxlibertineo", "crimsonpro", "sourceserif4", "sourceserifpro",
		"iowanoldstyle", "hoeflertext", "palatino", "palatinolinotype", "constantia", "georgia", "cambria",
		"notoserif", "gentiumplus", "gentium", "texgyrepagella", "liberationserif", "timesnewroman", "times",
		"sourcesans3", "sourcesanspro", "inter", "notosans", "helveticaneue", "segoeui", "roboto", "opensans", "liberationsans", "arial",
		"dejavuserif", "dejavusans",
	}
	// In cjkFamilies, "*" stands for the regional form of the characters: SC,
	// TC, JP or KR.
	cjkFamilies = []string{"sourcehanserif*", "notoserifcjk*", "notoserif*"}
	cjkSans     = []string{"sourcehansans*", "notosanscjk*", "notosans*"}

	regionFamilies = map[string][]string{
		"sc": {"songtisc", "stsong", "stzhongsong"},
		"tc": {"songtitc", "lisongpro"},
		"jp": {"hiraginominchopron", "yumincho", "yuminchodemibold", "ipaexmincho", "ipamincho"},
		"kr": {"nanummyeongjo", "applemyungjo", "batang"},
	}
	regionSans = map[string][]string{
		"sc": {"pingfangsc", "hiraginosansgb", "microsoftyahei", "dengxian", "wenquanyizenhei", "wenquanyimicrohei", "simsun"},
		"tc": {"pingfangtc", "microsoftjhenghei", "pmingliu"},
		"jp": {"hiraginosans", "yugothic", "meiryo", "ipaexgothic"},
		"kr": {"applesdgothicneo", "malgungothic", "nanumgothic"},
	}
	scriptFamilies = map[string][]string{
		"Arab": {"amiri", "notonaskharabic", "scheherazadenew", "geezapro", "notosansarabic", "sakkalmajalla"},
		"Hebr": {"frankruhlhofshi", "notoserifhebrew", "frankruehl", "newpeninimmt", "notosanshebrew", "david"},
		"Deva": {"notoserifdevanagari", "kohinoordevanagari", "nirmalaui", "notosansdevanagari"},
		"Thai": {"notoserifthai", "thonburi", "leelawadeeui", "notosansthai"},
	}
)

// familiesFor returns the families for a language, best first. Each either
// has Latin letters or comes after families that have them.
func familiesFor(tag language.Tag) []string {
	region := regionOf(tag)
	if region == "" {
		script, _ := tag.Script()
		all := append([]string(nil), scriptFamilies[script.String()]...)
		all = append(all, latinFamilies...)
		return append(all, allCJK("sc", "jp", "kr", "tc")...) // names in a title may be Chinese, Japanese or Korean
	}
	regions := []string{region}
	for _, r := range []string{"sc", "tc", "jp", "kr"} {
		if r != region {
			regions = append(regions, r)
		}
	}
	return append(allCJK(regions...), latinFamilies...)
}

func allCJK(regions ...string) (all []string) {
	for _, r := range regions {
		for _, group := range [][]string{cjkFamilies, regionFamilies[r], cjkSans, regionSans[r]} {
			for _, name := range group {
				if name[len(name)-1] == '*' {
					name = name[:len(name)-1] + r
				}
				all = append(all, name)
			}
		}
	}
	return all
}

func regionOf(tag language.Tag) string {
	base, _ := tag.Base()
	script, _ := tag.Script()
	switch base.String() {
	case "zh", "yue", "lzh", "wuu":
		if script.String() == "Hant" {
			return "tc"
		}
		return "sc"
	case "ja":
		return "jp"
	case "ko":
		return "kr"
	}
	return ""
}
