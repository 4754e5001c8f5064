package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// parts are the paragraphs of the posts.
var parts = []string{
	"天黑以后，船队沿着河岸慢慢行驶，没有人说话。岸上的灯一盏一盏亮起来，又一盏一盏熄灭，**像是有人在数数**，参见[旧地图](https://a.example/map \"河\")。",
	"“再过两个钟头就到了。”船长说，*可是*他昨天也是这样说的；前天也是。我们把雨衣铺在甲板上，听着引擎的声音，想着各自的事情，谁也不肯先睡。",
	"The rain had stopped by the time we reached the second lock, and the keeper, who knew the captain, let us through without the usual questions.",
	"> 信是从上游寄来的，只有一行字：“桥还在。”没有署名，也没有日期。\n> 我把它夹在航海日志里，后来怎么也找不到了。",
	"- 三件雨衣，一件破了\n- 两盏灯，其中一盏是 [林间](https://b.example/lamp) 借的\n- `ferry --slow`，如果它还能启动的话",
	"## 第二道船闸\n\n守闸人打着手电走过来，照了照我们的脸，又照了照船号，什么也没有问。他说今年的水比往年都大，下游的村子已经搬走了一半。",
	"![甲板上的雨衣](https://c.example/coats.jpg)",
	"```go\nfor range locks {\n\twait(keeper)\n}\n```",
}

// writePosts writes n posts of about 19 KB, all of them reposts with a content warning,
// the same each time.
func writePosts(dir string, n int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i := range n {
		var b strings.Builder
		day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%9000)
		fmt.Fprintf(&b, "---\ntitle: 转载 - 夜航 %d\ntags: [转载, t%d]\ncategories: [转载]\ndate: %s\ndescription: 原作者：作者%d\n---\n\n",
			i, i%50, day.Format(time.DateOnly), i%97)
		b.WriteString("::: danger 内容预警\n\n本文含有对**溺水**和**死亡**的描写，请谨慎阅读。\n\n:::\n\n原文链接：[夜航](https://a.example/night)\n")
		for j := 0; b.Len() < 18_000+i%20*100; j++ {
			fmt.Fprintf(&b, "\n%s\n", parts[(i+j)%len(parts)])
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("p%06d.md", i)), []byte(b.String()), 0o644); err != nil {
			return err
		}
	}
	return nil
}
