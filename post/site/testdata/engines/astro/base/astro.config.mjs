// @ts-check
import { defineConfig, passthroughImageService } from 'astro/config'
import mdx from '@astrojs/mdx'

export default defineConfig({
  site: 'https://looms.example',
  base: '/shed',
  trailingSlash: 'never',
  build: { format: 'file' },
  integrations: [mdx()],
  image: { service: passthroughImageService() },
  markdown: { syntaxHighlight: 'shiki' },
})
