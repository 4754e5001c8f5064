// @ts-check

const organization = 'bell-tower'

/** @type {import('@docusaurus/types').Config} */
const config = {
  title: 'Bell Tower',
  tagline: 'Ringing, ropes and rust.',
  favicon: 'img/bell.png',
  url: 'https://bells.example',
  baseUrl: '/',
  trailingSlash: true,
  organizationName: organization,
  onBrokenLinks: 'ignore',
  onBrokenAnchors: 'ignore',
  onDuplicateRoutes: 'ignore',
  i18n: {
    defaultLocale: 'en',
    locales: ['en'],
  },
  presets: [
    [
      'classic',
      /** @type {import('@docusaurus/preset-classic').Options} */
      ({
        docs: false,
        blog: {
          routeBasePath: '/',
          blogTitle: 'Bells',
          showReadingTime: true,
          feedOptions: { type: ['rss', 'atom'], limit: false },
          onInlineAuthors: 'ignore',
          onUntruncatedBlogPosts: 'ignore',
          onInlineTags: 'ignore',
        },
      }),
    ],
  ],
  themeConfig: {
    navbar: { title: 'Bell Tower', items: [{ to: '/blog', label: 'Blog' }] },
  },
}

module.exports = config
