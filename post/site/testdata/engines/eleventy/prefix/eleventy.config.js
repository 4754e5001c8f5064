import { HtmlBasePlugin, IdAttributePlugin } from '@11ty/eleventy'
import { rssPlugin } from '@11ty/eleventy-plugin-rss'

const prefix = '/pantry/'

export default function (config) {
  config.addPlugin(rssPlugin)
  config.addPlugin(IdAttributePlugin)
  config.addPlugin(HtmlBasePlugin)
  config.addPassthroughCopy({ 'src/img': 'img', static: '/' })
  return {
    pathPrefix: prefix,
    dir: { input: 'src', output: '_site' },
    markdownTemplateEngine: 'njk',
  }
}
