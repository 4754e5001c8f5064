import { HtmlBasePlugin, IdAttributePlugin } from '@11ty/eleventy'

const prefix = '/pantry/'

export default function (config) {
  config.addPlugin(IdAttributePlugin)
  config.addPlugin(HtmlBasePlugin)
  config.addPassthroughCopy({ 'src/img': 'img', static: '/' })
  return {
    pathPrefix: prefix,
    dir: { input: 'src', output: '_site' },
    markdownTemplateEngine: 'njk',
  }
}
