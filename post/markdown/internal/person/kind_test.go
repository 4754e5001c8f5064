package person

import "testing"

func TestKindOf(t *testing.T) {
	for s, want := range map[string]Kind{
		"Ana Ruiz": Person, "B. C. Holt": Unknown, "Maria del Carmen Torres": Person, "周小川": Person, "欧阳小川": Person, "김하나": Person,
		"Night Flight": Unknown, "Getting Started": Unknown, "夜航": Unknown, "linjian93": Unknown,
		"灯译社": Team, "The Harbour Team": Team, "晨港字幕组": Team, "晨报编辑部": Team,
		"晨港信息部架构组": Office, "渔港管理处": Office, "Director of the Office of Small Ports": Office, "Senior Software Engineer": Office, "某大学海洋学院": Office,
		"Head of Nets": Office, "Port Authority Department": Office,
		"晨报": Place, "海港晚报": Place, "林间的博客": Place, "Harbour Blog": Place, "paper.com": Place,
		"《夜航》":                Title,
		"https://a.example/x": Address,
		"kim@a.example":       Address,
		"并非完全直译":              Note,
		"这里的夜航我理解为夜间的航行": Note,
		"2019-03-02": Date,
		"佚名":         Nobody,
		"unknown":    Nobody,
		"":           Nobody,
	} {
		if got := KindOf(s); got != want {
			t.Errorf("%q: got kind %d, want %d", s, got, want)
		}
	}
}
