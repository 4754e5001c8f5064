// @ts-check
import starlight from '@astrojs/starlight'
import { defineConfig, passthroughImageService } from 'astro/config'

export default defineConfig({
  site: 'https://wells.example',
  base: '/book',
  image: { service: passthroughImageService() },
  integrations: [
    starlight({
      title: { en: 'Well Book', 'zh-CN': '井书' },
      description: 'Wells, ropes and water.',
      pagefind: false,
      components: { MarkdownContent: './src/components/MarkdownContent.astro' },
      locales: {
        root: { label: 'English', lang: 'en' },
        'zh-cn': { label: '简体中文', lang: 'zh-CN' },
      },
    }),
  ],
})
