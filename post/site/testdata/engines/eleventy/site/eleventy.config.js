import { IdAttributePlugin, InputPathToUrlTransformPlugin, HtmlBasePlugin } from '@11ty/eleventy'
import { rssPlugin } from '@11ty/eleventy-plugin-rss'

export default function (config) {
  config.addPlugin(rssPlugin)
  config.addPlugin(IdAttributePlugin)
  config.addPlugin(InputPathToUrlTransformPlugin)
  config.addPlugin(HtmlBasePlugin)
  config.addPassthroughCopy('src/img')
  config.addPassthroughCopy('src/posts/**/*.png')
  config.addPassthroughCopy({ static: '/' })
  config.addPreprocessor('drafts', '*', (data) => (data.draft ? false : undefined))
}

export const config = {
  dir: { input: 'src' },
}
