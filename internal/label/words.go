package label

// Labels are the words of one language. Fields whose comment shows a %s or %d
// are formats for [fmt.Sprintf] that take exactly that.
type Labels struct {
	Lang string // BCP 47 tag: "zh-Hans"

	// Content warnings.
	ContentWarning  string // "Content warning", above one
	ContentWarnings string // "Content warnings", above the page of them
	LevelNote       string // "Note", the levels of a warning
	LevelWarning    string // "Warning"
	LevelDanger     string // "Danger"
	Topics          string // "Topics"
	WholePost       string // "Whole article", what a warning is about
	Section         string // "Section"
	SectionNamed    string // "%s, section “%s”", the title of a warning with the heading of what it is about
	WarningsIntro   string // "These articles …", under the heading of the page of warnings
	SkipArticle     string // "Skip this article", the link to what comes after it
	SkipSection     string // "Skip this section", the same of a part of it
	SkipWarnings    string // "Skip past the content warnings"
	WarnedOmitted   string // "This article carries a content warning, and its text is left out here."
	LockedPart      string // "This part …", in place of what a password locks
	ReadPost        string // "Read the article on its site"

	// Where an article comes from.
	Repost         string // "Repost", a mark
	RepostedFrom   string // "Reposted from", before a link, with no colon
	RepostedBy     string // "Reposted by"
	OriginalAuthor string // "Original author"
	OriginalTitle  string // "Original title"
	OriginalLink   string // "Original article", the text of a link
	Source         string // "Source"
	Publication    string // "Publication"
	Author         string // "Author"
	Translator     string // "Translator"
	Proofreader    string // "Proofreader"
	Editor         string // "Editor"
	Published      string // "Published"
	Updated        string // "Updated"
	License        string // "Licence"
	AndOthers      string // "%s and others"

	// Credits on a title page.
	WrittenBy    string // "by %s"
	TranslatedBy string // "translated by %s"
	CollectedBy  string // "collected by %s", who reposted several articles

	// Parts of books and feeds.
	Cover         string // "Cover"
	CoverOf       string // "Cover of %s", its alternative text
	TitlePage     string // "Title page"
	Contents      string // "Contents"
	Landmarks     string // "Landmarks"
	Pages         string // "Pages", the list of the pages of a printed edition
	StartReading  string // "Start of the text"
	Colophon      string // "Colophon"
	Sources       string // "Sources", the list of originals in the colophon
	MadeWith      string // "Made with %s"
	Volume        string // "Volume %d"
	Article       string // "Article"
	Articles      string // "Articles"
	ArticleCount  string // "%d articles", of two or more
	Untitled      string // "Untitled"
	Uncategorized string // "Uncategorised"
	Tag           string // "Tag"
	Tags          string // "Tags"
	TaggedPosts   string // "Tag: %s", a feed of them
	Category      string // "Category"
	Categories    string // "Categories"
	CategoryPosts string // "Category: %s", a feed of them
	Archive       string // "Archive"
	ArchivePage   string // "Archive %d"
	WarnedPosts   string // "Posts with content warnings"
	UnwarnedPosts string // "Posts without content warnings"
	AllFeeds      string // "All feeds"
	SiteSection   string // "Section", a part of a site
	FeedsIntro    string // says to a person what a feed is
	FeedFormats   string // says which format to take
	ReplyByMail   string // "Reply by email"

	// Inside articles.
	ImageMissing string // "Image not available", in place of one
	ImageLink    string // "Link to the image"
	Figure       string // "Image", when one has no alternative text
	Footnotes    string // "Footnotes"
	Footnote     string // "Footnote %d", read aloud for its mark
	BackToText   string // "Back to the text"
	Tip          string // "Tip", the titles of containers that state none
	Important    string // "Important"
	Caution      string // "Caution"
	Details      string // "Details", also what unfolds a part of the text
	Summary      string // "Summary"
	Example      string // "Example"
	Question     string // "Question"
	Todo         string // "To do"
	Continued    string // "%s (continued)", the title of a later part of a long article

	// Accessibility summaries of books.
	AccessSummary string // "This book …", of a book all of whose pictures are described
	AccessNoAlt   string // "Some pictures …", added when some are not

	// How the language sets text.
	Colon      string // ": " or "："
	Comma      string // ", " or "、", between the items of a list
	OpenQuote  string // "“" or "《", around the title of a work
	CloseQuote string // "”" or "》"
	OpenParen  string // " (" or "（"
	CloseParen string // ")" or "）"

	date dateForm
}

