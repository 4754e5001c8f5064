import { viteBundler } from '@vuepress/bundler-vite'
import { feedPlugin } from '@vuepress/plugin-feed'
import { defineUserConfig } from 'vuepress'

const pot = '/images/pot.png'

export default defineUserConfig({
  base: '/ledger/',
  lang: 'en-US',
  title: 'Tea Ledger',
  description: 'Leaves, water and time.',
  locales: {
    '/': { lang: 'en-US', title: 'Tea Ledger', description: 'Leaves, water and time.' },
    '/zh/': { lang: 'zh-CN', title: '茶账', description: '叶、水与时间。' },
  },
  head: [['link', { rel: 'icon', href: `/ledger${pot}` }]],
  bundler: viteBundler(),
  plugins: [feedPlugin({ hostname: 'https://teas.example', rss: true, atom: true, count: 100 })],
  theme: {
    name: 'plain',
    onPrepared: async (app) => {
      const of = (page) => ({
        file: page.filePathRelative,
        date: page.date === '0000-00-00' ? undefined : new Date(page.frontmatter.date ?? page.date).toISOString(),
      })
      const sources = Object.fromEntries(app.pages.filter((page) => page.filePath).map((page) => [page.path, of(page)]))
      await app.writeTemp('sources.js', `export const sources = ${JSON.stringify(sources)}`)
    },
  },
})
