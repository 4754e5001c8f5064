// Package lang reads language tags, counts words and characters, and tells the
// language of a text from them.
package lang

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// spokenLangs are what authors write for a language and is no tag of it.
var spokenLangs = map[string]string{
	"cn": "zh-CN", "chs": "zh-Hans", "cht": "zh-Hant", "chinese": "zh", "中文": "zh", "汉语": "zh", "漢語": "zh",
	"简体中文": "zh-Hans", "简体": "zh-Hans", "繁體中文": "zh-Hant", "繁体中文": "zh-Hant", "繁體": "zh-Hant",
	"tw": "zh-TW", "hk": "zh-HK", "zh-chs": "zh-Hans", "zh-cht": "zh-Hant",
	"jp": "ja", "japanese": "ja", "日本語": "ja", "日语": "ja", "kr": "ko", "korean": "ko", "한국어": "ko",
	"en-uk": "en-GB", "english": "en", "英文": "en", "英语": "en", "french": "fr", "français": "fr",
	"german": "de", "deutsch": "de", "spanish": "es", "español": "es", "russian": "ru", "русский": "ru",
}

// Tag returns the BCP 47 tag that s means, in the case of RFC 5646,
// section 2.1.1 ("zh-Hans-CN"), and whether it means one: validators refuse
// tags whose subtags are not registered.
func Tag(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, ".@"); i > 0 { // of a locale: zh_CN.UTF-8
		s = s[:i]
	}
	s = strings.ReplaceAll(s, "_", "-")
	if to, ok := spokenLangs[strings.ToLower(s)]; ok {
		return to, true
	}
	if first, rest, _ := strings.Cut(s, "-"); rest != "" {
		switch strings.ToLower(first) { // cn-ZH, jp-JP
		case "cn":
			return "zh-CN", true
		case "jp":
			return "ja-JP", true
		case "kr":
			return "ko-KR", true
		}
	}
	tag, err := language.Parse(s)
	if err != nil {
		return "", false
	}
	// What comes after the region is of no use to a reader, and private
	// subtags are of none to a validator.
	base, script, region := tag.Raw()
	parts := []string{base.String()}
	if base.String() == "und" || len(parts[0]) < 2 {
		return "", false
	}
	if script.String() != "Zzzz" {
		parts = append(parts, script.String())
	}
	if region.String() != "ZZ" {
		parts = append(parts, region.String())
	}
	return strings.Join(parts, "-"), true
}

// hanPairs are common characters in their simplified and traditional forms,
// where neither is also a common character of the other.
const hanPairs = "们們这這个個时時对對为為说說过過发發没沒还還进進动動问問见見无無实實长長现現样樣经經关關开開东東车車马馬鸟鳥鱼魚门門间間话話语語认認识識让讓请請谁誰课課论論设設许許记記计計试試该該详詳读讀变變应應从從儿兒两兩业業义義习習书書买買卖賣亲親众眾优優传傳伤傷价價写寫军軍农農决決况況减減击擊刘劉则則刚剛创創办辦务務劳勞势勢医醫华華单單卫衛历歷压壓县縣双雙参參号號听聽员員响響团團园園围圍图圖场場坏壞块塊声聲处處备備头頭夺奪奖獎妇婦妈媽孙孫宁寧宝寶审審宽寬寻尋导導将將尔爾层層属屬岁歲岛島师師带帶帮幫广廣庆慶库庫张張归歸当當录錄彻徹怀懷态態总總恶惡惊驚惯慣战戰户戶执執扩擴扫掃扬揚护護报報担擔择擇换換据據损損摇搖敌敵数數断斷旧舊显顯术術机機杀殺杂雜权權条條极極构構标標树樹检檢楼樓欢歡残殘气氣汉漢泽澤浅淺测測济濟浓濃润潤温溫湾灣满滿灭滅灯燈灵靈点點热熱爱愛牵牽状狀独獨环環电電画畫疗療盖蓋盘盤础礎确確离離种種积積称稱穷窮竞競笔筆签簽简簡类類紧緊红紅约約级級纪紀纯純纳納纸紙线線练練组組细細织織终終结結给給络絡绝絕统統继繼续續维維综綜绿綠编編缘緣网網罗羅罚罰职職联聯肤膚胜勝脑腦脸臉节節苏蘇药藥荣榮营營虑慮虽雖补補观觀规規视視觉覺触觸订訂证證评評诉訴词詞译譯诗詩误誤谈談谢謝负負财財责責败敗货貨质質购購费費资資赏賞赛賽赢贏转轉轮輪软軟轻輕载載较較辑輯输輸达達迁遷运運连連迟遲适適选選递遞遗遺邮郵邻鄰释釋钟鐘钱錢铁鐵银銀链鏈销銷错錯键鍵镜鏡闭閉闻聞阅閱队隊阶階际際陆陸陈陳险險随隨隐隱难難静靜须須顺順预預领領频頻题題颜顏额額风風飞飛饭飯馆館验驗骑騎鲜鮮麦麥黄黃齐齊龙龍"

// CommonWords are frequent words of a language that are not frequent in the others
// here, nor in those written with the same letters that are not.
var CommonWords = map[string]string{
	"en": "the and of that with this was have are you from not they which",
	"de": "und der das nicht ist ich ein eine mit auf für auch sich dem",
	"fr": "les des est une dans pour pas sur avec vous cette sont je du",
	"es": "los las el y pero más muy también hay fue del lo",
	"pt": "não uma os um com são você também isso ao dos da",
	"it": "il che di è gli della sono anche questo nel del dei",
	"nl": "het een van niet dat zijn voor ook naar wordt met deze",
	"sv": "och att inte jag för är på med som av till från",
	"fi": "ja on ei että se hän mutta kun oli ovat myös niin",
	"id": "yang dan dengan untuk tidak ini itu dari akan pada adalah juga",
	"pl": "nie się że jest na do jak ale przez który oraz tylko",
	"cs": "je se že na jsem jako ale který pro jsou nebo když",
	"tr": "bir ve bu için ile olarak daha çok gibi ama değil olan",
	"hu": "az hogy nem egy és meg csak volt mint ez vagy még",
	"ro": "și nu este pe care din cu mai pentru sunt sau într",
}

var LangOfWord = sync.OnceValue(func() map[string][]string {
	langs := make(map[string][]string)
	for lang, words := range CommonWords {
		for word := range strings.FieldsSeq(words) {
			langs[word] = append(langs[word], lang)
		}
	}
	return langs
})

// A text is long enough to tell its language by if it has so many common words of
// it, at least one in so many of its words, and three times as many as of any other.
const (
	LangWords  = 15
	LangShare  = 12
	LangSample = 2000 // words that are looked at
)

const (
	FirstHan = 0x4E00
	LastHan  = 0x9FFF
)

// HanForms says of each Han character whether hanPairs has it as simplified,
// 1, or traditional, 2.
var HanForms = sync.OnceValue(func() *[LastHan - FirstHan + 1]byte {
	forms := new([LastHan - FirstHan + 1]byte)
	form := byte(1)
	for s := hanPairs; s != ""; form = 3 - form {
		r, n := utf8.DecodeRuneInString(s)
		forms[r-FirstHan] = form
		s = s[n:]
	}
	return forms
})
