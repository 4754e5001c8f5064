import { defineConfig } from 'vitepress'

const host = 'https://kites.example'

// The site of two languages.
export default defineConfig({
  title: 'Kite Notes',
  description: 'What flies and what does not.',
  cleanUrls: true,
  rewrites: {
    'posts/:name.md': 'articles/:name.md',
    'guide/frame.md': 'making/the-frame.md',
  },
  lang: 'en-GB',
  srcExclude: ['**/README.md', 'parts/**'],
  ignoreDeadLinks: true,
  sitemap: { hostname: host },
  locales: {
    root: { label: 'English', lang: 'en-GB' },
    zh: { label: '中文', lang: 'zh-Hans', title: '风筝笔记', description: '能飞的与不能飞的。' },
  },
  themeConfig: {
    nav: [{ text: 'Posts', link: '/posts/' }],
  },
  head: [['link', { rel: 'icon', href: '/kite.png' }]],
})
