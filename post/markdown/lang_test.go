package markdown

import (
	"strings"
	"testing"
	"time"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lang"
)

func TestLangTag(t *testing.T) {
	for in, want := range map[string]string{
		"zh-CN": "zh-CN", "zh_cn": "zh-CN", "zh_CN.UTF-8": "zh-CN", "cn": "zh-CN", "cn-ZH": "zh-CN", "中文": "zh", "繁體中文": "zh-Hant",
		"zh-hans-cn": "zh-Hans-CN", "jp": "ja", "ja-JP": "ja-JP", "kr": "ko", "EN_us": "en-US", "en-UK": "en-GB", "English": "en",
		"yue": "yue", "": "", "xx": "", "und": "", "x-private": "", "en-u-ca-buddhist": "en", "a b": "", "default": "", "none!": "",
	} {
		got, ok := lang.Tag(in)
		if got != want || ok != (want != "") {
			t.Errorf("langTag(%q) = %q, %v, want %q", in, got, ok, want)
		}
		if again, ok := lang.Tag(got); got != "" && (again != got || !ok) {
			t.Errorf("langTag(%q) = %q, and of that %q", in, got, again)
		}
	}
}

func TestDetectedLang(t *testing.T) {
	const english = "The ship is old, and the river is not. This was the year that they have all of the lights from, which you are not to know. They are with the crew, and that was not the end of it."
	for _, test := range []struct{ name, body, site, want string }{
		{"simplified", "我们说过这个问题，还没有经过讨论。", "en", "zh-Hans"},
		{"traditional", "我們說過這個問題，還沒有經過討論。", "en", "zh-Hant"},
		{"either", "山水之中有人家。", "en", "zh"},
		{"japanese", "夜の川を船がゆっくりと下っていく。", "en", "ja"},
		{"korean", "밤에 배가 천천히 강을 내려간다.", "en", "ko"},
		{"latin takes the site's", "A ship goes down the river.", "de", "de"},
		{"latin of no site", "A ship goes down the river.", "", ""},
		{"english by its words", english, "", "en"},
		{"english on a chinese site", english, "zh-CN", "en"},
		{"a few words on a chinese site", "A ship.", "zh-CN", "zh-CN"},
		{"english on a german site", english, "de", "de"},
		{"german by its words", "Das Schiff ist nicht groß, und der Fluss ist es auch nicht. Ich sah es mit einem Licht auf dem Bug, und das Wasser war still. Der Fluss und das Schiff sind alt, und ich bin es auch.", "", "de"},
		{"french by its words", "Les bateaux sont dans le port, et vous les avez vus avec une lampe. Je ne suis pas sur le pont, je suis dans la cale. Cette nuit est pour les marins, pas pour nous, et les étoiles sont sur la mer.", "", "fr"},
		{"spanish by its words", "El barco está en el puerto y los marinos lo saben. Hay una luz en la proa, pero es muy débil, y las olas lo mueven más. El río y los peces también lo ven, y fue el fin del viaje.", "", "es"},
		{"a language of none of these", strings.Repeat("Skipet seiler nedover elven om natten, og det er ingen lys for den som ser etter. ", 6), "", ""},
		{"wrong tag of a site", "A ship.", "default", ""},
		{"a quotation", "The ship is called 夜航 and it goes down the river at night with no lights on.", "en", "en"},
		{"words of another script", "这个 API 的 response 里没有 token，我们说过要用 cookie 来验证。", "en", "zh-Hans"},
		{"code does not count", "我们说过。\n\n```\nint main int main int main int main int main int main int main\n```\n", "en", "zh-Hans"},
		{"cyrillic is shared", "Корабль.", "en", "und-Cyrl"},
		{"cyrillic on a site of it", "Корабль.", "bg", "bg"},
		{"russian", "Корабль идёт вниз по реке, и огни на берегу гаснут.", "en", "ru"},
		{"russian with a quotation", "Мы были на корабле, и это был старый корабль, на котором мы жили. Капитан сказал «привіт».", "", "ru"},
		{"ukrainian", "Корабель пливе вниз за течією, і вогні на березі гаснуть.", "ru", "uk"},
		{"belarusian", "Карабель плыве ўніз па рацэ, і агні на беразе гаснуць, а ноч усё даўжэй.", "en", "be"},
		{"bulgarian", "Корабът плава надолу по реката и светлините на брега угасват в нощта.", "en", "bg"},
		{"serbian", "Брод плови низ реку, а светла на обали се гасе. Ноћ ће бити дуга.", "en", "sr"},
		{"macedonian", "Бродот плови надолу по реката. Ќе биде долга ноќ, и ѕвездите се гледаат.", "en", "mk"},
		{"kazakh", "Кеме өзеннің бойымен төмен қарай жүзіп барады, ал жағадағы шамдар сөніп жатыр.", "en", "kk"},
		{"arabic", "تبحر السفينة في النهر ليلاً، وتنطفئ الأضواء على الضفة.", "en", "ar"},
		{"persian", "کشتی در شب به پایین رودخانه می\u200cرود و چراغ\u200cهای ساحل خاموش می\u200cشوند.", "en", "fa"},
		{"urdu", "جہاز رات کو دریا میں نیچے کی طرف جا رہا ہے اور کنارے کی روشنیاں بجھ رہی ہیں۔", "en", "ur"},
		{"hebrew", "הספינה שטה במורד הנהר בלילה.", "en", "he"},
		{"hindi", "जहाज़ रात में नदी के नीचे की ओर जाता है।", "en", "hi"},
		{"marathi", "जहाज रात्री नदीतून खाली जाते, आणि काळोख वाढतो.", "en", "mr"},
		{"thai", "เรือแล่นลงแม่น้ำในตอนกลางคืน", "en", "th"},
		{"greek", "Το πλοίο κατεβαίνει το ποτάμι τη νύχτα.", "en", "el"},
		{"armenian", "Նավը գիշերը իջնում է գետով։", "en", "hy"},
		{"georgian", "გემი ღამით მდინარეზე მიცურავს.", "en", "ka"},
		{"a script of several languages", "መርከቡ በሌሊት ወደ ወንዙ ይወርዳል።", "en", "und-Ethi"},
		{"vietnamese", "Con tàu đi xuôi dòng sông trong đêm và những ngọn đèn trên bờ tắt dần.", "", "vi"},
		{"turkish", "Gemi gece nehirden aşağı iniyor ve kıyıdaki ışıklar sönüyor.", "", "tr"},
		{"polish", "Statek płynie nocą w dół rzeki, a światła na brzegu gasną. Załoga śpi i nikt nie słyszy, że łódź się zbliża.", "", "pl"},
		{"czech", "Loď pluje v noci dolů po řece a světla na břehu zhasínají. Posádka spí a nikdo neslyší, že se blíží člun. Kůň stojí u přívozu a měsíc svítí.", "", "cs"},
		{"romanian", "Nava coboară pe râu în timpul nopții, iar luminile de pe mal se sting. Nimeni nu știe că marea e aproape și că furtuna vine.", "", "ro"},
		{"names of another language", "The ship of Łukasz goes down the river at night, and there are no lights on it. Nobody on the shore sees it, and nobody in the town asks where it went or whether it comes again in spring.", "", ""},
		{"polish letters on an english site", "Statek płynie nocą w dół rzeki, a światła gasną.", "en", "en"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := (&Parser{Lang: test.site}).Parse("a.md", []byte(test.body))
			if err != nil {
				t.Fatal(err)
			}
			if p.Lang != test.want {
				t.Errorf("Lang of %q = %q, want %q", test.body, p.Lang, test.want)
			}
		})
	}
}