// words holds one word in every language. A row of [table] that lacks one does not
// compile.
type words struct{ en, zhHans, zhHant, ja, ko, fr, de, es string }

// in returns the word of a language by its index in [languages].
func (w *words) in(i int) string {
	return [...]string{w.en, w.zhHans, w.zhHant, w.ja, w.ko, w.fr, w.de, w.es}[i]
}

// table holds every word: the field of [Labels] that it is for, and the word in English,
// Chinese in simplified and in traditional characters, Japanese, Korean, French, German
// and Spanish. A new word is a field above and a row here.
var table = [...]struct {
	field func(*Labels) *string
	words
}{
	// Content warnings.
	{func(l *Labels) *string { return &l.ContentWarning }, words{
		"Content warning",
		"内容预警",
		"內容警告",
		"閲覧注意",
		"콘텐츠 경고",
		"Avertissement de contenu",
		"Inhaltswarnung",
		"Advertencia de contenido",
	}},
	{func(l *Labels) *string { return &l.ContentWarnings }, words{
		"Content warnings",
		"内容预警",
		"內容警告",
		"閲覧注意",
		"콘텐츠 경고",
		"Avertissements de contenu",
		"Inhaltswarnungen",
		"Advertencias de contenido",
	}},
	{func(l *Labels) *string { return &l.LevelNote }, words{"Note", "提示", "提示", "注記", "알림", "Remarque", "Hinweis", "Nota"}},
	{func(l *Labels) *string { return &l.LevelWarning }, words{"Warning", "警告", "警告", "警告", "경고", "Avertissement", "Warnung", "Advertencia"}},
	{func(l *Labels) *string { return &l.LevelDanger }, words{"Danger", "危险", "危險", "危険", "위험", "Danger", "Gefahr", "Peligro"}},
	{func(l *Labels) *string { return &l.Topics }, words{"Topics", "话题", "主題", "話題", "주제", "Sujets", "Themen", "Temas"}},
	{func(l *Labels) *string { return &l.WholePost }, words{"Whole article", "全文", "全文", "記事全体", "글 전체", "Article entier", "Ganzer Artikel", "Todo el artículo"}},
	{func(l *Labels) *string { return &l.Section }, words{"Section", "小节", "小節", "節", "절", "Section", "Abschnitt", "Sección"}},
	{func(l *Labels) *string { return &l.SectionNamed }, words{
		"%s, section “%s”",
		"%s（“%s”一节）",
		"%s（「%s」一節）",
		"%s（「%s」の節）",
		"%s(‘%s’ 절)",
		"%s, section «\u00a0%s\u00a0»",
		"%s, Abschnitt „%s“",
		"%s, sección «%s»",
	}},
	{func(l *Labels) *string { return &l.WarningsIntro }, words{
		"These articles carry a content warning. Read the warnings before you choose what to read.",
		"以下文章带有内容预警。请先阅读预警，再决定是否阅读正文。",
		"以下文章附有內容警告。請先閱讀警告，再決定是否閱讀內文。",
		"次の記事には閲覧注意の内容が含まれます。注意書きをご確認のうえ、お読みになる記事をお選びください。",
		"다음 글에는 콘텐츠 경고가 있습니다. 경고를 먼저 확인한 뒤 읽을 글을 골라 주세요.",
		"Ces articles portent un avertissement de contenu. Lisez les avertissements avant de choisir vos lectures.",
		"Diese Artikel tragen eine Inhaltswarnung. Bitte lesen Sie die Warnungen, bevor Sie Ihre Lektüre wählen.",
		"Estos artículos llevan una advertencia de contenido. Lea las advertencias antes de elegir su lectura.",
	}},
	{func(l *Labels) *string { return &l.SkipArticle }, words{
		"Skip this article",
		"跳过本文",
		"略過本文",
		"この記事を飛ばす",
		"이 글 건너뛰기",
		"Passer cet article",
		"Diesen Artikel überspringen",
		"Saltar este artículo",
	}},
	{func(l *Labels) *string { return &l.SkipSection }, words{
		"Skip this section",
		"跳过本节",
		"略過本節",
		"この節を飛ばす",
		"이 절 건너뛰기",
		"Passer cette section",
		"Diesen Abschnitt überspringen",
		"Saltar esta sección",
	}},
	{func(l *Labels) *string { return &l.SkipWarnings }, words{
		"Skip past the content warnings",
		"跳过内容预警",
		"略過內容警告",
		"閲覧注意の一覧を飛ばす",
		"콘텐츠 경고 건너뛰기",
		"Passer les avertissements de contenu",
		"Inhaltswarnungen überspringen",
		"Saltar las advertencias de contenido",
	}},
	{func(l *Labels) *string { return &l.WarnedOmitted }, words{
		"This article carries a content warning, and its text is left out here.",
		"本文带有内容预警，此处不显示正文。",
		"本文附有內容警告，此處不顯示內文。",
		"この記事には閲覧注意の内容が含まれるため、ここでは本文を表示していません。",
		"이 글에는 콘텐츠 경고가 있어 여기에는 본문을 싣지 않습니다.",
		"Cet article porte un avertissement de contenu\u00a0; son texte n’est pas repris ici.",
		"Dieser Artikel trägt eine Inhaltswarnung; sein Text ist hier ausgelassen.",
		"Este artículo lleva una advertencia de contenido y su texto no se incluye aquí.",
	}},
	{func(l *Labels) *string { return &l.LockedPart }, words{
		"This part can only be read with a password, on the site.",
		"此部分已加密，需在网站输入密码后阅读。",
		"此部分已加密，需在網站輸入密碼後閱讀。",
		"この部分は、サイトでパスワードを入力すると読めます。",
		"이 부분은 사이트에서 비밀번호를 입력해야 읽을 수 있습니다.",
		"Cette partie ne se lit qu’avec un mot de passe, sur le site.",
		"Dieser Teil ist nur mit einem Passwort auf der Website zu lesen.",
		"Esta parte solo se puede leer con una contraseña, en el sitio.",
	}},
	{func(l *Labels) *string { return &l.ReadPost }, words{
		"Read the article on its site",
		"前往网站阅读全文",
		"前往網站閱讀全文",
		"サイトで記事を読む",
		"사이트에서 글 읽기",
		"Lire l’article sur son site",
		"Artikel auf der Website lesen",
		"Leer el artículo en su sitio",
	}},

	// Where an article comes from.
	{func(l *Labels) *string { return &l.Repost }, words{"Repost", "转载", "轉載", "転載", "전재", "Reprise", "Übernahme", "Reproducción"}},
	{func(l *Labels) *string { return &l.RepostedFrom }, words{"Reposted from", "转载自", "轉載自", "転載元", "출처", "Repris de", "Übernommen von", "Reproducido de"}},
	{func(l *Labels) *string { return &l.RepostedBy }, words{"Reposted by", "转载者", "轉載者", "転載者", "옮긴 사람", "Repris par", "Übernommen durch", "Reproducido por"}},
	{func(l *Labels) *string { return &l.OriginalAuthor }, words{"Original author", "原作者", "原作者", "原著者", "원작자", "Auteur original", "Urheber", "Autor original"}},
	{func(l *Labels) *string { return &l.OriginalTitle }, words{"Original title", "原标题", "原標題", "原題", "원제", "Titre original", "Originaltitel", "Título original"}},
	{func(l *Labels) *string { return &l.OriginalLink }, words{
		"Original article",
		"原文链接",
		"原文連結",
		"元の記事",
		"원문",
		"Article original",
		"Originalartikel",
		"Artículo original",
	}},
	{func(l *Labels) *string { return &l.Source }, words{"Source", "来源", "來源", "出典", "출처", "Source", "Quelle", "Fuente"}},
	{func(l *Labels) *string { return &l.Publication }, words{"Publication", "首发于", "首發於", "初出", "처음 실린 곳", "Publication", "Erschienen in", "Publicación"}},
	{func(l *Labels) *string { return &l.Author }, words{"Author", "作者", "作者", "著者", "글쓴이", "Auteur", "Autor", "Autor"}},
	{func(l *Labels) *string { return &l.WrittenBy }, words{"by %s", "%s 著", "%s 著", "%s 著", "%s 지음", "par %s", "von %s", "por %s"}},
	{func(l *Labels) *string { return &l.TranslatedBy }, words{"translated by %s", "%s 译", "%s 譯", "%s 訳", "%s 옮김", "traduit par %s", "übersetzt von %s", "traducido por %s"}},
	{func(l *Labels) *string { return &l.CollectedBy }, words{"collected by %s", "%s 编选", "%s 編選", "%s 編", "%s 엮음", "réunis par %s", "gesammelt von %s", "reunido por %s"}},
	{func(l *Labels) *string { return &l.Translator }, words{"Translator", "译者", "譯者", "訳者", "옮긴이", "Traduction", "Übersetzung", "Traducción"}},
	{func(l *Labels) *string { return &l.Proofreader }, words{"Proofreader", "校对", "校對", "校正", "교정", "Relecture", "Korrektorat", "Corrección"}},
	{func(l *Labels) *string { return &l.Editor }, words{"Editor", "编辑", "編輯", "編集", "편집", "Édition", "Redaktion", "Edición"}},
	{func(l *Labels) *string { return &l.Published }, words{"Published", "发布于", "發布於", "公開日", "게시일", "Publié le", "Veröffentlicht am", "Publicado el"}},
	{func(l *Labels) *string { return &l.Updated }, words{"Updated", "更新于", "更新於", "更新日", "수정일", "Mis à jour le", "Aktualisiert am", "Actualizado el"}},
	{func(l *Labels) *string { return &l.License }, words{"Licence", "许可协议", "授權條款", "ライセンス", "라이선스", "Licence", "Lizenz", "Licencia"}},
	{func(l *Labels) *string { return &l.AndOthers }, words{"%s and others", "%s等", "%s等", "%sほか", "%s 외", "%s et autres", "%s und andere", "%s y otros"}},

	// Parts of books and feeds.
	{func(l *Labels) *string { return &l.Cover }, words{"Cover", "封面", "封面", "表紙", "표지", "Couverture", "Umschlag", "Cubierta"}},
	{func(l *Labels) *string { return &l.CoverOf }, words{
		"Cover of %s",
		"《%s》封面",
		"《%s》封面",
		"『%s』の表紙",
		"《%s》 표지",
		"Couverture de «\u00a0%s\u00a0»",
		"Umschlag von „%s“",
		"Cubierta de «%s»",
	}},
	{func(l *Labels) *string { return &l.TitlePage }, words{"Title page", "书名页", "書名頁", "扉", "속표지", "Page de titre", "Titelseite", "Portada"}},
	{func(l *Labels) *string { return &l.Contents }, words{"Contents", "目录", "目錄", "目次", "차례", "Table des matières", "Inhaltsverzeichnis", "Índice"}},
	{func(l *Labels) *string { return &l.Landmarks }, words{"Landmarks", "导航点", "導覽點", "ランドマーク", "주요 지점", "Repères", "Orientierungspunkte", "Puntos de referencia"}},
	{func(l *Labels) *string { return &l.Pages }, words{"Pages", "页码", "頁碼", "ページ", "쪽", "Pages", "Seiten", "Páginas"}},
	{func(l *Labels) *string { return &l.StartReading }, words{
		"Start of the text",
		"正文开始",
		"內文開始",
		"本文の始まり",
		"본문 시작",
		"Début du texte",
		"Textbeginn",
		"Comienzo del texto",
	}},
	{func(l *Labels) *string { return &l.Colophon }, words{"Colophon", "版本说明", "版本說明", "奥付", "간행 정보", "Colophon", "Impressum", "Colofón"}},
	{func(l *Labels) *string { return &l.Sources }, words{"Sources", "文章来源", "文章來源", "出典一覧", "출처 목록", "Sources", "Quellen", "Fuentes"}},
	{func(l *Labels) *string { return &l.MadeWith }, words{
		"Made with %s",
		"由 %s 制作",
		"以 %s 製作",
		"%s で作成",
		"%s 사용하여 제작",
		"Réalisé avec %s",
		"Erstellt mit %s",
		"Hecho con %s",
	}},
	{func(l *Labels) *string { return &l.Volume }, words{"Volume %d", "第 %d 卷", "第 %d 卷", "第%d巻", "제%d권", "Volume %d", "Band %d", "Volumen %d"}},
	{func(l *Labels) *string { return &l.Article }, words{"Article", "文章", "文章", "記事", "글", "Article", "Artikel", "Artículo"}},
	{func(l *Labels) *string { return &l.Articles }, words{"Articles", "文章", "文章", "記事", "글", "Articles", "Artikel", "Artículos"}},
	{func(l *Labels) *string { return &l.ArticleCount }, words{"%d articles", "共 %d 篇文章", "共 %d 篇文章", "全 %d 編", "글 %d편", "%d articles", "%d Artikel", "%d artículos"}},
	{func(l *Labels) *string { return &l.Untitled }, words{"Untitled", "无标题", "無標題", "無題", "제목 없음", "Sans titre", "Ohne Titel", "Sin título"}},
	{func(l *Labels) *string { return &l.Uncategorized }, words{"Uncategorised", "未分类", "未分類", "未分類", "미분류", "Sans catégorie", "Ohne Kategorie", "Sin categoría"}},
	{func(l *Labels) *string { return &l.Tag }, words{"Tag", "标签", "標籤", "タグ", "태그", "Étiquette", "Schlagwort", "Etiqueta"}},
	{func(l *Labels) *string { return &l.Tags }, words{"Tags", "标签", "標籤", "タグ", "태그", "Étiquettes", "Schlagwörter", "Etiquetas"}},
	{func(l *Labels) *string { return &l.TaggedPosts }, words{"Tag: %s", "标签：%s", "標籤：%s", "タグ：%s", "태그: %s", "Étiquette\u00a0: %s", "Schlagwort: %s", "Etiqueta: %s"}},
	{func(l *Labels) *string { return &l.Category }, words{"Category", "分类", "分類", "カテゴリー", "분류", "Catégorie", "Kategorie", "Categoría"}},
	{func(l *Labels) *string { return &l.Categories }, words{"Categories", "分类", "分類", "カテゴリー", "분류", "Catégories", "Kategorien", "Categorías"}},
	{func(l *Labels) *string { return &l.CategoryPosts }, words{
		"Category: %s",
		"分类：%s",
		"分類：%s",
		"カテゴリー：%s",
		"분류: %s",
		"Catégorie\u00a0: %s",
		"Kategorie: %s",
		"Categoría: %s",
	}},
	{func(l *Labels) *string { return &l.Archive }, words{"Archive", "归档", "彙整", "アーカイブ", "보관함", "Archives", "Archiv", "Archivo"}},
	{func(l *Labels) *string { return &l.ArchivePage }, words{"Archive %d", "归档 %d", "彙整 %d", "アーカイブ %d", "보관함 %d", "Archives %d", "Archiv %d", "Archivo %d"}},
	{func(l *Labels) *string { return &l.WarnedPosts }, words{
		"Posts with content warnings",
		"带有内容预警的文章",
		"附有內容警告的文章",
		"閲覧注意の記事",
		"콘텐츠 경고가 있는 글",
		"Articles avec avertissement de contenu",
		"Artikel mit Inhaltswarnung",
		"Artículos con advertencia de contenido",
	}},
	{func(l *Labels) *string { return &l.UnwarnedPosts }, words{
		"Posts without content warnings",
		"不带内容预警的文章",
		"未附內容警告的文章",
		"閲覧注意のない記事",
		"콘텐츠 경고가 없는 글",
		"Articles sans avertissement de contenu",
		"Artikel ohne Inhaltswarnung",
		"Artículos sin advertencia de contenido",
	}},
	{func(l *Labels) *string { return &l.AllFeeds }, words{"All feeds", "全部订阅源", "所有訂閱來源", "すべてのフィード", "모든 피드", "Tous les flux", "Alle Feeds", "Todos los canales"}},
	{func(l *Labels) *string { return &l.SiteSection }, words{"Section", "栏目", "欄目", "セクション", "섹션", "Rubrique", "Rubrik", "Sección"}},
	{func(l *Labels) *string { return &l.FeedsIntro }, words{
		"A feed tells you what is new here without an account or an email address. Copy the address of a feed into a program that reads feeds, and new articles appear there by themselves.",
		"订阅源会告诉你这里有什么新文章，不需要账号，也不需要邮箱。把订阅源的地址复制到阅读器里，新文章就会自动出现。",
		"訂閱源會告訴你這裡有什麼新文章，不需要帳號，也不需要信箱。把訂閱源的網址複製到閱讀器裡，新文章就會自動出現。",
		"フィードを使うと、アカウントもメールアドレスも登録せずに、このサイトの新しい記事を知ることができます。フィードのアドレスをフィードリーダーに貼り付けると、新しい記事が自動で届きます。",
		"피드를 구독하면 계정이나 이메일 주소 없이도 새 글을 받아 볼 수 있습니다. 피드 주소를 피드 리더에 붙여 넣으면 새 글이 자동으로 나타납니다.",
		"Un flux vous dit ce qui est nouveau ici, sans compte ni adresse électronique. Copiez l’adresse d’un flux dans un programme qui lit les flux : les nouveaux articles y apparaissent d’eux-mêmes.",
		"Ein Feed sagt Ihnen, was hier neu ist, ohne Konto und ohne E-Mail-Adresse. Kopieren Sie die Adresse eines Feeds in ein Programm, das Feeds liest: Neue Artikel erscheinen dort von selbst.",
		"Un feed le dice qué hay de nuevo aquí, sin cuenta ni dirección de correo. Copie la dirección de un feed en un programa que lea feeds y los artículos nuevos aparecerán allí.",
	}},
	{func(l *Labels) *string { return &l.FeedFormats }, words{
		"All formats hold the same. If you do not know which to take, take the first.",
		"各种格式的内容相同。不知道选哪个，就选第一个。",
		"各種格式的內容相同。不知道選哪個，就選第一個。",
		"どの形式も内容は同じです。迷ったら最初のものを選んでください。",
		"모든 형식의 내용은 같습니다. 잘 모르겠으면 첫 번째 것을 고르세요.",
		"Tous les formats contiennent la même chose. Dans le doute, prenez le premier.",
		"Alle Formate enthalten dasselbe. Im Zweifel nehmen Sie das erste.",
		"Todos los formatos contienen lo mismo. Si tiene dudas, elija el primero.",
	}},
	{func(l *Labels) *string { return &l.ReplyByMail }, words{
		"Reply by email",
		"邮件回复",
		"郵件回覆",
		"メールで返信",
		"이메일로 답장",
		"Répondre par courriel",
		"Per E-Mail antworten",
		"Responder por correo",
	}},

	// Inside articles.
	{func(l *Labels) *string { return &l.ImageMissing }, words{
		"Image not available",
		"图片无法显示",
		"圖片無法顯示",
		"画像を表示できません",
		"이미지를 표시할 수 없음",
		"Image indisponible",
		"Bild nicht verfügbar",
		"Imagen no disponible",
	}},
	{func(l *Labels) *string { return &l.ImageLink }, words{
		"Link to the image",
		"图片链接",
		"圖片連結",
		"画像へのリンク",
		"이미지 링크",
		"Lien vers l’image",
		"Link zum Bild",
		"Enlace a la imagen",
	}},
	{func(l *Labels) *string { return &l.Figure }, words{"Image", "图片", "圖片", "画像", "이미지", "Image", "Bild", "Imagen"}},
	{func(l *Labels) *string { return &l.Footnotes }, words{"Footnotes", "脚注", "註腳", "脚注", "각주", "Notes", "Fußnoten", "Notas"}},
	{func(l *Labels) *string { return &l.Footnote }, words{"Footnote %d", "脚注 %d", "註腳 %d", "脚注 %d", "각주 %d", "Note %d", "Fußnote %d", "Nota %d"}},
	{func(l *Labels) *string { return &l.BackToText }, words{
		"Back to the text",
		"返回正文",
		"返回內文",
		"本文に戻る",
		"본문으로 돌아가기",
		"Retour au texte",
		"Zurück zum Text",
		"Volver al texto",
	}},
	{func(l *Labels) *string { return &l.Tip }, words{"Tip", "技巧", "技巧", "ヒント", "팁", "Astuce", "Tipp", "Consejo"}},
	{func(l *Labels) *string { return &l.Important }, words{"Important", "重要", "重要", "重要", "중요", "Important", "Wichtig", "Importante"}},
	{func(l *Labels) *string { return &l.Caution }, words{"Caution", "当心", "當心", "注意", "조심", "Prudence", "Vorsicht", "Precaución"}},
	{func(l *Labels) *string { return &l.Details }, words{"Details", "详情", "詳情", "詳細", "자세히", "Détails", "Details", "Detalles"}},
	{func(l *Labels) *string { return &l.Summary }, words{"Summary", "摘要", "摘要", "要約", "요약", "Résumé", "Zusammenfassung", "Resumen"}},
	{func(l *Labels) *string { return &l.Example }, words{"Example", "示例", "範例", "例", "예시", "Exemple", "Beispiel", "Ejemplo"}},
	{func(l *Labels) *string { return &l.Question }, words{"Question", "问题", "問題", "質問", "질문", "Question", "Frage", "Pregunta"}},
	{func(l *Labels) *string { return &l.Todo }, words{"To do", "待办", "待辦", "やること", "할 일", "À faire", "Zu erledigen", "Por hacer"}},
	{func(l *Labels) *string { return &l.Continued }, words{
		"%s (continued)",
		"%s（续）",
		"%s（續）",
		"%s（続き）",
		"%s (이어짐)",
		"%s (suite)",
		"%s (Fortsetzung)",
		"%s (continuación)",
	}},

	// Accessibility summaries of books.
	{func(l *Labels) *string { return &l.AccessSummary }, words{
		"The text can be enlarged, restyled and read aloud. Headings, contents and landmarks lead through the book.",
		"正文可放大、可更换样式、可朗读；可通过标题、目录和导航点浏览全书。",
		"內文可放大、可更換樣式、可朗讀；可透過標題、目錄和導覽點瀏覽全書。",
		"本文は拡大、表示の変更、読み上げができます。見出し、目次、ランドマークで移動できます。",
		"본문은 확대하거나 모양을 바꾸거나 소리 내어 읽을 수 있습니다. 제목, 차례, 주요 지점으로 이동할 수 있습니다.",
		"Le texte peut être agrandi, mis en forme autrement et lu à voix haute. Les titres, la table des matières et les repères permettent de parcourir le livre.",
		"Der Text lässt sich vergrößern, anders darstellen und vorlesen. Überschriften, Inhaltsverzeichnis und Orientierungspunkte führen durch das Buch.",
		"El texto se puede ampliar, mostrar con otro estilo y leer en voz alta. Los títulos, el índice y los puntos de referencia guían por el libro.",
	}},
	{func(l *Labels) *string { return &l.AccessNoAlt }, words{
		"Some images have no description.",
		"部分图片没有文字说明。",
		"部分圖片沒有文字說明。",
		"説明のない画像があります。",
		"설명이 없는 이미지가 있습니다.",
		"Certaines images n’ont pas de description.",
		"Einige Bilder haben keine Beschreibung.",
		"Algunas imágenes no tienen descripción.",
	}},

	// How the language sets text.
	{func(l *Labels) *string { return &l.Colon }, words{": ", "：", "：", "：", ": ", "\u00a0: ", ": ", ": "}},
	{func(l *Labels) *string { return &l.Comma }, words{", ", "、", "、", "、", ", ", ", ", ", ", ", "}},
	{func(l *Labels) *string { return &l.OpenQuote }, words{"“", "《", "《", "『", "《", "«\u00a0", "„", "«"}},
	{func(l *Labels) *string { return &l.CloseQuote }, words{"”", "》", "》", "』", "》", "\u00a0»", "“", "»"}},
	{func(l *Labels) *string { return &l.OpenParen }, words{" (", "（", "（", "（", " (", " (", " (", " ("}},
	{func(l *Labels) *string { return &l.CloseParen }, words{")", "）", "）", "）", ")", ")", ")", ")"}},
}
