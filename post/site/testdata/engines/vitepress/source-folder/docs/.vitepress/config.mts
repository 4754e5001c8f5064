export default {
  title: 'Kite Notes',
  description: 'What flies and what does not.',
  lang: 'en-GB',
  srcDir: './pages',
  ignoreDeadLinks: true,
  sitemap: { hostname: 'https://kites.example' },
  themeConfig: { source: 'docs/pages/' },
}