func TestWordCount(t *testing.T) {
	for body, want := range map[string]int{
		"":                                0,
		"one two-three don't":             3,
		"我们 go 吧":                         4,
		"한국어 text":                        4,
		"**bo**ld":                        1,
		"a `code of many words` b":        2,
		"a\nb\n\n# c":                     3,
		"![alt text](a.png) [link](b)":    1,
		"3.5 km":                          3,
		"```\ncode\n```\n\nafter":         1,
		"<div>\n<p>two words</p>\n</div>": 2,
	} {
		p, err := new(Parser).Parse("a.md", []byte("---\ntitle: t\n---\n"+body))
		if err != nil {
			t.Fatal(err)
		}
		if p.WordCount != want {
			t.Errorf("WordCount of %q = %d, want %d", body, p.WordCount, want)
		}
	}
}

func TestReadingTime(t *testing.T) {
	for _, test := range []struct {
		characters, words int
		want              time.Duration
	}{
		{0, 0, 0}, {1, 0, time.Minute}, {260, 0, time.Minute}, {261, 0, 2 * time.Minute}, {130, 119, time.Minute},
		{260, 238, 2 * time.Minute}, {-5, 1, time.Minute},
	} {
		if got := post.ReadingTime(test.characters, test.words); got != test.want {
			t.Errorf("ReadingTime(%d, %d) = %v, want %v", test.characters, test.words, got, test.want)
		}
	}
}
